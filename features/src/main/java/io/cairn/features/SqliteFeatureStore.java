package io.cairn.features;

import io.cairn.core.ItemId;
import io.cairn.events.SqliteFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A feature store in the SQLite file of the log. Rows of items are all on the heap; of users and
 * sessions those read or written lately, within a bound. Safe for use by multiple threads.
 *
 * <p>Written rows wait on the heap until there are many of them, or until {@link #flush}, and then
 * become durable with the offset in one transaction. When a flush fails, they wait on.
 *
 * <p>Over a file that was opened for reading only, nothing is flushed, and all written rows stay on
 * the heap. Rows and {@link #offset} are then as of what this process has folded, whatever another
 * one writes meanwhile. Once that one has stored rows that are ahead of this offset, reading a row
 * that is not on the heap throws {@link java.io.UncheckedIOException}.
 */
public final class SqliteFeatureStore implements FeatureStore {

  /*
   * A row of a user is looked for where it is newest: among those waiting to be written, then in
   * the cache, then in the tables. A flush moves rows the other way, and takes them from the
   * waiting ones last, so that a reader finds them at any moment: only a put changes what is found,
   * and only puts need the lock that shows them whole. Keys are read in the same order:
   * of the waiting ones first, then so many from the tables that enough are left without those
   * whose removal waits.
   */

  private static final int WAITING_MAX = 20_000;

  private final FeatureTable table;
  private final boolean isReadOnly;
  private final boolean isStoredReadable;
  private final Optional<String> resetReason;
  private final int waitingMax;
  private final RowCache cache;
  private final SequenceLock puts = new SequenceLock();
  private final HeapRows items = new HeapRows();
  private final Map<EntityKey, Row> waiting = new ConcurrentHashMap<>();
  private final Set<EntityKey> waitingItems = new HashSet<>();
  private final UnaryOperator<ItemId> shared = this::shared;
  private volatile long offset;
  private long flushedOffset;

  /**
   * Opens the store that is in the file, and loads the rows of items. Where the rows there have
   * other slots, the store is empty and at offset 0; {@link #resetReason} then tells why.
   *
   * @param schema what {@link FeatureSet#schema} returns
   * @param cacheBytes how much heap rows of users and sessions may take, about; at least 0
   */
  public SqliteFeatureStore(SqliteFile file, String schema, long cacheBytes) {
    this(file, schema, cacheBytes, WAITING_MAX);
  }

  /** Makes a store that flushes when more than {@code waitingMax} rows wait. */
  SqliteFeatureStore(SqliteFile file, String schema, long cacheBytes, int waitingMax) {
    table = new FeatureTable(file, schema);
    isReadOnly = file.isReadOnly();
    this.waitingMax = waitingMax;
    cache = new RowCache(cacheBytes);
    Optional<FeatureTable.Stored> stored = table.stored();
    isStoredReadable = stored.isPresent() && table.isReadable(stored.get());
    resetReason = resetReason(stored);
    if (isStoredReadable) {
      offset = stored.orElseThrow().offset();
      table.scan(EntityKey.Kind.ITEM, this::offset, (key, row) -> items.put(key, decode(row)));
    } else if (!isReadOnly) {
      table.clear();
    }
    flushedOffset = offset;
  }

  private Optional<String> resetReason(Optional<FeatureTable.Stored> stored) {
    return isStoredReadable
        ? Optional.empty()
        : stored.map(
            s ->
                "the features or their form changed: %d events are to be folded anew"
                    .formatted(s.offset()));
  }

  /** Returns why rows that had been stored were given up on opening; empty where none were. */
  public Optional<String> resetReason() {
    return resetReason;
  }

  @Override
  public RowsAsOf read(Collection<EntityKey> entities) {
    return puts.read(() -> new RowsAsOf(find(entities), offset));
  }

  private Map<EntityKey, Row> find(Collection<EntityKey> entities) {
    Map<EntityKey, Row> found = HashMap.newHashMap(entities.size());
    List<EntityKey> missing = new ArrayList<>();
    for (EntityKey entity : entities) {
      Row row = held(entity);
      if (row != null) {
        if (!row.isEmpty()) {
          found.put(entity, row);
        }
      } else if (isInTable(entity.kind())) {
        missing.add(entity);
      }
    }
    if (!missing.isEmpty()) {
      load(missing).forEach((key, sized) -> found.put(key, sized.row()));
    }
    return found;
  }

  /** Returns the row, empty where it was removed, or null where it is not on the heap. */
  private @Nullable Row held(EntityKey entity) {
    if (entity.kind() == EntityKey.Kind.ITEM) {
      return items.get(entity);
    }
    Row row = waiting.get(entity);
    return row == null ? cache.get(entity) : row;
  }

  /** Whether the table may have rows of the kind that are not on the heap. */
  private boolean isInTable(EntityKey.Kind kind) {
    return kind != EntityKey.Kind.ITEM && (isStoredReadable || !isReadOnly);
  }

  private Map<EntityKey, RowCache.Sized> load(List<EntityKey> missing) {
    return cache.load(
        () -> {
          Map<EntityKey, RowCache.Sized> loaded = HashMap.newHashMap(missing.size());
          table.read(
              missing,
              this::offset,
              (key, row) -> loaded.put(key, new RowCache.Sized(decode(row), row.length)));
          return loaded;
        });
  }

  private Row decode(byte[] row) {
    return RowCodec.decode(row, shared);
  }

  private ItemId shared(ItemId id) {
    Row row = items.get(EntityKey.of(id));
    return row != null && row.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
        ? entry.item().id()
        : id;
  }

  @Override
  public synchronized void put(Map<EntityKey, Row> rows, long next) {
    puts.write(
        () -> {
          rows.forEach(this::put);
          offset = next;
        });
    if (!isReadOnly && waiting.size() + waitingItems.size() > waitingMax) {
      flush();
    }
  }

  private void put(EntityKey key, Row row) {
    if (key.kind() != EntityKey.Kind.ITEM) {
      waiting.put(key, row);
      return;
    }
    items.put(key, row);
    waitingItems.add(key);
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public List<EntityKey> keys(EntityKey.Kind kind, String after, int limit) {
    if (kind == EntityKey.Kind.ITEM) {
      return items.keys(kind, after, limit);
    }
    EntityKey last = new EntityKey(kind, after);
    Map<EntityKey, Row> ahead = waitingAfter(last);
    TreeSet<EntityKey> keys = new TreeSet<>();
    if (isInTable(kind)) {
      int removed = (int) ahead.values().stream().filter(Row::isEmpty).count();
      keys.addAll(table.keys(last, limit + removed, this::offset));
    }
    ahead.forEach(
        (key, row) -> {
          if (row.isEmpty()) {
            keys.remove(key);
          } else {
            keys.add(key);
          }
        });
    return keys.stream().limit(limit).toList();
  }

  @Override
  public long scan(EntityKey.Kind kind, BiConsumer<EntityKey, Row> visitor) {
    return kind == EntityKey.Kind.ITEM
        ? items.scan(kind, puts, this::offset, visitor)
        : FeatureStore.super.scan(kind, visitor);
  }

  /** Returns the waiting rows of the same kind that come later in the order. */
  private Map<EntityKey, Row> waitingAfter(EntityKey last) {
    Map<EntityKey, Row> ahead = new HashMap<>();
    waiting.forEach(
        (key, row) -> {
          if (key.kind() == last.kind() && key.compareTo(last) > 0) {
            ahead.put(key, row);
          }
        });
    return ahead;
  }

  @Override
  public synchronized void flush() {
    boolean isFlushed = flushedOffset == offset && waiting.isEmpty() && waitingItems.isEmpty();
    if (isReadOnly || isFlushed) {
      return;
    }
    Map<EntityKey, byte[]> encoded = HashMap.newHashMap(waiting.size() + waitingItems.size());
    Map<EntityKey, RowCache.Sized> written = HashMap.newHashMap(waiting.size());
    waiting.forEach(
        (key, row) -> {
          byte[] bytes = encode(row);
          encoded.put(key, bytes);
          written.put(key, new RowCache.Sized(row, bytes.length));
        });
    for (EntityKey key : waitingItems) {
      Row row = items.get(key);
      encoded.put(key, row == null ? new byte[0] : encode(row));
    }
    table.write(encoded, offset);
    flushedOffset = offset;
    cache.wrote(written);
    waiting.clear();
    waitingItems.clear();
  }

  private static byte[] encode(Row row) {
    return row.isEmpty() ? new byte[0] : RowCodec.encode(row);
  }

  /** Returns how many rows of users and sessions are on the heap. */
  long actorsHeld() {
    return cache.size() + waiting.size();
  }

  @Override
  public void close() {
    flush();
  }
}

package io.cairn.features;

import io.cairn.core.ItemId;
import io.cairn.events.ByteReader;
import io.cairn.events.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads one row in the form that {@link RowEncoder} writes. For use once. */
final class RowDecoder {
  private final ByteReader reader;
  private final UnaryOperator<ItemId> shared;
  private final List<String> texts = new ArrayList<>();
  private final List<ItemId> items = new ArrayList<>();

  RowDecoder(ByteReader reader, UnaryOperator<ItemId> shared) {
    this.reader = reader;
    this.shared = shared;
  }

  Row read() {
    @Nullable State[] states = new State[reader.readCount()];
    for (int slot = 0; slot < states.length; slot++) {
      states[slot] = state();
    }
    return new Row(states);
  }

  private @Nullable State state() {
    int kind = reader.readByte();
    return switch (kind) {
      case RowCodec.NOTHING -> null;
      case RowCodec.CATALOGUE_ENTRY ->
          new CatalogueEntry(EventCodec.readItem(reader), reader.readSigned(), flag());
      case RowCodec.USER_ATTRIBUTES -> new UserAttributes(EventCodec.readUser(reader));
      case RowCodec.PROFILE -> profile();
      case RowCodec.RECENT_EVENTS -> recentEvents();
      case RowCodec.TALLIES -> tallies();
      case RowCodec.BUCKETS -> new Buckets(reader.readSigned(), counts());
      case RowCodec.AVERAGE ->
          new Average(reader.readDouble(), reader.readDouble(), reader.readSigned());
      case RowCodec.DECAYED -> new Decayed(reader.readDouble(), reader.readSigned());
      default -> throw new IllegalArgumentException("kind " + kind + " of state is unknown");
    };
  }

  private Profile profile() {
    int size = reader.readCount();
    ItemId[] ids = new ItemId[size];
    float[] weights = new float[size];
    boolean[] seen = new boolean[size];
    for (int i = 0; i < size; i++) {
      ids[i] = item();
      weights[i] = reader.readFloat();
      seen[i] = flag();
    }
    return new Profile(ids, weights, times(size), seen);
  }

  private RecentEvents recentEvents() {
    int size = reader.readCount();
    ItemId[] ids = new ItemId[size];
    String[] types = new String[size];
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      ids[i] = item();
      types[i] = text();
      values[i] = reader.readFloat();
    }
    return new RecentEvents(ids, types, values, times(size));
  }

  private Tallies tallies() {
    int size = reader.readCount();
    String[] keys = new String[size];
    int[] counts = new int[size];
    float[] decayed = new float[size];
    for (int i = 0; i < size; i++) {
      keys[i] = text().intern();
      counts[i] = reader.readInt();
      decayed[i] = reader.readFloat();
    }
    return new Tallies(keys, counts, decayed, reader.readSigned());
  }

  private int[] counts() {
    int[] counts = new int[reader.readCount()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = reader.readInt();
    }
    return counts;
  }

  private long[] times(int size) {
    long[] times = new long[size];
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += reader.readSigned();
      times[i] = before;
    }
    return times;
  }

  private boolean flag() {
    int flag = reader.readByte();
    if (flag > 1) {
      throw new IllegalArgumentException("yes or no must be 1 or 0, was " + flag);
    }
    return flag == 1;
  }

  private String text() {
    return numbered(texts, reader::readText);
  }

  private ItemId item() {
    return numbered(items, () -> shared.apply(new ItemId(reader.readText())));
  }

  private <T> T numbered(List<T> known, Supplier<T> next) {
    int number = reader.readInt();
    if (number > known.size()) {
      throw new IllegalArgumentException(
          "number %d is unknown, %d are known".formatted(number, known.size()));
    }
    if (number == known.size()) {
      known.add(next.get());
    }
    return known.get(number);
  }
}

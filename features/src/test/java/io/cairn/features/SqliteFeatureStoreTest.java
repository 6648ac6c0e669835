package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.UserId;
import io.cairn.events.SqliteEventLog;
import io.cairn.events.SqliteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes the contract with next to no cache and few waiting rows, so that rows leave the heap. */
final class SqliteFeatureStoreTest extends DurableFeatureStoreContract {
  private static final int CACHE_BYTES = 7_000;
  private static final int WAITING_MAX = 50;

  @TempDir private Path folder;
  private final List<SqliteFile> files = new ArrayList<>();
  private int copies;

  @Override
  protected FeatureStore open() {
    return open(file("cairn.db"), "schema");
  }

  @Override
  protected FeatureStore reopen() {
    closeFiles();
    return open();
  }

  @Override
  protected FeatureStore openAfterCrash() {
    String copy = "copy" + copies++ + ".db";
    try {
      for (String suffix : List.of("", "-wal")) {
        Files.copy(folder.resolve("cairn.db" + suffix), folder.resolve(copy + suffix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open(file(copy), "schema");
  }

  @AfterEach
  void closeFiles() {
    files.forEach(SqliteFile::close);
    files.clear();
  }

  private SqliteFile file(String name) {
    SqliteFile file = SqliteFile.open(folder.resolve(name));
    files.add(file);
    return file;
  }

  private SqliteFile readOnly() {
    SqliteFile file = SqliteFile.openReadOnly(folder.resolve("cairn.db"));
    files.add(file);
    return file;
  }

  private static SqliteFeatureStore open(SqliteFile file, String schema) {
    return new SqliteFeatureStore(file, schema, CACHE_BYTES, WAITING_MAX);
  }

  private static List<EntityKey> users(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(user -> EntityKey.of(new UserId("user-" + user)))
        .toList();
  }

  @Test
  void put_manyUsers_heldRowsStayWithinTheBound_andAllAreReadable() {
    SqliteFeatureStore store = open(file("cairn.db"), "schema");
    for (int batch = 0; batch < 100; batch++) {
      store.put(rows(users(batch * 20, batch * 20 + 20), batch), batch);
      assertThat(store.actorsHeld()).isLessThanOrEqualTo(WAITING_MAX + CACHE_BYTES / 640);
    }
    for (int batch = 0; batch < 100; batch++) {
      assertThat(versions(store, users(batch * 20, batch * 20 + 20)).values())
          .hasSize(20)
          .containsOnly((long) batch);
      assertThat(store.actorsHeld()).isLessThanOrEqualTo(WAITING_MAX + CACHE_BYTES / 640);
    }
    assertThat(store.get(users(0, 2_500))).hasSize(2_000);
    List<EntityKey> seen = new ArrayList<>();
    store.scan(EntityKey.Kind.USER, (key, _) -> seen.add(key));
    assertThat(seen).containsExactlyInAnyOrderElementsOf(users(0, 2_000));
  }

  @Test
  void get_rowsReadBefore_areHeldWithinTheBound() {
    SqliteFeatureStore store = open(file("cairn.db"), "schema");
    store.put(rows(users(0, 5), 1), 1);
    store.close();
    SqliteFeatureStore again = open(files.getFirst(), "schema");
    assertThat(again.actorsHeld()).isZero();
    assertThat(again.get(users(0, 5))).hasSize(5);
    assertThat(again.actorsHeld()).isEqualTo(5);
    assertThat(again.get(users(0, 1)).get(users(0, 1).getFirst()))
        .isSameAs(again.get(users(0, 1)).get(users(0, 1).getFirst()));
  }

  @Test
  void keys_doNotReadTheRows() {
    SqliteFile file = file("cairn.db");
    SqliteFeatureStore store = open(file, "schema");
    store.put(rows(users(0, 5), 1), 1);
    store.close();
    file.write(connection -> execute(connection, "UPDATE feature_rows SET row = x'FF'"));
    SqliteFeatureStore again = open(file, "schema");
    assertThat(again.keys(EntityKey.Kind.USER, "user-1", 2)).isEqualTo(users(2, 4));
    assertThatThrownBy(() -> again.get(users(2, 4))).isInstanceOf(RuntimeException.class);
  }

  @Test
  void open_otherSchema_clearsTheRowsAndTellsWhy() {
    SqliteFile file = file("cairn.db");
    SqliteFeatureStore first = open(file, "schema");
    assertThat(first.resetReason()).isEmpty();
    first.put(rows(KEYS, 1), 12);
    first.close();
    assertThat(open(file, "schema").resetReason()).isEmpty();
    SqliteFeatureStore other = open(file, "another");
    assertThat(other.resetReason())
        .contains("the features or their form changed: 12 events are to be folded anew");
    assertThat(other.offset()).isZero();
    assertThat(other.get(KEYS)).isEmpty();
    assertThat(open(file, "another").resetReason()).isEmpty();
  }

  @Test
  void put_moreThanMayWait_isDurableWithoutFlush() {
    FeatureStore store = open();
    store.put(rows(users(0, 51), 1), 1);
    try (FeatureStore left = openAfterCrash()) {
      assertThat(left.offset()).isOne();
      assertThat(left.get(users(0, 51))).hasSize(51);
    }
  }

  @Test
  void readOnly_keepsWrittenRowsOnTheHeap() {
    SqliteFeatureStore writer = open(file("cairn.db"), "schema");
    writer.put(rows(KEYS, 1), 1);
    writer.flush();
    SqliteFeatureStore reader = open(readOnly(), "schema");
    assertThat(reader.offset()).isOne();
    reader.put(rows(users(0, 100), 2), 2);
    reader.put(rows(KEYS.subList(0, 3), 2), 3);
    reader.put(empty(KEYS.subList(3, 6)), 4);
    reader.flush();
    assertThat(reader.get(users(0, 100))).hasSize(100);
    assertThat(versions(reader, KEYS)).hasSize(27).containsValue(1L).containsValue(2L);
    assertThat(reader.keys(EntityKey.Kind.USER, "", 200)).hasSize(109);
    reader.close();
    assertThat(writer.get(users(0, 100))).isEmpty();
    assertThat(writer.get(KEYS)).hasSize(30);
  }

  @Test
  void readOnly_otherSchema_isEmptyAndLeavesTheRows() {
    SqliteFeatureStore writer = open(file("cairn.db"), "schema");
    writer.put(rows(KEYS, 1), 1);
    writer.flush();
    SqliteFeatureStore reader = open(readOnly(), "another");
    assertThat(reader.resetReason()).isPresent();
    assertThat(reader.offset()).isZero();
    assertThat(reader.get(KEYS)).isEmpty();
    assertThat(reader.keys(EntityKey.Kind.USER, "", 1)).isEmpty();
    assertThat(open(readOnly(), "schema").get(KEYS)).hasSize(30);
  }

  @Test
  void readOnly_fileWithoutRows_isEmpty() {
    file("cairn.db");
    SqliteFeatureStore reader = open(readOnly(), "schema");
    assertThat(reader.resetReason()).isEmpty();
    assertThat(reader.get(KEYS)).isEmpty();
  }

  @Test
  void readOnly_rowsNewerThanItsOffset_areRefused() {
    SqliteFeatureStore writer = open(file("cairn.db"), "schema");
    writer.put(rows(KEYS, 1), 1);
    writer.flush();
    SqliteFeatureStore reader = open(readOnly(), "schema");
    writer.put(rows(KEYS, 2), 2);
    writer.flush();
    assertThatThrownBy(() -> reader.get(KEYS))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageEndingWith("were replaced by another process meanwhile: open them again");
    reader.put(Map.of(), 2);
    assertThat(reader.get(users(0, 1))).isEmpty();
  }

  @Test
  void restart_goesOnFromTheOffset_asIfItHadNeverStopped() {
    FeatureSet features =
        new FeatureSet(
            Script.SETTINGS, List.of(new TasteFeature.Affinity("f", "category", Script.DAY, 64)));
    Script script = new Script().item(Script.itemOf("i0", "boots"), 0);
    for (int event = 0; event < 300; event++) {
      script.view("u" + event % 70, "i" + event % 11, event % 13);
    }
    try (SqliteFile file = SqliteFile.open(folder.resolve("log.db"))) {
      SqliteEventLog log = new SqliteEventLog(file);
      log.append(script.events);
      for (int end = 20; end <= 300; end += 40) {
        SqliteFeatureStore store = open(file, features.schema());
        assertThat(store.resetReason()).isEmpty();
        new FeatureFolder(features, store, log).catchUp(end, Progress.NONE);
        if (end % 3 == 0) {
          store.close(); // otherwise what waited is lost, as in a crash
        }
      }
      SqliteFeatureStore store = open(file, features.schema());
      new FeatureFolder(features, store, log).catchUp(Progress.NONE);
      assertThat(store.offset()).isEqualTo(301);
      FeatureStore expected = script.fold(features);
      for (EntityKey.Kind kind : EntityKey.Kind.values()) {
        expected.scan(
            kind,
            (key, row) ->
                assertThat(RowCodec.encode(Script.row(store, key)))
                    .isEqualTo(RowCodec.encode(row)));
      }
    }
  }

  @Test
  void get_userRow_sharesTheIdsOfTheCatalogue() {
    FeatureSet features = new FeatureSet(Script.SETTINGS, List.of());
    SqliteFile file = file("cairn.db");
    SqliteFeatureStore first = open(file, features.schema());
    new FeatureFolder(features, first, new Script().view("ada", "a", 0).log())
        .catchUp(Progress.NONE);
    first.close();
    SqliteFeatureStore store = open(file, features.schema());
    Profile profile = features.profile(Script.row(store, Script.userKey("ada")));
    ItemId shared =
        features.entry(Script.row(store, Script.itemKey("a"))).orElseThrow().item().id();
    assertThat(profile.items()[0]).isSameAs(shared);
  }

  @Test
  void flush_fails_rowsWaitOn() {
    SqliteFile file = file("cairn.db");
    SqliteFeatureStore store = open(file, "schema");
    store.put(rows(KEYS, 1), 1);
    file.write(connection -> execute(connection, "ALTER TABLE feature_offset RENAME TO gone"));
    assertThatThrownBy(store::flush).isInstanceOf(UncheckedIOException.class);
    file.write(connection -> execute(connection, "ALTER TABLE gone RENAME TO feature_offset"));
    assertThat(store.get(KEYS)).hasSize(30);
    store.flush();
    SqliteFeatureStore again = open(file, "schema");
    assertThat(again.offset()).isOne();
    assertThat(again.get(KEYS)).hasSize(30);
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}

package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log does when processes, files and disks fail. */
final class SqliteEventLogFaultTest {
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void chooseFile() {
    path = folder.resolve("cairn.db");
  }

  @Test
  void append_acknowledgedBeforeAKill_isThereAfterwards() throws Exception {
    Map<Long, String> acknowledged = new HashMap<>();
    for (String run : List.of("a", "b", "c")) {
      Process child = appendingProcess(run);
      try (BufferedReader lines = child.inputReader()) {
        lines.lines().limit(2000).forEach(line -> acknowledge(line, acknowledged));
        child.toHandle().destroyForcibly(); // unlike the process, its handle keeps the output open
        lines.lines().forEach(line -> acknowledge(line, acknowledged));
      }
      child.waitFor();
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(6000 - 3);
    try (SqliteFile file = SqliteFile.open(path)) {
      EventLog log = new SqliteEventLog(file);
      List<Event> all = EventLogContract.all(log);
      acknowledged.forEach(
          (offset, id) -> assertThat(all.get(offset.intValue()).id().value()).isEqualTo(id));
      assertThat(log.append(all))
          .isEqualTo(LongStream.range(0, all.size()).map(offset -> -1 - offset).toArray());
    }
  }

  private Process appendingProcess(String run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            path.toString(),
            run)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Notes a line of the child; the last one may be cut off. */
  private static void acknowledge(String line, Map<Long, String> acknowledged) {
    if (line.matches("\\d+ \\d[abc]-\\d+-\\d")) {
      String[] words = line.split(" ", 2);
      assertThat(acknowledged.put(Long.valueOf(words[0]), words[1])).isNull();
    }
  }

  @Test
  void open_whileAnotherProcessWrites_namesThatProcess() throws Exception {
    Process child = appendingProcess("a");
    try {
      assertThat(child.inputReader().readLine()).isNotNull();
      assertRefused(
          path
              + " is in use by process "
              + child.pid()
              + ": stop that process or give another folder");
      try (SqliteFile reading = SqliteFile.openReadOnly(path)) {
        EventLog log = new SqliteEventLog(reading);
        assertThat(EventLogContract.all(log)).isNotEmpty();
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    SqliteFile.open(path).close();
  }

  @Test
  void open_twiceInOneProcess_isRefusedAndHarmless() {
    try (SqliteFile file = SqliteFile.open(path)) {
      assertRefused(path + " is already open for writing in this process");
      assertThat(new SqliteEventLog(file).append(EventLogContract.events("a", 1)))
          .containsExactly(0);
    }
  }

  @Test
  void append_withoutRoom_saysSo_losesNothing_andGoesOnWhenThereIsSome() {
    List<Event> first = EventLogContract.events("first", 100);
    List<Event> more = EventLogContract.events("more", 20_000);
    try (SqliteFile file = SqliteFile.open(path)) {
      EventLog log = new SqliteEventLog(file);
      log.append(first);
      limitPages(file, 1); // no less than it has now: it cannot grow
      assertThatThrownBy(() -> log.append(more))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("no room for " + path + ": free some space on its disk and try again");
      assertThat(EventLogContract.all(log)).isEqualTo(first);
      limitPages(file, 1_000_000);
      assertThat(log.append(more)).startsWith(100).endsWith(20_099);
      assertThat(log.append(first)).startsWith(-1).endsWith(-100);
    }
    try (SqliteFile file = SqliteFile.open(path)) {
      assertThat(new SqliteEventLog(file).end()).isEqualTo(20_100);
    }
  }

  /** Bounds the file, as a disk does on which nothing else is. */
  private static void limitPages(SqliteFile file, int pages) {
    file.write(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("PRAGMA max_page_count = " + pages);
          }
        });
  }

  @Test
  void open_afterTheJournalWasCutAnywhere_findsAPrefix() throws IOException {
    Path original = Files.createDirectory(folder.resolve("original"));
    try (SqliteFile file = SqliteFile.open(path)) {
      EventLog log = new SqliteEventLog(file);
      for (int call = 0; call < 40; call++) {
        log.append(EventLogContract.events("call" + call, 3));
      }
      copyDatabase(folder, original); // as if the process had been killed now
    }
    long journalBytes = Files.size(original.resolve("cairn.db-wal"));
    long prefixes = 0;
    for (int cut = 0; cut <= 50; cut++) {
      Path copy = Files.createDirectory(folder.resolve("cut" + cut));
      copyDatabase(original, copy);
      truncate(copy.resolve("cairn.db-wal"), journalBytes * cut / 50);
      prefixes = assertIsPrefix(copy.resolve("cairn.db"), prefixes);
    }
    assertThat(prefixes).isEqualTo(120);
  }

  private static long assertIsPrefix(Path path, long atLeast) {
    try (SqliteFile file = SqliteFile.open(path)) {
      EventLog log = new SqliteEventLog(file);
      List<Event> all = EventLogContract.all(log);
      assertThat(all.size()).isGreaterThanOrEqualTo((int) atLeast).isLessThanOrEqualTo(120);
      assertThat(all.size() % 3).isZero();
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i)).isEqualTo(EventLogContract.event("call" + i / 3 + "-" + i % 3));
      }
      assertThat(log.append(EventLogContract.events("more", 1))).containsExactly(all.size());
      return all.size();
    }
  }

  @Test
  void open_ofATruncatedFile_isRefused() throws IOException {
    writeEvents(2000);
    long bytes = Files.size(path);
    for (long left : new long[] {bytes - 1, bytes - 8192, bytes / 2, 8192, 4000, 100}) {
      truncate(path, left);
      assertThatThrownBy(this::readAll)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(path.toString())
          .message()
          .containsAnyOf("is damaged", "is not a file of Cairn");
    }
  }

  @Test
  void read_ofAnOverwrittenPage_saysThatTheFileIsDamaged() throws IOException {
    writeEvents(2000);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(8192), Files.size(path) / 8192 / 2 * 8192);
    }
    assertThatThrownBy(this::readAll)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(path + " is damaged");
  }

  @Test
  void append_onAFullDisk_failsClearlyAndWorksAgainWhenThereIsRoom() {
    try (SqliteFile file = SqliteFile.open(path)) {
      EventLog log = new SqliteEventLog(file);
      log.append(EventLogContract.events("kept", 500));
      pragma(file, "max_page_count = 20");
      assertThatThrownBy(() -> log.append(EventLogContract.events("lost", 5000)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("no room for " + path + ": free some space on its disk and try again");
      assertThat(EventLogContract.all(log)).isEqualTo(EventLogContract.events("kept", 500));
      pragma(file, "max_page_count = 1000000");
      assertThat(log.append(EventLogContract.events("lost", 5000))).startsWith(500).endsWith(5499);
    }
    assertThat(readAll()).isEqualTo(5500);
  }

  private static void pragma(SqliteFile file, String setting) {
    file.write(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("PRAGMA " + setting);
          }
        });
  }

  @Test
  void open_ofSomethingElse_isRefused() throws IOException {
    Files.writeString(path, "userId,movieId,rating,timestamp\n".repeat(1000));
    assertRefused(path + " is not a file of Cairn: give another folder");
  }

  @Test
  void open_ofAnotherProgramsDatabase_isRefusedAndLeftAsItIs() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE notes (text)");
    }
    assertRefused(path + " is not a file of Cairn: give another folder");
  }

  @Test
  void open_ofANewerForm_isRefused() {
    try (SqliteFile file = SqliteFile.open(path)) {
      pragma(file, "user_version = 9");
    }
    String sentence =
        path + " was written by a newer Cairn (form 9, this one knows 1): use that version";
    assertRefused(sentence);
    assertThatThrownBy(() -> SqliteFile.openReadOnly(path)).hasMessage(sentence);
  }

  @Test
  void open_whereTheFolderIsAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> SqliteFile.open(file.resolve("cairn.db")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot write %s: %s is a file and no folder: give another folder"
                .formatted(file.resolve("cairn.db"), file));
  }

  @Test
  void openReadOnly_ofNothing_isRefusedAndMakesNoFile() {
    assertThatThrownBy(() -> SqliteFile.openReadOnly(path))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open " + path);
    assertThat(path).doesNotExist();
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(() -> SqliteFile.open(path))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(sentence);
  }

  private void writeEvents(int count) {
    try (SqliteFile file = SqliteFile.open(path)) {
      new SqliteEventLog(file).append(EventLogContract.events("a", count));
    }
  }

  private int readAll() {
    try (SqliteFile file = SqliteFile.open(path)) {
      return EventLogContract.all(new SqliteEventLog(file)).size();
    }
  }

  private static void copyDatabase(Path from, Path to) throws IOException {
    for (String name : List.of("cairn.db", "cairn.db-wal")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  private static void truncate(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }
}

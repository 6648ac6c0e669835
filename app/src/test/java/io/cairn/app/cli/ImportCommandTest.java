package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.events.SqliteFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportCommandTest {
  private final SmallShop shop;

  ImportCommandTest(@TempDir Path folder) {
    shop = new SmallShop(folder);
  }

  @Test
  void files_areImportedAndWhatCameOfItIsSaid() throws IOException {
    Captured ran = shop.run("import", shop.events().toString(), shop.items().toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines())
        .contains(
            "items.csv   csv       24    0",
            "events.csv  csv      300    0",
            "events.csv: user ← user, item ← item, time ← time, type ← type",
            "324 events (24 item, 300 view) of 30 users and 24 items",
            "324 were new, 0 were in the log already",
            "half of the people have 10 events or more: enough to learn their taste",
            "next: cairn train --home " + shop.home());
  }

  @Test
  void secondTime_changesNothing() throws IOException {
    shop.imported();
    Captured again = shop.run("import", shop.events().toString(), shop.items().toString());
    assertThat(again.out()).contains("0 were new, 324 were in the log already");
    assertThat(shop.run("events").out()).contains("20 of 324 events");
  }

  @Test
  void dryRun_saysTheSameAndMakesNoHome() throws IOException {
    Captured ran = shop.run("import", "--dry-run", shop.events().toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("300 events (300 view) of 30 users and 24 items")
        .contains("nothing was written: this was a dry run")
        .contains("next: the same without --dry-run");
    assertThat(shop.home()).doesNotExist();
  }

  @Test
  void badRows_areListedWithFileAndLineAndTheRestIsImported() throws IOException {
    Path file =
        shop.write(
            "bad.csv", "user,item,time\nu1,i1,2026-01-01\nu1,,2026-01-01\nu2,i2,yesterday\n");
    Captured ran = shop.run("import", file.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("2 bad rows, not imported:", "the first of them:", file + ":3: ", file + ":4: ")
        .contains("1 were new");
  }

  @Test
  void json_isOneObject() throws IOException {
    JsonNode page = shop.run("import", shop.events().toString(), "--json").json();
    assertThat(page.at("/files/0/format").asText()).isEqualTo("csv");
    assertThat(page.at("/files/0/rows").asInt()).isEqualTo(SmallShop.EVENTS);
    assertThat(page.at("/events/view").asInt()).isEqualTo(SmallShop.EVENTS);
    assertThat(page.at("/users").asInt()).isEqualTo(SmallShop.USERS);
    assertThat(page.at("/appended").asInt()).isEqualTo(SmallShop.EVENTS);
    assertThat(page.at("/bad_rows").asInt()).isZero();
    assertThat(page.at("/first").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void everyImport_leavesARecordNamedAfterItsMoment() throws IOException {
    Path file = shop.write("bad.csv", "user,item,time\nu1,i1,2026-01-01\nu1,,2026-01-01\n");
    shop.run("import", file.toString());
    shop.run("import", file.toString());
    List<Path> records = records();
    assertThat(records)
        .extracting(record -> record.getFileName().toString())
        .containsExactly("20260111T000000.000Z.json", "20260111T000000.001Z.json");
    JsonNode record = new ObjectMapper().readTree(Files.readString(records.getFirst()));
    assertThat(record.at("/time").asText()).isEqualTo("2026-01-11T00:00:00Z");
    assertThat(record.at("/bad_rows").asInt()).isEqualTo(1);
    assertThat(record.at("/first_bad_rows/0").asText()).startsWith(file + ":3: ");
    assertThat(record.at("/appended").asInt()).isEqualTo(1);
  }

  private List<Path> records() throws IOException {
    try (Stream<Path> files = Files.list(shop.home().resolve("imports"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void folder_namesWhatItIgnores() throws IOException {
    Path files = Files.createDirectory(shop.folder().resolve("files"));
    Files.move(shop.events(), files.resolve("events.csv"));
    Files.write(files.resolve("photo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});
    Captured ran = shop.run("import", files.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("ignored " + files.resolve("photo.png") + ": ");
  }

  @Test
  void missingFile_isBadInputAndMakesNoHome() {
    Captured ran = shop.run("import", shop.folder().resolve("absent.csv").toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).startsWith("cairn: ").contains("absent.csv").hasLineCount(1);
    assertThat(shop.home()).doesNotExist();
  }

  @Test
  void emptyFile_isBadInput() throws IOException {
    Captured ran = shop.run("import", shop.write("empty.csv", "").toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("empty.csv").hasLineCount(1);
  }

  @Test
  void unknownFormat_isWrongUsageAndNamesTheKnownOnes() throws IOException {
    Captured ran = shop.run("import", "--format", "xls", shop.events().toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no format 'xls', only", "csv", "movielens");
  }

  @Test
  void homeInsideAFile_isUnavailable() throws IOException {
    Path file = shop.write("file", "");
    Captured ran =
        Captured.run("import", shop.events().toString(), "--home", file.resolve("home").toString());
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("cairn: cannot write", "give another folder");
  }

  @Test
  void readOnlyFolder_isUnavailableUnlessItMayBeWrittenAllTheSame() throws IOException {
    Path folder = Files.createDirectory(shop.folder().resolve("read-only"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    String home = folder.resolve("home").toString();
    Captured ran = Captured.run("import", shop.events().toString(), "--home", home);
    if (Files.isWritable(folder)) { // to the superuser nothing is read-only
      assertThat(ran.exit()).isZero();
    } else {
      assertThat(ran.exit()).isEqualTo(4);
      assertThat(ran.err())
          .contains(home + " is read-only: change its permissions or give another folder")
          .hasLineCount(1);
    }
  }

  @Test
  void folderOfRecordsThatIsAFile_isNamed_andTheEventsAreImported() throws IOException {
    Path imports = shop.home().resolve("imports");
    Files.writeString(Files.createDirectories(shop.home()).resolve("imports"), "");
    Captured ran = shop.run("import", shop.events().toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains(
            "cairn: the events are imported, but no record of it can be written into %s: %s"
                .formatted(imports, imports + " is a file and no folder"));
    assertThat(shop.run("events").out()).contains("20 of 300 events");
  }

  @Test
  void recordOnAFullDisk_isSaid_andTheEventsAreImported() throws IOException {
    Path imports = Files.createDirectories(shop.home().resolve("imports"));
    Path full = Path.of("/dev/full");
    Path unwritable = Files.exists(full) ? full : imports;
    Files.createSymbolicLink(imports.resolve("record.unfinished"), unwritable);
    Captured ran = shop.run("import", shop.events().toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("cairn: the events are imported, but no record of it can be written into");
    assertThat(records()).allMatch(file -> file.endsWith("record.unfinished"));
    assertThat(shop.run("events").out()).contains("20 of 300 events");
  }

  @Test
  void homeOfAnotherProcess_isUnavailableAndNamesIt() throws Exception {
    shop.imported();
    Path events = shop.write("more.csv", "user,item,time\nu1,i1,2026-01-01\n");
    Process other = HomeHolder.start(shop.home());
    try {
      Captured ran = shop.run("import", events.toString());
      assertThat(ran.exit()).isEqualTo(4);
      assertThat(ran.err()).contains(String.valueOf(other.pid())).contains("cairn.db");
      assertThat(shop.run("events").exit()).isZero();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void damagedHome_isUnavailable() throws IOException {
    Files.createDirectories(shop.home());
    Files.writeString(
        shop.home().resolve("cairn.db"), "no database".repeat(1000), StandardCharsets.UTF_8);
    for (String command : List.of("train", "evaluate", "recommend", "events", "doctor")) {
      Captured ran = shop.run(command);
      assertThat(ran.exit()).as(command).isEqualTo(4);
      assertThat(ran.err()).contains("is not a file of Cairn: give another folder");
    }
    assertThat(shop.run("import", shop.events().toString()).exit()).isEqualTo(4);
  }

  @Test
  void noHome_saysWhatToImport() {
    for (String command : List.of("train", "evaluate", "recommend", "events", "doctor")) {
      Captured ran = shop.run(command);
      assertThat(ran.exit()).as(command).isEqualTo(4);
      assertThat(ran.err())
          .isEqualTo(
              "cairn: no data in %s yet, import some first with: cairn import FILE --home %s%n"
                  .formatted(shop.home(), shop.home()));
    }
    assertThat(shop.home()).doesNotExist();
  }

  @Test
  void homeOpenInThisProcess_isUnavailable() throws IOException {
    shop.imported();
    try (SqliteFile open = SqliteFile.open(shop.home().resolve("cairn.db"))) {
      assertThat(open.isReadOnly()).isFalse();
      assertThat(shop.run("import", shop.items().toString()).exit()).isEqualTo(4);
    }
  }
}

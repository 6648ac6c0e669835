package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each bad input gives one clear sentence and loses nothing. */
final class BadInputTest {
  private static final String GOOD = "\nu,i,2026-01-01,4\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          u,i,-5,4           ! 2: time is 1969-12-31T23:59:55Z, expected a time after 1970
          u,i,2027-01-01,4   ! 2: time is in the future: 2027-01-01T00:00:00Z, expected a time at most one day after now, 2026-03-01T12:00:00Z
          u,i,tomorrow,4     ! 2: time is not a time: 'tomorrow', expected ISO-8601 such as 2026-01-31T12:00:00Z, or seconds since 1970
          u,i,,4             ! 2: time is missing, expected ISO-8601 such as 2026-01-31T12:00:00Z, or seconds since 1970
          ,i,2026-01-01,4    ! 2: user is missing, expected an id
          u,,2026-01-01,4    ! 2: item is missing, expected an id
          u,i,2026-01-01     ! 2: the row has 3 cells, expected 4
          u,i,2026-01-01,6   ! 2: rating is 6, expected 0 to 5
          u,i,2026-01-01,NaN ! 2: rating is not a number: 'NaN', expected a number such as 4.5
          u,"i,2026-01-01,4  ! 2: a quote opens here and is not closed, expected a closing quote
          """)
  void run_badRow_isListedAndTheNextIsRead(String row, String sentence) throws IOException {
    ImportFiles files = new ImportFiles(folder);
    String content = "user,item,time,rating\n" + row + GOOD.repeat(2);
    Path path = files.write("x.csv", content);
    if (sentence.contains("rating is 6")) {
      path =
          files.write("x.csv", "user,item,time,rating" + GOOD.repeat(300) + row + GOOD.repeat(2));
    }
    ImportReport report = files.run(path);
    assertThat(report.bad().first()).hasSize(1);
    assertThat(report.bad().count()).isEqualTo(1);
    assertThat(report.bad().byReason()).hasSize(1);
    assertThat(report.bad().first().getFirst().toString())
        .isEqualTo(path + ":" + sentence.replaceFirst("^2(?=: rating is 6)", "601"));
    assertThat(report.counts().appended()).isEqualTo(report.counts().rows() - 1).isPositive();
  }

  @Test
  void run_lineOfTenMegabytes_isRefusedWithoutBeingHeld() throws IOException {
    char[] long10 = new char[10 << 20];
    Arrays.fill(long10, 'x');
    ImportFiles files = new ImportFiles(folder);
    Path path = files.write("x.csv", "user,item\nu," + new String(long10) + "\nu,i\n");
    ImportReport report = files.run(path);
    assertThat(report.bad().first())
        .containsExactly(
            new BadRow(path, 2, "the line is longer than 1 MiB, expected a shorter line"));
    assertThat(report.counts().appended()).isEqualTo(1);
  }

  @Test
  void run_manyBadRows_keepsTheFirst20AndCountsAll() throws IOException {
    ImportFiles files = new ImportFiles(folder);
    Path path = files.write("x.csv", "user,item\nu,i\n" + ",i\n".repeat(50));
    BadRows bad = files.run(path).bad();
    assertThat(bad.count()).isEqualTo(50);
    assertThat(bad.first()).hasSize(20);
    assertThat(bad.byReason()).containsExactly(Map.entry("user is not an id", 50L));
  }

  @Test
  void run_truncatedGzip_keepsWhatWasReadAndSaysSo() throws IOException {
    StringBuilder content = new StringBuilder("user,item,time\n");
    for (int row = 0; row < 20_000; row++) {
      content.append(row * 7919 % 1009).append(",i").append(row).append(",2026-01-01\n");
    }
    byte[] packed = ImportFiles.gzip(content.toString());
    Path path = folder.resolve("x.csv.gz");
    Files.write(path, Arrays.copyOf(packed, packed.length / 2));
    ImportReport report = new ImportFiles(folder).run(path);
    assertThat(report.counts().appended()).isBetween(1_000L, 19_999L);
    assertThat(report.bad().byReason()).containsOnlyKeys("the file breaks off here");
    assertThat(report.bad().first().getFirst().reason())
        .isEqualTo(
            "the file breaks off here: it is cut off; get the whole file and import it again");
  }

  @Test
  void inspect_unreadableFile_saysWhy() throws IOException {
    refused("", "the file is empty");
    refused("\n\n", "the file is empty");
    refused("user,item,user\n1,2,3\n", "two columns are named 'user': rename one");
    refused("[{\"a\":1}]", "a JSON list: put each object on a line of its own");
    refused("{\n\"a\":1\n}\n", "no line is a JSON object: put each object on a line of its own");
    refused(
        "words alone\n",
        "found no comma, tab, semicolon or bar in the first lines, and no other known form");
    refused(
        "colour,shape,title\nred,round,a\n",
        "cannot tell what the columns mean (colour, shape, title): name them, such as"
            + " user,item,time or id,title");
  }

  private void refused(String content, String sentence) throws IOException {
    ImportFiles files = new ImportFiles(folder);
    Path path = files.write("x.csv", content);
    assertThatThrownBy(() -> files.plan(path))
        .isInstanceOf(UnreadableImportException.class)
        .hasMessage(path + ": " + sentence);
  }

  @Test
  void inspect_utf16_saysHowToSave() throws IOException {
    ImportFiles files = new ImportFiles(folder);
    Path path = files.write("x.csv", "user,item\nü,2\n", StandardCharsets.UTF_16);
    assertThatThrownBy(() -> files.plan(path))
        .hasMessage(path + ": the file is UTF-16: save it as UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          csv     ! 'user\titem'  ! found no comma in the first lines, did you mean --format tsv
          tsv     ! 'user,item'   ! found no tab in the first lines, did you mean --format csv
          csv     ! 'words'       ! found no comma in the first lines: is it a table?
          parquet ! 'user,item'   ! not in the form parquet: a Parquet file
          """)
  void inspect_wrongFormat_saysWhatItMayBe(String format, String line, String sentence)
      throws IOException {
    Path path = new ImportFiles(folder).write("x.csv", line.replace("\\t", "\t") + "\n");
    assertThatThrownBy(() -> Imports.inspect(List.of(path), Optional.of(format), ImportFiles.NOW))
        .hasMessage(path + ": " + sentence);
  }

  @Test
  void inspect_unknownFormatOrMissingFile_isRefused() {
    assertThatThrownBy(() -> Imports.inspect(List.of(folder), Optional.of("xls"), ImportFiles.NOW))
        .hasMessage(
            "there is no format 'xls', only cairn, csv, jsonl, movielens, movietweetings, parquet,"
                + " ranklens, transactions, tsv");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> new ImportFiles(folder).plan(missing))
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> new ImportFiles(folder).plan(folder))
        .hasMessage(folder + ": nothing to import: the folder is empty");
  }
}

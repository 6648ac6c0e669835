package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GivenSplitTest {
  @TempDir private Path folder;
  private Path train = Path.of("");
  private Path test = Path.of("");

  @BeforeEach
  void paths() {
    train = folder.resolve("train.txt");
    test = folder.resolve("test.txt");
  }

  private GivenSplit read(String trainText, String testText) throws IOException {
    Files.writeString(train, trainText);
    Files.writeString(test, testText);
    return GivenSplit.read(train, test);
  }

  private static List<String> events(GivenSplit split) {
    try (Stream<Event> events = split.log().read(0)) {
      return events
          .map(Event.Interaction.class::cast)
          .map(i -> i.visitor().user().orElseThrow() + " " + i.item() + " " + i.time())
          .toList();
    }
  }

  private static Holdout.TestCase test(String user, String... items) {
    return new Holdout.TestCase(
        Visitor.of(new UserId(user)), Set.copyOf(Stream.of(items).map(ItemId::new).toList()));
  }

  @Test
  void read_givesALogInTheOrderOfTheLines_andACaseForEachUser() throws IOException {
    GivenSplit split = read("u 3 1 2\nv 1\n", "u 5 1 4\nv 2\n");
    assertThat(events(split))
        .containsExactly(
            "u 3 2000-01-01T00:00:00Z",
            "u 1 2000-01-01T00:00:01Z",
            "u 2 2000-01-01T00:00:02Z",
            "v 1 2000-01-01T00:00:00Z");
    assertThat(split.holdout().cases()).containsExactly(test("u", "5", "4"), test("v", "2"));
    assertThat(split.holdout().time()).isEqualTo(Instant.parse("2000-01-01T00:00:03Z"));
    assertThat(split.holdout().notes()).isEmpty();
    try (Stream<Event> events = split.log().read(0)) {
      assertThat(events).allMatch(split.holdout().inTraining());
    }
  }

  @Test
  void read_passesOverBlankLines_tabs_carriageReturns_andAMark() throws IOException {
    GivenSplit split = read("\uFEFFu\t1  2\r\n\r\n  \nu 3\r\n", "u 9\r\n\n");
    assertThat(events(split)).hasSize(3).allMatch(event -> event.startsWith("u "));
    assertThat(split.holdout().cases()).containsExactly(test("u", "9"));
  }

  @Test
  void read_leavesOutWhoCannotBeAsked_andSaysSo() throws IOException {
    GivenSplit split = read("u 1 2\nv 1\n", "stranger 1\nu 2\nv 2\n");
    assertThat(split.holdout().cases()).containsExactly(test("v", "2"));
    assertThat(split.holdout().notes())
        .containsExactly(
            "2 of the 3 users of %s are left out: they are not in %s, or have no new item"
                .formatted(test, train));
  }

  @Test
  void read_whereNobodyIsLeft_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("u 1\n", "v 2\n"))
        .withMessage("%s has no user of %s with a new item".formatted(test, train));
    assertThatIllegalArgumentException().isThrownBy(() -> read("", ""));
  }

  @Test
  void read_aLineWithoutAnItem_namesIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("u 1\n\nv\n", "u 2\n"))
        .withMessage(train + ":3 has a user but no item, expected 'user item item …'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("u 1\n", "u 2\nv \n"))
        .withMessage(test + ":2 has a user but no item, expected 'user item item …'");
  }

  @Test
  void read_anIdThatIsTooLong_namesTheLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("u 1\nu " + "9".repeat(600), "u 2\n"))
        .withMessageStartingWith(train + ":2 ItemId must have at most 512 characters, had 600");
  }

  @Test
  void read_fileThatIsNotThere_orNoText_isNamed() throws IOException {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> GivenSplit.read(train, test))
        .withMessage("there is no file " + train);
    Files.write(train, "u caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> GivenSplit.read(train, test))
        .withMessage(train + " is not UTF-8 text near line 1");
  }
}

package io.cairn.app.cli;

import io.cairn.app.config.Hocon;
import io.cairn.models.RankingTrainer;
import io.cairn.training.SearchReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a search found, as it stands in a configuration file.
 *
 * @param over the file that was in force, which this one builds on; empty for the defaults
 */
record TunedFile(SearchReport report, Optional<Path> over) {

  /** Returns the section to paste. */
  String section() {
    return Hocon.section(
        List.of("training", "rankers", report.name(), "trainer"),
        RankingTrainer.class,
        report.best().trainer());
  }

  /** Returns a file of its own. */
  String text() {
    return comment() + over.map(Hocon::include).orElse("") + section();
  }

  private String comment() {
    return String.format(
        Locale.ROOT,
        "# Found by cairn tune: NDCG@10 %.4f on the validation lists, %.4f as configured before.%n",
        report.best().ndcg(),
        report.configured().ndcg());
  }
}

package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelineSettingsTest {
  private static PipelineSettings settings(
      int candidates, Duration deadline, List<String> sources, List<String> fallback) {
    return new PipelineSettings(
        candidates,
        deadline,
        Duration.ofSeconds(2),
        0.9,
        PipelineSettings.Learned.NONE,
        new PipelineSettings.Fusion(5, Map.of(), 1),
        Map.of("popular", new SourceSettings.Chart(Charts.Chart.POPULAR)),
        Map.of("home", new PipelineSettings.SurfaceSettings(false, sources, fallback)));
  }

  @Test
  void new_withASourceThatThereIsNot_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> settings(1, Duration.ofSeconds(1), List.of("populer"), List.of("popular", "x")))
        .withMessage("surface home names unknown sources [populer, x], there are [popular]");
  }

  @Test
  void new_withASourceTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> settings(1, Duration.ofSeconds(1), List.of("popular", "popular"), List.of()))
        .withMessage("surface home names a source twice: [popular, popular]");
  }

  @Test
  void new_outOfBounds_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(0, Duration.ofSeconds(1), List.of("popular"), List.of()))
        .withMessage("candidates-per-source must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(1, Duration.ZERO, List.of("popular"), List.of()))
        .withMessage("deadline must be above 0 and charts-refresh at least 0, were PT0S and PT2S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(1, Duration.ofSeconds(1), List.of(), List.of("popular")))
        .withMessage("surface home needs at least one source");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PipelineSettings.Fusion(Double.NaN, Map.of(), 1))
        .withMessage("constant must be at least 0, was NaN");
  }

  @Test
  void withDeadline_keepsTheRest() {
    PipelineSettings settings = settings(9, Duration.ofSeconds(1), List.of("popular"), List.of());
    assertThat(settings.withDeadline(Duration.ofSeconds(3)))
        .isEqualTo(settings(9, Duration.ofSeconds(3), List.of("popular"), List.of()));
  }
}

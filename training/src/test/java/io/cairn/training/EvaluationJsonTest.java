package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EvaluationJsonTest {
  @Test
  void of_aReport_hasTheFormThatProgramsRead() {
    Map<String, Interval> metrics = new LinkedHashMap<>();
    metrics.put("ndcg@10", new Interval(0.12345678, 0.1, 0.2));
    metrics.put("coverage@10", new Interval(0.5, 0.5, 0.5));
    EvaluationReport report =
        new EvaluationReport(
            "temporal",
            3,
            4,
            5,
            List.of(new EvaluationReport.Contender("als", metrics)),
            List.of("a \"note\""));
    assertThat(EvaluationJson.of(report).toString())
        .isEqualTo(
            """
            {"split":"temporal","users":3,"items":4,"interactions":5,"models":[\
            {"name":"als","ndcg@10":0.123457,"coverage@10":0.5,\
            "intervals":{"ndcg@10":[0.1,0.2],"coverage@10":[0.5,0.5]}}],\
            "notes":["a \\"note\\""]}""");
  }
}

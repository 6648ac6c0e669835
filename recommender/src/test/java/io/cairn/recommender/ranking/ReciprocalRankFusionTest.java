package io.cairn.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.Visitor;
import io.cairn.recommender.Shop;
import io.cairn.recommender.retrieval.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReciprocalRankFusionTest {
  private static final Query QUERY = new Shop().query(Visitor.ANONYMOUS);

  private static Proposal proposal(String source, int rank) {
    return new Proposal(source, rank, 1000f / rank, Optional.empty());
  }

  private static Candidate candidate(String item, Proposal... proposals) {
    return new Candidate(new ItemId(item), List.of(proposals), 0);
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.item().value()).toList();
  }

  @Test
  void rank_sumsTheReciprocalRanks() {
    List<Candidate> ranked =
        new ReciprocalRankFusion(60, Map.of(), 1)
            .rank(
                QUERY,
                List.of(
                    candidate("a", proposal("x", 1)),
                    candidate("b", proposal("x", 2), proposal("y", 3)),
                    candidate("c", proposal("y", 1), proposal("z", 50))))
            .candidates();
    assertThat(names(ranked)).containsExactly("b", "c", "a");
    assertThat(ranked.get(0).score()).isCloseTo((float) (1 / 62.0 + 1 / 63.0), within(1e-8f));
    assertThat(ranked.get(1).score()).isCloseTo((float) (1 / 61.0 + 1 / 110.0), within(1e-8f));
    assertThat(ranked.get(2).score()).isCloseTo((float) (1 / 61.0), within(1e-8f));
    assertThat(ranked.get(0).proposals()).containsExactly(proposal("x", 2), proposal("y", 3));
  }

  @Test
  void rank_weighsTheSources() {
    ReciprocalRankFusion fusion = new ReciprocalRankFusion(0, Map.of("x", 3.0), 0.5);
    List<Candidate> ranked =
        fusion
            .rank(
                QUERY, List.of(candidate("a", proposal("y", 1)), candidate("b", proposal("x", 4))))
            .candidates();
    assertThat(names(ranked)).containsExactly("b", "a");
    assertThat(ranked).extracting(Candidate::score).containsExactly(0.75f, 0.5f);
  }

  @Test
  void rank_decidesTiesByTheId() {
    assertThat(
            names(
                new ReciprocalRankFusion(5, Map.of(), 1)
                    .rank(
                        QUERY,
                        Stream.of("c", "a", "b")
                            .map(item -> candidate(item, proposal("of " + item, 1)))
                            .toList())
                    .candidates()))
        .containsExactly("a", "b", "c");
  }

  @Test
  void rank_ofNothing_isNothing() {
    assertThat(new ReciprocalRankFusion(5, Map.of(), 1).rank(QUERY, List.of()).candidates())
        .isEmpty();
  }

  @Test
  void strongest_isTheLargestShare_theFirstOfEqualOnes() {
    ReciprocalRankFusion fusion = new ReciprocalRankFusion(0, Map.of("x", 4.0), 1);
    assertThat(fusion.strongest(candidate("a", proposal("y", 1), proposal("x", 3))))
        .isEqualTo(proposal("x", 3));
    assertThat(fusion.strongest(candidate("a", proposal("y", 1), proposal("x", 4))))
        .isEqualTo(proposal("y", 1));
  }

  @Test
  void strongest_withoutProposals_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReciprocalRankFusion(5, Map.of(), 1).strongest(candidate("a")))
        .withMessage("a has no proposals");
  }
}

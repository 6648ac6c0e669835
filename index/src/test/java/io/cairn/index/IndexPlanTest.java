package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IndexPlanTest {
  @Test
  void of_fewVectors_isExact() {
    VectorTable few = Planted.clustered(1000, 8, 1);
    IndexPlan plan = IndexPlan.of(few);
    assertThat(plan)
        .isEqualTo(
            new IndexPlan(
                IndexPlan.Kind.EXACT, "1000 vectors of 8 numbers are few enough to compare each"));
    assertThat(plan.build(few, 1)).isInstanceOf(ExactIndex.class);
  }

  @Test
  void of_manyVectors_isIvf() {
    VectorTable many = Planted.clustered(6500, 1000, 1);
    assertThat(IndexPlan.of(many).kind()).isEqualTo(IndexPlan.Kind.IVF);
    assertThat(IndexPlan.of(many).reason()).contains("too many to compare each");
  }

  /** A graph of them would be slower for a hundred neighbours, of which most lists are made. */
  @Test
  void of_manyUnitVectors_isIvf() {
    VectorTable many = Planted.unit(Planted.clustered(6500, 1000, 1));
    assertThat(IndexPlan.of(many).kind()).isEqualTo(IndexPlan.Kind.IVF);
  }

  @Test
  void build_givesTheKind() {
    VectorTable few = Planted.clustered(500, 8, 1);
    assertThat(new IndexPlan(IndexPlan.Kind.IVF, "").build(few, 1)).isInstanceOf(IvfIndex.class);
    assertThat(new IndexPlan(IndexPlan.Kind.IVF_BYTES, "").build(few, 1).size()).isEqualTo(500);
    assertThat(new IndexPlan(IndexPlan.Kind.HNSW, "").build(Planted.unit(few), 1))
        .isInstanceOf(HnswIndex.class);
  }
}

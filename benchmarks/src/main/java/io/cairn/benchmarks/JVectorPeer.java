package io.cairn.benchmarks;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** JVector, in memory and with whole vectors. */
record JVectorPeer(GraphSearcher searcher, RandomAccessVectorValues vectors) implements PeerIndex {
  private static final VectorSimilarityFunction PRODUCT = VectorSimilarityFunction.DOT_PRODUCT;
  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  @SuppressWarnings("deprecation") // the ways that are not want executors, for the same graph
  static JVectorPeer build(MadeVectors made) throws IOException {
    List<VectorFloat<?>> rows = new ArrayList<>();
    for (int row = 0; row < made.count(); row++) {
      rows.add(TYPES.createFloatVector(made.vector(row)));
    }
    var vectors = new ListRandomAccessVectorValues(rows, made.dimension());
    try (GraphIndexBuilder builder =
        new GraphIndexBuilder(
            BuildScoreProvider.randomAccessScoreProvider(vectors, PRODUCT),
            made.dimension(),
            2 * CONNECTIONS,
            BUILD_WIDTH,
            1.2f,
            1.2f,
            true,
            true)) {
      return new JVectorPeer(new GraphSearcher(builder.build(vectors)), vectors);
    }
  }

  @Override
  public int[] search(float[] query, int k, int width) {
    var scores = DefaultSearchScoreProvider.exact(TYPES.createFloatVector(query), PRODUCT, vectors);
    var found = searcher.search(scores, k, width, 0, 0, Bits.ALL);
    return Stream.of(found.getNodes()).mapToInt(node -> node.node).toArray();
  }

  @Override
  public void close() throws IOException {
    searcher.close();
  }
}

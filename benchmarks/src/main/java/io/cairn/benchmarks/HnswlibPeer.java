package io.cairn.benchmarks;

import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import io.cairn.core.Kernel;

/** hnswlib-java, with inner products by our kernel, since its own are scalar. */
record HnswlibPeer(HnswIndex<Integer, float[], HnswlibPeer.Row, Float> index) implements PeerIndex {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  static HnswlibPeer build(MadeVectors vectors) {
    HnswIndex<Integer, float[], Row, Float> index =
        HnswIndex.newBuilder(vectors.dimension(), HnswlibPeer::distance, vectors.count())
            .withM(CONNECTIONS)
            .withEfConstruction(BUILD_WIDTH)
            .build();
    for (int row = 0; row < vectors.count(); row++) {
      index.add(new Row(row, vectors.vector(row)));
    }
    return new HnswlibPeer(index);
  }

  private static Float distance(float[] one, float[] other) {
    return 1 - Kernel.FASTEST.dot(one, 0, other, 0, one.length);
  }

  @Override
  public int[] search(float[] query, int k, int width) {
    index.setEf(width);
    return index.findNearest(query, k).stream().mapToInt(found -> found.item().id()).toArray();
  }

  @Override
  public void close() {}
}

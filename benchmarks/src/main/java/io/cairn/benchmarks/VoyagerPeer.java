package io.cairn.benchmarks;

import com.spotify.voyager.jni.Index;
import java.io.IOException;
import java.util.stream.LongStream;

/** Voyager, hnswlib in C++. */
record VoyagerPeer(Index index) implements PeerIndex {
  static VoyagerPeer build(MadeVectors vectors) {
    Index.SpaceType space =
        vectors.isUnit() ? Index.SpaceType.Cosine : Index.SpaceType.InnerProduct;
    Index index =
        new Index(
            space,
            vectors.dimension(),
            CONNECTIONS,
            BUILD_WIDTH,
            1,
            vectors.count(),
            Index.StorageDataType.Float32);
    for (int row = 0; row < vectors.count(); row++) {
      index.addItem(vectors.vector(row), row);
    }
    return new VoyagerPeer(index);
  }

  @Override
  public int[] search(float[] query, int k, int width) {
    return LongStream.of(index.query(query, k, width).getLabels())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}

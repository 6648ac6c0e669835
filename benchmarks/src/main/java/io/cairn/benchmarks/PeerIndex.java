package io.cairn.benchmarks;

import java.io.Closeable;
import java.io.IOException;

/** An index of another library, for use by one thread. */
interface PeerIndex extends Closeable {
  /** The edges of a node, and the width of the search that finds them: the same for all graphs. */
  int CONNECTIONS = 16;

  /** The width of the search when a graph is built. */
  int BUILD_WIDTH = 100;

  /**
   * Returns the rows of up to {@code k} vectors, best first.
   *
   * @param width how many candidates the search keeps, at least {@code k}
   */
  int[] search(float[] query, int k, int width) throws IOException;

  /** Builds an index over vectors. */
  interface Builder {
    PeerIndex build(MadeVectors vectors) throws IOException;
  }
}

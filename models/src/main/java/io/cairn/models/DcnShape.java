package io.cairn.models;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a deep and cross network consists of. Its numbers are a list of arrays: the embedding tables
 * by column; then weights and bias of each dense layer, those of the cross layers first, then the
 * deep ones, then the head. The first weights of the deep layers are drawn as He et al. say, those
 * of the cross layers small, so that a cross layer begins by changing little.
 *
 * @param encoding how columns become inputs
 * @param objectives the number of outputs
 * @param crossLayers the number of cross layers
 * @param hidden the widths of the deep layers
 * @see <a href="https://arxiv.org/abs/1502.01852">He, Zhang, Ren, Sun. Delving Deep into
 *     Rectifiers. ICCV 2015, section 2.2</a>
 */
record DcnShape(InputEncoding encoding, int objectives, int crossLayers, List<Integer> hidden) {
  private static final double EMBEDDING_DEVIATION = .05;
  private static final double CROSS_DEVIATION = .1;

  /**
   * The shape of one array, row-major.
   *
   * @param deviation of the first numbers
   */
  record Block(int rows, int columns, double deviation) {

    /** Returns the weights of a dense layer, whose deviation falls with the inputs. */
    static Block dense(int inputs, int outputs, double deviation) {
      return new Block(inputs, outputs, deviation / Math.sqrt(inputs));
    }
  }

  DcnShape {
    hidden = List.copyOf(hidden);
  }

  /**
   * Returns the weights of the dense layers: of the cross network, of the deep one, and the head.
   */
  List<Block> layers() {
    int inputs = encoding.inputs();
    List<Block> layers = new ArrayList<>();
    for (int layer = 0; layer < crossLayers; layer++) {
      layers.add(Block.dense(inputs, inputs, CROSS_DEVIATION));
    }
    int width = inputs;
    for (int outputs : hidden) {
      layers.add(Block.dense(width, outputs, Math.sqrt(2)));
      width = outputs;
    }
    layers.add(Block.dense(hidden.isEmpty() ? inputs : inputs + width, objectives, 0));
    return layers;
  }

  /** Returns the embedding tables. */
  List<Block> tables() {
    List<Block> tables = new ArrayList<>();
    for (int column = 0; column < encoding.columns().size(); column++) {
      if (encoding.isCategorical(column)) {
        int rows = encoding.buckets()[column] + 1;
        tables.add(new Block(rows, encoding.embeddingSize(), EMBEDDING_DEVIATION));
      }
    }
    return tables;
  }

  /**
   * Returns the first numbers of a network, which scores its bias whatever the features.
   *
   * @param bias of the head, shape {@code [objectives]}
   */
  List<float[]> first(SplittableRandom random, float[] bias) {
    List<float[]> numbers = new ArrayList<>();
    for (Block table : tables()) {
      numbers.add(gaussians(table, random));
    }
    for (Block layer : layers()) {
      numbers.add(gaussians(layer, random));
      numbers.add(new float[layer.columns]);
    }
    numbers.set(numbers.size() - 1, bias);
    return numbers;
  }

  private static float[] gaussians(Block block, SplittableRandom random) {
    float[] numbers = new float[Math.multiplyExact(block.rows, block.columns)];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = (float) (block.deviation * random.nextGaussian());
    }
    return numbers;
  }
}

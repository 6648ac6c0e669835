package io.cairn.models;

import io.cairn.core.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Both towers and their loss, while they learn. They share the vectors of ids. For use by one
 * thread.
 */
final class TwoTowerNetwork {
  private final EmbeddingTable ids;
  private final EmbeddingTable tokens;
  private final EmbeddingTable traits;
  private final UserTower users;
  private final ItemTower items;
  private final SampledSoftmax softmax;

  /** Makes a network over the numbers, which it shares. */
  TwoTowerNetwork(TowerNumbers numbers, double temperature) {
    ids = numbers.idTable();
    tokens = numbers.tokenTable();
    traits = numbers.traitTable();
    users = new UserTower(ids, traits, numbers.dense());
    items = new ItemTower(ids, tokens);
    softmax = new SampledSoftmax(temperature);
  }

  /** Returns the loss of a batch, and adds its gradient to those of the parameters. */
  double loss(TowerBatch batch) {
    FloatMatrix rows = users.forward(batch.histories(), batch.traits());
    FloatMatrix candidates = items.forward(batch.ids(), batch.tokens());
    softmax.compute(rows, candidates, batch.labels(), batch.logChances());
    users.backward(batch.histories(), batch.traits(), softmax.rowGradient());
    items.backward(batch.ids(), batch.tokens(), softmax.candidateGradient());
    return softmax.loss();
  }

  /** Moves the parameters against their gradients, which become zeros. */
  void update(Adam adam) {
    adam.begin();
    ids.update(adam);
    tokens.update(adam);
    traits.update(adam);
    users.parameters().forEach(adam::update);
  }

  /** Returns the tables of ids, tokens and traits, and then W and b of each dense layer. */
  List<Parameter> parameters() {
    List<Parameter> parameters =
        new ArrayList<>(List.of(ids.vectors(), tokens.vectors(), traits.vectors()));
    parameters.addAll(users.parameters());
    return parameters;
  }
}

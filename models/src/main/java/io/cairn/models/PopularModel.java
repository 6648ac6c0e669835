package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;

/** Scores each item by how much all people together did with it, whatever the history. */
final class PopularModel implements RetrievalModel {
  static final String KIND = "popular";
  static final int FORM = 1;

  private final float[] popularity;

  PopularModel(float[] popularity) {
    this.popularity = popularity;
  }

  static PopularModel read(ModelReader in) throws IOException {
    return new PopularModel(in.readFloats(in.readCount()));
  }

  @Override
  public int items() {
    return popularity.length;
  }

  @Override
  public float[] score(History history) {
    return popularity.clone();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(popularity.length);
    writer.writeFloats(popularity);
  }
}

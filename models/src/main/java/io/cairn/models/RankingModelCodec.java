package io.cairn.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Reads what {@link RankingModel#write} wrote. The bytes begin with what they are: a magic number,
 * the model's kind, and the form of that kind's numbers, so that a later release can read the files
 * of an earlier one.
 */
final class RankingModelCodec {
  private static final Map<String, Integer> FORMS =
      Map.of(
          LogisticModel.KIND,
          LogisticModel.FORM,
          GbdtModel.KIND,
          GbdtModel.FORM,
          DcnModel.KIND,
          DcnModel.FORM,
          BlendModel.KIND,
          BlendModel.FORM);

  private RankingModelCodec() {}

  /**
   * Reads a model.
   *
   * @param in is read to {@code bytes} bytes from here, and stays open; buffering is up to the
   *     caller
   * @param bytes how many bytes the model has
   * @throws IllegalArgumentException if the bytes are not a ranking model, are damaged or cut off,
   *     or are of a kind or form that this release does not know
   * @throws UncheckedIOException if reading fails
   */
  static RankingModel read(InputStream in, long bytes) {
    return ModelReader.readAll(in, bytes, RankingModelCodec::form, RankingModelCodec::read);
  }

  /** Reads a model that is a part of another one. */
  static RankingModel read(ModelReader in) throws IOException {
    return read(in, in.readKind(RankingModelCodec::form));
  }

  private static RankingModel read(ModelReader in, String kind) throws IOException {
    return switch (kind) {
      case LogisticModel.KIND -> LogisticModel.read(in);
      case GbdtModel.KIND -> GbdtModel.read(in);
      case DcnModel.KIND -> DcnModel.read(in);
      case BlendModel.KIND -> BlendModel.read(in);
      default -> throw new IllegalStateException("kind " + kind + " has a form but no reader");
    };
  }

  private static int form(String kind) {
    Integer form = FORMS.get(kind);
    if (form == null) {
      throw ModelReader.damaged("its kind is " + kind + ", which is no ranking model's");
    }
    return form;
  }

  /** Whether a model of the kind is read by this. */
  static boolean knows(String kind) {
    return FORMS.containsKey(kind);
  }

  /** Returns the kind of a model, such as {@code gbdt}, by which an artifact names it. */
  static String kind(RankingModel model) {
    return switch (model) {
      case LogisticModel _ -> LogisticModel.KIND;
      case GbdtModel _ -> GbdtModel.KIND;
      case DcnModel _ -> DcnModel.KIND;
      case BlendModel _ -> BlendModel.KIND;
      default ->
          throw new IllegalArgumentException("no kind for " + model.getClass().getSimpleName());
    };
  }
}

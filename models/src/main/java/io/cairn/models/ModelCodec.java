package io.cairn.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Reads what {@link RetrievalModel#write} wrote. The bytes begin with what they are: a magic
 * number, the model's kind, and the form of that kind's numbers, so that a later release can read
 * the files of an earlier one.
 */
final class ModelCodec {
  private static final Map<String, Integer> FORMS =
      Map.ofEntries(
          Map.entry(PopularModel.KIND, PopularModel.FORM),
          Map.entry(ItemToItemModel.KIND, ItemToItemModel.FORM),
          Map.entry(MarkovModel.KIND, MarkovModel.FORM),
          Map.entry(AlsModel.KIND, AlsModel.FORM),
          Map.entry(ContentModel.KIND, ContentModel.FORM),
          Map.entry(EaseModel.KIND, EaseModel.FORM),
          Map.entry(SessionKnnModel.KIND, SessionKnnModel.FORM),
          Map.entry(TwoTowerModel.KIND, TwoTowerModel.FORM),
          Map.entry(GfCfModel.KIND, GfCfModel.FORM),
          Map.entry(SequenceModel.KIND, SequenceModel.FORM),
          Map.entry(OnboardingModel.KIND, OnboardingModel.FORM));

  private ModelCodec() {}

  /**
   * Reads a model.
   *
   * @param in is read to {@code bytes} bytes from here, and stays open; buffering is up to the
   *     caller
   * @param bytes how many bytes the model has
   * @throws IllegalArgumentException if the bytes are not a model, are damaged or cut off, or are
   *     of a kind or form that this release does not know
   * @throws UncheckedIOException if reading fails
   */
  static RetrievalModel read(InputStream in, long bytes) {
    return ModelReader.readAll(in, bytes, ModelCodec::form, ModelCodec::read);
  }

  private static RetrievalModel read(ModelReader in, String kind) throws IOException {
    return switch (kind) {
      case PopularModel.KIND -> PopularModel.read(in);
      case ItemToItemModel.KIND -> ItemToItemModel.read(in);
      case MarkovModel.KIND -> MarkovModel.read(in);
      case AlsModel.KIND -> AlsModel.read(in);
      case ContentModel.KIND -> ContentModel.read(in);
      case EaseModel.KIND -> EaseModel.read(in);
      case SessionKnnModel.KIND -> SessionKnnModel.read(in);
      case TwoTowerModel.KIND -> TwoTowerModel.read(in);
      case GfCfModel.KIND -> GfCfModel.read(in);
      case SequenceModel.KIND -> SequenceModel.read(in);
      case OnboardingModel.KIND -> OnboardingModel.read(in);
      default -> throw new IllegalStateException("kind " + kind + " has a form but no reader");
    };
  }

  private static int form(String kind) {
    Integer form = FORMS.get(kind);
    if (form == null) {
      throw ModelReader.damaged("its kind is " + kind + ", which nobody knows");
    }
    return form;
  }

  /** Whether a model of the kind is read by this. */
  static boolean knows(String kind) {
    return FORMS.containsKey(kind);
  }

  /** Returns the kind of a model, such as {@code als}, by which an artifact names it. */
  static String kind(RetrievalModel model) {
    return switch (model) {
      case PopularModel _ -> PopularModel.KIND;
      case ItemToItemModel _ -> ItemToItemModel.KIND;
      case MarkovModel _ -> MarkovModel.KIND;
      case AlsModel _ -> AlsModel.KIND;
      case ContentModel _ -> ContentModel.KIND;
      case EaseModel _ -> EaseModel.KIND;
      case SessionKnnModel _ -> SessionKnnModel.KIND;
      case TwoTowerModel _ -> TwoTowerModel.KIND;
      case GfCfModel _ -> GfCfModel.KIND;
      case SequenceModel _ -> SequenceModel.KIND;
      case OnboardingModel _ -> OnboardingModel.KIND;
      default ->
          throw new IllegalArgumentException("no kind for " + model.getClass().getSimpleName());
    };
  }
}

package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import java.util.BitSet;

/**
 * Which items rules let be proposed, whoever asks: sources that leave out the others make room.
 * What is shown is decided later, so this may let through too much, never too little. Safe for use
 * by multiple threads.
 */
public interface Admission {
  /** Lets every item be proposed. */
  Admission ALL =
      new Admission() {
        @Override
        public boolean admits(ItemId item) {
          return true;
        }

        @Override
        public BitSet refused(ItemVocabulary items) {
          return new BitSet();
        }

        @Override
        public boolean isByColumn() {
          return true;
        }
      };

  /** Whether the item may be proposed. */
  boolean admits(ItemId item);

  /**
   * Returns columns of a model's items that may not be proposed: all of them if this is {@link
   * #isByColumn}.
   *
   * @return shared, do not modify
   */
  BitSet refused(ItemVocabulary items);

  /** Whether items need not be looked at one by one once the refused columns are known. */
  boolean isByColumn();
}

package io.cairn.models;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of a vocabulary: a magic number, the number of items, and each id in the modified
 * UTF-8 of {@link DataOutput#writeUTF}, which keeps any text, also line breaks and lone surrogates.
 */
final class VocabularyCodec {
  private static final int MAGIC = 0x43415256;

  private VocabularyCodec() {}

  static void write(ItemVocabulary items, DataOutput out) throws IOException {
    out.writeInt(MAGIC);
    out.writeInt(items.size());
    for (ItemId item : items.items()) {
      out.writeUTF(item.value());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static ItemVocabulary read(DataInput in) throws IOException {
    int magic = in.readInt();
    if (magic != MAGIC) {
      throw new IllegalArgumentException("it does not begin like a vocabulary");
    }
    int size = in.readInt();
    List<ItemId> items = new ArrayList<>();
    for (int column = 0; column < size; column++) {
      items.add(new ItemId(in.readUTF()));
    }
    return new ItemVocabulary(items);
  }
}

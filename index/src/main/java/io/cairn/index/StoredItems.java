package io.cairn.index;

import io.cairn.core.ItemId;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Items of a file, each made when it is asked for. Immutable. */
final class StoredItems extends AbstractList<ItemId> implements RandomAccess {
  private final MemorySegment ends;
  private final MemorySegment texts;

  /**
   * Makes a list.
   *
   * @param ends where the text of each item ends, as longs
   * @param texts the texts in UTF-8
   */
  StoredItems(MemorySegment ends, MemorySegment texts) {
    this.ends = ends;
    this.texts = texts;
  }

  /** Returns ends and texts of items. */
  static List<MemorySegment> sections(List<ItemId> items) {
    MemorySegment ends = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, items.size());
    long bytes = 0;
    int place = 0;
    for (ItemId item : items) {
      bytes += utf8(item).length;
      ends.setAtIndex(ValueLayout.JAVA_LONG, place++, bytes);
    }
    MemorySegment texts = Arena.ofAuto().allocate(bytes);
    long at = 0;
    for (ItemId item : items) {
      byte[] text = utf8(item);
      MemorySegment.copy(text, 0, texts, ValueLayout.JAVA_BYTE, at, text.length);
      at += text.length;
    }
    return List.of(ends, texts);
  }

  private static byte[] utf8(ItemId item) {
    return item.value().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public ItemId get(int place) {
    Objects.checkIndex(place, size());
    long from = place == 0 ? 0 : ends.getAtIndex(ValueLayout.JAVA_LONG, place - 1L);
    long to = ends.getAtIndex(ValueLayout.JAVA_LONG, place);
    byte[] text = texts.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE);
    return new ItemId(new String(text, StandardCharsets.UTF_8));
  }

  @Override
  public int size() {
    return (int) (ends.byteSize() / Long.BYTES);
  }
}

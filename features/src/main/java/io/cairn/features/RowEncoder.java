package io.cairn.features;

import io.cairn.core.ItemId;
import io.cairn.events.ByteWriter;
import io.cairn.events.EventCodec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one row in the form that {@link RowDecoder} reads. For use once. */
final class RowEncoder {

  /*
   * A text is written as its number among the different texts of the row, and, where that number is
   * new, the text itself; ids of items are numbered by themselves. Times that ascend are written as
   * differences.
   */

  private final ByteWriter writer;
  private final Map<String, Integer> texts = new HashMap<>();
  private final Map<ItemId, Integer> items = new HashMap<>();

  RowEncoder(ByteWriter writer) {
    this.writer = writer;
  }

  void write(Row row) {
    writer.writeVarint(row.slots());
    for (int slot = 0; slot < row.slots(); slot++) {
      write(row.state(slot));
    }
  }

  private void write(@Nullable State state) {
    switch (state) {
      case null -> writer.writeByte(RowCodec.NOTHING);
      case CatalogueEntry entry -> {
        writer.writeByte(RowCodec.CATALOGUE_ENTRY);
        EventCodec.write(writer, entry.item());
        writer.writeSigned(entry.firstSeenMillis());
        writer.writeByte(entry.removed() ? 1 : 0);
      }
      case UserAttributes(var user) -> {
        writer.writeByte(RowCodec.USER_ATTRIBUTES);
        EventCodec.write(writer, user);
      }
      case Profile profile -> {
        writer.writeByte(RowCodec.PROFILE);
        write(profile);
      }
      case RecentEvents recent -> {
        writer.writeByte(RowCodec.RECENT_EVENTS);
        write(recent);
      }
      case Tallies tallies -> {
        writer.writeByte(RowCodec.TALLIES);
        write(tallies);
      }
      case Buckets(long last, int[] counts) -> {
        writer.writeByte(RowCodec.BUCKETS);
        writer.writeSigned(last);
        writer.writeVarint(counts.length);
        for (int count : counts) {
          writer.writeVarint(count);
        }
      }
      case Average(double sum, double weight, long timeMillis) -> {
        writer.writeByte(RowCodec.AVERAGE);
        writer.writeDouble(sum);
        writer.writeDouble(weight);
        writer.writeSigned(timeMillis);
      }
      case Decayed(double value, long timeMillis) -> {
        writer.writeByte(RowCodec.DECAYED);
        writer.writeDouble(value);
        writer.writeSigned(timeMillis);
      }
    }
  }

  private void write(Profile profile) {
    writer.writeVarint(profile.size());
    for (int i = 0; i < profile.size(); i++) {
      write(profile.items()[i]);
      writer.writeFloat(profile.weights()[i]);
      writer.writeByte(profile.seen()[i] ? 1 : 0);
    }
    write(profile.times());
  }

  private void write(RecentEvents recent) {
    writer.writeVarint(recent.size());
    for (int i = 0; i < recent.size(); i++) {
      write(recent.items()[i]);
      write(recent.types()[i]);
      writer.writeFloat(recent.values()[i]);
    }
    write(recent.times());
  }

  private void write(Tallies tallies) {
    writer.writeVarint(tallies.keys().length);
    for (int i = 0; i < tallies.keys().length; i++) {
      write(tallies.keys()[i]);
      writer.writeVarint(tallies.counts()[i]);
      writer.writeFloat(tallies.decayed()[i]);
    }
    writer.writeSigned(tallies.timeMillis());
  }

  private void write(long[] ascending) {
    long before = 0;
    for (long time : ascending) {
      writer.writeSigned(time - before);
      before = time;
    }
  }

  private void write(String text) {
    int next = texts.size();
    Integer known = texts.putIfAbsent(text, next);
    writer.writeVarint(known == null ? next : known);
    if (known == null) {
      writer.writeText(text);
    }
  }

  private void write(ItemId item) {
    int next = items.size();
    Integer known = items.putIfAbsent(item, next);
    writer.writeVarint(known == null ? next : known);
    if (known == null) {
      writer.writeText(item.value());
    }
  }
}

package io.cairn.events;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Instant;

/** Reads interactions from a table whose columns are known or guessed. */
final class EventRows implements RowImporter {
  private static final double STARS_MAX = 5;

  private final TableMapping mapping;
  private final boolean contextual;

  EventRows(TableMapping mapping) {
    this.mapping = mapping;
    contextual =
        mapping.has(ColumnRole.DEVICE)
            || mapping.has(ColumnRole.PAGE)
            || mapping.has(ColumnRole.REGION)
            || mapping.has(ColumnRole.POSITION)
            || mapping.has(ColumnRole.REQUEST);
  }

  @Override
  public void read(String[] cells, ImportSink sink) {
    Cells.requireCount(cells, mapping.header().size());
    String item = cell(cells, ColumnRole.ITEM);
    Visitor visitor =
        new Visitor(
            Cells.optional(cell(cells, ColumnRole.USER)).map(UserId::new),
            Cells.optional(cell(cells, ColumnRole.SESSION)).map(SessionId::new));
    if (visitor.isAnonymous()) {
      throw new InvalidEventException(mapping.name(ColumnRole.USER), "is missing", "an id");
    }
    String time = cell(cells, ColumnRole.TIME);
    if (time.isBlank() && mapping.has(ColumnRole.TIME)) {
      throw new InvalidEventException(mapping.name(ColumnRole.TIME), "is missing", Times.FORM);
    }
    boolean timed = !time.isBlank();
    String type = Cells.optional(cell(cells, ColumnRole.TYPE)).orElse(mapping.defaultType());
    Event.Interaction event =
        new Event.Interaction(
            Cells.optional(cell(cells, ColumnRole.EVENT_ID))
                .map(EventId::new)
                .orElse(ContentIds.PLACEHOLDER),
            timed ? time(time, sink) : sink.now(),
            visitor,
            new ItemId(Cells.required(mapping.name(ColumnRole.ITEM), item)),
            type.strip(),
            value(cells, type.strip()),
            contextual ? context(cells) : Context.NONE);
    sink.add(event, timed);
  }

  private String cell(String[] cells, ColumnRole role) {
    return mapping.cell(cells, role);
  }

  private Instant time(String text, ImportSink sink) {
    return Times.ofEvent(mapping.name(ColumnRole.TIME), text, sink.now());
  }

  private double value(String[] cells, String type) {
    ColumnRole role = mapping.has(ColumnRole.RATING) ? ColumnRole.RATING : ColumnRole.VALUE;
    String cell = cell(cells, role);
    boolean rating = type.equals(Event.Interaction.RATING);
    if (cell.isBlank() && !rating) {
      return 1;
    }
    double value = Cells.number(mapping.name(role), cell) / (rating ? mapping.starsDivisor() : 1);
    if (rating && (value < 0 || value > STARS_MAX)) {
      String expected = "0 to %.0f".formatted(STARS_MAX * mapping.starsDivisor());
      throw new InvalidEventException(mapping.name(role), "is " + cell.strip(), expected);
    }
    return value;
  }

  private Context context(String[] cells) {
    String position = cell(cells, ColumnRole.POSITION);
    long place = position.isBlank() ? 0 : Cells.whole(mapping.name(ColumnRole.POSITION), position);
    return new Context(
        cell(cells, ColumnRole.DEVICE),
        cell(cells, ColumnRole.PAGE),
        cell(cells, ColumnRole.REGION),
        Math.clamp(place, 0, Integer.MAX_VALUE),
        Cells.optional(cell(cells, ColumnRole.REQUEST)).map(RequestId::new));
  }
}

package io.cairn.events;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.User;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes one event in the form that {@link EventDecoder} reads. For use once. */
final class EventEncoder {
  private final ByteWriter writer;

  EventEncoder(ByteWriter writer) {
    this.writer = writer;
  }

  void encode(Event event) {
    writer.writeByte(version(event));
    switch (event) {
      case Event.ItemUpdated updated -> {
        head(EventCodec.ITEM_UPDATED, event);
        item(updated.item());
      }
      case Event.ItemRemoved removed -> {
        head(EventCodec.ITEM_REMOVED, event);
        writer.writeText(removed.item().value());
      }
      case Event.UserUpdated updated -> {
        head(EventCodec.USER_UPDATED, event);
        user(updated.user());
      }
      case Event.UserRemoved removed -> {
        head(EventCodec.USER_REMOVED, event);
        writer.writeText(removed.user().value());
      }
      case Event.Impression impression -> {
        head(EventCodec.IMPRESSION, event);
        impression(impression);
      }
      case Event.Interaction interaction -> {
        head(EventCodec.INTERACTION, event);
        interaction(interaction);
      }
    }
  }

  private static int version(Event event) {
    if (!(event instanceof Event.Impression impression)) {
      return EventCodec.VERSION;
    }
    if (!impression.asked().beside().isEmpty()) {
      return EventCodec.VERSION_WITH_PAGE;
    }
    boolean hasPropensities = impression.shown().stream().anyMatch(EventEncoder::hasPropensity);
    boolean isPlain = impression.asOf().making().equals(Event.Making.PLAIN);
    if (impression.asked().isKnown()
        || impression.asOf().rules() > 0
        || hasPropensities
        || !isPlain) {
      return EventCodec.VERSION_WITH_ASKED;
    }
    return impression.asOf().models().isEmpty()
        ? EventCodec.VERSION
        : EventCodec.VERSION_WITH_MODELS;
  }

  private static boolean hasPropensity(Event.Shown shown) {
    return !Float.isNaN(shown.propensity());
  }

  private void head(int kind, Event event) {
    writer.writeByte(kind);
    writer.writeText(event.id().value());
    time(event.time());
  }

  void item(Item item) {
    writer.writeByte(
        flag(item.available(), Flags.AVAILABLE) | flag(item.arrival().isPresent(), Flags.ARRIVAL));
    writer.writeText(item.id().value());
    attributes(item.attributes());
    texts(item.categories());
    item.arrival().ifPresent(this::time);
  }

  void user(User user) {
    writer.writeText(user.id().value());
    attributes(user.attributes());
  }

  private void impression(Event.Impression impression) {
    boolean surfaceKnown = !impression.surface().isEmpty();
    writer.writeByte(
        flags(impression.visitor(), impression.context()) | flag(surfaceKnown, Flags.SURFACE));
    visitor(impression.visitor());
    context(impression.context());
    writer.writeText(impression.request().value());
    if (surfaceKnown) {
      writer.writeText(impression.surface());
    }
    writer.writeSigned(impression.asOf().offset());
    writer.writeVarint(impression.shown().size());
    impression.shown().forEach(this::shown);
    int version = version(impression);
    if (version >= EventCodec.VERSION_WITH_MODELS) {
      models(impression.asOf().models());
    }
    if (version >= EventCodec.VERSION_WITH_ASKED) {
      writer.writeVarint(impression.asOf().rules());
      making(impression.asOf());
      asked(impression.asked(), version);
      impression.shown().forEach(shown -> writer.writeFloat(shown.propensity()));
    }
  }

  private void models(Map<String, Integer> models) {
    writer.writeVarint(models.size());
    new TreeMap<>(models)
        .forEach(
            (name, version) -> {
              writer.writeText(name);
              writer.writeVarint(version);
            });
  }

  /** Offsets are written by how far they are from that of the list. */
  private void making(Event.AsOf asOf) {
    Event.Making making = asOf.making();
    writer.writeVarint(making.reads().size());
    making.reads().forEach(read -> writer.writeSigned(read - asOf.offset()));
    writer.writeByte(making.charts().isPresent() ? 1 : 0);
    making
        .charts()
        .ifPresent(
            charts -> {
              writer.writeSigned(charts.offset() - asOf.offset());
              time(charts.time());
            });
    texts(making.silent());
  }

  private void asked(Event.Asked asked, int version) {
    writer.writeVarint(asked.count());
    texts(asked.seeds().stream().map(ItemId::value).toList());
    texts(asked.exclude().stream().map(ItemId::value).sorted().toList());
    writer.writeVarint(2L * asked.skipped() + (asked.continues().isPresent() ? 1 : 0));
    asked.continues().ifPresent(request -> writer.writeText(request.value()));
    texts(asked.rules().stream().map(RuleJson::write).toList());
    if (version >= EventCodec.VERSION_WITH_PAGE) {
      texts(asked.beside().stream().map(ItemId::value).toList());
    }
  }

  private void shown(Event.Shown shown) {
    writer.writeText(shown.item().value());
    writer.writeFloat(shown.score());
    writer.writeVarint(shown.proposals().size());
    shown.proposals().forEach(this::proposal);
  }

  private void proposal(Proposal proposal) {
    writer.writeText(proposal.source());
    writer.writeVarint(2L * proposal.rank() + (proposal.because().isPresent() ? 1 : 0));
    writer.writeFloat(proposal.score());
    proposal.because().ifPresent(item -> writer.writeText(item.value()));
  }

  private void interaction(Event.Interaction interaction) {
    boolean measured = Double.compare(interaction.value(), 1) != 0;
    writer.writeByte(
        flags(interaction.visitor(), interaction.context()) | flag(measured, Flags.VALUE));
    visitor(interaction.visitor());
    context(interaction.context());
    writer.writeText(interaction.item().value());
    writer.writeText(interaction.type());
    if (measured) {
      writer.writeDouble(interaction.value());
    }
  }

  private static int flags(Visitor visitor, Context context) {
    return flag(visitor.user().isPresent(), Flags.USER)
        | flag(visitor.session().isPresent(), Flags.SESSION)
        | flag(!context.device().isEmpty(), Flags.DEVICE)
        | flag(!context.page().isEmpty(), Flags.PAGE)
        | flag(!context.region().isEmpty(), Flags.REGION)
        | flag(context.position() > 0, Flags.POSITION)
        | flag(context.request().isPresent(), Flags.REQUEST);
  }

  private void visitor(Visitor visitor) {
    visitor.user().ifPresent(user -> writer.writeText(user.value()));
    visitor.session().ifPresent(session -> writer.writeText(session.value()));
  }

  private void context(Context context) {
    for (String text : List.of(context.device(), context.page(), context.region())) {
      if (!text.isEmpty()) {
        writer.writeText(text);
      }
    }
    if (context.position() > 0) {
      writer.writeVarint(context.position());
    }
    context.request().ifPresent(request -> writer.writeText(request.value()));
  }

  private void attributes(Map<String, Value> attributes) {
    writer.writeVarint(attributes.size());
    new TreeMap<>(attributes)
        .forEach(
            (name, value) -> {
              writer.writeText(name);
              value(value);
            });
  }

  private void value(Value value) {
    switch (value) {
      case Value.Text(String text) -> {
        writer.writeByte(Flags.TEXT_VALUE);
        writer.writeText(text);
      }
      case Value.Numeric(double number) -> {
        writer.writeByte(Flags.NUMERIC_VALUE);
        writer.writeDouble(number);
      }
      case Value.Flag(boolean flag) ->
          writer.writeByte(flag ? Flags.TRUE_VALUE : Flags.FALSE_VALUE);
      case Value.Date(Instant instant) -> {
        writer.writeByte(Flags.DATE_VALUE);
        time(instant);
      }
      case Value.Texts(List<String> texts) -> {
        writer.writeByte(Flags.TEXTS_VALUE);
        texts(texts);
      }
    }
  }

  private void texts(List<String> texts) {
    writer.writeVarint(texts.size());
    texts.forEach(writer::writeText);
  }

  private void time(Instant time) {
    try {
      writer.writeSigned(time.toEpochMilli());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "a time must be within 292 million years of 1970, was " + time, e);
    }
  }

  private static int flag(boolean set, int bit) {
    return set ? bit : 0;
  }
}

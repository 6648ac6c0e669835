package io.cairn.events;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads one event in the form that {@link EventEncoder} writes. For use once. */
final class EventDecoder {
  private final ByteReader reader;
  private int version;

  EventDecoder(ByteReader reader) {
    this.reader = reader;
  }

  Event decode() {
    version = reader.readByte();
    if (version < EventCodec.VERSION || version > EventCodec.VERSION_WITH_PAGE) {
      throw new IllegalArgumentException(
          "form %d is unknown, the newest known is %d: use the version of Cairn that wrote it"
              .formatted(version, EventCodec.VERSION_WITH_PAGE));
    }
    int kind = reader.readByte();
    return switch (kind) {
      case EventCodec.ITEM_UPDATED -> new Event.ItemUpdated(eventId(), time(), item());
      case EventCodec.ITEM_REMOVED -> new Event.ItemRemoved(eventId(), time(), itemId());
      case EventCodec.USER_UPDATED -> new Event.UserUpdated(eventId(), time(), user());
      case EventCodec.USER_REMOVED -> new Event.UserRemoved(eventId(), time(), userId());
      case EventCodec.IMPRESSION -> impression(eventId(), time());
      case EventCodec.INTERACTION -> interaction(eventId(), time());
      default -> throw new IllegalArgumentException("kind " + kind + " of event is unknown");
    };
  }

  Item item() {
    int flags = reader.readByte();
    ItemId id = itemId();
    Map<String, Value> attributes = attributes();
    List<String> categories = texts();
    boolean available = (flags & Flags.AVAILABLE) != 0;
    return new Item(
        id, attributes, categories, available, optional(flags, Flags.ARRIVAL, this::time));
  }

  User user() {
    return new User(userId(), attributes());
  }

  private Event impression(EventId id, Instant time) {
    int flags = reader.readByte();
    Visitor visitor = visitor(flags);
    Context context = context(flags);
    RequestId request = requestId();
    String surface = text(flags, Flags.SURFACE);
    long offset = reader.readSigned();
    List<Event.Shown> shown = list(this::shown);
    Map<String, Integer> models = version >= EventCodec.VERSION_WITH_MODELS ? models() : Map.of();
    if (version < EventCodec.VERSION_WITH_ASKED) {
      Event.AsOf asOf = new Event.AsOf(offset, models);
      return new Event.Impression(id, time, visitor, request, surface, context, shown, asOf);
    }
    Event.AsOf asOf = new Event.AsOf(offset, models, reader.readInt(), making(offset));
    Event.Asked asked = asked();
    shown.replaceAll(item -> withPropensity(item, reader.readFloat()));
    return new Event.Impression(id, time, visitor, request, surface, context, shown, asOf, asked);
  }

  private static Event.Shown withPropensity(Event.Shown shown, float propensity) {
    return new Event.Shown(shown.item(), shown.score(), shown.proposals(), propensity);
  }

  private Event.Making making(long offset) {
    List<Long> reads = list(() -> offset + reader.readSigned());
    Optional<Event.ChartsMade> charts =
        optional(
            reader.readByte(), 1, () -> new Event.ChartsMade(offset + reader.readSigned(), time()));
    return new Event.Making(reads, charts, texts());
  }

  private Event.Asked asked() {
    int count = reader.readInt();
    List<ItemId> seeds = list(this::itemId);
    Set<ItemId> exclude = Set.copyOf(list(this::itemId));
    long skipped = reader.readVarint();
    return new Event.Asked(
        count,
        seeds,
        exclude,
        Math.toIntExact(skipped >>> 1),
        optional((int) skipped, 1, this::requestId),
        list(() -> RuleJson.read(reader.readText())),
        version < EventCodec.VERSION_WITH_PAGE ? List.of() : list(this::itemId));
  }

  private Map<String, Integer> models() {
    int count = reader.readCount();
    Map<String, Integer> models = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      models.put(reader.readRepeatedText(), reader.readInt());
    }
    return models;
  }

  private Event.Shown shown() {
    return new Event.Shown(itemId(), reader.readFloat(), list(this::proposal));
  }

  private Proposal proposal() {
    String source = reader.readRepeatedText();
    long rank = reader.readVarint();
    if (rank >>> 1 > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a rank must be below 2^31, was " + (rank >>> 1));
    }
    float score = reader.readFloat();
    return new Proposal(source, (int) (rank >>> 1), score, optional((int) rank, 1, this::itemId));
  }

  private Event interaction(EventId id, Instant time) {
    int flags = reader.readByte();
    Visitor visitor = visitor(flags);
    Context context = context(flags);
    ItemId item = itemId();
    String type = reader.readRepeatedText();
    double value = (flags & Flags.VALUE) == 0 ? 1 : reader.readDouble();
    return new Event.Interaction(id, time, visitor, item, type, value, context);
  }

  private Visitor visitor(int flags) {
    return new Visitor(
        optional(flags, Flags.USER, this::userId), optional(flags, Flags.SESSION, this::sessionId));
  }

  private Context context(int flags) {
    int known = Flags.DEVICE | Flags.PAGE | Flags.REGION | Flags.POSITION | Flags.REQUEST;
    if ((flags & known) == 0) {
      return Context.NONE;
    }
    return new Context(
        text(flags, Flags.DEVICE),
        text(flags, Flags.PAGE),
        text(flags, Flags.REGION),
        (flags & Flags.POSITION) == 0 ? 0 : reader.readInt(),
        optional(flags, Flags.REQUEST, this::requestId));
  }

  private Map<String, Value> attributes() {
    int count = reader.readCount();
    Map<String, Value> attributes = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      attributes.put(reader.readRepeatedText(), value());
    }
    return attributes;
  }

  private Value value() {
    int kind = reader.readByte();
    return switch (kind) {
      case Flags.TEXT_VALUE -> new Value.Text(reader.readText());
      case Flags.NUMERIC_VALUE -> new Value.Numeric(reader.readDouble());
      case Flags.FALSE_VALUE -> new Value.Flag(false);
      case Flags.TRUE_VALUE -> new Value.Flag(true);
      case Flags.DATE_VALUE -> new Value.Date(time());
      case Flags.TEXTS_VALUE -> new Value.Texts(texts());
      default -> throw new IllegalArgumentException("kind " + kind + " of value is unknown");
    };
  }

  private List<String> texts() {
    return list(reader::readRepeatedText);
  }

  private <T> List<T> list(Supplier<T> read) {
    int count = reader.readCount();
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(read.get());
    }
    return list;
  }

  private static <T> Optional<T> optional(int flags, int bit, Supplier<T> read) {
    return (flags & bit) == 0 ? Optional.empty() : Optional.of(read.get());
  }

  private String text(int flags, int bit) {
    return (flags & bit) == 0 ? "" : reader.readRepeatedText();
  }

  private Instant time() {
    return Instant.ofEpochMilli(reader.readSigned());
  }

  private EventId eventId() {
    return new EventId(reader.readText());
  }

  private ItemId itemId() {
    return new ItemId(reader.readText());
  }

  private UserId userId() {
    return new UserId(reader.readText());
  }

  private SessionId sessionId() {
    return new SessionId(reader.readText());
  }

  private RequestId requestId() {
    return new RequestId(reader.readText());
  }
}

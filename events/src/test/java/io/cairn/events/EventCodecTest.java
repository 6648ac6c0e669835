package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class EventCodecTest {
  private static final Instant TIME = Instant.parse("2026-03-01T12:30:00.125Z");

  @Property
  void decode_ofEncoded_isTheEvent(@ForAll("events") Event event) {
    assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
  }

  @Property(tries = 200)
  void decode_truncatedAnywhere_isRefused(@ForAll("events") Event event) {
    byte[] bytes = EventCodec.encode(event);
    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EventCodec.decode(truncated))
          .withMessageStartingWith("cannot decode event at byte ");
    }
  }

  @Property(tries = 300)
  void decode_ofAnyBytes_isAnEventOrRefused(@ForAll byte[] bytes) {
    byte[] withHead = new byte[bytes.length + 2];
    withHead[0] = EventCodec.VERSION;
    withHead[1] = (byte) (1 + bytes.length % 6);
    System.arraycopy(bytes, 0, withHead, 2, bytes.length);
    try {
      Event event = EventCodec.decode(withHead);
      assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("cannot decode event at byte ");
    }
  }

  @Provide
  Arbitrary<Event> events() {
    return EventArbitraries.events();
  }

  /**
   * The bytes were written by the first version; they must be read for ever. Written anew only for
   * a new form, in another file.
   */
  @Test
  void decode_readsTheFirstForm() throws IOException {
    List<String> lines = golden("events-1.hex");
    List<Event> expected = examples();
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      byte[] bytes = HexFormat.of().parseHex(lines.get(i));
      assertThat(EventCodec.decode(bytes)).isEqualTo(expected.get(i));
      assertThat(EventCodec.encode(expected.get(i))).isEqualTo(bytes);
    }
  }

  /** Written when form 4 was the newest; they must be read for ever. */
  @Test
  void decode_readsTheLaterForms() throws IOException {
    List<String> lines = golden("events-2-to-4.hex");
    List<Event> expected = impressionsOfLaterForms();
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      byte[] bytes = HexFormat.of().parseHex(lines.get(i));
      assertThat(bytes[0]).isEqualTo((byte) (i + 2));
      assertThat(EventCodec.decode(bytes)).isEqualTo(expected.get(i));
      assertThat(EventCodec.encode(expected.get(i))).isEqualTo(bytes);
    }
  }

  private static List<Event> impressionsOfLaterForms() {
    Event.AsOf asOf = new Event.AsOf(70, Map.of("als", 3, "ease", 1));
    Event.Making making =
        new Event.Making(
            List.of(69L, 70L),
            Optional.of(new Event.ChartsMade(60, TIME.minusSeconds(9))),
            List.of("late"));
    Event.AsOf made = new Event.AsOf(70, asOf.models(), 5, making);
    Event.Asked asked =
        new Event.Asked(
            10,
            List.of(new ItemId("seed")),
            Set.of(new ItemId("not")),
            20,
            Optional.of(new RequestId("first")));
    Event.Asked row =
        new Event.Asked(
            10,
            asked.seeds(),
            asked.exclude(),
            0,
            Optional.empty(),
            List.of(),
            List.of(new ItemId("above"), new ItemId("é")));
    return List.of(
        shown(Float.NaN, asOf, Event.Asked.UNKNOWN), shown(.25f, made, asked), shown(1, made, row));
  }

  private static Event shown(float propensity, Event.AsOf asOf, Event.Asked asked) {
    Proposal proposal = new Proposal("als", 4, .5f, Optional.empty());
    return new Event.Impression(
        new EventId("e"),
        TIME,
        Visitor.of(new UserId("ann")),
        new RequestId("r"),
        "home",
        Context.NONE,
        List.of(new Event.Shown(new ItemId("i"), 1.5f, List.of(proposal), propensity)),
        asOf,
        asked);
  }

  @Test
  void encode_cutsBelowTheMillisecond() {
    Event event = new Event.ItemRemoved(new EventId("e"), TIME.plusNanos(999_999), new ItemId("i"));
    assertThat(EventCodec.decode(EventCodec.encode(event)).time()).isEqualTo(TIME);
  }

  @Test
  void encode_timeOutOfRange_isRefused() {
    Event event = new Event.ItemRemoved(new EventId("e"), Instant.MAX, new ItemId("i"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCodec.encode(event))
        .withMessage("a time must be within 292 million years of 1970, was " + Instant.MAX);
  }

  @Test
  void encode_halfASurrogatePair_isRefused() {
    for (String text : List.of("ab\uD800", "a\uDC00b", "\uD83D\uD83D\uDE00")) {
      Event event = new Event.ItemRemoved(new EventId(text), TIME, new ItemId("i"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EventCodec.encode(event))
          .withMessageContaining("half a surrogate pair");
    }
  }

  @Test
  void decode_unknownVersion_saysWhich() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCodec.decode(new byte[] {9, 1}))
        .withMessageContaining("form 9 is unknown");
  }

  @Test
  void decode_unknownKind_saysWhich() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCodec.decode(new byte[] {1, 77, 3}))
        .withMessage("cannot decode event at byte 2 of 3: kind 77 of event is unknown");
  }

  @Test
  void decode_bytesAfterTheEvent_areRefused() {
    byte[] bytes = EventCodec.encode(examples().getFirst());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCodec.decode(Arrays.copyOf(bytes, bytes.length + 3)))
        .withMessageContaining("3 bytes follow the event");
  }

  @Test
  void decode_notUtf8_isRefused() {
    byte[] bytes =
        EventCodec.encode(new Event.ItemRemoved(new EventId("e"), TIME, new ItemId("i")));
    bytes[3] = (byte) 0xff;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCodec.decode(bytes))
        .withMessageContaining("is not UTF-8");
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream in = EventCodecTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static List<Event> examples() {
    ItemId item = new ItemId("item/é 1");
    Visitor both = new Visitor(Optional.of(new UserId("ü")), Optional.of(new SessionId("s-1")));
    RequestId request = new RequestId("r-1");
    Context context = new Context("phone", "home", "DE", 3, Optional.of(request));
    Map<String, Value> attributes =
        Map.of(
            "title", new Value.Text("A 🪨 cairn"),
            "price", new Value.Numeric(9.75),
            "new", new Value.Flag(true),
            "used", new Value.Flag(false),
            "released", new Value.Date(TIME.minusSeconds(86_400)),
            "tags", new Value.Texts(List.of("stone", "way")));
    Proposal because = new Proposal("similar", 2, 0.5f, Optional.of(new ItemId("b")));
    Proposal popular = new Proposal("popular", 1, 120, Optional.empty());
    return List.of(
        new Event.ItemUpdated(
            new EventId("e1"),
            TIME,
            new Item(item, attributes, List.of("a", "b"), true, Optional.of(TIME))),
        new Event.ItemUpdated(
            new EventId("e2"), TIME, new Item(item, Map.of(), List.of(), false, Optional.empty())),
        new Event.ItemRemoved(new EventId("e3"), Instant.EPOCH, item),
        new Event.UserUpdated(
            new EventId("e4"),
            TIME,
            new User(new UserId("u"), Map.of("age", new Value.Numeric(7)))),
        new Event.UserRemoved(new EventId("e5"), Instant.ofEpochMilli(-1), new UserId("u")),
        new Event.Impression(
            new EventId("e6"),
            TIME,
            both,
            request,
            "home",
            context,
            List.of(
                new Event.Shown(item, 1.5f, List.of(because, popular)),
                new Event.Shown(new ItemId("c"), 0, List.of())),
            new Event.AsOf(42, Map.of())),
        new Event.Impression(
            new EventId("e7"),
            TIME,
            Visitor.ANONYMOUS,
            request,
            "",
            Context.NONE,
            List.of(),
            Event.AsOf.UNKNOWN),
        new Event.Interaction(new EventId("e8"), TIME, both, item, "rating", 4.5, context),
        new Event.Interaction(
            new EventId("e9"), TIME, Visitor.of(new UserId("u")), item, "view", 1, Context.NONE));
  }
}

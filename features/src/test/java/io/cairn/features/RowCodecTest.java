package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowCodecTest {
  private static final UnaryOperator<ItemId> OWN = UnaryOperator.identity();
  private static final ItemId A = new ItemId("item/é a");
  private static final ItemId B = new ItemId("b");

  @Property
  void decode_ofEncoded_isTheRow(@ForAll("rows") Row row) {
    assertSame(RowCodec.decode(RowCodec.encode(row), OWN), row);
  }

  @Property(tries = 200)
  void decode_truncatedAnywhere_isRefused(@ForAll("rows") Row row) {
    byte[] bytes = RowCodec.encode(row);
    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RowCodec.decode(truncated, OWN))
          .withMessageStartingWith("cannot decode row at byte ");
    }
  }

  @Property(tries = 300)
  void decode_ofAnyBytes_isARowOrRefused(@ForAll byte[] bytes) {
    byte[] withHead = new byte[bytes.length + 3];
    withHead[0] = RowCodec.VERSION;
    withHead[1] = 1;
    withHead[2] = (byte) (1 + bytes.length % 6);
    System.arraycopy(bytes, 0, withHead, 3, bytes.length);
    try {
      Row row = RowCodec.decode(withHead, OWN);
      assertSame(RowCodec.decode(RowCodec.encode(row), OWN), row);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("cannot decode row at byte ");
    }
  }

  @Provide
  Arbitrary<Row> rows() {
    return RowArbitraries.rows();
  }

  private static void assertSame(Row actual, Row expected) {
    assertThat(actual.slots()).isEqualTo(expected.slots());
    for (int slot = 0; slot < expected.slots(); slot++) {
      assertThat((Object) actual.state(slot))
          .usingRecursiveComparison()
          .withStrictTypeChecking()
          .isEqualTo(expected.state(slot));
    }
  }

  /** The bytes of form 1; a change of the form is a new version. */
  @Test
  void encode_hasTheBytesOfItsVersion() throws IOException {
    List<Row> rows = List.of(item(), user(), new Row(new @Nullable State[] {null, null}));
    List<String> golden = golden("rows-1.hex");
    assertThat(rows.stream().map(row -> HexFormat.of().formatHex(RowCodec.encode(row))).toList())
        .isEqualTo(golden);
    for (int i = 0; i < golden.size(); i++) {
      assertSame(RowCodec.decode(HexFormat.of().parseHex(golden.get(i)), OWN), rows.get(i));
    }
  }

  @Test
  void encode_writesIdsAndTextsOnce() {
    String text = new String(RowCodec.encode(user()), StandardCharsets.ISO_8859_1);
    assertThat(text.split("item/", -1)).hasSize(2);
    assertThat(text.split("view", -1)).hasSize(2);
  }

  @Test
  void decode_returnsTheSharedIds() {
    Map<ItemId, ItemId> catalogue = new HashMap<>(Map.of(A, A));
    Row row = RowCodec.decode(RowCodec.encode(user()), id -> catalogue.getOrDefault(id, id));
    Profile profile = row.state(1, Profile.EMPTY);
    RecentEvents recent = row.state(2, RecentEvents.EMPTY);
    assertThat(profile.items()[0]).isSameAs(A);
    assertThat(recent.items()[0]).isSameAs(A);
    assertThat(profile.items()[1]).isEqualTo(B).isNotSameAs(B).isSameAs(recent.items()[1]);
  }

  @Test
  void decode_unknownVersionOrKind_saysWhich() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowCodec.decode(new byte[] {9, 0}, OWN))
        .withMessage("cannot decode row at byte 1 of 2: form 9 is unknown, only form 1 is known");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowCodec.decode(new byte[] {1, 1, 77}, OWN))
        .withMessage("cannot decode row at byte 3 of 3: kind 77 of state is unknown");
  }

  @Test
  void decode_bytesAfterTheRow_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowCodec.decode(new byte[] {1, 0, 0}, OWN))
        .withMessageContaining("1 bytes follow the row");
  }

  private static Row item() {
    Instant time = Instant.parse("2026-03-01T12:30:00.125Z");
    Map<String, Value> attributes = Map.of("title", new Value.Text("🪨"));
    Item item = new Item(A, attributes, List.of("c"), true, Optional.of(time));
    return new Row(
        new @Nullable State[] {
          new CatalogueEntry(item, time.toEpochMilli(), true), null, new Decayed(1.5, 1_000)
        });
  }

  private static Row user() {
    User user = new User(new UserId("u"), Map.of("age", new Value.Numeric(7)));
    return new Row(
        new @Nullable State[] {
          new UserAttributes(user),
          Profile.EMPTY.plus(A, 1, 1_000, true, 9).plus(B, -0.5f, 2_000, false, 9),
          RecentEvents.EMPTY
              .plus(A, "view", 1, 1_000, 9)
              .plus(B, "rating", 4.5, 2_000, 9)
              .plus(A, "view", 1, 2_000, 9),
          new Tallies(new String[] {"view", "ü"}, new int[] {2, 300}, new float[] {1, 2}, -1)
        });
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream in = RowCodecTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

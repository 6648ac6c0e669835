package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {

  @Property(tries = 500)
  void iso_ofAnyMoment_isThatMoment(@ForAll @LongRange(max = 253_402_300_799_999L) long millis) {
    Instant moment = Instant.ofEpochMilli(millis);
    String withMillis =
        String.format(Locale.ROOT, "%1$tFT%1$tT.%1$tLZ", moment.atZone(ZoneOffset.UTC));
    assertThat(Times.iso(withMillis)).contains(moment);
    assertThat(Times.iso(moment.toString())).contains(moment);
  }

  @Test
  void iso_withAnOffsetOrWithoutAny_isThatMoment() {
    Instant noon = Instant.parse("2026-01-31T12:00:00Z");
    assertThat(Times.iso("2026-01-31T13:00:00+01:00")).contains(noon);
    assertThat(Times.iso("2026-01-31 12:00:00")).contains(noon);
    assertThat(Times.iso("2026-01-31")).contains(Instant.parse("2026-01-31T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T12:00:00.000Z",
        "2026-13-01T12:00:00.000Z",
        "2026-01-31T24:00:00.001Z",
        "2026-01-31T12:00:61.000Z",
        "2026-01-31T12:00:00.0x0Z"
      })
  void iso_ofWhatIsNoMoment_isEmpty(String text) {
    assertThat(Times.iso(text)).isEmpty();
  }
}

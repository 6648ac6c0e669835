package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.core.Rule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqliteRulesTest {
  private static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");
  private static final Rule CHEAP = Rule.of("cheap", "item.price < 5", new Rule.Filter());
  private static final Rule CHEAPER = Rule.of("cheap", "item.price < 3", new Rule.Filter());
  private static final Rule SALE = Rule.of("sale", "item.sale", new Rule.Boost(1.5));

  @TempDir private Path folder;

  private Path path() {
    return folder.resolve("cairn.db");
  }

  @Test
  void at_everyRevision_hasTheRulesOfThen() {
    try (SqliteFile file = SqliteFile.open(path())) {
      SqliteRules rules = new SqliteRules(file);
      assertThat(rules.latest()).isEqualTo(RuleRevision.NONE);
      rules.put(SALE, NOW);
      rules.put(CHEAP, NOW);
      rules.put(CHEAPER, NOW.plusSeconds(1));
      assertThat(rules.remove("sale", NOW).number()).isEqualTo(4);
      assertThat(rules.at(0).plain()).isEmpty();
      assertThat(rules.at(1).plain()).containsExactly(SALE);
      assertThat(rules.at(2).plain()).containsExactly(CHEAP, SALE);
      assertThat(rules.at(3).rules())
          .containsExactly(
              new RuleRevision.Stored(CHEAPER, 3, NOW.plusSeconds(1)),
              new RuleRevision.Stored(SALE, 1, NOW));
      assertThat(rules.at(4).plain()).containsExactly(CHEAPER);
    }
  }

  @Test
  void remove_ofWhatIsNotThere_changesNothing() {
    try (SqliteFile file = SqliteFile.open(path())) {
      SqliteRules rules = new SqliteRules(file);
      rules.put(SALE, NOW);
      assertThat(rules.remove("other", NOW)).isEqualTo(rules.at(1));
    }
  }

  @Test
  void latest_afterOpeningAgain_alsoForReading_isTheSame() {
    RuleRevision before;
    try (SqliteFile file = SqliteFile.open(path())) {
      before = new SqliteRules(file).put(SALE, NOW);
    }
    try (SqliteFile file = SqliteFile.openReadOnly(path())) {
      assertThat(new SqliteRules(file).latest()).isEqualTo(before);
    }
  }

  @Test
  void latest_ofAFileThatNeverHadRules_forReading_isNone() {
    SqliteFile.open(path()).close();
    try (SqliteFile file = SqliteFile.openReadOnly(path())) {
      assertThat(new SqliteRules(file).latest()).isEqualTo(RuleRevision.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':'a'} | action is missing, expected an object with a type",
        "{'id':'a b','when':'x','action':{'type':'gate'}} | id must be 1 to 100 letters, digits",
        "{'id':'a','when':'x','action':{'type':'gte'}} | action.type is 'gte', expected one of [boost",
        "{'id':'a','when':'x','action':{'type':'boost','factor':0}} | action.factor must be above 0",
        "{'id':'a','when':'x','action':{'type':'boost'}} | action.factor is missing",
        "{'id':'a','when':'x','action':{'type':'gate','factor':1}} | action.factor is not a known field",
        "{'id':'a','action':{'type':'gate'}} | when is missing in rule a: only an item that is pinned",
        "{'id':'a','when':'x','action':{'type':'cap','max':1}} | action.first is missing",
        "{'id':'a','when':'x','action':{'type':'pin','slot':0}} | action.slot must be at least 1",
        "{'id':'a','when':'x','action':{'type':'gate'},'relax_after':'seen'} | relax_after makes no sense",
        "{'id':'a','when':'x','action':{'type':'gate'},'until':'2025-01-01','from':'2025-02-01'} | until must be after from",
        "{'id':'a','when':'x','action':{'type':'gate'},'surfaces':[]} | surfaces is empty in rule a",
        "{'id':'a','wen':'x','action':{'type':'gate'}} | wen is not a known field",
      })
  void read_ofWhatIsWrong_saysWhatAndWhere(String json, String message) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> RuleJson.read(json.replace('\'', '"')))
        .withMessageStartingWith(message);
  }

  @Test
  void read_ofWhatWasWritten_isTheSame() {
    assertThat(List.of(SALE, CHEAP))
        .allSatisfy(rule -> assertThat(RuleJson.read(RuleJson.write(rule))).isEqualTo(rule));
  }
}

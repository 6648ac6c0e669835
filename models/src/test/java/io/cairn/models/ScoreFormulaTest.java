package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScoreFormulaTest {
  private static final List<String> NAMES = List.of("click", "purchase", "item-age", "item");
  private static final FeatureMatrix ROWS =
      new FeatureMatrix(NAMES, 2, new float[] {.5f, 2, 3, 7, 4, Float.NaN, 5, 9});

  @ParameterizedTest
  @CsvSource({
    "click, .5",
    "' 1.5e1 ', 15",
    "click + purchase * item-age, 6.5",
    "(click + purchase) * item-age, 7.5",
    "purchase - click - 1, .5",
    "12 / purchase / item-age, 2",
    "2 ^ item-age ^ purchase, 512",
    "-purchase ^ 2, -4",
    "purchase ^ -1, .5",
    "2 * -click, -1",
    "purchase-click, 1.5",
    "item-age - item, -4",
    "item-click, 6.5",
    "click^0.5 * purchase * .5, .70710678",
  })
  void value_ofTheFirstRow_isTheArithmetic(String text, double value) {
    ScoreFormula formula = ScoreFormula.parse(text, NAMES);
    assertThat(formula.value(ROWS, 0)).isCloseTo(value, within(1e-7));
    assertThat(formula.toString()).isEqualTo(text);
    assertThat(formula.names()).isEqualTo(NAMES);
  }

  @Test
  void value_ofAnotherRow_isOfItsCells() {
    assertThat(ScoreFormula.parse("click * item", NAMES).value(ROWS, 1)).isEqualTo(36);
    assertThat(ScoreFormula.parse("click * purchase", NAMES).value(ROWS, 1)).isNaN();
    assertThat(ScoreFormula.parse("click / 0", NAMES).value(ROWS, 1)).isInfinite();
  }

  @ParameterizedTest
  @CsvSource({
    "'click * clik', 9, 'unknown name ''clik'': known are click, purchase, item-age, item'",
    "'clicks', 1, 'unknown name ''clicks'''",
    "'(click', 7, 'expected ) for the ( at column 1'",
    "'click purchase', 7, 'expected + - * / ^ or the end, found ''p'''",
    "'click *', 8, 'expected a number, a name or (, found the end'",
    "'', 1, 'expected a number, a name or (, found the end'",
    "'2 * $', 5, 'found ''$'''",
  })
  void parse_ofSomethingElse_saysWhere(String text, int column, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScoreFormula.parse(text, NAMES))
        .withMessageContaining("column " + column + ": ")
        .withMessageContaining(why);
  }

  @Test
  void parse_ofEndlessNesting_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScoreFormula.parse("(".repeat(100_000), NAMES))
        .withMessageContaining("more than 100 signs and parentheses");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScoreFormula.parse("-".repeat(100_000), NAMES))
        .withMessageContaining("more than 100 signs and parentheses");
  }
}

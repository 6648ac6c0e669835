package io.cairn.events;

import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads users of MovieLens: {@code id|age|gender|occupation|zip} in ml-100k, {@code
 * id::gender::age::occupation::zip} with codes for age and occupation in ml-1m. Ages become the
 * bands of ml-1m, such as {@code 25-34}.
 */
final class MovieLensUsers implements RowImporter {
  static final List<String> COLUMNS =
      List.of(
          "user ← id",
          "attribute age ← age, as a band such as 25-34",
          "attribute gender ← gender",
          "attribute occupation ← occupation",
          "attribute zip ← zip");

  private static final int CELLS = 5;
  private static final int ADULT = 18;
  private static final int[] BANDS = {18, 25, 35, 45, 50, 56};
  private static final List<String> OCCUPATIONS =
      List.of(
          "other",
          "academic/educator",
          "artist",
          "clerical/admin",
          "college/grad student",
          "customer service",
          "doctor/health care",
          "executive/managerial",
          "farmer",
          "homemaker",
          "K-12 student",
          "lawyer",
          "programmer",
          "retired",
          "sales/marketing",
          "scientist",
          "self-employed",
          "technician/engineer",
          "tradesman/craftsman",
          "unemployed",
          "writer");

  private final boolean coded;

  /**
   * Reads one of the two forms.
   *
   * @param coded whether it is that of ml-1m
   */
  MovieLensUsers(boolean coded) {
    this.coded = coded;
  }

  @Override
  public void read(String[] cells, ImportSink sink) {
    Cells.requireCount(cells, CELLS);
    long age = Cells.whole("age", cells[coded ? 2 : 1]);
    Map<String, Value> attributes =
        Map.of(
            "age", new Value.Text(band(age)),
            "gender", new Value.Text(cells[coded ? 1 : 2].strip()),
            "occupation", new Value.Text(coded ? occupation(cells[3]) : cells[3].strip()),
            "zip", new Value.Text(cells[4].strip()));
    UserId id = new UserId(Cells.required("id", cells[0]));
    sink.user(new User(id, attributes), Optional.empty());
  }

  private static String band(long age) {
    if (age < ADULT) {
      return "under 18";
    }
    for (int i = BANDS.length - 1; i >= 0; i--) {
      if (age >= BANDS[i]) {
        return i == BANDS.length - 1 ? BANDS[i] + "+" : BANDS[i] + "-" + (BANDS[i + 1] - 1);
      }
    }
    throw new IllegalStateException("no band for age " + age);
  }

  private static String occupation(String cell) {
    long code = Cells.whole("occupation", cell);
    if (code < 0 || code >= OCCUPATIONS.size()) {
      throw new InvalidEventException("occupation", "is " + code, "a code from 0 to 20");
    }
    return OCCUPATIONS.get((int) code);
  }
}

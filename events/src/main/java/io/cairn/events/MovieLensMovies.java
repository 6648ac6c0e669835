package io.cairn.events;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads films of MovieLens and MovieTweetings: id, title with the year in brackets, genres between
 * bars; or, in {@code u.item} of ml-100k, id, title, release date, two columns that are not used,
 * and a column of 0 or 1 for each genre.
 */
final class MovieLensMovies implements RowImporter {
  static final List<String> COLUMNS =
      List.of("item ← id", "title ← title", "attribute year ← title", "category ← genres");
  static final List<String> COLUMNS_100K =
      List.of(
          "item ← id",
          "title ← title",
          "attribute year ← title",
          "arrival ← release date",
          "category ← 19 columns of genres",
          "not used: video release date, url");
  static final int CELLS_100K = 24;

  private static final int CELLS = 3;
  private static final int GENRES_FROM = 5;
  private static final List<String> GENRES =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");
  private static final Pattern YEAR = Pattern.compile("\\((\\d{4})(?:[-–]\\d{0,4})?\\)\\s*$");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

  @Override
  public void read(String[] cells, ImportSink sink) {
    boolean flags = cells.length == CELLS_100K;
    Cells.requireCount(cells, flags ? CELLS_100K : CELLS);
    Map<String, Value> attributes = new TreeMap<>();
    attributes.put(Item.TITLE, new Value.Text(cells[1].strip()));
    Matcher year = YEAR.matcher(cells[1]);
    if (year.find()) {
      attributes.put("year", new Value.Numeric(Integer.parseInt(year.group(1))));
    }
    sink.item(
        new Item(
            new ItemId(Cells.required("id", cells[0])),
            attributes,
            flags ? flagged(cells) : genres(cells[2]),
            true,
            flags ? day(cells[2]) : Optional.empty()),
        Optional.empty());
  }

  private static List<String> genres(String cell) {
    return cell.startsWith("(no genres") ? List.of() : Cells.categories(cell);
  }

  private static List<String> flagged(String[] cells) {
    List<String> genres = new ArrayList<>();
    for (int genre = 1; genre < GENRES.size(); genre++) {
      if (cells[GENRES_FROM + genre].equals("1")) {
        genres.add(GENRES.get(genre));
      }
    }
    return genres;
  }

  private static Optional<Instant> day(String cell) {
    if (cell.isBlank()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(cell.strip(), DAY);
      return Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      String wrong = "is not a date: " + InvalidEventException.quote(cell);
      throw new InvalidEventException("release date", wrong, "one such as 01-Jan-1995");
    }
  }
}

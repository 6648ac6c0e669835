package io.cairn.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * MovieLens: ml-100k ({@code u.data}, {@code u.item}, {@code u.user}), ml-1m (fields between {@code
 * ::}), and the later sets (CSV). Lines that are not UTF-8 are Latin-1.
 */
final class MovieLensForm implements Form {
  private static final Map<String, String> CSV_IGNORED =
      Map.of(
          "userId,movieId,tag,timestamp", "tags of MovieLens, which are not imported",
          "movieId,imdbId,tmdbId", "addresses of films elsewhere, which are not imported");

  @Override
  public String format() {
    return "movielens";
  }

  @Override
  public String expected() {
    return "u.data, u.item, u.user, or ratings, movies, users as .dat or .csv";
  }

  @Override
  public Optional<PlannedFile> plan(FileHead head) {
    if (head.parquet()) {
      return Optional.empty();
    }
    String name = head.file().name();
    if (name.matches("u[1-5ab]\\.(base|test)")) {
      throw head.unreadable("a split of u.data, whose rows are read there");
    }
    if (name.matches("u\\.(info|genre|occupation)")) {
      throw head.unreadable("a list of what u.item and u.user say too");
    }
    if (name.equals("u.data") && head.allMatch("[^\t]+\t[^\t]+\t[0-5]\t\\d+")) {
      return Optional.of(ratings(head, "\t", false));
    }
    if (name.equals("u.item") || head.allMatch("\\d+(\\|[^|]*){4}(\\|[01]){19}")) {
      return Optional.of(films(head, "|", false, MovieLensMovies.COLUMNS_100K));
    }
    if (head.allMatch("\\d+\\|\\d+\\|[MF]\\|[^|]+\\|[^|]*")) {
      return Optional.of(users(head, "|", false));
    }
    return head.first().contains("::") ? planDat(head) : planCsv(head);
  }

  private Optional<PlannedFile> planDat(FileHead head) {
    if (head.allMatch("\\d+::\\d+::\\d(\\.\\d)?::\\d+")) {
      return Optional.of(ratings(head, "::", false));
    }
    if (head.allMatch("\\d+::[MF]::\\d+::\\d+::.*")) {
      return Optional.of(users(head, "::", true));
    }
    if (head.allMatch("\\d+::((?!::).)+::((?!::).)*")) {
      return Optional.of(films(head, "::", false, MovieLensMovies.COLUMNS));
    }
    throw head.unreadable("fields between :: that are not those of ratings, movies or users");
  }

  private Optional<PlannedFile> planCsv(FileHead head) {
    String ignored = CSV_IGNORED.get(head.first());
    if (ignored != null) {
      throw head.unreadable(ignored);
    }
    return switch (head.first()) {
      case "userId,movieId,rating,timestamp" -> Optional.of(ratings(head, ",", true));
      case "movieId,title,genres" -> Optional.of(films(head, ",", true, MovieLensMovies.COLUMNS));
      default -> Optional.empty();
    };
  }

  private PlannedFile ratings(FileHead head, String delimiter, boolean header) {
    TableMapping mapping = ratings(1);
    return planned(
        head,
        TableKind.EVENTS,
        mapping.describe(),
        reading(head, delimiter, header, () -> new EventRows(mapping)));
  }

  private PlannedFile films(FileHead head, String delimiter, boolean header, List<String> columns) {
    return planned(
        head, TableKind.ITEMS, columns, reading(head, delimiter, header, MovieLensMovies::new));
  }

  private PlannedFile users(FileHead head, String delimiter, boolean coded) {
    return planned(
        head,
        TableKind.USERS,
        MovieLensUsers.COLUMNS,
        reading(head, delimiter, false, () -> new MovieLensUsers(coded)));
  }

  private PlannedFile planned(
      FileHead head, TableKind kind, List<String> columns, PlannedFile.Reading reading) {
    return new PlannedFile(head, format(), kind, columns, reading);
  }

  /** Returns the columns of ratings: user, item, rating, time. */
  static TableMapping ratings(double starsDivisor) {
    return new TableMapping(
        TableKind.EVENTS,
        List.of("user", "item", "rating", "time"),
        Map.of(ColumnRole.USER, 0, ColumnRole.ITEM, 1, ColumnRole.RATING, 2, ColumnRole.TIME, 3),
        starsDivisor);
  }

  /** Returns how rows between delimiters are read; quotes count where the delimiter is a comma. */
  static PlannedFile.Reading reading(
      FileHead head, String delimiter, boolean header, Supplier<RowImporter> importer) {
    return new PlannedFile.Reading(
        bytesRead ->
            new DelimitedRows(
                new LineReader(head.file().open(bytesRead), true),
                delimiter,
                delimiter.equals(",")),
        header,
        importer);
  }
}

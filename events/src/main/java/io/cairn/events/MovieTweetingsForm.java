package io.cairn.events;

import java.util.Optional;

/**
 * MovieTweetings: the fields of ml-1m, films by their IMDb number of seven digits or more, ratings
 * from 0 to 10, which are halved to stars.
 */
final class MovieTweetingsForm implements Form {
  private static final double STARS_DIVISOR = 2;

  @Override
  public String format() {
    return "movietweetings";
  }

  @Override
  public String expected() {
    return "ratings.dat and movies.dat with fields between ::";
  }

  @Override
  public Optional<PlannedFile> plan(FileHead head) {
    if (head.parquet()) {
      return Optional.empty();
    }
    if (head.allMatch("\\d+::\\d{7,}::\\d+::\\d+")) {
      TableMapping mapping = MovieLensForm.ratings(STARS_DIVISOR);
      return Optional.of(
          new PlannedFile(
              head,
              format(),
              TableKind.EVENTS,
              mapping.describe(),
              MovieLensForm.reading(head, "::", false, () -> new EventRows(mapping))));
    }
    if (head.allMatch("\\d{7,}::((?!::).)+::((?!::).)*")) {
      return Optional.of(
          new PlannedFile(
              head,
              format(),
              TableKind.ITEMS,
              MovieLensMovies.COLUMNS,
              MovieLensForm.reading(head, "::", false, MovieLensMovies::new)));
    }
    if (head.allMatch("\\d+::\\d+")) {
      throw head.unreadable("users of MovieTweetings, of whom nothing but a number is said");
    }
    return Optional.empty();
  }
}

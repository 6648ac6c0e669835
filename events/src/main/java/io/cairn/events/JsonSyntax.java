package io.cairn.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.regex.Pattern;

/** Says why a text is not JSON, without the names of the classes and settings that read it. */
public final class JsonSyntax {
  private static final Pattern OF_THE_READER =
      Pattern.compile("( \\((start marker|for |not recognized)|: enable `).*|, from `[^`]*`");

  private JsonSyntax() {}

  /** Returns what is wrong, in words for people. */
  public static String problem(JsonProcessingException failure) {
    return switch (failure) {
      case JsonEOFException _ -> "it ends before it is complete";
      case MismatchedInputException _ -> "more follows after its end";
      default -> {
        String why = failure.getOriginalMessage().lines().findFirst().orElse("");
        yield OF_THE_READER.matcher(why).replaceAll("");
      }
    };
  }
}

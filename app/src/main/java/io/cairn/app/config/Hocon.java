package io.cairn.app.config;

import com.typesafe.config.ConfigUtil;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes records as they stand in a configuration file: {@link ConfigReader} reads from it what was
 * written.
 */
public final class Hocon {
  private static final String INDENT = "  ";

  private Hocon() {}

  /**
   * Returns a section, one key a line.
   *
   * @param path the keys from the root to the section
   * @param choices the sealed type that the record is one of
   * @param value its components are numbers, truth values, texts, enum constants, lists and maps of
   *     these, and records of these
   */
  public static <T> String section(List<String> path, Class<T> choices, T value) {
    return entry(ConfigUtil.joinPath(path), value(choices, value), "");
  }

  /** Returns a line that takes over everything of another file, which must be there. */
  public static String include(Path file) {
    String path = file.toAbsolutePath().normalize().toString();
    return "include required(file(" + ConfigUtil.quoteString(path) + "))\n";
  }

  /** Returns what stands for a value: a map of keys, or a text. */
  private static Object value(Class<?> declared, Object value) {
    return switch (value) {
      case Record keys -> keys(declared, keys);
      case Map<?, ?> entries -> entries(entries);
      case List<?> elements ->
          elements.stream()
              .map(element -> String.valueOf(value(element.getClass(), element)))
              .collect(Collectors.joining(", ", "[", "]"));
      case Enum<?> constant -> KebabCase.of(constant);
      case String text -> ConfigUtil.quoteString(text);
      default -> value.toString();
    };
  }

  private static Map<String, Object> keys(Class<?> declared, Record value) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (declared.isSealed()) {
      keys.put("type", KebabCase.choice(declared, value.getClass()));
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      keys.put(
          KebabCase.of(component.getName()), value(component.getType(), read(component, value)));
    }
    return keys;
  }

  private static Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static Map<String, Object> entries(Map<?, ?> entries) {
    Map<String, Object> keys = new TreeMap<>();
    entries.forEach(
        (key, value) ->
            keys.put(ConfigUtil.joinPath(String.valueOf(key)), value(value.getClass(), value)));
    return keys;
  }

  private static String entry(String key, Object value, String indent) {
    if (!(value instanceof Map<?, ?> keys)) {
      return indent + key + " = " + value + "\n";
    }
    String inside =
        keys.entrySet().stream()
            .map(e -> entry(String.valueOf(e.getKey()), e.getValue(), indent + INDENT))
            .collect(Collectors.joining());
    return indent + key + " {\n" + inside + indent + "}\n";
  }
}

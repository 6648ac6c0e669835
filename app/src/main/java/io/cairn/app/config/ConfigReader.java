package io.cairn.app.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.cairn.core.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration into records. A record component {@code halfLife} is the key {@code
 * half-life}; a sealed interface is the one of its records whose name, as a key, is the value of
 * {@code type}; a component that is an {@link Optional} may be absent. Every problem is found
 * before any is reported, each with its line; a key that no component asks for is a problem too.
 *
 * <p>For use by one thread.
 */
public final class ConfigReader {
  private static final String TYPE = "type";

  private final Problems problems;

  private ConfigReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a record.
   *
   * @throws InvalidConfigException if anything is missing, unknown, of the wrong type, or refused
   *     by the constructor of a record
   * @throws IllegalStateException if a component has a type that cannot be configured
   */
  public static <T extends Record> T read(ConfigObject config, Class<T> type) {
    Problems problems = new Problems();
    Optional<T> value = read(config, type, problems);
    problems.throwIfAny();
    return value.orElseThrow();
  }

  /**
   * Reads a record, and adds what is wrong to the problems.
   *
   * @return empty where something is wrong
   * @throws IllegalStateException if a component has a type that cannot be configured
   */
  static <T extends Record> Optional<T> read(
      ConfigObject config, Class<T> type, Problems problems) {
    int before = problems.size();
    Object value = new ConfigReader(problems).record(type, config, "", Set.of());
    return problems.size() == before ? Optional.ofNullable(type.cast(value)) : Optional.empty();
  }

  private @Nullable Object value(Type type, ConfigValue value, String path) {
    if (type instanceof ParameterizedType of && of.getRawType() instanceof Class<?> container) {
      return container(container, of.getActualTypeArguments(), value, path);
    }
    Class<?> plain = (Class<?>) type;
    Optional<Scalars.Kind> scalar = Scalars.kind(plain);
    if (scalar.isPresent()) {
      return scalar(scalar.get(), value, path);
    }
    if (!plain.isSealed() && !plain.isRecord()) {
      throw new IllegalStateException("no way to configure a " + plain.getName() + " at " + path);
    }
    if (!(value instanceof ConfigObject object)) {
      return problem(value, path, "must be a section, was %s (write { … })");
    }
    return plain.isSealed() ? oneOf(plain, object, path) : record(plain, object, path, Set.of());
  }

  private @Nullable Object scalar(Scalars.Kind kind, ConfigValue value, String path) {
    try {
      return Scalars.read(kind, value);
    } catch (IllegalArgumentException e) {
      return problems.add(value, path + " " + e.getMessage());
    }
  }

  private @Nullable Object container(
      Class<?> container, Type[] arguments, ConfigValue value, String path) {
    if (container == Optional.class) {
      return Optional.ofNullable(value(arguments[0], value, path));
    }
    if (container == List.class) {
      return value instanceof ConfigList list
          ? list(arguments[0], list, path)
          : problem(value, path, "must be a list, was %s (write [ … ])");
    }
    if (container == Map.class && arguments[0] == String.class) {
      return value instanceof ConfigObject object
          ? map(arguments[1], object, path)
          : problem(value, path, "must be a section, was %s (write { … })");
    }
    throw new IllegalStateException("no way to configure a " + container.getName() + " at " + path);
  }

  private List<@Nullable Object> list(Type element, ConfigList values, String path) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (ConfigValue value : values) {
      elements.add(value(element, value, path + "[" + elements.size() + "]"));
    }
    return Collections.unmodifiableList(elements);
  }

  /** Reads entries; one that is set to null is left out, so that a default can be removed. */
  private Map<String, @Nullable Object> map(Type element, ConfigObject values, String path) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (String key : new TreeSet<>(values.keySet())) {
      ConfigValue value = Objects.requireNonNull(values.get(key));
      if (value.valueType() != ConfigValueType.NULL) {
        entries.put(key, value(element, value, join(path, key)));
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  /** Reads the permitted record whose name is the value of {@code type}. */
  private @Nullable Object oneOf(Class<?> sealed, ConfigObject object, String path) {
    Map<String, Class<?>> choices = new LinkedHashMap<>();
    permitted(sealed).forEach(choice -> choices.put(KebabCase.choice(sealed, choice), choice));
    ConfigValue written = object.get(TYPE);
    String all = "one of " + String.join(", ", choices.keySet());
    if (written == null) {
      return problems.add(object, join(path, TYPE) + " is missing (" + all + ")");
    }
    String name = String.valueOf(written.unwrapped());
    Class<?> choice = choices.get(name);
    if (choice == null) {
      String remedy = Nearest.to(name, choices.keySet()).map(ConfigReader::didYouMean).orElse(all);
      return problems.add(
          written, join(path, TYPE) + " has no choice `" + name + "` (" + remedy + ")");
    }
    return record(choice, object, path, Set.of(TYPE));
  }

  private static Stream<Class<?>> permitted(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(choice -> choice.isSealed() ? permitted(choice) : Stream.of(choice));
  }

  private @Nullable Object record(
      Class<?> type, ConfigObject object, String path, Set<String> alsoKnown) {
    int before = problems.size();
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] arguments = new Object[components.length];
    Set<String> known = new TreeSet<>(alsoKnown);
    for (int component = 0; component < components.length; component++) {
      String key = KebabCase.of(components[component].getName());
      known.add(key);
      arguments[component] = component(components[component], key, object, path);
    }
    boolean isReadable = problems.size() == before;
    refuseUnknown(object, known, path);
    return isReadable ? construct(type, arguments, object, path) : null;
  }

  private @Nullable Object component(
      RecordComponent component, String key, ConfigObject object, String path) {
    ConfigValue value = object.get(key);
    if (value != null && value.valueType() != ConfigValueType.NULL) {
      return value(component.getGenericType(), value, join(path, key));
    }
    return component.getType() == Optional.class
        ? Optional.empty()
        : problems.add(
            value == null ? object : value, join(path, key) + " is missing (give it a value)");
  }

  private void refuseUnknown(ConfigObject object, Set<String> known, String path) {
    object.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            String remedy =
                Nearest.to(key, known)
                    .map(ConfigReader::didYouMean)
                    .orElse("known here: " + String.join(", ", known));
            problems.add(value, join(path, key) + " is not a setting (" + remedy + ")");
          }
        });
  }

  private @Nullable Object construct(
      Class<?> type, @Nullable Object[] arguments, ConfigObject object, String path) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        return refused(String.valueOf(refusal.getMessage()), object, path);
      }
      throw new IllegalStateException("the constructor of " + type.getName() + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type.getName(), e);
    }
  }

  /** A message that begins with the name of a key is about the line of that key. */
  private @Nullable Object refused(String message, ConfigObject object, String path) {
    int space = Math.max(0, message.indexOf(' '));
    String key = KebabCase.of(message.substring(0, space));
    ConfigValue named = object.get(key);
    return named == null
        ? problems.add(object, (path.isEmpty() ? "" : path + ": ") + message)
        : problems.add(named, join(path, key) + message.substring(space));
  }

  private @Nullable Object problem(ConfigValue value, String path, String what) {
    return problems.add(value, path + " " + what.formatted(Settings.render(value)));
  }

  private static String didYouMean(String key) {
    return "did you mean `" + key + "`?";
  }

  private static String join(String path, String key) {
    String quoted = ConfigUtil.joinPath(key);
    return path.isEmpty() ? quoted : path + "." + quoted;
  }
}

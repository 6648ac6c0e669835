package io.cairn.app.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists every key of a configuration in the order of its records. For use by one thread. */
final class Settings {
  private static final ConfigRenderOptions ONE_LINE = ConfigRenderOptions.concise().setJson(false);

  private final ConfigObject defaults;
  private final List<Setting> settings = new ArrayList<>();

  private Settings(ConfigObject defaults) {
    this.defaults = defaults;
  }

  /**
   * Returns all settings, once a {@link ConfigReader} has found no problem.
   *
   * @param defaults where the comments are
   */
  static List<Setting> of(
      Class<? extends Record> type, ConfigObject config, ConfigObject defaults) {
    Settings settings = new Settings(defaults);
    settings.addAll(type, config, "");
    return List.copyOf(settings.settings);
  }

  /** Returns the value as it would be written on one line of the file. */
  static String render(ConfigValue value) {
    if (value instanceof ConfigList list) {
      return list.stream().map(Settings::render).collect(Collectors.joining(",", "[", "]"));
    }
    String rendered = value.render(ONE_LINE);
    boolean isBare = value instanceof ConfigObject && !rendered.startsWith("{");
    return isBare ? "{" + rendered + "}" : rendered;
  }

  private void addAll(Class<?> type, ConfigObject object, String prefix) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = KebabCase.of(component.getName());
      ConfigValue value = object.get(key);
      if (component.getType().isRecord()
          && value instanceof ConfigObject section
          && Scalars.kind(component.getType()).isEmpty()) {
        addAll(component.getType(), section, prefix + key + ".");
      } else if (value != null) {
        add(component.getGenericType(), value, prefix + key);
      }
    }
  }

  private void add(Type type, ConfigValue value, String key) {
    settings.add(
        new Setting(
            key,
            describe(type),
            render(value),
            value.unwrapped(),
            Origin.of(value).toString(),
            comment(defaults, key)));
  }

  /**
   * Returns the comment above a key or section in the defaults or, where it has none, that of the
   * section around it; empty where no section around it has one either.
   */
  static String comment(ConfigObject defaults, String key) {
    List<String> lines =
        at(defaults, key).map(value -> value.origin().comments()).orElse(List.of());
    int dot = key.lastIndexOf('.');
    return lines.isEmpty() && dot > 0
        ? comment(defaults, key.substring(0, dot))
        : String.join("\n", lines.stream().map(String::strip).toList());
  }

  private static Optional<ConfigValue> at(ConfigObject object, String key) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      return Optional.ofNullable(object.get(key));
    }
    return object.get(key.substring(0, dot)) instanceof ConfigObject section
        ? at(section, key.substring(dot + 1))
        : Optional.empty();
  }

  private static String describe(Type type) {
    if (type instanceof ParameterizedType of) {
      Type[] arguments = of.getActualTypeArguments();
      String element = describe(arguments[arguments.length - 1]);
      if (of.getRawType() == Optional.class) {
        return element + ", or null";
      }
      return (of.getRawType() == List.class ? "a list, each " : "a section, each ") + element;
    }
    Class<?> plain = (Class<?>) type;
    return Scalars.kind(plain)
        .map(Scalars.Kind::name)
        .orElse("a section " + KebabCase.of(plain.getSimpleName()));
  }
}

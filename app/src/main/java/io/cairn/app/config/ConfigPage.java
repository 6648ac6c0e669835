package io.cairn.app.config;

import com.typesafe.config.ConfigObject;
import java.util.List;

/** Writes the page of the documentation that lists every setting. */
public final class ConfigPage {
  private static final String HEAD =
      """
      # Configuration

      One file in [HOCON](https://github.com/lightbend/config/blob/main/HOCON.md), given with
      `--config FILE` or in the environment variable `CAIRN_CONF`. It needs only what differs from
      the defaults below; `--set key=value` overrides it for one command. `cairn config` prints what
      is in force and where it was set; `cairn config --check FILE` tests a file. An unknown key, a
      wrong type or a value out of range stops every command, with the line.

      This page is written by `./cairn config --markdown` from the comments of the default file,
      `app/src/main/resources/cairn.conf`.
      """;

  private ConfigPage() {}

  /** Returns the page in Markdown: a table of keys for each section. */
  public static String markdown() {
    ConfigObject defaults = Configuration.defaultConfig().root();
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (Setting setting : Configuration.defaults().settings()) {
      String here = setting.section().isEmpty() ? setting.key() : setting.section();
      if (!here.equals(section)) {
        section = here;
        page.append("\n## ").append(section).append("\n\n");
        page.append(Settings.comment(defaults, section).replace('\n', ' ')).append("\n\n");
        page.append("| key | default | type | meaning |\n|---|---|---|---|\n");
      }
      List<String> cells =
          List.of(
              "`" + setting.key() + "`",
              value(setting),
              setting.type(),
              setting.comment().replace('\n', ' '));
      page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    return page.toString();
  }

  /** Returns the default as code; a list of sections takes a line for each. */
  private static String value(Setting setting) {
    return "`" + setting.value().replace("},{", "},`<br>`{") + "`";
  }
}

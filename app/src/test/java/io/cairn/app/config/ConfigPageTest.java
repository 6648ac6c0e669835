package io.cairn.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigPageTest {
  @Test
  void page_inTheDocs_isWhatIsGenerated() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "configuration.md")))
        .as("write it again: ./cairn config --markdown > docs/configuration.md")
        .isEqualTo(ConfigPage.markdown());
  }

  @Test
  void page_hasARowForEveryKey() {
    assertThat(Configuration.defaults().settings())
        .allSatisfy(
            setting -> assertThat(ConfigPage.markdown()).contains("| `" + setting.key() + "` |"));
  }

  @Test
  void setting_writtenAsItIsShown_meansTheSame() {
    assertThat(Configuration.defaults().settings())
        .allSatisfy(
            setting ->
                assertThat(
                        ConfigFactory.parseString("value = " + setting.value())
                            .getValue("value")
                            .unwrapped())
                    .as(setting.key())
                    .isEqualTo(setting.plain()));
  }
}

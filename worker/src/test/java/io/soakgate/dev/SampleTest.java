package io.soakgate.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
  @TempDir Path plans;
  private Sample sample;

  @BeforeEach
  void makeFolder() throws Exception {
    Files.createDirectories(plans.resolve("shop/sample"));
    sample = Sample.of(plans, "shop");
  }

  @Test
  void anEnvironmentMayHaveAFileOfItsOwn() throws Exception {
    Files.writeString(sample.folder().resolve("staging.sql"), "SELECT 1");

    assertThat(sample.files("staging"))
        .extracting(f -> f.getFileName().toString())
        .containsExactly("schema.sql", "data.sql", "staging.sql");
    assertThat(sample.files("production"))
        .extracting(f -> f.getFileName().toString())
        .containsExactly("schema.sql", "data.sql");
  }

  @Test
  void whatMakesTroubleIsThereOrNot() throws Exception {
    assertThat(sample.breach()).isEmpty();
    Files.writeString(sample.folder().resolve("breach.sql"), "SELECT pg_sleep(1)");
    assertThat(sample.breach()).contains("SELECT pg_sleep(1)");
  }

  @Test
  void whatItAddsToTheConfigurationKnowsItsFolders() throws Exception {
    assertThat(sample.configuration(plans)).isEmpty();
    Files.writeString(
        sample.folder().resolve("soakgate.yaml"),
        "targets:\n  shop-staging: {secrets: {admin: \"file:${plan}/a\", state: \"file:${folder}\"}}\n");

    assertThat(sample.configuration(Path.of("/state")))
        .hasToString(
            "{\"targets\":{\"shop-staging\":{\"secrets\":{\"admin\":\"file:"
                + plans.resolve("shop")
                + "/a\",\"state\":\"file:/state\"}}}}");
  }

  @Test
  void aConfigurationThatIsNoneIsRefused() throws Exception {
    Path file = sample.folder().resolve("soakgate.yaml");
    Files.writeString(file, "- a list");

    assertThatThrownBy(() -> sample.configuration(plans))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s adds nothing to the worker's configuration: %s:1:1: the document is a list: a"
                + " mapping is wanted; write `key: value` lines under it",
            file, file);
  }

  @Test
  void oneMappingIsLaidOverAnotherKeyByKey() throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode under = (ObjectNode) json.readTree("{\"a\": {\"x\": 1, \"y\": [1]}, \"b\": 2}");

    SampleConfiguration.merge(under, json.readTree("{\"a\": {\"y\": [2], \"z\": {}}, \"c\": 3}"));

    assertThat(under).hasToString("{\"a\":{\"x\":1,\"y\":[2],\"z\":{}},\"b\":2,\"c\":3}");
  }
}

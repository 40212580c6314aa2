package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B-12. */
class CredentialsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://deploy:hunter2@db.example.com/shop",
        "see postgresql://deploy:hunter2@db for more",
        "jdbc:postgresql://db/shop?user=deploy&password=hunter2",
        "host=db user=deploy password=hunter2",
        "password=hunter2 host=db",
        "https://someone:hunter2@api.example.com/health"
      })
  void aPasswordIsFoundAndNeverRepeated(String text) {
    Problems problems = new Problems();
    byte[] bytes = ("a: \"" + text + "\"\nb: [\"" + text + "\"]").getBytes(StandardCharsets.UTF_8);

    Node root = Node.parse("plan.yaml", bytes, problems).orElseThrow();

    assertThat(root.json().toString()).doesNotContain("hunter2");
    assertThat(problems.list().stream().map(Problem::line))
        .hasSize(2)
        .noneMatch(line -> line.contains("hunter2"))
        .contains(
            "plan.yaml:1:4: a password stands in this text: what stands here is copied, shown and"
                + " kept, so it is not repeated in this message; take it out, change it where it is"
                + " used, and write `env:NAME` or `file:PATH` in the worker's configuration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com:8080/a@b",
        "postgres://db.example.com/shop",
        "SELECT count(*) FROM users WHERE password = crypt($1, password)",
        "UPDATE users SET password='x' WHERE name = 'ann'",
        "file:/run/secrets/password",
        "env:PROD_PASSWORD",
        "jdbc:postgresql://db/shop?user=deploy",
        "https://api/${tenant}:${port}@x"
      })
  void whatOnlyLooksLikeOneIsLeftAlone(String text) {
    assertThat(Credentials.in(text)).isFalse();
  }

  @Test
  void aLineThatNamesASecretIsNotQuoted() {
    assertThat(Credentials.named("  api-key: 'abc")).isTrue();
    assertThat(Credentials.named("    target: shop-staging")).isFalse();
  }
}

package io.soakgate.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.identity.SigningKey;
import io.soakgate.target.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose intake could not be trusted does not start. */
class CredentialsTest {
  private static final SigningKey KEY = SigningKey.fresh();
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void aKeyThatSourcesListIsTaken() throws IOException {
    Credentials read =
        Credentials.read(
            new Clicks(file("xapp-1"), null, file(KEY.text())), people(KEY, People.SLACK));

    assertThat(read.key().open().id()).isEqualTo(KEY.open().id());
    assertThat(read.toString()).isEqualTo("credentials of key " + KEY.open().id());
  }

  @Test
  void everythingThatProvesNothingIsNamedAtOnceAndNotShown() throws IOException {
    Clicks clicks =
        new Clicks(
            file("xoxb-canary"), new Clicks.Http("127.0.0.1", 0, file("---")), file(KEY.text()));

    assertThatThrownBy(() -> Credentials.read(clicks, people(SigningKey.fresh(), People.SLACK)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "slack.app is no app-level token: it begins with xapp-; make one with connections:write"
                + " | slack.http.secret has fewer than 32 characters: others could guess it; take"
                + " the app's Signing Secret | slack.key is key "
                + KEY.open().id()
                + ", which sources.slack does not list: what it signs would prove nothing; add its"
                + " public line there");
  }

  @Test
  void anotherSourcesKeyAndNoKeyAreRefused() throws IOException {
    Clicks.Http http = new Clicks.Http("127.0.0.1", 0, file(SECRET));

    assertThatThrownBy(
            () -> Credentials.read(new Clicks(null, http, file(KEY.text())), people(KEY, "teams")))
        .hasMessageContaining("which sources.slack does not list");
    assertThatThrownBy(
            () ->
                Credentials.read(new Clicks(null, http, file("canary")), people(KEY, People.SLACK)))
        .hasMessage(
            "slack.key: this is no key that soakgate key new wrote: its public line, then a PKCS #8"
                + " private key");
  }

  private static People people(SigningKey key, String source) {
    return new People(
        List.of(new Owner("brian", List.of(), "U0000LEAD")),
        List.of(new Owner(source, List.of(key.open()))),
        List.of());
  }

  private Secret file(String text) throws IOException {
    return new Secret("file:" + Files.writeString(Files.createTempFile(folder, "s", ""), text));
  }
}

package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.identity.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVerbTest {
  @TempDir Path home;

  @Test
  void aNewKeyIsItsOwnersAloneAndTheLineToHandOnIsPrinted() throws Exception {
    Path keys = home.resolve("keys");

    Typed typed = Typed.at("key", "new", "--name", "brian", "--folder", keys.toString());

    Path file = keys.resolve("brian.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    SigningKey key = KeyFolder.key(file, "brian").orElseThrow();
    assertThat(typed)
        .isEqualTo(
            new Typed(
                0,
                """
                Your key %s is in %s; nobody else may have it.
                Whoever runs the worker adds to its configuration, under people:

                  brian: {keys: ["%s"]}

                From then on what you say with --by brian is signed, and proven.
                """
                    .formatted(key.open().id(), file, key.open().line()),
                ""));
  }

  @Test
  void aKeyIsNeverWrittenOver() throws Exception {
    Typed.at("key", "new", "--name", "brian", "--folder", home.toString());
    byte[] before = Files.readAllBytes(home.resolve("brian.key"));

    Typed again = Typed.at("key", "new", "--name", "brian", "--folder", home.toString());

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err())
        .endsWith("is there already, and nothing was written; move it away to make a new one\n");
    assertThat(Files.readAllBytes(home.resolve("brian.key"))).isEqualTo(before);
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    Path file = KeyFolder.keep(home, "brian", SigningKey.fresh());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> KeyFolder.key(file, "brian"))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            file
                + ": others may read this key, so it proves nothing; chmod 600 it, or make a new"
                + " one");
  }

  @Test
  void aFileThatIsNoKeyIsRefusedWithoutAWordOfIt() throws Exception {
    Path file = KeyFolder.keep(home, "brian", SigningKey.fresh());
    Files.writeString(file, "hunter2\n");

    assertThatThrownBy(() -> KeyFolder.key(file, "brian"))
        .hasMessage(
            file
                + ": this is no key that soakgate key new wrote: its public line, then a PKCS #8"
                + " private key");
    assertThatThrownBy(() -> KeyFolder.key(home.resolve("none.key"), "brian"))
        .hasMessage(home.resolve("none.key") + ": no such key; make one with soakgate key new");
  }

  @Test
  void whoeverHasNoKeyIsHeardUnsigned() throws Exception {
    assertThat(KeyFolder.key(null, "nobody-has-this-name")).isEmpty();
    assertThat(KeyFolder.key(null, "../../etc/passwd")).isEmpty();
    assertThat(KeyFolder.key(null, null)).isEmpty();
  }
}

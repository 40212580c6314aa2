package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that tests compare with a stored file, or write there when they are told to. */
public final class Stored {
  public static final Path ROOT = Path.of("..");

  private Stored() {}

  /** Holds a text against the file; with {@code -Dsoakgate.write.docs=true} it is written. */
  public static void same(Path file, String text) throws IOException {
    if (Boolean.getBoolean("soakgate.write.docs")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "%s is out of date; write it again: mvn test -pl starter -am -Dsoakgate.write.docs=true",
            file)
        .isEqualTo(text);
  }
}

package io.soakgate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.lint.Rule.Danger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the table of {@code docs/lint.md} against the rules. */
class LintPageTest {
  private static final Path PAGE = Path.of("..", "docs", "lint.md");
  private static final String BELOW = "## The rules\n";

  @Test
  void thePageHasEveryRule() throws IOException {
    String page = Files.readString(PAGE);
    String written = page.substring(0, page.indexOf(BELOW)) + rules();
    if (Boolean.getBoolean("soakgate.write.docs")) {
      Files.writeString(PAGE, written);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/lint.md; write it again with -Dsoakgate.write.docs=true")
        .isEqualTo(written);
  }

  private static String rules() {
    StringBuilder page = new StringBuilder(BELOW);
    for (Danger danger : Danger.values()) {
      page.append("\n### ").append(danger.word()).append("\n\n");
      page.append("| rule | what such a statement does | instead |\n|---|---|---|\n");
      Rules.all().stream()
          .filter(r -> r.danger() == danger)
          .forEach(
              r ->
                  page.append(
                      "| `%s`%s | %s | %s |\n"
                          .formatted(r.name(), r.spared() ? " ¹" : "", r.says(), r.instead())));
    }
    return page.append("\n¹ Says nothing of a table that the same plan created before.\n")
        .toString();
  }
}

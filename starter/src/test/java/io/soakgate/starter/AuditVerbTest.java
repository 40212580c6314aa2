package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stored export was made without Soakgate, by the page {@code docs/audit.md} alone: whoever
 * writes a checker of their own comes to the same hashes.
 */
class AuditVerbTest {
  private static final String JOURNAL_END =
      "25584f4ef1689f84453223e0f6e62bc1351663bbaa99c33d5d17f36b37642cb1";
  private static final String LAST =
      "278853dea0bedd2b0d157939ccd59545fa47fe94b9b9a7fe41fd630efb69e3c0";

  @TempDir Path home;

  @Test
  void anExportIsCheckedWithNothingButItself() throws Exception {
    assertThat(Typed.at("audit", "verify", "--file", export().toString()))
        .isEqualTo(new Typed(0, "VERIFIED 4 entries, head " + JOURNAL_END + "\n", ""));
    assertThat(Typed.at("audit", "verify", "--head", LAST, "--file", export().toString()).code())
        .isZero();
  }

  @Test
  void aByteThatIsFlippedIsNamedWithItsEntry() throws Exception {
    Path file = home.resolve("changed.jsonl");
    Files.writeString(file, Files.readString(export()).replace("mallory: ref", "mallory: Ref"));

    Typed typed = Typed.at("audit", "verify", "--file", file.toString());

    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.out())
        .isEqualTo(
            """
            entry 3 of deployment shop-1 (staging, approve, approval): the hash does not match what\
             it says: it is 7204cb3e4863…, and what it says comes to c9a44cc9b54e…
            NOT VERIFIED: 1 problem in 4 entries
            """);
  }

  @Test
  void aTailThatWasCutIsMissedByTheHeadOfTheReport() throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(export()));
    lines.remove(6);
    Path file = Files.writeString(home.resolve("cut.jsonl"), String.join("\n", lines) + "\n");

    Typed typed = Typed.at("audit", "verify", "--head", LAST, "--file", file.toString());

    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.out())
        .isEqualTo(
            """
            the first line promises 2 rows of the journal and 4 entries; here are 2 and 3
            entry 4 of deployment shop-1 (run run-1) is missing: the journal of heads knows them,\
             so the chain was cut
            nothing here has the hash %s: the audit was cut off before it, or written anew
            NOT VERIFIED: 3 problems in 3 entries
            """
                .formatted(LAST));
  }

  @Test
  void whatIsTypedWrongIsSaid() {
    assertThat(Typed.at("audit").err())
        .isEqualTo("soakgate audit: Missing required subcommand; see soakgate audit --help\n");
    assertThat(Typed.at("audit", "verify", "--file", "none.jsonl"))
        .isEqualTo(
            new Typed(
                2,
                "",
                "none.jsonl: no such file; write one with soakgate audit export --to FILE\n"));
    assertThat(Typed.at("audit", "verify", "--head", "xyz").err())
        .isEqualTo("--head xyz: a hash is 64 hex digits, or at least its first 8\n");
    assertThat(Typed.at("audit", "verify", "shop-1", "--file", "none.jsonl").err())
        .isEqualTo("--file checks the whole export; leave DEPLOYMENT and --config away\n");
    assertThat(Typed.at("audit", "export", "--to", "no/such/folder/x").err())
        .isEqualTo(
            "no/such/folder/x: no file can be written there; name one in a folder that exists\n");
  }

  private static Path export() throws IOException, URISyntaxException {
    return Path.of(AuditVerbTest.class.getResource("/audit/shop-1.jsonl").toURI());
  }
}

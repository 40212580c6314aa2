package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.soakgate.deployment.RecordActivity.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export is checked without any database, and no byte of it can be another. */
@Tag("postgres")
class AuditExportTest {
  @TempDir Path home;
  private Path file;
  private Head head;

  @BeforeEach
  void export() throws Exception {
    TestStore store = TestStore.fresh(home);
    head = store.shop();
    store.table.append(
        new Entries(
            "other-1",
            "run-9",
            1,
            List.of(new Entry(TestStore.AT, null, "plan", "refused", "refused", "„ü\"\n\u0007\0")),
            null));
    file = home.resolve("audit.jsonl");
    Verified verified = new Audit(store.store).export(null, file);
    assertThat(verified.good()).isTrue();
  }

  @Test
  void itVerifiesAndSaysWhatItIs() throws IOException {
    List<String> lines = Files.readAllLines(file);

    assertThat(Audit.verifyFile(file, null).problems()).isEmpty();
    assertThat(Audit.verifyFile(file, head.hash()).entries()).isEqualTo(6);
    assertThat(lines).hasSize(1 + 4 + 6);
    assertThat(lines.get(0))
        .matches(
            "\\{\"format\":\"soakgate-audit/1\",\"canonical\":\"netstrings, UTF-8, SHA-256\","
                + "\"store\":\"[0-9a-f-]{36}\",\"deployment\":null,\"journal\":4,\"entries\":6,"
                + "\"head\":\"[0-9a-f]{64}\"}");
  }

  @Test
  void oneDeploymentAloneVerifiesToo() throws Exception {
    TestStore store = TestStore.fresh(home);
    Head end = store.shop();
    store.append("other-1", 1, "x");
    new Audit(store.store).export("shop-1", file);

    assertThat(Audit.verifyFile(file, null)).isEqualTo(new Verified(5, end.hash(), List.of()));
  }

  @Test
  void everyByteThatIsFlippedIsFound() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<String> unseen = new ArrayList<>();
    for (int at = 0; at < bytes.length; at++) {
      for (int bit : new int[] {0x01, 0x20, 0x80, 0x07}) {
        bytes[at] ^= (byte) bit;
        Files.write(file, bytes);
        if (Audit.verifyFile(file, null).good()) {
          unseen.add("byte " + at + " ^ " + bit);
        }
        bytes[at] ^= (byte) bit;
      }
    }

    assertThat(unseen).isEmpty();
  }

  @Test
  void anEntryThatSaysSomethingElseIsNamed() throws IOException {
    change("begins", "bEgins");

    assertThat(Audit.verifyFile(file, null).problems())
        .singleElement()
        .asString()
        .matches(
            "entry 3 of deployment shop-1 \\(staging, change rls, change\\): the hash does not"
                + " match what it says: it is [0-9a-f]{12}…, and what it says comes to"
                + " [0-9a-f]{12}…");
  }

  @Test
  void linesThatChangedPlacesAreNamed() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    Collections.swap(lines, 7, 8);
    Files.writeString(file, String.join("\n", lines) + "\n");

    assertThat(Audit.verifyFile(file, null).problems())
        .containsExactly(
            "entry 2 of deployment shop-1 (staging, change rls, change) stands behind entry 3");
  }

  @Test
  void aLineThatIsMissingAndOneThatCannotBeReadAreNamedAtOnce() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(6, "{");
    lines.remove(8);
    Files.writeString(file, String.join("\n", lines) + "\n");

    assertThat(Audit.verifyFile(file, null).problems())
        .hasSize(4)
        .anyMatch(problem -> problem.startsWith("line 7 cannot be taken: it is not what it was: "))
        .contains(
            "the first line promises 4 rows of the journal and 6 entries; here are 4 and 4",
            "entry 1 of deployment shop-1 (run run-1) is missing",
            "entry 3 of deployment shop-1 (run run-1) is missing");
  }

  @Test
  void anEndThatIsCutIsMissed() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));

    assertThat(Audit.verifyFile(file, null).problems())
        .contains("line 11 cannot be taken: it is not as it was written");
  }

  @Test
  void whatIsNoExportIsSaidToBeNone() throws IOException {
    Files.writeString(file, "hello\n");

    assertThat(Audit.verifyFile(file, null).problems())
        .singleElement()
        .asString()
        .startsWith("line 1 is not the head of a Soakgate audit export: it is not what it was: ");
  }

  private void change(String from, String to) throws IOException {
    Files.writeString(file, Files.readString(file).replace(from, to));
  }
}

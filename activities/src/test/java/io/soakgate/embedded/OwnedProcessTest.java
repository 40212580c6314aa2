package io.soakgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedProcessTest {
  @TempDir Path folder;
  private Process child;
  private OwnedProcess recorded;

  @BeforeEach
  void startChild() throws Exception {
    child = new ProcessBuilder("sleep", "60").start();
    recorded = OwnedProcess.of(child.toHandle(), List.of("60"));
    // Until it has become the program it still has the arguments of whoever started it.
    assertThat(OwnedProcess.await(recorded::alive, Duration.ofSeconds(50))).isTrue();
  }

  @AfterEach
  void endChild() {
    child.destroyForcibly();
  }

  @Test
  void isFoundAgainByWhatWasWritten() throws Exception {
    Path file = folder.resolve("processes/child");
    recorded.write(file);
    assertThat(OwnedProcess.read(file).orElseThrow().alive()).isTrue();
  }

  @Test
  void isGoneWhenThePidBelongsToALaterProcess() {
    OwnedProcess earlier = new OwnedProcess(child.pid(), recorded.started().minusSeconds(60), "60");
    assertThat(earlier.alive()).isFalse();
  }

  @Test
  void isGoneWhenThePidBelongsToAnotherCommand() {
    assertThat(new OwnedProcess(child.pid(), recorded.started(), "server start-dev").alive())
        .isFalse();
  }

  @Test
  void neverSignalsAStranger() throws Exception {
    OwnedProcess stranger = new OwnedProcess(child.pid(), recorded.started(), "server start-dev");
    assertThat(stranger.end("KILL", Duration.ofSeconds(1))).isTrue();
    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void endsWhenAsked() throws Exception {
    assertThat(recorded.end("TERM", Duration.ofSeconds(50))).isTrue();
    assertThat(recorded.alive()).isFalse();
  }

  @Test
  void saysWhenItDoesNotEnd() throws Exception {
    assertThat(recorded.end("CONT", Duration.ofMillis(50))).isFalse();
    assertThat(recorded.alive()).isTrue();
  }

  @Test
  void aFileThatIsCutOffOrMissingNamesNobody() throws Exception {
    Path cut = Files.writeString(folder.resolve("cut"), recorded.pid() + "\n");
    assertThat(OwnedProcess.read(cut)).isEmpty();
    assertThat(OwnedProcess.read(folder.resolve("missing"))).isEmpty();
  }
}

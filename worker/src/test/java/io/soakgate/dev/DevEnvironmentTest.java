package io.soakgate.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.embedded.Folders;
import io.soakgate.embedded.OwnedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class DevEnvironmentTest {
  private Path folder;
  private final List<DevEnvironment> started = new ArrayList<>();

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "dev-");
    folder = folder.toAbsolutePath();
  }

  @AfterEach
  void stop() throws Exception {
    for (DevEnvironment dev : started) {
      dev.close();
    }
    Folders.delete(folder);
  }

  @Test
  void startsThreeClustersThatAreNotTheSameAndStopsThem() throws Exception {
    DevEnvironment dev = start(List.of("staging", "production"));
    assertThat(
            List.of(
                identifier(dev, "staging"),
                identifier(dev, "production"),
                identifier(dev, DevEnvironment.STORE)))
        .doesNotHaveDuplicates();
    assertThat(Files.readString(folder.resolve("temporal.address")))
        .isEqualTo(dev.temporal().address() + "\n");
    assertThat(dev.where())
        .hasSize(4)
        .contains(
            "staging: postgresql://postgres@127.0.0.1:%d, password in %s (process %d)"
                .formatted(
                    dev.cluster("staging").port(),
                    folder.resolve("postgres/staging/password"),
                    dev.cluster("staging").process().pid()))
        .noneMatch(line -> line.contains(dev.cluster("staging").password()));

    List<OwnedProcess> processes = recorded();
    assertThat(processes).hasSize(4).allMatch(OwnedProcess::alive);
    dev.close();
    dev.close();
    assertThat(processes).noneMatch(OwnedProcess::alive);
    assertThat(recorded()).isEmpty();
    assertThat(folder.resolve("temporal.address")).doesNotExist();
  }

  @Test
  void adoptsWhatAKilledProcessLeftAndStopsWhatIsNotWantedAnyMore() throws Exception {
    Process holder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DevHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(holder.inputReader().lines().anyMatch("ready"::equals)).isTrue();
    List<OwnedProcess> left = recorded();
    OwnedProcess production =
        OwnedProcess.read(folder.resolve("processes/postgres-production")).orElseThrow();
    assertThatThrownBy(() -> start(List.of("staging")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder + " is in use by process " + holder.pid() + ": ");
    assertThat(left).allMatch(OwnedProcess::alive);
    holder.destroyForcibly().waitFor();

    DevEnvironment next = start(List.of("staging"));
    assertThat(production.alive()).isFalse();
    assertThat(next.cluster("staging").adopted()).isTrue();
    assertThat(recorded()).hasSize(3).allMatch(left::contains);
    next.close();
    assertThat(left).noneMatch(OwnedProcess::alive);
  }

  @Test
  void leavesEverythingForTheNextWhenAskedTo() throws Exception {
    DevEnvironment first = start(List.of("staging"));
    List<OwnedProcess> left = recorded();
    first.leave();
    first.close();
    assertThat(left).hasSize(3).allMatch(OwnedProcess::alive);
    assertThat(start(List.of("staging")).cluster("staging").adopted()).isTrue();
  }

  @Test
  void canBeClosedInTheMiddleOfItsStart() throws Exception {
    DevEnvironment[] dev = new DevEnvironment[1];
    DevOptions options = DevHolder.options(folder, List.of("staging"));
    dev[0] =
        new DevEnvironment(
            new DevOptions(
                folder,
                options.cache(),
                options.targets(),
                false,
                line -> new Thread(() -> close(dev[0])).start()));
    assertThatThrownBy(dev[0]::start).isInstanceOf(Exception.class);
    dev[0].close(); // waits for the one that is under way
    assertThat(OwnedProcess.with(List.of("-D", folder.resolve("postgres/staging/data").toString())))
        .isEmpty();
    assertThat(
            OwnedProcess.with(
                List.of("--db-filename", folder.resolve("temporal/temporal.db").toString())))
        .isEmpty();
    start(List.of("staging"));
  }

  private static void close(DevEnvironment dev) {
    try {
      dev.close();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private DevEnvironment start(List<String> targets) throws Exception {
    DevEnvironment dev = new DevEnvironment(DevHolder.options(folder, targets));
    started.add(dev);
    dev.start();
    return dev;
  }

  private List<OwnedProcess> recorded() throws Exception {
    List<OwnedProcess> processes = new ArrayList<>();
    try (var files = Files.list(folder.resolve("processes"))) {
      for (Path file : files.toList()) {
        processes.add(OwnedProcess.read(file).orElseThrow());
      }
    }
    return processes;
  }

  private static String identifier(DevEnvironment dev, String cluster) throws Exception {
    try (Connection session = dev.cluster(cluster).connect("postgres");
        ResultSet row =
            session
                .createStatement()
                .executeQuery("SELECT system_identifier FROM pg_control_system()")) {
      row.next();
      return row.getString(1);
    }
  }
}

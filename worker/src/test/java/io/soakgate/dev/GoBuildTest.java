package io.soakgate.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoBuildTest {
  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final List<String> tried = new ArrayList<>();

  @Test
  void buildsIntoTheCacheOnce() throws Exception {
    Files.createDirectories(cache().resolve("building-of-a-killed-one"));
    Path go = compiler("echo \"$3\" > \"$GOBIN/temporal\" && chmod +x \"$GOBIN/temporal\"");
    Path program = build(Optional.of(go)).orElseThrow();
    assertThat(program).isEqualTo(cache().resolve("temporal")).isExecutable();
    assertThat(program).content().isEqualTo("github.com/temporalio/cli/cmd/temporal@v1.5.1\n");

    assertThat(build(Optional.of(compiler("exit 1")))).contains(program);
    assertThat(names()).containsExactlyInAnyOrder("temporal", "temporal.lock");
    assertThat(tried).isEmpty();
  }

  @Test
  void saysWhyItFailedAndLeavesNothing() throws Exception {
    assertThat(build(Optional.of(compiler("echo 'go: no network'; exit 1")))).isEmpty();
    assertThat(tried).containsExactly("the build with Go failed: go: no network");
    assertThat(names()).containsExactly("temporal.lock");
  }

  @Test
  void saysThatThereIsNoGo() {
    assertThat(build(Optional.empty())).isEmpty();
    assertThat(tried).containsExactly("Go is not installed");
  }

  private Optional<Path> build(Optional<Path> go) {
    return new GoBuild(go, cache(), told::add, tried::add).build();
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(cache())) {
      return files.map(it -> it.getFileName().toString()).toList();
    }
  }

  private Path compiler(String does) throws Exception {
    Path script = Files.createTempFile(folder, "go", "");
    Files.writeString(script, "#!/bin/sh\n" + does + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}

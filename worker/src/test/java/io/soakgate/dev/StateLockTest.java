package io.soakgate.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
  @TempDir Path folder;

  @Test
  void tellsTheSecondThePidOfTheFirst() throws Exception {
    try (StateLock first = StateLock.take(folder)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> StateLock.take(folder))
          .isInstanceOf(IOException.class)
          .hasMessage(
              folder
                  + " is in use by process "
                  + ProcessHandle.current().pid()
                  + ": two would start and stop each other's servers; end that one, or name"
                  + " another folder with --state");
    }
    StateLock.take(folder).close();
  }
}

package io.soakgate.backup;

import java.time.Duration;
import java.util.List;

/**
 * How a backup's trial restore ended.
 *
 * @param took how long the restore took
 * @param wrong why it proves nothing: each table that differs, or what stopped it; empty when every
 *     count matched
 */
record Trial(Duration took, List<String> wrong) {

  boolean passed() {
    return wrong.isEmpty();
  }
}

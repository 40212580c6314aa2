package io.soakgate.bench;

import java.util.Optional;

/** How much is measured on: {@code SOAKGATE_BENCH_MB} makes a figure's database smaller. */
final class Size {
  private Size() {}

  /**
   * About how large a figure's database is.
   *
   * @param usual in MB, where nothing is said
   */
  static long megabytes(long usual) {
    return Optional.ofNullable(System.getenv("SOAKGATE_BENCH_MB"))
        .map(Long::parseLong)
        .orElse(usual);
  }
}

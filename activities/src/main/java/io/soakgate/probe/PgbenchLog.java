package io.soakgate.probe;

import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * pgbench's log of every transaction: {@code client number time script epoch micros …}, its time in
 * microseconds or the word {@code failed} (pgbench's manual, "Per-Transaction Logging").
 */
final class PgbenchLog {
  static final List<Gauge> GAUGES =
      Stream.concat(
              Stream.of(
                  Gauge.figure("tps", Unit.NONE),
                  Gauge.figure("transactions", Unit.NONE),
                  Gauge.figure("failed", Unit.PERCENT)),
              Timings.GAUGES.stream())
          .toList();

  private final Timings timings = new Timings();
  private long done;
  private long failed;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  private PgbenchLog() {}

  /** Reads the log's files in that folder: one for each of pgbench's threads. */
  static PgbenchLog in(Path folder) throws IOException {
    PgbenchLog log = new PgbenchLog();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("log")).toList()) {
        log.read(file);
      }
    }
    return log;
  }

  private void read(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words.length >= 6) {
          add(words);
        }
      }
    }
  }

  private void add(String[] words) {
    long ended = Long.parseLong(words[4]) * 1_000_000 + Long.parseLong(words[5]);
    to = Math.max(to, ended);
    if (words[2].matches("\\d+")) {
      long micros = Long.parseLong(words[2]);
      timings.add(micros * 1_000);
      from = Math.min(from, ended - micros);
      done++;
    } else {
      from = Math.min(from, ended);
      failed++;
    }
  }

  boolean empty() {
    return done == 0;
  }

  /** As values; at least one transaction was done. */
  List<Value> values() {
    BigDecimal tps =
        BigDecimal.valueOf(done * 1_000_000)
            .divide(BigDecimal.valueOf(Math.max(1, to - from)), 1, RoundingMode.HALF_UP);
    BigDecimal share =
        BigDecimal.valueOf(failed * 100)
            .divide(BigDecimal.valueOf(done + failed), 6, RoundingMode.HALF_UP);
    List<Value> all = new ArrayList<>();
    all.add(Value.number("tps", tps, Unit.NONE));
    all.add(Value.number("transactions", done + failed));
    all.add(Value.number("failed", share, Unit.PERCENT));
    all.addAll(timings.figures());
    all.addAll(timings.all());
    return all;
  }
}

package io.soakgate.action;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.target.Notes;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts what an action did, for its effect; lanes count side by side. */
final class Tally {
  private static final int LINES = 100;
  private static final int LETTERS = 16_000;

  private final long begun = System.nanoTime();
  private final List<String> notices = new ArrayList<>();
  private int letters;
  private int lockRetries;
  private int rebuilt;
  private int ran;
  private int alreadyDone;

  synchronized void ran(int statements) {
    ran += statements;
  }

  synchronized void alreadyDone(int statements) {
    alreadyDone += statements;
  }

  synchronized void lockRetry() {
    lockRetries++;
  }

  synchronized void rebuilt() {
    rebuilt++;
  }

  /** Keeps the first notices, at most 100 lines and 16 kB. */
  synchronized void notices(List<String> lines) {
    for (String line : lines) {
      letters += line.length();
      if (notices.size() == LINES || letters > LETTERS) {
        return;
      }
      notices.add(line);
    }
  }

  /** Keeps the first notices of a statement. */
  void said(List<Notes.Line> lines) {
    notices(lines.stream().limit(LINES).map(Notes.Line::words).toList());
  }

  synchronized Effect effect(String words) {
    List<Value> values =
        List.of(
            Value.number("lock-retries", lockRetries), Value.number("rebuilt-indexes", rebuilt));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return new Effect(
        words, Duration.ofMillis(took.toMillis()), ran, alreadyDone, values, List.copyOf(notices));
  }

  /** What had to be rebuilt, in words; empty when nothing had. */
  String rebuiltWords() {
    return rebuilt == 0 ? "" : "; invalid indexes dropped and built anew: " + rebuilt;
  }
}

package io.soakgate.starter.crash;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Tells what a story does, each line with the time and the seconds since it began. */
public final class Diary {
  private final long begun = System.nanoTime();
  private final String story;

  public Diary(String story) {
    this.story = story;
  }

  /** Writes a line. */
  public void line(String words) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s %6.2f s %s: %s%n",
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        seconds,
        story,
        words);
  }
}

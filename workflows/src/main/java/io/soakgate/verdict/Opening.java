package io.soakgate.verdict;

import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When an environment may start: pure arithmetic over its window. */
public final class Opening {

  private Opening() {}

  /** One occurrence of a window: open from {@code opens} until just before {@code closes}. */
  public record Slot(Instant opens, Instant closes) {}

  /**
   * The first slot that opens at or after {@code earliest}, or that contains it when the window has
   * no announcement.
   *
   * @param earliest now plus the window's announcement
   */
  public static Slot next(Window window, Instant earliest) {
    throw new UnsupportedOperationException();
  }

  /**
   * The latest start from which what is left and a rollback after it still end before the slot
   * closes (T-20); before {@code slot.opens()} when they do not fit at all.
   */
  public static Instant latestStart(Slot slot, Duration remaining, Duration rollback) {
    throw new UnsupportedOperationException();
  }

  /** For people: {@code Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)}. */
  public static String words(Slot slot, ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}

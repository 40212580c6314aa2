package io.soakgate.backup;

import io.soakgate.action.Pulse;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A pulse that remembers what it was told, and cancels at the first words it is told to. */
final class QuietPulse implements Pulse {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Runnable> stops = new CopyOnWriteArrayList<>();
  private final Predicate<String> cancelAt;

  QuietPulse() {
    this(words -> false);
  }

  QuietPulse(Predicate<String> cancelAt) {
    this.cancelAt = cancelAt;
  }

  @Override
  public void progress(String words) {
    told.add(words);
    if (cancelAt.test(words)) {
      stops.forEach(Runnable::run);
      throw new CancellationException("cancelled by a person");
    }
  }

  @Override
  public Stop onCancel(Runnable stop) {
    stops.add(stop);
    return () -> stops.remove(stop);
  }

  List<String> told() {
    return told;
  }
}

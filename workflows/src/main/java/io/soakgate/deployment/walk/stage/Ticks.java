package io.soakgate.deployment.walk.stage;

import io.soakgate.verdict.Gate.Tick;
import java.util.ArrayList;
import java.util.List;

/** What the next gate of an environment asks people to confirm, and what was proved already. */
public final class Ticks {
  private final List<Tick> open = new ArrayList<>();
  private final List<String> proved = new ArrayList<>();

  /** What nobody confirmed yet. */
  public List<Tick> open() {
    return List.copyOf(open);
  }

  /** The next gate asks for it. */
  public void add(Tick tick) {
    open.add(tick);
  }

  /** What was proved is shown at one gate only. */
  public void confirmed(List<Tick> confirmed) {
    open.removeAll(confirmed);
    proved.clear();
  }

  /** What checks proved, for the next gate to show. */
  public List<String> proved() {
    return List.copyOf(proved);
  }

  /** The next gate shows it as proved. */
  public void prove(String words) {
    proved.add(words);
  }
}

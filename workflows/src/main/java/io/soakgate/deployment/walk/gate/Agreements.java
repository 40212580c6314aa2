package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.verdict.Gate;
import io.soakgate.verdict.Gate.Say;
import java.util.ArrayList;
import java.util.List;

/** What was agreed to in the environment that is walked, and can still be taken back (F-43). */
final class Agreements {
  private final List<Gate> gates = new ArrayList<>();
  private Stage stage;

  /** What another environment's people agreed to holds there no more. */
  void entered(Stage stage) {
    if (this.stage != stage) {
      gates.clear();
    }
    this.stage = stage;
  }

  void add(Gate agreed) {
    gates.add(agreed);
  }

  void remove(Gate gate) {
    gates.remove(gate);
  }

  /** Keeps a gate as it is after somebody took something back, for {@link #reopen()}. */
  void lacks(Gate agreed, Gate after) {
    gates.set(gates.indexOf(agreed), after);
  }

  /** Takes out the first gate that lacks somebody again, or null. */
  Gate reopen() {
    Gate lacking = gates.stream().filter(g -> !g.agreed()).findFirst().orElse(null);
    gates.remove(lacking);
    return lacking;
  }

  /** The newest gate that a person means: the one they name, else the one they agreed at. */
  Gate of(Say say) {
    Gate theirs = null;
    for (Gate gate : gates) {
      boolean named = say.moment() == null || say.moment().equals(gate.moment());
      boolean given =
          say.by() != null
              && gate.given().stream().anyMatch(g -> g.by().equalsIgnoreCase(say.by().strip()));
      theirs = named && (given || theirs == null) ? gate : theirs;
    }
    return theirs;
  }
}

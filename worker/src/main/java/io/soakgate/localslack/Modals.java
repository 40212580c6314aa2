package io.soakgate.localslack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Modals that apps opened, and what entitled them to: a trigger lasts three seconds, once. */
final class Modals {

  private record Trigger(String person, Instant until) {}

  private final Clock clock;
  private final Map<String, Trigger> triggers = new HashMap<>();
  private final Map<String, ObjectNode> shown = new HashMap<>();
  private int count;

  Modals(Clock clock) {
    this.clock = clock;
  }

  /** Somebody did something; the app may open a modal for them soon. */
  synchronized String trigger(String person) {
    String id = ++count + ".1.trigger";
    triggers.put(id, new Trigger(person, clock.instant().plus(LocalSlack.PATIENCE)));
    return id;
  }

  /** Shows a modal to whom the trigger belongs; empty when it is over. */
  synchronized Optional<ObjectNode> open(String trigger, ObjectNode view) {
    Trigger found = triggers.remove(trigger);
    if (found == null || clock.instant().isAfter(found.until())) {
      return Optional.empty();
    }
    ObjectNode opened = view.deepCopy();
    opened.put("id", "V%07d".formatted(++count)).put("team_id", Workspace.TEAM);
    shown.put(found.person(), opened);
    return Optional.of(opened);
  }

  /** What this person has before them. */
  synchronized Optional<ObjectNode> shownTo(String person) {
    return Optional.ofNullable(shown.get(person));
  }

  synchronized void close(String person) {
    shown.remove(person);
  }
}

package io.soakgate.admission;

import io.soakgate.action.Action;
import io.soakgate.action.Actions;
import io.soakgate.backup.TargetBackups;
import io.soakgate.channel.Channels;
import io.soakgate.plan.Kinds;
import io.soakgate.plan.Node;
import io.soakgate.probe.Probes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds of one worker as the plan reader asks for them; remembers every script a plan names and
 * where, and every action, so that scripts can be looked into once the whole plan is known.
 */
public final class Catalogue implements Kinds {
  private final Actions actions;
  private final Probes probes;
  private final Channels channels;
  private final Map<String, String> scripts = new LinkedHashMap<>();
  private final List<Acting> acting = new ArrayList<>();

  /** An action and what stands under its kind key. */
  record Acting(Action action, Node with) {}

  /** A catalogue for one reading of one plan. */
  public Catalogue(Actions actions, Probes probes, Channels channels) {
    this.actions = actions;
    this.probes = probes;
    this.channels = channels;
  }

  @Override
  public List<String> names(Position position) {
    return switch (position) {
      case ACTION -> actions.list().stream().map(Action::kind).sorted().toList();
      case PROBE -> probes.names();
      case CHANNEL -> channels.names();
      case BACKUP -> TargetBackups.KINDS;
    };
  }

  @Override
  public List<String> check(Position position, String kind, Node with) {
    List<String> found = found(position, kind, with);
    found.forEach(path -> scripts.putIfAbsent(path, with.at()));
    return found;
  }

  private List<String> found(Position position, String kind, Node with) {
    switch (position) {
      case ACTION -> {
        Action action = actions.get(kind);
        acting.add(new Acting(action, with));
        return action.check(with);
      }
      case PROBE -> {
        return probes.kind(kind).orElseThrow().check(with);
      }
      case CHANNEL -> channels.kind(kind).orElseThrow().check(with);
      case BACKUP -> TargetBackups.check(with);
    }
    return List.of();
  }

  /** Every script that was named, with the place that named it first. */
  Map<String, String> scripts() {
    return scripts;
  }

  /** Every action that was named. */
  List<Acting> acting() {
    return acting;
  }
}

package io.soakgate.admission;

import io.soakgate.action.Action;
import io.soakgate.action.Actions;
import io.soakgate.backup.TargetBackups;
import io.soakgate.channel.Channels;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Kinds;
import io.soakgate.plan.Node;
import io.soakgate.plan.Problems;
import io.soakgate.plan.Spec;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Probes;
import io.soakgate.target.Need;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The kinds of one worker as the plan reader asks for them; remembers every script a plan names and
 * where, so that they can be looked into once the whole plan is known.
 */
public final class Catalogue implements Kinds {
  private final Actions actions;
  private final Probes probes;
  private final Channels channels;
  private final Map<String, String> scripts = new LinkedHashMap<>();
  private final List<Named> named = new ArrayList<>();

  /** How a kind looks into its scripts, telling the problems of the node it is given. */
  private interface Inspection {
    void inspect(Node with, Function<String, byte[]> bytes);
  }

  /** The scripts that one place of a plan names, and how to look into them. */
  record Named(List<String> files, Node with, Inspection inspection) {
    void inspect(Function<String, byte[]> bytes, Problems problems) {
      inspection.inspect(with.reportingTo(problems), bytes);
    }
  }

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

  @Override
  public Optional<List<Gauge>> gauges(Position position, String kind, Node with) {
    return switch (position) {
      case PROBE -> probes.kind(kind).orElseThrow().gauges(with);
      case BACKUP -> Optional.of(TargetBackups.GAUGES);
      default -> Optional.empty();
    };
  }

  private List<String> found(Position position, String kind, Node with) {
    switch (position) {
      case ACTION -> {
        Action action = actions.get(kind);
        return name(action.check(with), with, action::inspect);
      }
      case PROBE -> {
        Probe probe = probes.kind(kind).orElseThrow();
        return name(probe.check(with), with, probe::inspect);
      }
      case CHANNEL -> channels.kind(kind).orElseThrow().check(with);
      case BACKUP -> TargetBackups.check(with);
    }
    return List.of();
  }

  private List<String> name(List<String> files, Node with, Inspection inspection) {
    if (!files.isEmpty()) {
      named.add(new Named(files, with, inspection));
    }
    return files;
  }

  /** What a place of a plan needs of the login that carries it out; an unknown kind: nothing. */
  List<Need> needs(Position position, Spec spec, Function<String, byte[]> file) {
    Node with = Node.of(spec.with(), spec.at(), new Problems());
    return switch (position) {
      case ACTION -> actions.get(spec.kind()).needs(with, file);
      case PROBE -> probes.kind(spec.kind()).map(kind -> kind.needs(with, file)).orElse(List.of());
      case CHANNEL -> List.of();
      case BACKUP -> TargetBackups.needs(spec.kind());
    };
  }

  /** Every script that was named, with the place that named it first. */
  Map<String, String> scripts() {
    return scripts;
  }

  /** What named scripts, and how each looks into them. */
  List<Named> named() {
    return named;
  }
}

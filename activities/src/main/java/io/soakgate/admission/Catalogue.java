package io.soakgate.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.action.Action;
import io.soakgate.action.Action.Inspected;
import io.soakgate.action.Actions;
import io.soakgate.backup.TargetBackups;
import io.soakgate.channel.Channels;
import io.soakgate.lint.Rules;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Kinds;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Probes;
import io.soakgate.script.ScriptFiles;
import io.soakgate.target.Need;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

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
  private final Map<Filled, Inspected> inspected = new HashMap<>();

  /** How a kind looks into its scripts, telling the problems of the node it is given. */
  private interface Inspection {
    Inspected inspect(Node with, ScriptFiles files);
  }

  /** The scripts that one place of a plan names, and how to look into them. */
  private record Named(
      Position position, String kind, List<String> files, Node with, Inspection inspection) {}

  /** What an action is but for its place. */
  private record Filled(String kind, JsonNode with) {}

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
  public List<String> writers() {
    return probes.list().stream().filter(Probe::mayWrite).map(Probe::kind).sorted().toList();
  }

  @Override
  public List<String> askedOfWalk() {
    return probes.list().stream().filter(Probe::asksWalk).map(Probe::kind).sorted().toList();
  }

  @Override
  public List<String> lintRules() {
    return Rules.names();
  }

  @Override
  public boolean proved(String action) {
    return actions.get(action).proved();
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
      case BACKUP -> Optional.of(TargetBackups.gauges(kind));
      default -> Optional.empty();
    };
  }

  private List<String> found(Position position, String kind, Node with) {
    switch (position) {
      case ACTION -> {
        Action action = actions.get(kind);
        return name(position, kind, action.check(with), with, action::inspect);
      }
      case PROBE -> {
        Probe probe = probes.kind(kind).orElseThrow();
        return name(
            position, kind, probe.check(with), with, (node, files) -> look(probe, node, files));
      }
      case CHANNEL -> channels.kind(kind).orElseThrow().check(with);
      case BACKUP -> TargetBackups.check(kind, with);
    }
    return List.of();
  }

  private static Inspected look(Probe probe, Node with, ScriptFiles files) {
    probe.inspect(with, files);
    return new Inspected(probe.sql(with.reportingTo(new Problems()), files), List.of());
  }

  private List<String> name(
      Position position, String kind, List<String> files, Node with, Inspection inspection) {
    named.add(new Named(position, kind, files, with, inspection));
    return files;
  }

  /**
   * Looks into every script that was read, whatever else is wrong with the plan.
   *
   * @param there whether all of some files were read
   */
  List<Inspected> inspect(Predicate<List<String>> there, ScriptFiles files, Problems problems) {
    List<Inspected> all = new ArrayList<>();
    for (Named one : named) {
      if (there.test(one.files())) {
        Inspected found = one.inspection().inspect(one.with().reportingTo(problems), files);
        all.add(found);
        if (one.position() == Position.ACTION) {
          inspected.put(new Filled(one.kind(), one.with().json()), found);
        }
      }
    }
    return all;
  }

  /** An action of a plan that was read, with an environment's values filled in. */
  Spec filled(Spec action, List<Variable> values) {
    return new Spec(action.kind(), Values.fill(action.with(), values), action.at());
  }

  /** What an action of a plan that was read would send. */
  Inspected inspect(Spec action, ScriptFiles files) {
    Inspected before = inspected.get(new Filled(action.kind(), action.with()));
    if (before != null) {
      return before;
    }
    Node with = Node.of(action.with(), action.at(), new Problems());
    return actions.get(action.kind()).inspect(with, files);
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
}

package io.soakgate.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was asked for, with every name resolved: checklists and probes stand where they are used.
 *
 * @param name the plan's folder name
 * @param title for people
 * @param takes expected duration of the whole, or null
 * @param roles everybody who may be asked
 * @param start roles that may start it; empty means anyone
 * @param contacts roles named in every alert
 * @param channels where texts can go
 * @param alerts where alerts of each severity go
 * @param changes in the order they are applied
 * @param environments in the order they are walked
 * @param rollbacks the named options
 * @param report what the report shows and asks besides
 * @param probes what people may look through on demand
 * @param actions what people may have run on demand
 * @param history the migration history that is kept true; null when the plan says nothing
 * @param conduct how people go about it
 */
public record Plan(
    String name,
    String title,
    Duration takes,
    List<Role> roles,
    List<String> start,
    List<String> contacts,
    List<NamedChannel> channels,
    List<Alert> alerts,
    List<Change> changes,
    List<Environment> environments,
    List<Rollback> rollbacks,
    ReportRule report,
    List<NamedSpec> probes,
    List<NamedSpec> actions,
    History history,
    Conduct conduct) {

  /** A plan that was kept before anything ran on demand has nothing to. */
  public Plan {
    probes = probes == null ? List.of() : List.copyOf(probes);
    actions = actions == null ? List.of() : List.copyOf(actions);
    conduct = conduct == null ? Conduct.NONE : conduct;
  }

  /** The same plan, expected to take so long, with its environments as these. */
  public Plan as(Duration takes, List<Environment> environments) {
    return new Plan(
        name,
        title,
        takes,
        roles,
        start,
        contacts,
        channels,
        alerts,
        changes,
        environments,
        rollbacks,
        report,
        probes,
        actions,
        history,
        conduct);
  }

  /** The change of that name, or null. */
  public Change change(String name) {
    return changes.stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  /** The rollback option of that name, or null; {@link Rollback#EVERYTHING} is not listed. */
  public Rollback rollback(String name) {
    return rollbacks.stream().filter(r -> r.name().equals(name)).findFirst().orElse(null);
  }

  /** The names of all ways back: {@link Rollback#EVERYTHING} and the rollback options. */
  public List<String> options() {
    return Stream.concat(Stream.of(Rollback.EVERYTHING), rollbacks.stream().map(Rollback::name))
        .toList();
  }

  /** The changes that belong to {@code environment}, in order. */
  public List<Change> changesIn(String environment) {
    return changes.stream().filter(c -> c.appliesIn(environment)).toList();
  }
}

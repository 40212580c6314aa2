package io.soakgate.deployment.walk.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.Known.Other;
import io.soakgate.deployment.Known.Watched;
import io.soakgate.deployment.WatchWorkflow.Summed;
import io.soakgate.deployment.walk.people.Notebook;
import io.soakgate.deployment.walk.stage.Baselines;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Standing;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hands over what probes ask of the walk and not of the target. Specs are opaque but for the names
 * of these kinds: nothing is sent to a probe that did not ask.
 */
public final class Handing {
  private final Notebook notebook;
  private final List<Stage> stages = new ArrayList<>();

  public Handing(Notebook notebook) {
    this.notebook = notebook;
  }

  /** What these probes ask for here. */
  public Known known(Stage stage, List<Spec> probes) {
    if (!stages.contains(stage)) {
      stages.add(stage);
    }
    List<String> kinds = probes.stream().map(Spec::kind).toList();
    boolean drift = kinds.contains("drift");
    List<Issue> issues = kinds.contains("issues") ? notebook.issues() : null;
    List<Finding> findings = kinds.contains("lint") ? stage.admitted().findings() : null;
    List<Watched> watched = kinds.contains(Spec.WATCHED) ? stage.sightings().watched() : null;
    List<Other> others = kinds.contains("identity") ? others(stage) : null;
    String catalog = drift ? stage.standing().catalog() : null;
    List<Elsewhere> elsewhere = drift ? elsewhere(stage) : null;
    String first = kinds.contains("fingerprint") ? stage.before() : null;
    return new Known(issues, findings, watched, others, catalog, elsewhere, first);
  }

  private static List<Other> others(Stage stage) {
    return stage.admitted().plan().environments().stream()
        .map(e -> new Other(e.name(), stage.admitted().target(e.target()).identity()))
        .toList();
  }

  /** As {@link Readiness} compares: before the first change as they began, then as they ended. */
  private List<Elsewhere> elsewhere(Stage stage) {
    List<Elsewhere> all = new ArrayList<>();
    for (Stage earlier : stages) {
      Standing there = earlier.standing();
      if (earlier != stage && !stage.changed() && there.before() != null) {
        all.add(new Elsewhere(earlier.name(), there.before(), null, null));
      } else if (earlier != stage && there.after() != null) {
        String own = stage.standing().before();
        all.add(new Elsewhere(earlier.name(), there.after(), there.before(), own));
      }
    }
    return List.copyOf(all);
  }

  /** The rules of a watch whose probes some check sums up. */
  public static List<String> summed(Environment environment, Watch watch) {
    Stream<Spec> checks =
        environment.checks().stream().flatMap(moment -> moment.checks().stream()).map(Check::probe);
    List<JsonNode> asked =
        Stream.concat(checks, watch.rules().stream().map(Rule::probe))
            .filter(probe -> probe.kind().equals(Spec.WATCHED))
            .map(probe -> probe.with().path(Spec.WATCHED_PROBE))
            .toList();
    return watch.rules().stream()
        .filter(rule -> asked.stream().anyMatch(of -> rule.probe().isWritten(of)))
        .map(Rule::name)
        .toList();
  }

  /** What was summed up, by probe: rules with one probe share its samples. */
  public static List<Watched> watched(Watch watch, List<Summed> sums) {
    List<Watched> all = new ArrayList<>();
    for (Summed summed : sums) {
      watch.rules().stream()
          .filter(rule -> rule.name().equals(summed.rule()))
          .filter(rule -> all.stream().noneMatch(w -> Baselines.same(w.probe(), rule.probe())))
          .forEach(rule -> all.add(new Watched(watch.name(), rule.probe(), summed.totals())));
    }
    return List.copyOf(all);
  }
}

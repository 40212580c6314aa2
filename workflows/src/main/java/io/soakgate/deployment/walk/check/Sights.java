package io.soakgate.deployment.walk.check;

import io.soakgate.deployment.ProbeActivity.Together;
import io.soakgate.deployment.walk.stage.Baselines;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.Check;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import java.util.ArrayList;
import java.util.List;

/** The first look at all checks of a moment: in one go, but for those beside a load. */
final class Sights {
  private final Looking looking;

  Sights(Looking looking) {
    this.looking = looking;
  }

  /** One measurement per check, in their order. */
  List<Measurement> of(
      Stage stage, String moment, String change, List<Check> checks, String summary) {
    List<Spec> loads = loads(checks);
    Measurement[] seen = new Measurement[checks.size()];
    List<Integer> alone = new ArrayList<>();
    for (int i = 0; i < seen.length; i++) {
      Check check = checks.get(i);
      if (check.during() == null && loads.stream().noneMatch(l -> same(l, check.probe()))) {
        alone.add(i);
      }
    }
    List<Measurement> plain = looking.look(stage, change, probes(checks, alone), summary);
    for (int i = 0; i < alone.size(); i++) {
      seen[alone.get(i)] = plain.get(i);
    }
    loads.forEach(load -> beside(stage, moment, change, load, checks, seen));
    return List.of(seen);
  }

  private void beside(
      Stage stage,
      String moment,
      String change,
      Spec load,
      List<Check> checks,
      Measurement[] seen) {
    List<Integer> those = new ArrayList<>();
    for (int i = 0; i < seen.length; i++) {
      if (checks.get(i).during() != null && same(load, checks.get(i).during())) {
        those.add(i);
      }
    }
    List<Spec> probes = probes(checks, those);
    String summary = moment + " checks during " + load.kind();
    Together together = looking.during(stage, change, load, probes, summary);
    for (int i = 0; i < those.size(); i++) {
      seen[those.get(i)] = together.seen().get(i);
    }
    boolean judged = false;
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] == null && same(load, checks.get(i).probe())) {
        seen[i] = together.during();
        judged = true;
      }
    }
    if (!judged) {
      stage.sightings().saw(moment, load.kind(), load, together.during());
    }
  }

  private static List<Spec> loads(List<Check> checks) {
    List<Spec> loads = new ArrayList<>();
    for (Check check : checks) {
      if (check.during() != null && loads.stream().noneMatch(l -> same(l, check.during()))) {
        loads.add(check.during());
      }
    }
    return loads;
  }

  private static List<Spec> probes(List<Check> checks, List<Integer> those) {
    return those.stream().map(i -> checks.get(i).probe()).toList();
  }

  private static boolean same(Spec one, Spec other) {
    return Baselines.same(one, other);
  }
}

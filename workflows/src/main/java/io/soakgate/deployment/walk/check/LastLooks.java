package io.soakgate.deployment.walk.check;

import io.soakgate.deployment.AfterwardsWorkflow.Look;
import io.soakgate.deployment.walk.stage.Baselines;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.Schedule;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import java.util.ArrayList;
import java.util.List;

/** What schedules saw when they looked last, for those whose bounds compare with it. */
public final class LastLooks {
  private final List<Look> looks = new ArrayList<>();

  /** Takes over what an earlier run of the workflow saw. */
  public void begin(List<Look> before) {
    looks.addAll(before);
  }

  /** What a later run of the workflow has to know. */
  public List<Look> all() {
    return List.copyOf(looks);
  }

  /** What the schedule's bounds compare with: its last look, else before the first change. */
  public Baselines before(Schedule schedule, Stage stage) {
    Baselines before = new Baselines();
    stage.baselines().seen().forEach(s -> before.add(s.probe(), s.measurement()));
    looks.stream()
        .filter(l -> l.schedule().equals(schedule.name()))
        .flatMap(l -> l.seen().stream())
        .forEach(s -> before.add(s.probe(), s.measurement()));
    return before;
  }

  /** Keeps what was seen now, where it is compared with; what was not seen stays as it was. */
  public void after(Schedule schedule, Stage stage) {
    if (!schedule.lastLook()) {
      return;
    }
    Baselines now = new Baselines();
    looks.stream()
        .filter(l -> l.schedule().equals(schedule.name()))
        .flatMap(l -> l.seen().stream())
        .forEach(s -> now.add(s.probe(), s.measurement()));
    for (Spec probe : Checks.compared(stage, schedule.checks())) {
      Measurement seen = stage.sightings().last(probe);
      if (seen != null) {
        now.add(probe, seen);
      }
    }
    looks.removeIf(l -> l.schedule().equals(schedule.name()));
    looks.add(new Look(schedule.name(), now.seen()));
  }
}

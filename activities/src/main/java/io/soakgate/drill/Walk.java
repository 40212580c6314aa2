package io.soakgate.drill;

import io.soakgate.action.Actions;
import io.soakgate.action.Pulse;
import io.soakgate.backup.Restore;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.DrillActivity.DrillRequest;
import io.soakgate.deployment.DrillActivity.Drilled;
import io.soakgate.deployment.DrillActivity.Lap;
import io.soakgate.deployment.DrillActivity.Leg;
import io.soakgate.deployment.DrillActivity.Locked;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.Terms;
import io.soakgate.target.Target;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The legs of one drill, on one copy. */
final class Walk {
  private static final int SHOWN = 16;
  private static final int LONGEST = 400;
  private static final List<String> ANSWERS = List.of("refused", "failed-statement");

  private final DrillRequest request;
  private final Target copy;
  private final Actions actions;
  private final String application;
  private final Pulse pulse;

  Walk(DrillRequest request, Target copy, Actions actions, Range range, Pulse pulse) {
    this.request = request;
    this.copy = copy;
    this.actions = actions;
    this.application = range.application();
    this.pulse = pulse;
  }

  Drilled run() throws Exception {
    Fingerprint was = Kept.of(copy, request.against(), application);
    List<Lap> laps = new ArrayList<>();
    for (Leg leg : request.legs()) {
      pulse.progress(request.subject() + ": " + leg.name());
      Lap lap = lap(leg, was);
      laps.add(lap);
      if (lap.failed() != null) {
        break;
      }
    }
    return new Drilled(laps);
  }

  private Lap lap(Leg leg, Fingerprint was) throws Exception {
    Map<Long, Rewrites.Table> before = Rewrites.look(copy, application);
    List<String> left = new ArrayList<>();
    Run run = new Run();
    List<Locked> locks;
    if (leg.acts().stream().anyMatch(a -> a.spec().kind().equals("restore"))) {
      // A restore ends whoever is in the database, and locks no table there.
      run.all(leg, left, pulse);
      locks = List.of();
    } else {
      try (LockSight sight = LockSight.over(copy, application, pulse)) {
        run.all(leg, left, sight);
        locks = sight.seen();
      }
    }
    List<String> rewritten = Rewrites.since(before, copy, application);
    if (run.failed != null) {
      return new Lap(leg.name(), run.took, run.failed, left, null, List.of(), 0, locks, rewritten);
    }
    Fingerprint is = fingerprint();
    List<String> lines = FingerprintDiff.between(was, is).lines();
    return new Lap(
        leg.name(),
        run.took,
        null,
        left,
        is.digest().substring(0, SHOWN),
        lines.stream().limit(Lap.LINES).map(Walk::cut).toList(),
        Math.max(0, lines.size() - Lap.LINES),
        locks,
        rewritten);
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  private Fingerprint fingerprint() throws SQLException {
    pulse.progress(request.subject() + ": fingerprint");
    try (Connection session = copy.connect(application)) {
      return FingerprintReader.read(session);
    }
  }

  /** How the actions of one leg go. */
  private final class Run {
    private Duration took = Duration.ZERO;
    private String failed;

    void all(Leg leg, List<String> left, Pulse pulse) throws Exception {
      for (ActRequest act : leg.acts()) {
        failed = failure(act, left, pulse);
        if (failed != null) {
          return;
        }
      }
    }

    private String failure(ActRequest act, List<String> left, Pulse pulse) throws Exception {
      try {
        ActRequest filled = actions.filled(request.instead() ? Restore.inPlace(act) : act);
        String why = actions.undrilled(filled);
        if (why != null) {
          left.add(act.subject() + ": " + why);
          return null;
        }
        Effect effect = actions.act(filled, pulse);
        took = took.plus(effect.took());
        return null;
      } catch (ApplicationFailure e) {
        if (!ANSWERS.contains(e.getType())) {
          throw e;
        }
        if (Terms.of(act.spec()).mayFail()) {
          left.add(act.subject() + ": failed, which it may: " + e.getOriginalMessage());
          return null;
        }
        return e.getOriginalMessage();
      }
    }
  }
}

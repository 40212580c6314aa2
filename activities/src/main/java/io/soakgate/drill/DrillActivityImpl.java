package io.soakgate.drill;

import io.soakgate.action.Actions;
import io.soakgate.action.Beat;
import io.soakgate.action.Pulse;
import io.soakgate.backup.ClientTools;
import io.soakgate.backup.Copies;
import io.soakgate.deployment.DrillActivity;
import io.soakgate.target.Folders;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.temporal.activity.Activity;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Drills on the servers of the targets a worker serves, or on their scratch servers. */
public final class DrillActivityImpl implements DrillActivity {
  private final Targets targets;
  private final Folders folders;
  private final Optional<ClientTools> tools;
  private final Function<Targets, Actions> kinds;

  /**
   * @param kinds the kinds of actions, over the targets they reach
   */
  public DrillActivityImpl(
      Targets targets,
      Folders folders,
      Optional<ClientTools> tools,
      Function<Targets, Actions> kinds) {
    this.targets = targets;
    this.folders = folders;
    this.tools = tools;
    this.kinds = kinds;
  }

  @Override
  public Prepared prepare(Ground ground) {
    return during(pulse -> prepare(ground, pulse));
  }

  Prepared prepare(Ground ground, Pulse pulse) throws Exception {
    Target target = targets.get(ground.scope().target());
    Range range = Range.of(ground, target);
    Target place = place(range);
    try (Copies copies = copies(range, place, pulse)) {
      clear(copies, range);
      pulse.progress("restores " + ground.backup().id());
      long begun = System.nanoTime();
      copies.restore(ground.backup(), range.copy(0));
      Duration took = Duration.ofMillis((System.nanoTime() - begun) / 1_000_000);
      copies.comment(range.copy(0), range.comment());
      Kept.keep(place.at(range.copy(0)), 0, range.application());
      return new Prepared(copies.size(range.copy(0)), took, words(ground, range, place, took));
    }
  }

  private static String words(Ground ground, Range range, Target place, Duration took) {
    return "%s was restored in %.1f s as %s on %s%s:%d"
        .formatted(
            ground.backup().id(),
            took.toMillis() / 1000.0,
            range.copy(0),
            place.away() ? "the scratch server " : "",
            place.host(),
            place.port());
  }

  @Override
  public Drilled drill(DrillRequest request) {
    return during(pulse -> drill(request, pulse));
  }

  Drilled drill(DrillRequest request, Pulse pulse) throws Exception {
    Target target = targets.get(request.ground().scope().target());
    Range range = Range.of(request.ground(), target);
    Target place = place(range);
    String name = range.copy(request.to());
    try (Copies copies = copies(range, place, pulse)) {
      pulse.progress("copies " + range.copy(request.from()));
      copies.copy(range.copy(request.from()), name);
      copies.comment(name, range.comment());
      Target copy = place.at(name);
      Drilled drilled =
          new Walk(request, copy, kinds.apply(new Targets(List.of(copy))), range, pulse).run();
      if (request.keep()) {
        Kept.keep(copy, request.to(), range.application());
        copies.drop(range.copy(request.from()));
      } else {
        drop(copies, range, request.to());
      }
      return drilled;
    }
  }

  @Override
  public void end(Ground ground) {
    during(
        pulse -> {
          end(ground, pulse);
          return null;
        });
  }

  void end(Ground ground, Pulse pulse) throws SQLException {
    Range range = Range.of(ground, targets.get(ground.scope().target()));
    try (Copies copies = copies(range, place(range), pulse)) {
      clear(copies, range);
    }
  }

  /** A restore keeps what it replaced under a name that begins like the copy's. */
  private static void drop(Copies copies, Range range, int number) throws SQLException {
    for (String name : copies.named(range.copy(number), range.copy(number))) {
      copies.drop(name);
    }
  }

  /** What this drill left, and what an earlier one of the same database did. */
  private static void clear(Copies copies, Range range) throws SQLException {
    for (String name : copies.named(range.prefix(), range.comment())) {
      copies.drop(name);
    }
  }

  private Target place(Range range) throws SQLException {
    return Copies.place(targets, range.target(), range.application());
  }

  private Copies copies(Range range, Target place, Pulse pulse) throws SQLException {
    return Copies.of(range.target(), place, folders, tools, range.application(), pulse);
  }

  private static <T> T during(Beat.Work<T> work) {
    try {
      return Beat.during(Activity.getExecutionContext(), Beat.EVERY, work);
    } catch (Exception e) {
      throw Activity.wrap(e);
    }
  }
}

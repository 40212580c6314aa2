package io.soakgate.plan.reading;

import io.soakgate.plan.Backup;
import io.soakgate.plan.Bound;
import io.soakgate.plan.Change;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.MomentChecks;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What can only be judged with the whole plan read. */
final class CrossChecks {
  private static final String CHANGES = "changes";

  private final Book book;
  private final List<Change> changes;

  CrossChecks(Book book, List<Change> changes) {
    this.book = book;
    this.changes = changes;
  }

  void refuse(Environment environment) {
    List<String> walk = new ArrayList<>(Moment.WALK);
    walk.add(walk.indexOf(Moment.AFTER), CHANGES);
    List<String> watches = environment.watches(false).stream().map(Watch::name).toList();
    walk.addAll(walk.indexOf(Moment.END), watches);
    for (MomentChecks moment : environment.checks()) {
      attested(environment, walk, moment.moment(), moment.checks());
      moment.checks().forEach(check -> against(check, environment, changes.size() - 1));
      if (List.of(Moment.ANNOUNCED, Moment.GO, Moment.BEFORE).contains(moment.moment())) {
        moment.checks().forEach(check -> tooEarly(check, moment.moment()));
      }
    }
    new WatchedChecks(book.problems, environment).refuse();
    if (environment.backup() != null && compares(environment.backup().must().stream())) {
      refuseEarly(environment.backup().spec(), "the backup", "`backup`");
    }
    vouched(environment);
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i).appliesIn(environment.name())) {
        List<Check> checks = changes.get(i).checks();
        int upTo = i;
        checks.forEach(this::watchedTooEarly);
        changes.get(i).before().forEach(check -> writesTooEarly(check, "before its change"));
        attested(environment, walk, CHANGES, checks);
        checks.forEach(check -> against(check, environment, upTo));
      }
    }
  }

  /** Who vouches for a provider's backup is asked at the gate that opens the environment. */
  private void vouched(Environment environment) {
    Backup backup = environment.backup();
    GateRule go = environment.gateAt(Moment.GO);
    if (backup != null && backup.attested() && (go == null || !go.always())) {
      book.problems.add(
          backup.spec().at(),
          "nobody vouches for this backup in `" + environment.name() + "`",
          "it has no gate `go` that always opens",
          "add one under `approve`, or write `dump` or `clone`");
    }
  }

  /** What is compared was measured by then: just before a change that came already. */
  private void against(Check check, Environment environment, int upTo) {
    boolean came =
        check.against() == null
            || !check.appliesIn(environment.name())
            || changes.subList(0, upTo + 1).stream()
                .anyMatch(c -> c.name().equals(check.against()) && c.appliesIn(environment.name()));
    if (!came) {
      book.problems.add(
          check.probe().at(),
          "check `" + check.name() + "` compares with before change `" + check.against() + "`",
          "that was not made by then in `" + environment.name() + "`",
          "name an earlier change of that environment, or remove `against`");
    }
  }

  /** A person ticks on a gate (rule 13): one must follow, and ask the role that is shown it. */
  private void attested(
      Environment environment, List<String> walk, String moment, List<Check> checks) {
    for (Check check : checks) {
      if (check.shownTo() == null) {
        continue;
      }
      List<GateRule> asking =
          environment.gates().stream()
              .filter(gate -> walk.indexOf(gate.moment()) >= walk.indexOf(moment))
              .filter(gate -> gate.roles().contains(check.shownTo()))
              .toList();
      if (asking.stream().noneMatch(GateRule::always)) {
        String always = asking.isEmpty() ? "no gate" : "no gate that always opens";
        book.problems.add(
            check.probe().at(),
            "nobody can tick this in `" + environment.name() + "`",
            always + " at or after `" + moment + "` asks role `" + check.shownTo() + "`",
            "add the role to a gate under `approve`, or show it to another");
      }
    }
  }

  /** What is proved here must have been checked in an environment before. */
  void refuseUnproved(List<Environment> before, Environment environment) {
    Set<String> ran = new TreeSet<>();
    for (Environment earlier : before) {
      earlier.checks().forEach(m -> m.checks().forEach(c -> ran.add(c.name())));
      changes.stream()
          .filter(c -> c.appliesIn(earlier.name()))
          .forEach(c -> c.checks().forEach(v -> ran.add(v.name())));
    }
    for (MomentChecks moment : environment.checks()) {
      for (Check check : moment.checks()) {
        check.provedBy().stream()
            .filter(name -> ran.isEmpty() || !name.equals(Check.ALL) && !ran.contains(name))
            .forEach(name -> unproved(check, name, ran));
      }
    }
  }

  private void unproved(Check check, String name, Set<String> ran) {
    book.problems.add(
        check.probe().at(),
        "`" + name + "` proves nothing here",
        "no environment before this one has a check of that name",
        Suggestion.todo(name, ran, "name a check of an earlier environment"));
  }

  private void tooEarly(Check check, String moment) {
    writesTooEarly(check, "at `" + moment + "`");
    if (compares(Stream.concat(check.must().stream(), check.should().stream()))) {
      refuseEarly(check.probe(), "check `" + check.name() + "`", "`" + moment + "`");
    }
  }

  private void writesTooEarly(Check check, String when) {
    if (check.probe().writes()) {
      book.problems.add(
          check.probe().at(),
          "check `" + check.name() + "` writes " + when,
          "what is to be changed must be as it was when people agreed",
          "check it after the change, or remove `writes: true`");
    }
  }

  private void watchedTooEarly(Check check) {
    if (check.probe().kind().equals(Spec.WATCHED)) {
      book.problems.add(
          check.probe().at(),
          "check `" + check.name() + "` asks a watch while the changes are made",
          "watches come after them",
          "check it at `end` or by a watch's name");
    }
  }

  private static boolean compares(Stream<Expectation> expectations) {
    return expectations.anyMatch(e -> e.bound().versus() != Bound.Versus.NOTHING);
  }

  private void refuseEarly(Spec spec, String what, String when) {
    book.problems.add(
        spec.at(),
        what + " compares with a baseline at " + when,
        "nothing was changed yet, so it would compare with itself",
        "write a figure, or check it at `after`");
  }
}

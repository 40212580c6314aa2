package io.soakgate.admission;

import io.soakgate.backup.BackupName;
import io.soakgate.backup.Expected;
import io.soakgate.backup.Fitness;
import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.AdmitActivity.Caveat;
import io.soakgate.deployment.AdmitActivity.Option;
import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.identity.PublicKeyLine;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Footing;
import io.soakgate.target.Need;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a target's login may do, held against what a plan needs there (decision 5). */
final class TargetFacts {
  private final Targets targets;
  private final Footings footings;
  private final SpecNeeds needs;
  private final TargetHistory histories;

  TargetFacts(Targets targets, Footings footings, SpecNeeds needs) {
    this.targets = targets;
    this.footings = footings;
    this.needs = needs;
    this.histories = new TargetHistory(needs);
  }

  AdmittedTarget admit(TargetQuestion question) {
    Problems problems = new Problems();
    Target target = targets.get(question.target());
    Optional<Footing> footing = footings.of(target, targets.scratch(target), problems);
    footing.ifPresent(on -> hold(on, question, problems));
    return new AdmittedTarget(
        target.name(),
        footing.map(on -> on.abilities().server().identity()).orElse(null),
        footing.map(on -> "PostgreSQL " + on.abilities().server().version()).orElse(null),
        target.disposable(),
        target.policy(),
        PublicKeyLine.sha256(String.join("\n", target.policy().lines())),
        problems.list(),
        footing.map(on -> caveats(on, question)).orElse(List.of()),
        footing.map(on -> expected(on, question)).orElse(null));
  }

  private void hold(Footing on, TargetQuestion question, Problems problems) {
    Standing.hold(on, problems);
    histories.hold(on, question, problems);
    readOnly(on, question.readOnly(), problems);
    if (question.backup() != null) {
      hold(on, Position.BACKUP, question.backup(), question, problems);
      fit(on, question.backup(), problems);
      new DrillPlace(on, question).hold(needs, problems);
    }
    question.actions().forEach(a -> hold(on, Position.ACTION, a, question, problems));
    question.probes().forEach(p -> hold(on, Position.PROBE, p, question, problems));
    question.options().stream()
        .filter(Option::relied)
        .flatMap(o -> o.actions().stream())
        .filter(a -> !byProvider(a, question))
        .forEach(a -> hold(on, Position.ACTION, a, question, problems));
  }

  /** What a dump would fail of is no reason to find out in the window. */
  private static void fit(Footing on, Spec backup, Problems problems) {
    if (!backup.kind().equals("dump")) {
      return;
    }
    String name = on.target().name();
    try (Connection session = on.target().connect("soakgate/admit")) {
      Fitness.of(session, BackupName.schemas(backup.with()))
          .forEach(
              lack ->
                  problems.add(
                      backup.at(), "on " + name + " " + lack.what(), lack.why(), lack.todo()));
    } catch (SQLException e) {
      problems.add(
          backup.at(),
          "nobody knows whether " + name + " can be dumped",
          String.valueOf(e.getMessage()),
          "see that it answers");
    }
  }

  private String expected(Footing on, TargetQuestion question) {
    boolean dumped = question.backup() != null && question.backup().kind().equals("dump");
    return dumped
        ? Expected.words(footings.backups(), on.target().name(), on.abilities().database().size())
        : null;
  }

  private static void readOnly(Footing on, ReadOnly asked, Problems problems) {
    for (Need need : KeptOut.needs(asked)) {
      need.lacking(on)
          .ifPresent(lack -> problems.add(on.target().name(), lack, need.why(), need.todo(on)));
    }
  }

  /** A backup of the provider's is restored by a person, whatever the login may do. */
  private static boolean byProvider(Spec action, TargetQuestion question) {
    return action.kind().equals("restore")
        && question.backup() != null
        && question.backup().kind().equals("attested");
  }

  private void hold(
      Footing on, Position position, Spec spec, TargetQuestion question, Problems problems) {
    needs.of(position, spec, question.scripts()).stream()
        .filter(need -> !need.right().replaced())
        .forEach(
            need ->
                need.lacking(on)
                    .ifPresent(
                        lack ->
                            problems.add(
                                spec.at(),
                                "on " + on.target().name() + " " + lack,
                                need.why(),
                                need.todo(on))));
  }

  /**
   * An option that only people choose is no reason to refuse the rest of the plan; what is done in
   * its place where something is lacking is told of every option.
   */
  private List<Caveat> caveats(Footing on, TargetQuestion question) {
    List<Caveat> caveats = new ArrayList<>();
    for (Option option : question.options()) {
      lacking(on, option, question).stream().findFirst().ifPresent(caveats::add);
    }
    return List.copyOf(caveats);
  }

  private static Caveat caveat(Option option, Need need, String words) {
    return new Caveat(option.name(), !need.right().passing(), words, need.right().replaced());
  }

  private List<Caveat> lacking(Footing on, Option option, TargetQuestion question) {
    List<Caveat> all = new ArrayList<>();
    option.actions().stream()
        .filter(spec -> !byProvider(spec, question))
        .flatMap(spec -> needs.of(Position.ACTION, spec, question.scripts()).stream())
        .filter(need -> !option.relied() || need.right().replaced())
        .forEach(
            need ->
                need.lacking(on)
                    .map(lack -> lack + ": " + need.why() + "; " + need.todo(on))
                    .map(words -> caveat(option, need, words))
                    .ifPresent(all::add));
    return all;
  }
}

package io.soakgate.deployment.walk;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.deployment.AdmitActivity.Past;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Evidence.Said;
import io.soakgate.deployment.Passage;
import io.soakgate.deployment.walk.gate.Waiving;
import io.soakgate.deployment.walk.gate.Waiving.Failed;
import io.soakgate.deployment.walk.people.Asking;
import io.soakgate.deployment.walk.people.Typing;
import io.soakgate.deployment.walk.rollback.Course;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.plan.Check;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What opens an environment again after the plan was rolled back there: the environment before has
 * passed since, and people have said what went wrong (ADR 0028).
 */
final class Reopening {
  private final Parts parts;

  Reopening(Parts parts) {
    this.parts = parts;
  }

  /**
   * Holds until it may be opened.
   *
   * @throws Stop when the environment before has not passed since the rollback
   */
  void hold(Stage stage) {
    Past past = parts.course().past(stage);
    Passage back = past.rolledBack();
    if (back == null) {
      return;
    }
    String words =
        "rolled back at %s by %s, because %s".formatted(back.at(), back.deployment(), back.why());
    String before = Course.before(stage);
    if (before != null && past.passed() == null) {
      throw Stop.refused(
          "%s is closed to %s: %s; %s has not passed since"
              .formatted(stage.name(), back.plan(), words, before));
    }
    // What went wrong has to be known before production is touched; staging is where it is found
    // out.
    List<Said> said = stage.isLast() ? said(stage, past) : past.said();
    String anew =
        before == null ? "" : "; %s passed anew at %s".formatted(before, past.passed().at());
    parts.chronicle().note(stage.name(), "course", "check", "ok", "opens again: " + words + anew);
    stage.ticks().prove(words + anew);
    said.forEach(
        s -> stage.ticks().prove("about that rollback, %s %s".formatted(s.question(), s.answer())));
  }

  /** What was answered by then, and what is answered now; waits until nothing is left open. */
  private List<Said> said(Stage stage, Past past) {
    List<Said> all = new ArrayList<>(past.said());
    List<String> known = all.stream().map(Said::name).toList();
    List<Said> open =
        parts.notebook().open(Moment.ROLLED_BACK).stream()
            .filter(s -> !known.contains(s.name()))
            .toList();
    if (!open.isEmpty()) {
      ask(stage, past.rolledBack(), open);
      List<Said> now = parts.notebook().answers(List.of(Moment.ROLLED_BACK));
      parts.course().answered(stage, past.rolledBack().deployment(), now);
      now.stream().filter(s -> s.answer() != null).forEach(all::add);
      // They were about the last rollback; one that is still to come has its own.
      parts.notebook().forget(Moment.ROLLED_BACK);
    }
    return all;
  }

  private void ask(Stage stage, Passage back, List<Said> open) {
    String deployment = stage.admitted().deployment();
    String asked =
        open.stream()
            .map(s -> s.role() + ": " + s.question() + " " + Typing.answer(deployment, s.name()))
            .collect(Collectors.joining("; "));
    String words =
        "%s was rolled back at %s because %s, and nobody said about it: %s"
            .formatted(stage.name(), back.at(), back.why(), asked);
    Waiving waiving =
        new Waiving(stage, parts.concessions(), open.stream().map(s -> held(stage, s)).toList());
    Question question =
        waiving.question(
            words + ". Answer, or waive it by a second person?", List.of(Act.WAIVE), null);
    parts.chronicle().note(stage.name(), "course", "check", "waiting", words);
    parts.telling().alert(stage, Moment.GO, Severity.WARN, "holds, because " + words);
    parts.chronicle().send();
    Asking asking = parts.orders().asking();
    asking.open(question.holding("gate " + Moment.GO));
    Runnable answered = parts.escalating().begin(stage, "question", () -> words);
    try {
      Workflow.await(() -> question.answered() || allSaid(waiving));
      parts.orders().checkpoint();
    } finally {
      answered.run();
      asking.withdraw(question);
      parts.board().held(null);
    }
  }

  /** Whether each that is not waived is answered. */
  private boolean allSaid(Waiving waiving) {
    List<String> open = parts.notebook().open(Moment.ROLLED_BACK).stream().map(Said::name).toList();
    return waiving.left().stream().noneMatch(f -> open.contains(f.check().name()));
  }

  private static Failed held(Stage stage, Said said) {
    Spec attest = new Spec(Check.ATTEST, TextNode.valueOf(said.question()), "report.ask");
    Check check =
        new Check(said.name(), attest, List.of(), List.of(), List.of(), said.role(), null);
    return Failed.of(stage, check, "nobody said: " + said.question());
  }
}

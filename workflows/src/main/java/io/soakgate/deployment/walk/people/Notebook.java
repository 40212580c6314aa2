package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Evidence.Said;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.plan.Moment;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.ReportRule.Prompt;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people write down for the report: issues, and answers to what the plan asks them. */
public final class Notebook {
  /** How long a rollback's questions keep a deployment open; a resume ends it sooner. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private final PlanTime time;
  private final List<Issue> issues = new ArrayList<>();
  private final List<Said> answers = new ArrayList<>();
  private ReportRule rule = ReportRule.NONE;
  private List<Holder> holders = List.of();

  public Notebook(PlanTime time) {
    this.time = time;
  }

  /** From now on it asks what this report has to hold. */
  public void admitted(ReportRule rule, List<Holder> holders) {
    this.rule = rule == null ? ReportRule.NONE : rule;
    this.holders = holders;
    this.rule.prompts().forEach(p -> answers.add(said(p, null, null)));
  }

  private Said said(Prompt p, String by, String answer) {
    return new Said(
        p.name(), p.moment(), p.role(), p.words(), by == null ? null : time.now(), by, answer);
  }

  /** Writes an issue down, or what became of an earlier one; the answer names its number. */
  Answer issue(String environment, Command c) {
    if (c.noted().resolves() == null) {
      int number = logged(environment, c.by(), c.reason(), c);
      return new Answer(true, "recorded: issue " + number + ": " + c.reason());
    }
    Optional<Issue> known =
        issues.stream().filter(i -> i.number() == c.noted().resolves()).findFirst();
    if (known.isEmpty()) {
      return new Answer(
          false,
          "refused: there is no issue " + c.noted().resolves() + "; there are " + issues.size());
    }
    Issue old = known.get();
    String resolution = c.noted().resolution() == null ? c.reason() : c.noted().resolution();
    issues.set(
        issues.indexOf(old),
        new Issue(
            old.number(),
            old.at(),
            old.environment(),
            old.by(),
            old.words(),
            c.noted().severity() == null ? old.severity() : c.noted().severity(),
            resolution,
            c.noted().lost() == null ? old.timeLost() : c.noted().lost(),
            time.now(),
            c.noted().notes() == null ? old.notes() : c.noted().notes()));
    return new Answer(true, "recorded: issue " + old.number() + " is resolved: " + resolution);
  }

  private int logged(String environment, String by, String words, Command c) {
    int number = issues.size() + 1;
    issues.add(
        new Issue(
            number,
            time.now(),
            environment,
            by,
            words,
            c.noted().severity(),
            c.noted().resolution(),
            c.noted().lost(),
            c.noted().resolution() == null ? null : time.now(),
            c.noted().notes()));
    return number;
  }

  /** The issue that was logged last. */
  Issue lastIssue() {
    return issues.get(issues.size() - 1);
  }

  /** A rule logged an issue. */
  void ruleIssue(String environment, String words) {
    logged(environment, "rule", words, new Command(Act.ISSUE, "rule", words, null, null));
  }

  /** Takes an answer; whoever holds the role that is asked may give and change it. */
  Answer answer(Command c) {
    Optional<Prompt> asked =
        rule.prompts().stream().filter(p -> p.name().equals(c.option())).findFirst();
    if (asked.isEmpty()) {
      String names = rule.prompts().stream().map(Prompt::name).collect(Collectors.joining(", "));
      return new Answer(
          false,
          "refused: the plan asks nothing called "
              + c.option()
              + (names.isEmpty() ? "" : "; it asks " + names));
    }
    Prompt prompt = asked.get();
    if (!holds(c.by(), prompt.role())) {
      return new Answer(
          false, "refused: " + c.by() + " does not hold " + prompt.role() + ", who is asked");
    }
    answers.replaceAll(s -> s.name().equals(prompt.name()) ? said(prompt, c.by(), c.reason()) : s);
    return new Answer(true, "recorded: " + prompt.words() + " " + c.reason());
  }

  private boolean holds(String by, String role) {
    return holders.stream()
        .filter(h -> h.role().equals(role))
        .flatMap(h -> h.people().stream())
        .anyMatch(p -> p.strip().equalsIgnoreCase(by.strip()));
  }

  /** What the last gate asks people to confirm: that they said what they had to say. */
  public List<Tick> ticks(String deployment) {
    return rule.promptsAt(Moment.END).stream()
        .map(
            p ->
                new Tick(
                    Command.ANSWER_PREFIX + p.name(),
                    p.role(),
                    p.words() + " Say it with " + Typing.answer(deployment, p.name())))
        .toList();
  }

  /** The questions of a moment nobody answered yet. */
  public List<Said> open(String moment) {
    return answers.stream().filter(s -> s.moment().equals(moment) && s.answer() == null).toList();
  }

  /** What was said at a moment is over and kept elsewhere: it is asked anew from now on. */
  public void forget(String moment) {
    answers.replaceAll(
        s ->
            s.moment().equals(moment)
                ? new Said(s.name(), s.moment(), s.role(), s.question(), null, null, null)
                : s);
  }

  /**
   * After a rollback: waits, at most a day, until its questions are answered or somebody resumes.
   */
  public void askAfterRollback(Orders orders, String deployment) {
    if (open(Moment.ROLLED_BACK).isEmpty()) {
      return;
    }
    String words =
        open(Moment.ROLLED_BACK).stream()
            .map(s -> s.role() + ": " + s.question() + " " + Typing.answer(deployment, s.name()))
            .collect(Collectors.joining("; "));
    Question question =
        new Question(words + ". Answer, or resume to end without", List.of(Act.RESUME), null)
            .resuming("End without", "The report stays without these answers.");
    orders.asking().open(question);
    Instant until = time.now().plus(PATIENCE);
    // Nothing depends on what is said, so a rehearsal does not wait a whole day for it.
    time.hurry(until);
    time.awaitPeople(
        until,
        "what people say about the rollback",
        () -> question.answered() || open(Moment.ROLLED_BACK).isEmpty());
    time.steady();
    orders.asking().withdraw(question);
  }

  /** What was reported so far, in order. */
  public List<Issue> issues() {
    return List.copyOf(issues);
  }

  /** The questions of these moments. */
  public List<Said> answers(List<String> moments) {
    return answers.stream().filter(s -> moments.contains(s.moment())).toList();
  }
}

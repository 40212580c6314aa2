package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.Story.EnvironmentStory;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.verdict.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A deployment's story as plain text, for a terminal or a mail. */
public final class ReportText {
  private final StringBuilder out = new StringBuilder();

  private ReportText() {}

  /** The story; lines end with a line feed, and nothing in them can command a terminal. */
  public static String of(Story story) {
    ReportText text = new ReportText();
    text.head(story);
    story.environments().forEach(text::environment);
    text.list("Figures", FiguresTable.of(story).stream().map(FiguresTable::line).toList());
    text.list("Phases", PhasesTable.of(story).stream().map(PhasesTable::line).toList());
    text.list("Tables that probes saw", SeenTables.lines(story));
    text.list("Writes kept out", KeptOut.of(story).stream().map(KeptOut::line).toList());
    text.list("What the lint found", LintTable.of(story).stream().map(Finding::words).toList());
    text.list("Issues", IssuesTable.of(story).stream().map(IssuesTable::line).toList());
    text.list("In their own words", AnswersList.of(story).stream().map(AnswersList::line).toList());
    text.list("Commands", PeopleTable.commands(story).stream().map(ReportText::command).toList());
    text.list("What stayed", story.stayed());
    return text.out.toString();
  }

  private void head(Story story) {
    Duration took = Duration.between(story.started(), story.ended());
    line("%s: %s", story.ending(), story.title());
    line("%s", story.why());
    LetPass.of(story.timeline()).forEach(words -> line("%s", words));
    line(
        "%s to %s UTC, %s%s",
        Format.time(story.started()),
        Format.time(story.ended()),
        Format.length(took),
        story.takes() == null ? "" : " of " + Format.length(story.takes()) + " expected");
    if (story.origin() != null) {
      line("%s", story.origin().words());
    }
    line(
        "deployment %s, plan %s%s, started by %s",
        story.deployment(),
        story.plan(),
        story.digest() == null ? "" : " " + story.digest(),
        story.startedBy() == null ? "nobody named" : story.startedBy());
    if (story.audit() != null) {
      line("audit entry %d, head %s", story.audit().number(), story.audit().hash());
    }
  }

  private void environment(EnvironmentStory environment) {
    line("");
    line(
        "%s (target %s, %s)",
        environment.environment(), environment.target(), environment.server());
    line(
        "  fingerprint %s %s %s: %s",
        taken(environment.before()),
        Prints.of(environment).sign(),
        taken(environment.after()),
        Prints.of(environment).words());
    if (environment.backup() != null) {
      line("  backup %s: %s", environment.backup().label(), environment.backup().words());
    }
    DrillSection.lines(environment).forEach(words -> line("  %-12s %s", "drill", words));
    ConditionsTable.of(environment)
        .forEach(l -> line("  %-12s %s: %s", "look", l.when(), ConditionsTable.words(l)));
    environment.changes().forEach(this::change);
    environment.checks().forEach(this::check);
    environment.decisions().forEach(this::decision);
    environment.watches().forEach(this::watch);
  }

  private void change(ChangeStory change) {
    line(
        "  %-12s %s %s, %s: %s",
        change.outcome(),
        change.purpose().toLowerCase(Locale.ROOT),
        change.subject(),
        ChangesTable.took(change),
        change.words());
    change.notices().forEach(notice -> line("               %s", notice));
  }

  private void check(CheckStory check) {
    line(
        "  %-12s %s %s %s: %s",
        ChecksTable.word(check),
        check.moment(),
        check.check(),
        check.must() ? "must" : "should",
        check.verdict().words());
  }

  private void decision(Decision decision) {
    line(
        "  %-12s gate %s, %s%s: %s",
        decision.counted() ? decision.decision() : "refused",
        decision.gate(),
        decision.by() == null ? "nobody named" : decision.by(),
        decision.words().contains(decision.proof()) ? "" : " (" + decision.proof() + ")",
        decision.words());
  }

  private void watch(WatchStory watch) {
    line(
        "  %-12s watch %s, %s in %d buckets",
        WatchSection.outcome(watch),
        watch.watch(),
        Format.length(Duration.between(watch.from(), watch.to())),
        watch.buckets().size());
    Series.of(watch).forEach(series -> series(watch, series));
  }

  private void series(WatchStory watch, Series series) {
    boolean seen = !series.value().isEmpty();
    line(
        "               %s%s; %d good, %d bad, %d not seen",
        series.rule(),
        seen
            ? " "
                + series.value()
                + ": seen "
                + WatchSection.range(series)
                + ", limit "
                + WatchSection.limit(series)
            : ": " + WatchSection.lastWords(watch, series.rule()),
        series.count(Outcome.PASS),
        series.count(Outcome.FAIL),
        series.count(Outcome.INCONCLUSIVE));
  }

  private void list(String head, List<String> lines) {
    if (!lines.isEmpty()) {
      line("");
      line("%s", head);
      lines.forEach(words -> line("  %s", words));
    }
  }

  private static String command(Entry command) {
    return Format.time(command.at()) + " " + command.words();
  }

  private static String taken(String print) {
    return print == null ? "not taken" : print;
  }

  // What comes from a plan, a database or a person stays on its line.
  private void line(String format, Object... parts) {
    String line = String.format(Locale.ROOT, format, parts);
    String plain =
        line.replaceAll("\\R|\\t", " ").replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", "");
    out.append(plain.stripTrailing()).append('\n');
  }
}

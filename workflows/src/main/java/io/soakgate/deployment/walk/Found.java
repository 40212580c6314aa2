package io.soakgate.deployment.walk;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Evidence;
import io.soakgate.deployment.Evidence.Seen;
import io.soakgate.deployment.Evidence.Shown;
import io.soakgate.deployment.Evidence.Timed;
import io.soakgate.deployment.walk.people.Notebook;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.Moment;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.ReportRule.Phase;
import io.soakgate.plan.ReportRule.Result;
import io.soakgate.plan.ReportRule.Row;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.soakgate.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Puts together what a deployment found out. */
final class Found {
  private static final List<Ending> BACK = List.of(Ending.ROLLED_BACK, Ending.PARTLY_ROLLED_BACK);

  private final ReportRule rule;
  private final List<Stage> stages;
  private final Notebook notebook;

  /**
   * @param rule what the plan wants in its report, or null
   */
  Found(ReportRule rule, List<Stage> stages, Notebook notebook) {
    this.rule = rule == null ? ReportRule.NONE : rule;
    this.stages = stages;
    this.notebook = notebook;
  }

  Evidence in(Ending ending) {
    String result =
        rule.results().stream()
            .filter(r -> r.ending().equals(word(ending)))
            .map(Result::words)
            .findFirst()
            .orElse(null);
    List<Seen> seen = stages.stream().flatMap(s -> s.sightings().seen().stream()).toList();
    String asked = BACK.contains(ending) ? Moment.ROLLED_BACK : Moment.END;
    return new Evidence(
        result,
        seen,
        rule.figures().stream().map(this::shown).toList(),
        rule.columns(),
        notebook.issues(),
        notebook.answers(List.of(asked)),
        rule.takes().stream().map(this::timed).toList());
  }

  private Timed timed(Phase phase) {
    return new Timed(
        phase.name(),
        phase.takes(),
        stages.stream()
            .filter(s -> s.name().equals(phase.environment()))
            .map(s -> s.took(phase.part()))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }

  /** How plans write an ending: {@code rolled-back}. */
  private static String word(Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The figure where it was seen last, the last environment first. */
  private Shown shown(Row row) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      Stage stage = stages.get(i);
      Measurement last = stage.sightings().last(row.probe());
      Value value = last == null ? null : last.value(row.target().value()).orElse(null);
      if (value != null) {
        return shown(row, stage, last, value);
      }
    }
    return new Shown(row.label(), null, null, null, target(row), null);
  }

  private static Shown shown(Row row, Stage stage, Measurement last, Value value) {
    Measurement before = stage.baselines().of(row.probe());
    Value baseline = before == null ? null : before.value(row.target().value()).orElse(null);
    Verdict verdict =
        row.target().bound() == null ? null : Judge.holds(List.of(row.target()), last, before);
    return new Shown(row.label(), stage.name(), value, baseline, target(row), verdict);
  }

  private static String target(Row row) {
    return row.target().bound() == null ? null : row.target().bound().text();
  }
}

package io.soakgate.deployment.walk;

import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.plan.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells people what watches saw break, and what they could not see. */
final class Incidents {
  /** Why a rule that rolls back asks instead (ADR 0031). */
  static final String A_PERSON_RESTORES = ", and only a person restores a backup: writes went on";

  private final Chronicle chronicle;
  private final Telling telling;
  private final Foresight foresight;

  Incidents(Chronicle chronicle, Telling telling, Foresight foresight) {
    this.foresight = foresight;
    this.chronicle = chronicle;
    this.telling = telling;
  }

  /** Pages for what was blind, and tells what was broken, which it returns, the loudest first. */
  List<Breach> tell(Stage stage, String subject, List<Breach> breaches) {
    breaches.stream().filter(Breach::blind).forEach(b -> page(stage, subject, b));
    List<Breach> broken = breaches.stream().filter(b -> !b.blind()).toList();
    if (!broken.isEmpty()) {
      breach(stage, subject, broken);
    }
    return broken;
  }

  private void page(Stage stage, String subject, Breach blind) {
    chronicle.note(stage.name(), subject, "breach", "inconclusive", blind.words());
    telling.alert(stage, subject, blind.severity(), blind.words() + "; it goes on watching");
  }

  /** Several rules broken in one bucket are one incident, told once. */
  private void breach(Stage stage, String subject, List<Breach> broken) {
    String words = broken.stream().map(Breach::words).collect(Collectors.joining("; "));
    chronicle.note(stage.name(), subject, "breach", "failed", words);
    telling.notices(stage, Moment.BREACH, words);
    telling.alert(stage, Moment.BREACH, broken.get(0).severity(), words);
  }

  /** Asks whether to take it back, or to keep it. */
  Question question(Stage stage, String option, String words) {
    List<String> mind = new ArrayList<>(stage.cautions().costs(option));
    Foreseen seen = foresight.of(stage, option);
    seen.impossible().forEach(why -> mind.add("not possible now: " + why));
    mind.addAll(seen.breaks());
    String costs = String.join("; ", mind);
    return new Question(
        words
            + ". Roll back "
            + option
            + ", or resume to keep it?"
            + (costs.isEmpty() ? "" : " Mind: " + costs),
        List.of(Act.ROLLBACK, Act.RESUME),
        option);
  }
}

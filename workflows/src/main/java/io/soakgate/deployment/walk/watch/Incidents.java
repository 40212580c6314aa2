package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.walk.people.Cards;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Foresight;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells people what watches saw break, what they could not see, and what is well again. */
public final class Incidents {
  /** Why a rule that rolls back asks instead (ADR 0031). */
  public static final String A_PERSON_RESTORES =
      ", and only a person restores a backup: writes went on";

  private static final String WELL = "well";

  private final Chronicle chronicle;
  private final Telling telling;
  private final Foresight foresight;
  private final Cards cards;

  public Incidents(Chronicle chronicle, Telling telling, Foresight foresight, Cards cards) {
    this.cards = cards;
    this.foresight = foresight;
    this.chronicle = chronicle;
    this.telling = telling;
  }

  /**
   * Pages for what was blind, and tells what is well again and what was broken.
   *
   * @return what was broken, the loudest first
   */
  public List<Breach> tell(Stage stage, String subject, List<Breach> breaches) {
    List<Breach> blind = breaches.stream().filter(Breach::blind).toList();
    if (!blind.isEmpty()) {
      page(stage, subject, blind);
    }
    breaches.stream().filter(Breach::well).forEach(b -> relieve(stage, subject, b));
    List<Breach> broken = breaches.stream().filter(b -> !b.blind() && !b.well()).toList();
    if (!broken.isEmpty()) {
      breach(stage, subject, broken);
    }
    return broken;
  }

  /** Whoever was woken hears that it is over, and is not woken for it. */
  private void relieve(Stage stage, String subject, Breach well) {
    chronicle.note(stage.name(), subject, WELL, "ok", well.words());
    telling.relief(stage, WELL, well.severity(), well.words());
    cards.well(stage, subject, well.rule(), well.words());
  }

  /** A database that is gone blinds every rule of a bucket; people are woken once. */
  private void page(Stage stage, String subject, List<Breach> blind) {
    String words = words(blind);
    chronicle.note(stage.name(), subject, "breach", "inconclusive", words);
    telling.alert(stage, subject, loudest(blind), words + "; it goes on watching");
    cards.incident(stage, subject, rules(blind), loudest(blind), words + "; it goes on watching");
  }

  private static String words(List<Breach> breaches) {
    return breaches.stream().map(Breach::words).collect(Collectors.joining("; "));
  }

  private static List<String> rules(List<Breach> breaches) {
    return breaches.stream().map(Breach::rule).toList();
  }

  /** The one that leads to most is first; another one may still be louder. */
  private static Severity loudest(List<Breach> breaches) {
    return breaches.stream().map(Breach::severity).max(Severity::compareTo).orElseThrow();
  }

  /** Several rules broken in one bucket are one incident, told once. */
  private void breach(Stage stage, String subject, List<Breach> broken) {
    String words = words(broken);
    chronicle.note(stage.name(), subject, "breach", "failed", words);
    telling.notices(stage, Moment.BREACH, words);
    telling.alert(stage, Moment.BREACH, loudest(broken), words);
    cards.incident(stage, subject, rules(broken), loudest(broken), words);
  }

  /**
   * Tells that somebody ended a watch. Nobody is waited for: another lane may have to roll back.
   */
  public void lost(Stage stage, String subject, String why) {
    chronicle.warn(stage.name(), subject, why);
    telling.alert(stage, subject, Severity.PAGE, why + "; it goes on watching");
  }

  /** Asks whether to take it back, or to keep it. */
  public Question question(Stage stage, String option, String words) {
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
            option)
        .resuming("Keep it", "Nothing is rolled back, and it goes on.");
  }
}

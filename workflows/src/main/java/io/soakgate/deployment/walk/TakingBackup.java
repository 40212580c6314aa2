package io.soakgate.deployment.walk;

import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Phases;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.RestoreTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Moment;
import io.soakgate.plan.ReportRule.Part;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Values;
import io.soakgate.verdict.Gate.Tick;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The backup of an environment: taken ahead or in the window and proven at once, or a provider's
 * that people vouch for at the gate.
 */
final class TakingBackup {
  private static final String SUBJECT = "backup";

  private final Parts parts;
  private final Phases phases;
  private String promised;

  TakingBackup(Parts parts, Phases phases) {
    this.parts = parts;
    this.phases = phases;
  }

  /** Takes it before people agree, where the plan says so. */
  void ahead(Stage stage) {
    Backup backup = stage.environment().backup();
    if (backup != null && backup.ahead()) {
      take(stage, backup);
    }
  }

  /** Has people vouch at the gate for what they alone can see. */
  void ask(Stage stage) {
    Backup backup = stage.environment().backup();
    if (attested(backup)) {
      promised = label(stage, backup.spec());
      stage.ticks().add(new Tick(SUBJECT, null, promise(promised)));
    }
  }

  /** Once the window is open: takes it, unless it is there and young enough. */
  void inWindow(Stage stage) {
    Backup backup = stage.environment().backup();
    if (backup == null) {
      return;
    }
    if (attested(backup)) {
      vouched(stage, promised);
    } else if (stage.backup() == null || tooOld(stage, backup)) {
      take(stage, backup);
    }
  }

  private static boolean attested(Backup backup) {
    return backup != null && backup.attested();
  }

  private boolean tooOld(Stage stage, Backup backup) {
    Duration age = Duration.between(stage.backedUp(), parts.time().now());
    boolean old = backup.maxAge() != null && age.compareTo(backup.maxAge()) > 0;
    String most =
        backup.maxAge() == null ? "" : ", at most " + Words.duration(backup.maxAge()) + " old";
    note(
        stage,
        "ok",
        stage.backup().label()
            + " was taken "
            + Words.duration(age)
            + " ago"
            + most
            + (old ? ": taken anew" : ""));
    return old;
  }

  private void take(Stage stage, Backup backup) {
    phases.time(stage, Part.BACKUP, () -> taken(stage, backup));
  }

  /** Taken anew as long as a person says so who is asked because it comes back too slowly. */
  private void taken(Stage stage, Backup backup) {
    List<String> late = once(stage, backup);
    while (!late.isEmpty() && again(stage, late)) {
      late = once(stage, backup);
    }
  }

  private List<String> once(Stage stage, Backup backup) {
    parts.board().working(stage.name(), SUBJECT);
    parts.orders().checkpoint();
    String expected = stage.target().backup();
    note(stage, "ok", "begins" + (expected == null ? "" : ": " + expected));
    parts.hold().before(stage);
    Instant asked = parts.time().now();
    BackupResult result = result(stage, backup, asked);
    stage.backup(result, asked);
    Measurement seen = Measurement.saw(parts.time().now(), result.values());
    Verdict verdict = Judge.holds(backup.must(), seen, null);
    boolean good = result.verified() && verdict.outcome() == Outcome.PASS;
    String words = result.words() + (backup.must().isEmpty() ? "" : ": " + verdict.words());
    note(stage, good ? "ok" : "failed", words);
    if (!good) {
      throw Stop.failed(
          "backup " + result.label() + (result.verified() ? ": " : " is not verified: ") + words);
    }
    parts.board().caveats(stage.cautions().caveats());
    return RestoreTime.tooLong(stage.admitted().plan(), result);
  }

  /** A way back that would miss its limit is no reason to end, and none to go on unasked (T-21). */
  private boolean again(Stage stage, List<String> late) {
    String words =
        stage.name()
            + ": "
            + String.join("; ", late)
            + ". Retry takes the backup anew; skip with a reason goes on without that limit";
    note(stage, "waiting", words);
    parts.telling().alert(stage, SUBJECT, Severity.PAGE, words);
    parts.chronicle().send();
    Command answer =
        parts
            .orders()
            .asking()
            .answered(new Question(words, List.of(Act.RETRY, Act.SKIP), null).about(SUBJECT));
    if (answer.act() == Act.RETRY) {
      note(stage, "ok", "is taken anew, says " + answer.by());
      return true;
    }
    late.forEach(l -> parts.concessions().slow(stage, SUBJECT, l, answer));
    return false;
  }

  private BackupResult result(Stage stage, Backup backup, Instant asked) {
    try {
      return Outside.act(stage.environment().target(), stage.name() + ": backup")
          .backup(new BackupRequest(stage.scope(asked), backup.spec(), backup.export()));
    } catch (ActivityFailure e) {
      throw Words.cancelled(e) ? e : Stop.failed("backup: " + Words.why(e));
    }
  }

  /** Nothing was taken and nothing is proven: it is told as what people said, and as no more. */
  private void vouched(Stage stage, String label) {
    String id = stage.admitted().deployment() + "/" + stage.name() + "/" + label;
    List<String> people =
        stage.story().decisions().stream()
            .filter(d -> d.gate().equals(Moment.GO) && d.counted())
            .map(Decision::by)
            .distinct()
            .toList();
    String words = "attested by " + String.join(", ", people) + ", not verified: " + promise(label);
    stage.backup(
        new BackupResult(
            id, BackupResult.ATTESTED, label, "with the provider", "", List.of(), false, words),
        parts.time().now());
    note(stage, BackupResult.ATTESTED, words);
  }

  private static String promise(String label) {
    return "the provider's snapshot " + label + " is there, is whole and can be restored";
  }

  private String label(Stage stage, Spec spec) {
    Instant now = stage.slot() == null ? parts.time().now() : stage.slot().opens();
    return Values.fill(
        spec.with().path("name").asText(),
        stage.environment().values(),
        now.atZone(ZoneOffset.UTC));
  }

  private void note(Stage stage, String outcome, String words) {
    parts.chronicle().note(stage.name(), SUBJECT, SUBJECT, outcome, words);
  }
}

package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.StatementActivity;
import io.soakgate.deployment.StatementActivity.Slower;
import io.soakgate.deployment.StatementActivity.SlowerQuestion;
import io.soakgate.deployment.StatementActivity.Statements;
import io.soakgate.deployment.StatementActivity.Suspect;
import io.soakgate.deployment.StatementActivity.Touching;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Unit;
import io.soakgate.plan.Watch;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When people are asked because something became slow: which statements did, which change is about
 * their tables, and which way back takes that one back. What nobody could see is no reason not to
 * ask.
 */
public record Suspects(PlanTime time, Chronicle chronicle) {
  private static final String TIMES = "p\\d+|mean|median|took|slowest-mean";

  /** Remembers how long statements take, where a rule may ask about that later. */
  public void before(Stage stage) {
    boolean asks =
        stage.environment().watches().stream().flatMap(w -> w.rules().stream()).anyMatch(this::is);
    if (asks) {
      stage.baselines().statements(statements(stage));
    }
  }

  /** Whether the rule asks people about a time. */
  private boolean is(Rule rule) {
    return rule.then().act() == Response.Act.ASK && rule.when().stream().anyMatch(Suspects::time);
  }

  private static boolean time(Expectation breaks) {
    return breaks.bound().unit() == Unit.MILLIS || breaks.value().matches(TIMES);
  }

  private Statements statements(Stage stage) {
    try {
      return stub(stage, "how long statements take").statements(stage.scope(time.now()));
    } catch (TemporalFailure e) {
      rethrowCancelled(e);
      return Statements.unseen(Words.why(e));
    }
  }

  /** What to add to a question about a breach; empty where its rule is about no time. */
  public String behind(Stage stage, Watch watch, Breach breach) {
    return watch.rules().stream()
        .filter(r -> r.name().equals(breach.rule()))
        .findFirst()
        .map(r -> of(stage, "watch " + watch.name(), r))
        .orElse("");
  }

  private String of(Stage stage, String subject, Rule rule) {
    Statements before = stage.baselines().statements();
    if (before == null || !is(rule)) {
      return "";
    }
    Slower slower =
        before.unseen() == null ? slower(stage, before) : Slower.unseen(before.unseen());
    String words = words(stage, slower);
    chronicle.note(
        stage.name(), subject, "suspects", slower.unseen() == null ? "ok" : "inconclusive", words);
    return slower.unseen() == null && slower.suspects().isEmpty() ? "" : ". " + words;
  }

  private Slower slower(Stage stage, Statements before) {
    try {
      return stub(stage, "which statements got slower")
          .slower(
              new SlowerQuestion(
                  stage.scope(time.now()), before, changes(stage), stage.admitted().scripts()));
    } catch (TemporalFailure e) {
      rethrowCancelled(e);
      return Slower.unseen(Words.why(e));
    }
  }

  private static List<Touching> changes(Stage stage) {
    return stage.stays().stream()
        .map(name -> stage.admitted().plan().change(name))
        .map(c -> new Touching(c.name(), c.apply(), c.migrations()))
        .toList();
  }

  private static StatementActivity stub(Stage stage, String what) {
    return Outside.statements(stage.environment().target(), stage.name() + ": " + what);
  }

  private static void rethrowCancelled(TemporalFailure e) {
    if (Words.cancelled(e)) {
      throw e;
    }
  }

  private static String words(Stage stage, Slower slower) {
    if (slower.unseen() != null) {
      return "Which statements got slower was not seen: " + slower.unseen();
    }
    if (slower.suspects().isEmpty()) {
      return "No statement got slower since the changes";
    }
    return "Slower since the changes: "
        + slower.suspects().stream().map(Suspects::words).collect(Collectors.joining("; "))
        + recommended(stage, slower).map(r -> ". Recommended: " + r).orElse("");
  }

  private static String words(Suspect s) {
    String before = s.before() == null ? "new" : millis(s.before()) + " before";
    String touched = s.changes().isEmpty() ? "no change" : Words.list(s.changes());
    return "%s (%s on average, %s; %d calls; its tables are touched by %s)"
        .formatted(s.query(), millis(s.now()), before, s.calls(), touched);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f ms", millis);
  }

  /** The smallest way back that takes back what the worst of them is about. */
  private static Optional<String> recommended(Stage stage, Slower slower) {
    List<String> changes =
        slower.suspects().stream()
            .map(Suspect::changes)
            .filter(c -> !c.isEmpty())
            .findFirst()
            .orElse(List.of());
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    return stage.admitted().plan().rollbacks().stream()
        .filter(o -> stage.cautions().lacks(o.name()) == null)
        .filter(o -> undone(o).containsAll(changes))
        .min(Comparator.comparing(o -> o.steps().size()))
        .map(Rollback::name)
        .or(() -> Optional.of(Rollback.EVERYTHING))
        .map(option -> "roll back " + option + ", which takes back " + Words.list(changes));
  }

  private static List<String> undone(Rollback option) {
    List<String> changes = new ArrayList<>();
    option.steps().stream().map(Rollback.Step::change).filter(c -> c != null).forEach(changes::add);
    return changes;
  }
}

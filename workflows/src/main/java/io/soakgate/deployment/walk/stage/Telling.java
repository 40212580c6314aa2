package io.soakgate.deployment.walk.stage;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.deployment.TellActivity;
import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.NamedChannel;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.Window;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells people, in the background: no decision and no rollback ever waits for a channel (INV-12). A
 * channel that fails is a warning in the report.
 */
public final class Telling {
  private static final Duration MOMENT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String deployment;
  private final Chronicle chronicle;
  private final List<Message> underWay = new ArrayList<>();
  private final PlanTime time;
  private Plan plan;
  private int told;
  private final Map<String, Spec> filled = new LinkedHashMap<>();

  public Telling(String deployment, PlanTime time, Chronicle chronicle) {
    this.deployment = deployment;
    this.time = time;
    this.chronicle = chronicle;
  }

  /** From now on the channels of this plan are told. */
  public void admitted(Plan plan) {
    this.plan = plan;
  }

  /** The environment's notices of a moment or event. */
  public void notices(Stage stage, String moment, String reason) {
    say(stage, moment, stage.environment().noticesAt(moment), reason);
  }

  /** Notices that belong to no moment of the walk. */
  public void say(Stage stage, String subject, List<Notice> notices) {
    say(stage, subject, notices, null);
  }

  private void say(Stage stage, String moment, List<Notice> notices, String reason) {
    for (Notice notice : notices) {
      String text = text(stage, notice.say(), reason);
      notice.to().forEach(channel -> say(stage.name(), moment, null, channel, text));
    }
  }

  private String text(Stage stage, String say, String reason) {
    List<Variable> all = new ArrayList<>(stage.environment().values());
    String window = stage.window() == null ? "any time" : stage.window();
    all.add(new Variable("window", TextNode.valueOf(window)));
    all.add(new Variable("reason", TextNode.valueOf(reason == null ? "" : reason)));
    Window rule = stage.environment().window();
    return Values.fill(say, all, time.now().atZone(rule == null ? ZoneOffset.UTC : rule.zone()));
  }

  /** An alert to everybody who hears this severity; the plan's contacts are named in it. */
  public void alert(Stage stage, String moment, Severity severity, String text) {
    String whole = plan.title() + ", " + stage.name() + ": " + text + contacts();
    heard(severity).forEach(channel -> say(stage.name(), moment, severity, channel, whole));
  }

  /** Good news to everybody who hears this severity: a notice, which wakes nobody. */
  public void relief(Stage stage, String moment, Severity heard, String text) {
    String whole = plan.title() + ", " + stage.name() + ": " + text;
    heard(heard).forEach(channel -> say(stage.name(), moment, null, channel, whole));
  }

  private List<String> heard(Severity severity) {
    return plan.alerts().stream()
        .filter(a -> a.severity() == severity)
        .flatMap(a -> a.channels().stream())
        .toList();
  }

  /** Whom to call, by role and name (M-135). */
  private String contacts() {
    String all =
        plan.roles().stream()
            .filter(r -> plan.contacts().contains(r.name()))
            .map(r -> r.name().equals(r.words()) ? r.name() : r.name() + ": " + r.words())
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? "" : " (contacts: " + all + ")";
  }

  private void say(String where, String moment, Severity severity, String channel, String text) {
    Spec to = to(channel);
    Message message = new Message(id(), deployment, where, moment, severity, channel, to, text);
    chronicle.note(where, moment, "told", "ok", channel + ": " + text);
    underWay.add(message);
    Workflow.newDetachedCancellationScope(() -> send(message)).run();
  }

  /** A date in a channel's name is that of the first word said there, and stays. */
  private Spec to(String channel) {
    Spec known = filled.get(channel);
    if (known == null) {
      Spec spec =
          plan.channels().stream()
              .filter(c -> c.name().equals(channel))
              .map(NamedChannel::spec)
              .findFirst()
              .orElseThrow();
      ZonedDateTime now = time.now().atZone(ZoneOffset.UTC);
      known = new Spec(spec.kind(), Values.fill(spec.with(), List.of(), now), spec.at());
      filled.put(channel, known);
    }
    return known;
  }

  private String id() {
    told++;
    return deployment + "/" + Words.firstRun() + "/" + told;
  }

  private void send(Message message) {
    TellActivity tell = Outside.tell("tell " + message.channel() + ": " + message.moment());
    Async.procedure(tell::tell, message)
        .handle(
            (done, failure) -> {
              if (underWay.remove(message) && failure != null) {
                untold(message, Words.why(failure));
              }
              return null;
            });
  }

  private void untold(Message message, String why) {
    String words = "could not tell " + message.channel() + ": " + why;
    chronicle.warn(message.environment(), message.moment(), words);
  }

  /**
   * Waits a moment until everything is told, because somebody waits for the target. What is not is
   * a warning in the report, and goes on being tried.
   */
  public void soon() {
    Waiting.atMost(MOMENT, "until everybody is told", underWay::isEmpty);
    underWay.forEach(message -> untold(message, "not yet at the end; still trying"));
  }

  /** Waits until everything is told or given up; what is not told by then is a warning. */
  public void close() {
    Waiting.atMost(PATIENCE, "until everybody is told", underWay::isEmpty);
    List<Message> left = List.copyOf(underWay);
    underWay.clear();
    left.forEach(message -> untold(message, "not within 2 minutes of the end"));
  }
}

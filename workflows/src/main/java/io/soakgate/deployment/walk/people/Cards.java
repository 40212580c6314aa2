package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.CardActivity.Asked;
import io.soakgate.deployment.CardActivity.Ended;
import io.soakgate.deployment.CardActivity.GateFace;
import io.soakgate.deployment.CardActivity.Incident;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.people.Showing.Wall;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Severity;
import io.soakgate.verdict.Gate;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cards of one deployment: what people see of it in Slack. They show what the board shows, and
 * nothing ever waits for them (INV-12). Where the worker names no channel for them there are none,
 * and nothing is scheduled.
 */
public final class Cards {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration GAP = Duration.ofSeconds(10);
  // The longer a step takes, the less often it is told how it goes: days of watching fill no
  // history.
  private static final int SHARE = 20;
  private static final int WORDS = 1_500;

  private final Board board;
  private final Chronicle chronicle;
  private final List<Showing> all = new ArrayList<>();
  private final Map<String, Showing> gates = new LinkedHashMap<>();
  private final Map<Question, Showing> questions = new LinkedHashMap<>();
  private final Map<String, Showing> threads = new LinkedHashMap<>();
  private Wall wall;
  private Plan plan;
  private Showing deployment;
  private Showing progress;
  private String why;
  private int incidents;
  private String doing;
  private long step;
  private boolean paused;
  private boolean readOnly;

  public Cards(Board board, Chronicle chronicle) {
    this.board = board;
    this.chronicle = chronicle;
    board.onChange(this::heard);
  }

  /** What is deployed, and whether it has cards. */
  public void admitted(Admitted admitted) {
    if (admitted.cards() != null) {
      wall = new Wall(admitted.cards(), Words.firstRun(), Faces.about(admitted), chronicle);
      plan = admitted.plan();
      deployment = showing("deployment", null).every(this::gap);
      progress = showing("progress", deployment).every(this::gap);
    }
  }

  private Showing showing(String name, Showing above) {
    Showing showing = new Showing(wall, name, above);
    all.add(showing);
    return showing;
  }

  private Duration gap() {
    Duration share = Duration.ofMillis(Workflow.currentTimeMillis() - step).dividedBy(SHARE);
    return share.compareTo(GAP) > 0 ? share : GAP;
  }

  private void heard() {
    if (wall == null) {
      return;
    }
    Status now = board.picture();
    if (!now.doing().equals(doing)) {
      doing = now.doing();
      step = Workflow.currentTimeMillis();
    }
    deployment.want(Faces.overview(now, why), turned(now));
    progress.want(Faces.progress(chronicle), false);
  }

  /** Whether people would press or write the wrong thing if they saw it only later. */
  private boolean turned(Status now) {
    boolean turned = paused != (now.paused() != null) || readOnly != (now.readOnly() != null);
    paused = now.paused() != null;
    readOnly = now.readOnly() != null;
    return turned;
  }

  /** How a gate stands that is open. */
  public void gate(Gate open) {
    if (wall != null) {
      boolean opens = !gates.containsKey(key(open));
      Status now = board.picture();
      gates
          .computeIfAbsent(key(open), key -> showing("gate/" + key, null))
          .want(Faces.gate(plan, now, open), true);
      deployment.want(Faces.overview(now, why), opens);
    }
  }

  private static String key(Gate gate) {
    return gate.environment() + "/" + gate.moment() + "/" + gate.attempt();
  }

  /**
   * A gate is open no more.
   *
   * @param why why it was not given; null when everybody agreed
   */
  public void closed(Gate gate, String why) {
    Showing card = gates.get(key(gate));
    if (card != null && card.look() instanceof GateFace face) {
      card.want(face.closed(why == null ? "everybody agreed" : why, why == null), true);
      hurry();
    }
  }

  /** People see at once that something was asked, or decided. */
  private void hurry() {
    deployment.want(Faces.overview(board.picture(), why), true);
  }

  /**
   * Something is asked.
   *
   * @param typed what to type, complete
   */
  void asked(Stage stage, Question question, String typed) {
    if (wall != null) {
      String name = "question/" + question.number();
      questions
          .computeIfAbsent(question, q -> showing(name, null))
          .want(Faces.question(stage, question, typed), true);
      hurry();
    }
  }

  /**
   * It is asked no more.
   *
   * @param answer what somebody said, or null
   */
  void answered(Question question, Command answer) {
    Showing card = questions.get(question);
    if (card != null && card.look() instanceof Asked face && face.answered() == null) {
      card.want(face.answered(Faces.answered(answer)), true);
      hurry();
    }
  }

  /**
   * Something broke, or was not seen; only what is loud stands in the channel itself.
   *
   * @param rules those it is about
   */
  public void incident(
      Stage stage, String subject, List<String> rules, Severity severity, String words) {
    if (wall != null) {
      Showing above = severity == Severity.WARN ? deployment : null;
      Showing card = incident(stage, subject, above, severity, words);
      rules.forEach(r -> threads.put(key(stage, subject, r), above == null ? card : above));
    }
  }

  /** What broke is well again: in the thread of whatever told of it last. */
  public void well(Stage stage, String subject, String rule, String words) {
    if (wall != null) {
      Showing above = threads.getOrDefault(key(stage, subject, rule), deployment);
      incident(stage, subject, above, null, words);
    }
  }

  private Showing incident(
      Stage stage, String subject, Showing above, Severity severity, String words) {
    incidents++;
    Showing card = showing("incident/" + incidents, above);
    card.want(new Incident(severity, stage.name(), subject, Words.cut(words, WORDS)), true);
    return card;
  }

  private static String key(Stage stage, String subject, String rule) {
    return stage.name() + "/" + subject + "/" + rule;
  }

  /** It came to its end; waits until every card says so, or that is given up. */
  public void ended(Ended end) {
    if (wall == null) {
      return;
    }
    why = end.why();
    showing("end", deployment).want(end, true);
    hurry();
    all.forEach(Showing::last);
    Waiting.atMost(
        PATIENCE, "until every card is final", () -> all.stream().allMatch(Showing::done));
  }
}

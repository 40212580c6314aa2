package io.soakgate.deployment.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.plan.Alert;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Bound;
import io.soakgate.plan.Change;
import io.soakgate.plan.Check;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.Drill;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.MomentChecks;
import io.soakgate.plan.NamedChannel;
import io.soakgate.plan.NamedSpec;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Plan;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.Response;
import io.soakgate.plan.Role;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Safety;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.plan.Unit;
import io.soakgate.plan.Watch;
import io.soakgate.plan.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A small plan to start a test from: two changes, staging and production. */
public final class PlanDraft {
  ReportRule report = ReportRule.NONE;
  Conduct conduct = Conduct.NONE;
  final List<String> start = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();
  final List<EnvironmentDraft> environments = new ArrayList<>();
  final List<Rollback> rollbacks = new ArrayList<>();
  final List<NamedSpec> probes = new ArrayList<>();
  final List<NamedSpec> actions = new ArrayList<>();

  /** One environment of it. */
  public static final class EnvironmentDraft {
    final String name;
    final List<GateRule> gates = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    final List<MomentChecks> checks = new ArrayList<>();
    final List<Watch> watches = new ArrayList<>();
    String target;
    Window window;
    Backup backup;
    ReadOnly readOnly;
    Drill drill;
    IfFails ifFails = IfFails.ROLLBACK;

    /** A dump is taken before the first change. */
    EnvironmentDraft backedUp() {
      backup = new Backup(spec("dump", "before"), List.of(), null);
      return this;
    }

    EnvironmentDraft(String name) {
      this.name = name;
      this.target = "shop-" + name;
    }

    EnvironmentDraft gate(String moment, String... roles) {
      gates.add(new GateRule(moment, List.of(roles), null));
      return this;
    }

    EnvironmentDraft gate(GateRule rule) {
      gates.add(rule);
      return this;
    }

    EnvironmentDraft gateFor(Duration open, String moment, String... roles) {
      gates.add(new GateRule(moment, List.of(roles), open));
      return this;
    }

    EnvironmentDraft check(String moment, Check... all) {
      checks.add(new MomentChecks(moment, List.of(all)));
      return this;
    }

    EnvironmentDraft notice(String moment, String say) {
      notices.add(new Notice(moment, List.of("team"), say));
      return this;
    }

    EnvironmentDraft watch(String name, Duration length, Duration bucket, Rule... rules) {
      return watch(name, length, bucket, false, rules);
    }

    EnvironmentDraft watch(
        String name, Duration length, Duration bucket, boolean restart, Rule... rules) {
      watches.add(
          new Watch(
              name,
              length,
              List.of(new Phase(Duration.ZERO, bucket)),
              bucket.dividedBy(10),
              List.of(rules),
              restart));
      return this;
    }

    private Environment environment() {
      return new Environment(
          name,
          target,
          List.of(),
          window,
          gates,
          notices,
          checks,
          new Safety(backup, readOnly, drill),
          ifFails,
          watches);
    }
  }

  /** Two changes, a gate in production, nothing watched. */
  public static PlanDraft small() {
    PlanDraft draft = new PlanDraft();
    draft.changes.add(change("indexes"));
    draft.changes.add(change("policies"));
    draft.environments.add(new EnvironmentDraft("staging"));
    draft.environments.add(new EnvironmentDraft("production").gate("go", "lead"));
    return draft;
  }

  public EnvironmentDraft staging() {
    return environments.get(0);
  }

  public EnvironmentDraft production() {
    return environments.get(1);
  }

  static Change change(String name, Check... verify) {
    return new Change(
        name,
        spec("sql", name),
        List.of(spec("sql", "undo " + name)),
        null,
        List.of(verify),
        Duration.ofMinutes(30),
        List.of(),
        List.of());
  }

  /** A change whose action runs on these terms. */
  static Change change(String name, Terms apply, Terms undo, Check... verify) {
    return new Change(
        name,
        on(apply, spec("sql", name)),
        List.of(on(undo, spec("sql", "undo " + name))),
        null,
        List.of(verify),
        null,
        List.of(),
        List.of());
  }

  /** A change that is there for a while only; without checks of its own. */
  static Change temporary(String name, Check... undone) {
    Change stays = change(name);
    return new Change(
        name,
        stays.apply(),
        stays.undo(),
        null,
        List.of(),
        stays.takes(),
        List.of(),
        List.of(),
        stays.toll(),
        List.of(),
        true,
        List.of(undone),
        List.of());
  }

  /** The same change, held to something before it. */
  static Change before(Change change, Check... before) {
    return new Change(
        change.name(),
        change.apply(),
        change.undo(),
        null,
        change.verify(),
        change.takes(),
        List.of(),
        List.of(),
        change.toll(),
        List.of(before),
        change.temporary(),
        change.undone(),
        List.of());
  }

  static Check must(String name, String probe, Expectation... all) {
    return new Check(name, spec(probe, name), List.of(all), List.of(), List.of(), null, null);
  }

  static Check should(String name, String probe, Expectation... all) {
    return new Check(name, spec(probe, name), List.of(), List.of(all), List.of(), null, null);
  }

  static Check attest(String name, String role) {
    return new Check(
        name,
        new Spec("attest", TextNode.valueOf("I saw " + name), "plan.yaml:1:1"),
        List.of(),
        List.of(),
        List.of(),
        role,
        null);
  }

  public static Expectation under(String value, int limit) {
    return bound(value, "< " + limit, Bound.Operator.LESS, limit);
  }

  public static Expectation over(String value, int limit) {
    return bound(value, "> " + limit, Bound.Operator.MORE, limit);
  }

  public static Expectation asBefore(String value) {
    return new Expectation(
        value,
        new Bound(
            "= baseline",
            Bound.Operator.EQUAL,
            BigDecimal.ONE,
            null,
            null,
            Unit.NONE,
            Bound.Versus.BASELINE_TIMES,
            null));
  }

  private static Expectation bound(String value, String text, Bound.Operator op, int limit) {
    return new Expectation(
        value,
        new Bound(
            text,
            op,
            BigDecimal.valueOf(limit),
            null,
            null,
            Unit.NONE,
            Bound.Versus.NOTHING,
            null));
  }

  /** Breaks above 100 for so many buckets. */
  public static Rule rule(String name, int inARow, Response then) {
    return new Rule(
        name,
        spec("latency", name),
        List.of(over("p95", 100)),
        inARow,
        Severity.PAGE,
        then.act() == Response.Act.ROLLBACK ? Severity.CRITICAL : Severity.WARN,
        then);
  }

  public static Response then(Response.Act act, String option) {
    return new Response(act, option);
  }

  public static Spec spec(String kind, String name) {
    JsonNode with = JsonNodeFactory.instance.objectNode().put("name", name);
    return new Spec(kind, with, "plan.yaml:1:1");
  }

  private static Spec on(Terms terms, Spec action) {
    return new Spec(action.kind(), action.with(), action.at(), terms);
  }

  Plan plan() {
    return new Plan(
        "shop",
        "Shop indexes",
        Duration.ofHours(3),
        List.of(new Role("lead", "Ann, the lead"), new Role("dba", "dba")),
        start,
        List.of("lead"),
        List.of(
            new NamedChannel("team", spec("console", "team")),
            new NamedChannel("pager", spec("log", "pager"))),
        List.of(
            new Alert(Severity.WARN, List.of("team")),
            new Alert(Severity.PAGE, List.of("pager")),
            new Alert(Severity.CRITICAL, List.of("pager"))),
        changes,
        environments.stream().map(EnvironmentDraft::environment).toList(),
        rollbacks,
        report,
        probes,
        actions,
        null,
        conduct);
  }
}

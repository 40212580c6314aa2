package io.soakgate.starter;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Change;
import io.soakgate.plan.Check;
import io.soakgate.plan.Drill;
import io.soakgate.plan.Durations;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.plan.Toll;
import io.soakgate.plan.Unattended;
import io.soakgate.plan.Watch;
import io.soakgate.plan.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a plan will do, in the order it will do it, for people. */
final class PlanText {
  private final Plan plan;
  private final List<String> lines = new ArrayList<>();

  private PlanText(Plan plan) {
    this.plan = plan;
  }

  /** The whole walk, one line per step. */
  static List<String> of(Plan plan) {
    PlanText text = new PlanText(plan);
    text.head();
    plan.environments().forEach(text::environment);
    text.rollbacks();
    text.onDemand();
    return text.lines;
  }

  private void head() {
    lines.add(plan.name() + ": " + plan.title());
    if (plan.takes() != null) {
      lines.add("  takes about " + words(plan.takes()));
    }
  }

  private static String words(Backup backup) {
    if (backup.attested()) {
      return spec(backup.spec()) + ": people vouch for it at go; attested, never verified";
    }
    String anew = backup.maxAge() == null ? "" : ", anew when older than " + words(backup.maxAge());
    return backup.spec().kind()
        + ", restored and counted"
        + (backup.ahead() ? ", before people agree" + anew : "")
        + (backup.export().isEmpty() ? "" : "; beside it " + String.join(", ", backup.export()));
  }

  private void environment(Environment environment) {
    lines.add("");
    lines.add(environment.name() + " (target " + environment.target() + ")");
    drill(environment);
    moment(environment, Moment.ANNOUNCED);
    moment(environment, Moment.GO);
    window(environment.window());
    if (environment.backup() != null) {
      line("backup", words(environment.backup()));
    }
    moment(environment, Moment.BEFORE);
    plan.changesIn(environment.name()).forEach(this::change);
    moment(environment, Moment.AFTER);
    moment(environment, Moment.RELEASED);
    for (Watch watch : environment.watches()) {
      watch(watch);
      moment(environment, watch.name());
    }
    moment(environment, Moment.END);
    line("if it fails", environment.ifFails().name().toLowerCase(Locale.ROOT));
    Unattended.costs(plan, environment).forEach(c -> line("runs by itself", c.words()));
  }

  private void drill(Environment environment) {
    Drill drill = Drill.demanded(plan.environments(), environment);
    if (drill != null && drill.none() != null) {
      line("drill", "NONE: " + drill.none() + "; people are told at gate go");
    } else if (drill != null) {
      line("drill", "on copies of the backup before: each change applied, undone, applied again");
      line(
          "",
          "each once: "
              + String.join(", ", drill.options().isEmpty() ? plan.options() : drill.options()));
    }
  }

  private void moment(Environment environment, String moment) {
    for (Notice notice : environment.noticesAt(moment)) {
      line(moment, "tell " + String.join(", ", notice.to()) + ": " + notice.say());
    }
    for (Check check : environment.checksAt(moment)) {
      if (check.appliesIn(environment.name())) {
        line(moment, check(check));
      }
    }
    GateRule gate = environment.gateAt(moment);
    if (gate != null) {
      line(moment, gate(gate));
    }
  }

  private static String gate(GateRule gate) {
    return (gate.always() ? "GATE" : "GATE if anything warned")
        + (gate.open() == null ? "" : " from " + words(gate.open()) + " before the window")
        + ", each by another person: "
        + String.join(", ", gate.roles())
        + (gate.refused() == null
            ? ""
            : "; refused: " + gate.refused().name().toLowerCase(Locale.ROOT));
  }

  private void window(Window window) {
    if (window != null) {
      line("window", window.from() + " to " + window.to() + " " + window.zone());
    }
  }

  private void change(Change change) {
    String passing = change.temporary() ? ", temporary" : "";
    line("change", change.name() + ": " + spec(change.apply()) + takes(change.takes()) + passing);
    change.before().forEach(check -> line("", "before " + check(check)));
    change.verify().forEach(check -> line("", "verify " + check(check)));
    String undo =
        change.irreversible() == null
            ? change.undo().stream().map(PlanText::spec).collect(Collectors.joining(", then "))
            : "cannot be undone: " + change.irreversible();
    line("", "undo " + undo);
    change.undone().forEach(check -> line("", "undone " + check(check)));
    toll(change.toll());
  }

  private void toll(Toll toll) {
    if (toll.weakens() != null) {
      line("", "WEAKENS SECURITY: " + toll.weakens());
    }
    if (toll.loses() != null) {
      line("", "LOSES DATA: " + toll.loses());
    }
    if (!toll.keeps().isEmpty()) {
      line("", "leaves behind: " + String.join("; ", toll.keeps()));
    }
  }

  private void watch(Watch watch) {
    String lasts = watch.beside() ? " beside the changes" : " for " + words(watch.length());
    line("watch", watch.name() + lasts);
    watch.rules().forEach(rule -> line("", rule(rule)));
  }

  private void rollbacks() {
    lines.add("");
    lines.add("rollback options");
    line(Rollback.EVERYTHING, "undo of what was applied, in reverse order");
    for (Rollback rollback : plan.rollbacks()) {
      line(
          rollback.name(),
          rollback.steps().stream()
              .map(s -> s.change() == null ? spec(s.action()) : "undo " + s.change())
              .collect(Collectors.joining(", then ")));
      toll(rollback.toll());
      if (!rollback.approve().isEmpty()) {
        line("", "GATE, each by another person: " + String.join(", ", rollback.approve()));
      }
      rollback.choose().forEach(c -> line("", "whoever starts it chooses " + c.words()));
    }
  }

  private void onDemand() {
    if (!plan.actions().isEmpty()) {
      lines.add("");
      lines.add("on demand");
      plan.actions().forEach(action -> line(action.name(), spec(action.spec())));
    }
  }

  private void line(String label, String words) {
    lines.add(String.format("  %-16s %s", label, words));
  }

  private static String check(Check check) {
    if (check.attested()) {
      String words = words(check.probe().with());
      return check.provedBy().isEmpty()
          ? check.shownTo() + " confirms: " + words
          : words + ": proved by " + String.join(", ", check.provedBy());
    }
    return "check "
        + check.name()
        + (check.during() == null ? "" : " while " + check.during().kind() + " runs")
        + (check.against() == null ? "" : " against before " + check.against())
        + (check.must().isEmpty() ? "" : ", must " + bounds(check.must()))
        + (check.should().isEmpty() ? "" : ", should " + bounds(check.should()));
  }

  private static String often(Rule rule) {
    String every = rule.every() == null ? "" : " of " + words(rule.every());
    if (rule.outOf() > rule.inARow()) {
      return rule.inARow() + " of " + rule.outOf() + " buckets" + every;
    }
    return rule.inARow() == 1
        ? "1 bucket" + every
        : rule.inARow() + " buckets" + every + " in a row";
  }

  private static String rule(Rule rule) {
    if (rule.tracked()) {
      return rule.name() + ": recorded";
    }
    Response then = rule.then();
    return rule.name()
        + ": "
        + bounds(rule.when())
        + " in "
        + often(rule)
        + " → "
        + then.act().name().toLowerCase(Locale.ROOT)
        + (then.option() == null ? "" : " " + then.option());
  }

  private static String bounds(List<Expectation> entries) {
    return entries.stream()
        .map(e -> e.value() + " " + e.bound().text())
        .collect(Collectors.joining(", "));
  }

  private static String spec(Spec spec) {
    String with = words(spec.with());
    return (with.isEmpty() ? spec.kind() : spec.kind() + " " + with) + terms(Terms.of(spec));
  }

  /** How an action is run, where the plan says more than that it must work. */
  private static String terms(Terms terms) {
    List<String> words = new ArrayList<>();
    if (terms.asks()) {
      words.add("when " + String.join(" and ", terms.approve()) + " agree");
    }
    if (terms.within() != null) {
      words.add("within " + Durations.words(terms.within()));
    }
    if (terms.mayFail()) {
      words.add("may fail");
    }
    if (terms.repeatable() || terms.appliedWhen() != null) {
      words.add("not drillable: no ledger proves it");
    }
    return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
  }

  /** What stands under a kind: a lone value, or every key with its value. */
  private static String words(JsonNode with) {
    if (with.isArray()) {
      return StreamSupport.stream(with.spliterator(), false)
          .map(PlanText::words)
          .collect(Collectors.joining(" and "));
    }
    return with.isObject()
        ? with.properties().stream()
            .map(e -> e.getKey() + " " + words(e.getValue()))
            .collect(Collectors.joining(", "))
        : with.asText();
  }

  private static String takes(Duration takes) {
    return takes == null ? "" : " (about " + words(takes) + ")";
  }

  private static String words(Duration d) {
    return d.toHours() > 0 && d.toMinutesPart() == 0 ? d.toHours() + " h" : d.toMinutes() + " min";
  }
}

package io.soakgate.takeover;

import io.soakgate.action.ByHand;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Watch;
import io.soakgate.target.Folders;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is left to do in one environment, as lines of Markdown and files. */
final class EnvironmentPages {
  private final Known known;
  private final Environment environment;
  private final Reach reach;
  private final Hand hand;
  private final BackupByHand backups;
  private final Sheets sheets;
  private final Typed typed;
  private final BackPages back;

  EnvironmentPages(
      Known known,
      Environment environment,
      Reach reach,
      Hand hand,
      Folders folders,
      Sheets sheets) {
    this.known = known;
    this.environment = environment;
    this.reach = reach;
    this.hand = hand;
    this.sheets = sheets;
    this.typed = new Typed(environment, hand, sheets);
    this.backups = new BackupByHand(known, environment, typed.variable(), folders.backups());
    this.back = new BackPages(known, environment, reach, hand, backups, sheets, typed);
  }

  String name() {
    return environment.name();
  }

  /** What people put into the environment variable that stands for the target; no secrets. */
  String export() {
    Target t = reach.target();
    return "export "
        + typed.variable()
        + "="
        + (t == null
            ? "\"service=" + environment.target() + "\""
            : "\"host=%s port=%d dbname=%s user=%s\""
                .formatted(t.host(), t.port(), t.database(), t.user()));
  }

  /** One line per change: how it stands. */
  List<String> state() {
    List<String> lines = new ArrayList<>();
    if (!reach.reached()) {
      lines.add(
          "> **Target `" + environment.target() + "` cannot be reached**: " + reach.silence());
      lines.add("> What stands below is from the snapshot; the files ask the ledger themselves.");
      lines.add("");
    }
    lines.add("| change | ledger | history |");
    lines.add("|---|---|---|");
    for (Change change : changes()) {
      String ledger =
          reach.reached()
              ? reach.of(change.name()).map(Progress::words).orElse("not begun")
              : "unknown";
      String history =
          known
              .history(name(), change.name())
              .map(e -> e.outcome() + ": " + cell(e.words()))
              .orElse("nothing");
      lines.add("| " + change.name() + " | " + ledger + " | " + history + " |");
    }
    return lines;
  }

  /** What is left, in order; empty when nothing is. */
  List<String> left() throws Exception {
    List<String> lines = new ArrayList<>();
    boolean changed = changes().stream().allMatch(this::applied);
    if (changed && known.past(environment)) {
      return lines;
    }
    if (!changed) {
      before(lines);
    }
    for (Change change : changes()) {
      if (!applied(change)) {
        apply(lines, change);
      }
    }
    for (Change change : changes()) {
      if (change.temporary() && !ended(change)) {
        end(lines, change);
      }
    }
    moment(lines, Moment.AFTER);
    moment(lines, Moment.RELEASED);
    for (Watch watch : environment.watches(false)) {
      lines.add(
          "Watch `%s` for %s: look at its %d rules (in the plan) by hand or in your monitoring."
              .formatted(watch.name(), words(watch), watch.rules().size()));
      moment(lines, watch.name());
    }
    moment(lines, Moment.END);
    return lines;
  }

  private static String words(Watch watch) {
    long minutes = watch.length().toMinutes();
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
  }

  private void before(List<String> lines) throws Exception {
    if (changes().stream().noneMatch(c -> reach.carries(c.name()))) {
      moment(lines, Moment.ANNOUNCED);
      moment(lines, Moment.GO);
      if (environment.window() != null) {
        lines.add(
            "Wait for the window: "
                + environment.window().from()
                + " to "
                + environment.window().to()
                + " "
                + environment.window().zone()
                + ".");
      }
      if (environment.backup() != null) {
        Optional<String> taken = known.backup(name());
        lines.add(
            taken.isPresent()
                ? "Backup: taken, " + taken.get()
                : "Take the backup:\n\n" + backups.take());
      }
      moment(lines, Moment.BEFORE);
    }
    if (reach.reached() && !reach.ledger()) {
      String file = sheets.next(name() + "-ledger");
      sheets.write(file, LedgerSchema.byHand());
      lines.add("Make the ledger, so that Soakgate finds what you did:\n\n" + typed.psql(file));
    }
  }

  private void apply(List<String> lines, Change change) throws Exception {
    typed.checks(lines, "before-" + change.name(), change.before());
    String file = sheets.next(name() + "-" + change.name());
    ByHand apply =
        hand.action(
            environment,
            change.name(),
            Purpose.APPLY,
            change.apply(),
            List.of(),
            reach.asked(),
            Typed.said(file));
    String title =
        "Change **" + change.name() + "**: " + Typed.first(change.apply()) + apply.words();
    if (apply.psql() == null) {
      lines.add(title);
    } else {
      sheets.write(file, apply.psql());
      lines.add(title + "\n\n" + typed.psql(file));
    }
    typed.checks(lines, "verify-" + change.name(), change.verify());
  }

  private void end(List<String> lines, Change change) throws Exception {
    lines.add(
        "Change **"
            + change.name()
            + "** is temporary: take it back before `after`. The file for that is written once the"
            + " ledger shows it as applied");
    for (Spec action : change.undo()) {
      back.step(
          lines, new BackPages.Sheet("", sheets, new Way(List.of())), change.name(), true, action);
    }
    typed.checks(lines, "undone-" + change.name(), change.undone());
  }

  /** A temporary change that was there and is gone. */
  private boolean ended(Change change) {
    return change.temporary()
        && reach.of(change.name()).isPresent()
        && !reach.carries(change.name());
  }

  private void moment(List<String> lines, String moment) throws Exception {
    typed.checks(lines, moment, environment.checksAt(moment));
    GateRule gate = environment.gateAt(moment);
    if (gate == null) {
      return;
    }
    Optional<String> agreed = known.agreed(name(), moment);
    lines.add(
        agreed.isPresent()
            ? "Gate `" + moment + "`: given, " + agreed.get()
            : "Gate `"
                + moment
                + "`: ask **"
                + String.join("**, **", gate.roles())
                + "** and write down who agreed and when. Each role is another person.");
  }

  /** How it goes back, option by option; empty when there is nothing to take back. */
  List<String> back() throws Exception {
    return back.lines();
  }

  private boolean applied(Change change) {
    return reach.reached()
        ? reach.applied(change.name()) || ended(change)
        : known.history(name(), change.name()).filter(e -> e.outcome().equals("ok")).isPresent();
  }

  private List<Change> changes() {
    return known.kept().plan().changesIn(name());
  }

  private static String cell(String text) {
    String line = text.replaceAll("\\s+", " ").replace("|", "\\|");
    return line.length() <= 120 ? line : line.substring(0, 119) + "…";
  }
}

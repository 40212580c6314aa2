package io.soakgate.takeover;

import io.soakgate.action.ByHand;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.plan.Change;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.plan.Watch;
import io.soakgate.target.Folders;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import io.soakgate.verdict.RollbackOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is left to do in one environment and how it goes back, as lines of Markdown and files. */
final class EnvironmentPages {
  private final Known known;
  private final Environment environment;
  private final Reach reach;
  private final Hand hand;
  private final BackupByHand backups;
  private final Sheets sheets;
  private final String variable;

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
    this.variable = environment.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    this.backups = new BackupByHand(known, environment, variable, folders.backups());
  }

  String name() {
    return environment.name();
  }

  /** What people put into the environment variable that stands for the target; no secrets. */
  String export() {
    Target t = reach.target();
    return "export "
        + variable
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
      lines.add("Make the ledger, so that Soakgate finds what you did:\n\n" + psql(file));
    }
  }

  private void apply(List<String> lines, Change change) throws Exception {
    checks(lines, "before-" + change.name(), change.before());
    String file = sheets.next(name() + "-" + change.name());
    ByHand apply =
        hand.action(
            environment,
            change.name(),
            Purpose.APPLY,
            change.apply(),
            List.of(),
            reach.asked(),
            said(file));
    String title = "Change **" + change.name() + "**: " + first(change.apply()) + apply.words();
    if (apply.psql() == null) {
      lines.add(title);
    } else {
      sheets.write(file, apply.psql());
      lines.add(title + "\n\n" + psql(file));
    }
    checks(lines, "verify-" + change.name(), change.verify());
  }

  private void end(List<String> lines, Change change) throws Exception {
    lines.add(
        "Change **"
            + change.name()
            + "** is temporary: take it back before `after`. The file for that is written once the"
            + " ledger shows it as applied");
    for (Spec action : change.undo()) {
      step(lines, new Sheet("", sheets, new Way(List.of())), change.name(), true, action);
    }
    checks(lines, "undone-" + change.name(), change.undone());
  }

  /** A temporary change that was there and is gone. */
  private boolean ended(Change change) {
    return change.temporary()
        && reach.of(change.name()).isPresent()
        && !reach.carries(change.name());
  }

  private void moment(List<String> lines, String moment) throws Exception {
    checks(lines, moment, environment.checksAt(moment));
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

  private void checks(List<String> lines, String moment, List<Check> checks) throws Exception {
    List<Check> here = checks.stream().filter(c -> c.appliesIn(name())).toList();
    here.stream()
        .filter(Check::attested)
        .forEach(c -> lines.add("Have confirmed by " + c.shownTo() + ": " + text(c)));
    List<Check> seen = here.stream().filter(c -> !c.attested()).toList();
    if (seen.isEmpty()) {
      return;
    }
    String file = "checks/" + Sheets.plain(name() + "-" + moment) + ".sql";
    sheets.write(file, hand.checks(environment, seen));
    StringBuilder words = new StringBuilder("Checks `" + moment + "`:\n\n");
    words.append("    psql -X -d \"$").append(variable).append("\" -f ").append(file).append('\n');
    seen.forEach(
        c -> words.append("\n   - [ ] ").append(c.name()).append(": ").append(Hand.expected(c)));
    lines.add(words.toString());
  }

  private static String text(Check check) {
    return check.probe().with().isTextual() ? check.probe().with().asText() : check.name();
  }

  /** How it goes back, option by option; empty when there is nothing to take back. */
  List<String> back() throws Exception {
    List<String> applied = changes().stream().map(Change::name).filter(reach::carries).toList();
    List<String> lines = new ArrayList<>();
    if (applied.isEmpty()) {
      return lines;
    }
    Plan plan = known.kept().plan();
    List<String> options = new ArrayList<>(List.of(Rollback.EVERYTHING));
    plan.rollbacks().forEach(r -> options.add(r.name()));
    for (String option : options) {
      for (Way way : Way.of(plan, option)) {
        option(lines, option, way, applied);
      }
    }
    return lines;
  }

  private void option(List<String> lines, String option, Way way, List<String> applied)
      throws Exception {
    lines.add("#### " + name() + ": " + option + way.words() + "\n");
    Plan plan = known.kept().plan();
    Way.mind(plan, name(), option).forEach(m -> lines.add("- " + m));
    List<Step> steps = RollbackOrder.of(plan, option, applied);
    String folder = "rollback/" + Sheets.plain(name() + "-" + option + way.words()) + "/";
    Sheets numbers = new Sheets(null);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Change change = step.change() == null ? null : plan.change(step.change());
      String subject = change == null ? "rollback/" + option + "/" + (i + 1) : change.name();
      for (Spec action : change == null ? List.of(step.action()) : change.undo()) {
        step(lines, new Sheet(folder, numbers, way), subject, change != null, action);
      }
    }
    RollbackOrder.stays(plan, option, applied).forEach(c -> lines.add("- stays: change " + c));
    Rollback named = plan.rollback(option);
    List<String> checks = new ArrayList<>();
    checks(checks, "rollback-" + option, named == null ? List.of() : named.checks());
    checks.forEach(c -> lines.add("- " + c));
    lines.add("");
  }

  /** Where a step of an option is written, and what was chosen for it. */
  private record Sheet(String folder, Sheets numbers, Way way) {}

  private void step(List<String> lines, Sheet sheet, String subject, boolean undo, Spec action)
      throws Exception {
    if (action.kind().equals("restore")) {
      lines.add("- restore the backup:\n\n" + backups.restore());
      return;
    }
    String file = sheet.folder() + sheet.numbers().next(subject);
    Purpose purpose = undo ? Purpose.UNDO : Purpose.STEP;
    ByHand back =
        hand.action(
            environment, subject, purpose, action, sheet.way().chosen(), reach.asked(), said(file));
    if (back.psql() == null) {
      lines.add("- " + subject + ": " + first(action) + back.words());
      return;
    }
    sheets.write(file, back.psql());
    lines.add("- undo **" + subject + "**: " + first(action) + back.words() + "\n\n" + psql(file));
  }

  /** Whom to ask before an action. */
  private static String first(Spec action) {
    Terms terms = Terms.of(action);
    return terms.asks()
        ? "ask **" + String.join("**, **", terms.approve()) + "**, leave it out when one says no; "
        : "";
  }

  private boolean applied(Change change) {
    return reach.reached()
        ? reach.applied(change.name()) || ended(change)
        : known.history(name(), change.name()).filter(e -> e.outcome().equals("ok")).isPresent();
  }

  private List<Change> changes() {
    return known.kept().plan().changesIn(name());
  }

  private static String said(String file) {
    return file.replaceFirst("\\.sql$", ".said");
  }

  private String psql(String file) {
    return "    psql -X -v ON_ERROR_STOP=1 -d \"$%s\" -f %s 2> %s || cat %s\n"
        .formatted(variable, file, said(file), said(file));
  }

  private static String cell(String text) {
    String line = text.replaceAll("\\s+", " ").replace("|", "\\|");
    return line.length() <= 120 ? line : line.substring(0, 119) + "…";
  }
}

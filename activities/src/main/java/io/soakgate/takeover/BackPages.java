package io.soakgate.takeover;

import io.soakgate.action.ByHand;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.RollbackOrder;
import java.util.ArrayList;
import java.util.List;

/** How one environment goes back, as lines of Markdown and files. */
final class BackPages {
  private final Known known;
  private final Environment environment;
  private final Reach reach;
  private final Hand hand;
  private final BackupByHand backups;
  private final Sheets sheets;
  private final Typed typed;

  BackPages(
      Known known,
      Environment environment,
      Reach reach,
      Hand hand,
      BackupByHand backups,
      Sheets sheets,
      Typed typed) {
    this.known = known;
    this.environment = environment;
    this.reach = reach;
    this.hand = hand;
    this.backups = backups;
    this.sheets = sheets;
    this.typed = typed;
  }

  /** How it goes back, option by option; empty when there is nothing to take back. */
  List<String> lines() throws Exception {
    List<String> applied =
        known.kept().plan().changesIn(environment.name()).stream()
            .map(Change::name)
            .filter(reach::carries)
            .toList();
    List<String> lines = new ArrayList<>();
    if (applied.isEmpty()) {
      return lines;
    }
    Plan plan = known.kept().plan();
    for (String option : plan.options()) {
      for (Way way : Way.of(plan, option)) {
        option(lines, option, way, applied);
      }
    }
    return lines;
  }

  private void option(List<String> lines, String option, Way way, List<String> applied)
      throws Exception {
    lines.add("#### " + environment.name() + ": " + option + way.words() + "\n");
    Plan plan = known.kept().plan();
    Way.mind(plan, environment.name(), option).forEach(m -> lines.add("- " + m));
    List<Step> steps = RollbackOrder.of(plan, option, applied);
    String folder =
        "rollback/" + Sheets.plain(environment.name() + "-" + option + way.words()) + "/";
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
    typed.checks(checks, "rollback-" + option, named == null ? List.of() : named.checks());
    checks.forEach(c -> lines.add("- " + c));
    lines.add("");
  }

  /** Where a step of an option is written, and what was chosen for it. */
  record Sheet(String folder, Sheets numbers, Way way) {}

  void step(List<String> lines, Sheet sheet, String subject, boolean undo, Spec action)
      throws Exception {
    if (action.kind().equals("restore")) {
      lines.add("- restore the backup:\n\n" + backups.restore());
      return;
    }
    String file = sheet.folder() + sheet.numbers().next(subject);
    Purpose purpose = undo ? Purpose.UNDO : Purpose.STEP;
    ByHand back =
        hand.action(
            environment,
            subject,
            purpose,
            action,
            sheet.way().chosen(),
            reach.asked(),
            Typed.said(file));
    if (back.psql() == null) {
      lines.add("- " + subject + ": " + Typed.first(action) + back.words());
      return;
    }
    sheets.write(file, back.psql());
    lines.add(
        "- undo **"
            + subject
            + "**: "
            + Typed.first(action)
            + back.words()
            + "\n\n"
            + typed.psql(file));
  }
}

package io.soakgate.deployment.walk.change;

import io.soakgate.deployment.DrillActivity.Lap;
import io.soakgate.deployment.DrillStory;
import io.soakgate.deployment.DrillStory.Certificate;
import io.soakgate.deployment.DrillStory.Grade;
import io.soakgate.deployment.DrillStory.Way;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Change;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Toll;
import io.soakgate.verdict.Declared;
import io.soakgate.verdict.RollbackOrder;
import java.util.ArrayList;
import java.util.List;

/** What the laps of a drill are worth, held against what the plan declares. */
final class Graded {
  private static final int SHOWN = 20;
  private static final int IN_WORDS = 5;

  private Graded() {}

  /** The certificate of a change. */
  static Certificate change(Change change, List<Lap> laps) {
    Lap apply = laps.get(0);
    Lap undo = laps.size() > 1 ? laps.get(1) : null;
    Lap last = laps.get(laps.size() - 1);
    boolean again = last.leg().equals("again") && last.failed() != null;
    if (last.failed() != null && !(again && keeps(change, undo))) {
      String leg = again ? "apply again after its undo" : last.leg();
      return certificate(change, Grade.BROKEN, leg + " failed: " + last.failed(), laps);
    }
    String applied = "applied in " + DrillStory.seconds(apply.took());
    if (!apply.left().isEmpty()) {
      return certificate(change, Grade.NOT_DRILLED, String.join("; ", apply.left()), laps);
    }
    if (undo == null) {
      return certificate(change, Grade.IRREVERSIBLE, change.irreversible() + "; " + applied, laps);
    }
    Found found = Found.of(undo, List.of(change.toll()));
    if (!undo.left().isEmpty() && found.grade() != Grade.EXACT) {
      return certificate(change, Grade.NOT_DRILLED, String.join("; ", undo.left()), laps);
    }
    String took = applied + ", taken back in " + DrillStory.seconds(undo.took());
    String not = again ? "; cannot be applied again on what stays: " + first(last.failed()) : "";
    return certificate(change, found.grade(), found.words(took) + not, laps);
  }

  /** Whether what an undo left is what the plan keeps on purpose. */
  private static boolean keeps(Change change, Lap undo) {
    return Found.of(undo, List.of(change.toll())).grade() == Grade.LOSSY
        && !change.toll().keeps().isEmpty();
  }

  private static String first(String failed) {
    return Words.cut(failed.lines().findFirst().orElse(""), 160);
  }

  private static Certificate certificate(Change change, Grade grade, String words, List<Lap> laps) {
    Lap apply = laps.get(0);
    Lap undo = laps.size() > 1 ? laps.get(1) : null;
    List<String> left = new ArrayList<>();
    laps.forEach(lap -> lap.left().stream().filter(l -> !left.contains(l)).forEach(left::add));
    Certificate bare =
        new Certificate(
            change.name(),
            grade,
            words,
            undo == null ? List.of() : shown(undo.differences()),
            apply.took(),
            undo == null ? null : undo.took(),
            apply.locks(),
            apply.rewritten(),
            left);
    boolean drilled = grade != Grade.BROKEN && grade != Grade.NOT_DRILLED;
    return drilled ? with(bare, words + "; " + costs(bare)) : bare;
  }

  private static String costs(Certificate c) {
    return c.lockWords()
        + (c.rewritten().isEmpty() ? "" : "; writes anew " + Words.list(c.rewritten()));
  }

  private static Certificate with(Certificate c, String words) {
    return new Certificate(
        c.change(),
        c.grade(),
        words,
        c.differences(),
        c.apply(),
        c.undo(),
        c.locks(),
        c.rewritten(),
        c.left());
  }

  /** How a rollback option went after all of these changes. */
  static Way way(Plan plan, String option, List<String> applied, Lap lap, int acts) {
    if (lap.failed() != null) {
      return way(option, Grade.BROKEN, "failed: " + lap.failed(), lap);
    }
    if (acts > 0 && lap.left().size() == acts) {
      return way(option, Grade.NOT_DRILLED, String.join("; ", lap.left()), lap);
    }
    String took = "took " + DrillStory.seconds(lap.took());
    List<String> stays = RollbackOrder.stays(plan, option, applied);
    if (!stays.isEmpty()) {
      return way(option, Grade.PARTIAL, took + "; stays: " + Words.list(stays), lap);
    }
    Found found = Found.of(lap, tolls(plan, option, applied));
    return way(option, found.grade(), found.words(took), lap);
  }

  private static Way way(String option, Grade grade, String words, Lap lap) {
    boolean ran = grade != Grade.NOT_DRILLED;
    String left = lap.left().isEmpty() || !ran ? "" : "; steps left out: " + lap.left().size();
    return new Way(
        option,
        grade,
        words + left,
        grade == Grade.PARTIAL ? List.of() : shown(lap.differences()),
        ran ? lap.took() : null,
        ran ? lap.fingerprint() : null,
        lap.left());
  }

  private static List<Toll> tolls(Plan plan, String option, List<String> applied) {
    List<Toll> tolls = new ArrayList<>();
    Rollback named = plan.rollback(option);
    if (named != null) {
      tolls.add(named.toll());
    }
    RollbackOrder.of(plan, option, applied).stream()
        .filter(step -> step.change() != null)
        .forEach(step -> tolls.add(plan.change(step.change()).toll()));
    return tolls;
  }

  private static List<String> shown(List<String> lines) {
    return lines.size() <= SHOWN ? lines : lines.subList(0, SHOWN);
  }

  /** What a way back left different, and whether the plan says so. */
  private record Found(Grade grade, List<String> forgotten, int differ, boolean more) {

    static Found of(Lap lap, List<Toll> tolls) {
      int differ = lap.differences().size() + lap.more();
      List<String> forgotten = Declared.forgotten(lap.differences(), tolls);
      // What was not told cannot be held against what the plan says.
      boolean broken = !forgotten.isEmpty() || lap.more() > 0;
      Grade grade = differ == 0 ? Grade.EXACT : broken ? Grade.BROKEN : Grade.LOSSY;
      return new Found(grade, forgotten, differ, lap.more() > 0);
    }

    String words(String took) {
      return switch (grade) {
        case EXACT -> took;
        case LOSSY ->
            took
                + "; "
                + (differ == 1 ? "1 difference, declared" : differ + " differences, all declared");
        default ->
            "left what the plan does not declare: "
                + String.join("; ", forgotten.subList(0, Math.min(IN_WORDS, forgotten.size())))
                + (forgotten.size() > IN_WORDS
                    ? "; and " + (forgotten.size() - IN_WORDS) + " more"
                    : "")
                + (more ? "; more than can be told" : "");
      };
    }
  }

  /** One that cannot be had where it is drilled. */
  static Way lacking(String option, String why) {
    return new Way(option, Grade.NOT_DRILLED, why, List.of(), null, null, List.of());
  }
}

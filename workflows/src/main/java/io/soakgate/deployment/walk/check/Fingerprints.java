package io.soakgate.deployment.walk.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.util.List;

/** Takes the fingerprint of an environment before its first change, and after all is over. */
public final class Fingerprints {
  private static final Spec PROBE =
      new Spec("fingerprint", JsonNodeFactory.instance.objectNode(), "built-in");

  private static final int TOLD = 10;

  private final Looking looking;
  private final Chronicle chronicle;

  public Fingerprints(Looking looking, Chronicle chronicle) {
    this.looking = looking;
    this.chronicle = chronicle;
  }

  /** What a rollback is proven by; it must be seen, so a blind probe waits for a person. */
  public void before(Stage stage) {
    stage.before(digest(looking.see(stage, null, PROBE, "fingerprint before")));
    chronicle.note(stage.name(), "fingerprint", "check", "ok", "before: " + stage.before());
  }

  /** At the end of the walk: what the change made of the database. */
  public void end(Stage stage) {
    Measurement seen = looking.look(stage, null, PROBE, "fingerprint after");
    stage.after(digest(seen), differences(seen));
    String words = "after: " + (stage.after() == null ? seen.blind() : stage.after());
    chronicle.note(
        stage.name(), "fingerprint", "check", stage.after() == null ? "inconclusive" : "ok", words);
  }

  /**
   * After a rollback: whether it is what it was before.
   *
   * @param keeps what the plan says stays behind, in its words
   */
  public void after(Stage stage, List<String> keeps) {
    end(stage);
    if (stage.after() != null && stage.after().equals(stage.before())) {
      chronicle.note(
          stage.name(), "fingerprint", "rollback", "ok", "equals the one from before the change");
    } else {
      chronicle.warn(
          stage.name(),
          "fingerprint",
          "after the rollback "
              + stage.after()
              + ", before the change "
              + stage.before()
              + (keeps.isEmpty()
                  ? ": compare what the report says of both"
                  : ": the plan keeps " + String.join("; ", keeps) + ", see that it is no more")
              + told(stage.differences()));
    }
  }

  /** Below the first line of its note a fingerprint tells how it differs from the first. */
  private static List<String> differences(Measurement seen) {
    return seen.note() == null ? List.of() : seen.note().lines().skip(1).toList();
  }

  private static String told(List<String> differences) {
    if (differences.isEmpty()) {
      return "";
    }
    String more = differences.size() > TOLD ? "; and more in the report" : "";
    return ". " + String.join("; ", differences.stream().limit(TOLD).toList()) + more;
  }

  private static String digest(Measurement seen) {
    return seen.values().stream()
        .filter(v -> v.text() != null)
        .map(Value::text)
        .findFirst()
        .orElse(null);
  }
}

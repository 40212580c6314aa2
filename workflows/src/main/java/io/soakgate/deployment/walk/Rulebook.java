package io.soakgate.deployment.walk;

import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Environment;
import io.soakgate.verdict.Gate.Holder;
import java.util.stream.Collectors;

/** The rules that were in force when a deployment was admitted, for the story and the audit. */
record Rulebook(Admitted admitted) {
  private static final int SHOWN = 12;

  void note(Chronicle chronicle) {
    chronicle.note(null, "roles", "policy", "ok", roles());
    for (Environment environment : admitted.plan().environments()) {
      AdmittedTarget target = admitted.target(environment.target());
      chronicle.note(
          environment.name(),
          "policy",
          "policy",
          "ok",
          "policy %s of %s: %s"
              .formatted(
                  shortened(target.policyDigest()),
                  target.target(),
                  String.join("; ", target.policy().lines())));
    }
  }

  private String roles() {
    return "people "
        + shortened(admitted.people())
        + ": "
        + admitted.holders().stream().map(Rulebook::words).collect(Collectors.joining("; "));
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(SHOWN, digest.length()));
  }

  private static String words(Holder holder) {
    return holder.role() + ": " + Words.list(holder.people());
  }
}

package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.IdentityActivity.Identified;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Role;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Policy;
import java.util.List;

/**
 * Who may command a deployment where it is now. Pausing and logging an issue is everybody's: they
 * only make it wait or look longer.
 */
public final class Authority {
  private Authority() {}

  /** The refusal, or null when the command may be taken. */
  public static Answer refusal(Command command, Identified who, Stage stage) {
    if (command.act().harmless() || stage == null) {
      return null;
    }
    Policy policy = stage.target().policy();
    if (!policy.trusts(command.source())) {
      return refused(untrusted(stage, policy, command.source()));
    }
    if (policy.signatures() && !who.proof().verified()) {
      return refused(
          "nothing proves that this is %s (%s), and %s takes %s only signed; pause works unsigned"
              .formatted(command.by(), who.proof().why(), stage.name(), command.act().word()));
    }
    List<String> roles = roles(stage, policy);
    boolean open = !policy.signatures() && policy.commands().isEmpty();
    return open || holds(command.by(), roles, who.holders())
        ? null
        : refused(
            "%s holds none of %s, and %s takes %s from nobody else; pause works for everybody"
                .formatted(command.by(), Words.list(roles), stage.name(), command.act().word()));
  }

  /** Why a source is not heard, and what is. */
  public static String untrusted(Stage stage, Policy policy, String source) {
    return "%s hears only what comes from %s, and this came from %s; decide there"
        .formatted(
            stage.name(), Words.list(policy.sources()), source == null ? Policy.UNSAID : source);
  }

  private static List<String> roles(Stage stage, Policy policy) {
    return policy.commands().isEmpty()
        ? stage.admitted().plan().roles().stream().map(Role::name).toList()
        : policy.commands();
  }

  private static boolean holds(String by, List<String> roles, List<Holder> holders) {
    return holders.stream()
        .filter(h -> roles.contains(h.role()))
        .flatMap(h -> h.people().stream())
        .anyMatch(p -> p.equalsIgnoreCase(by.strip()));
  }

  private static Answer refused(String words) {
    return new Answer(false, "refused: " + words);
  }
}

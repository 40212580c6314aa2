package io.soakgate.admission;

import io.soakgate.deployment.AdmitActivity.Holder;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Plan;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Gate;
import java.util.List;

/** Whether the gates of a plan can open, with the people this worker knows (B-38, B-39). */
record RoleHolders(List<Holder> holders) {

  void refuse(Plan plan, Problems problems) {
    List<String> asked = AskedRoles.of(plan);
    asked.stream().filter(r -> people(List.of(r)).isEmpty()).forEach(r -> nobody(r, problems));
    plan.environments()
        .forEach(e -> AskedRoles.gates(plan, e).forEach(gate -> tooFew(e, gate, problems)));
  }

  private static void nobody(String role, Problems problems) {
    problems.add(
        "roles",
        "nobody holds the role " + role,
        "its gate could never open",
        "name people for it under roles in the worker's configuration");
  }

  private void tooFew(Environment environment, GateRule gate, Problems problems) {
    List<Gate.Holder> people =
        holders.stream().map(h -> new Gate.Holder(h.role(), h.people())).toList();
    boolean each = gate.roles().stream().noneMatch(r -> people(List.of(r)).isEmpty());
    if (each && !Gate.canOpen(gate.roles(), people)) {
      List<String> all = people(gate.roles());
      problems.add(
          "roles",
          "gate %s of %s asks for %d people (%s)"
              .formatted(
                  gate.moment(),
                  environment.name(),
                  gate.roles().size(),
                  String.join(", ", gate.roles())),
          "each role is given by another person, and they are held by %d (%s)"
              .formatted(all.size(), String.join(", ", all)),
          "name more people under roles in the worker's configuration, or ask fewer roles");
    }
  }

  private List<String> people(List<String> roles) {
    return holders.stream()
        .filter(h -> roles.contains(h.role()))
        .flatMap(h -> h.people().stream())
        .distinct()
        .toList();
  }
}

package io.soakgate.starter;

import io.soakgate.deployment.Approval;
import java.util.List;
import picocli.CommandLine.Option;

/** Which gate a decision is for; what is not named is the open gate's. */
final class Gate {
  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "the role to decide as (default: the first missing one that NAME holds)")
  private String role;

  @Option(names = "--environment", paramLabel = "NAME", description = "pin the environment")
  private String environment;

  @Option(names = "--gate", paramLabel = "MOMENT", description = "pin the gate: go, end …")
  private String moment;

  @Option(names = "--attempt", paramLabel = "N", description = "pin the gate's attempt")
  private Integer attempt;

  @Option(
      names = "--digest",
      paramLabel = "HEX",
      description = "pin the plan digest that was looked at, 12 or more characters")
  private String digest;

  Approval decision(String by, List<String> attest, String reason) {
    return new Approval(by, role, environment, moment, attempt, digest, attest, reason, "cli");
  }
}

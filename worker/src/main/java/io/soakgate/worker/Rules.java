package io.soakgate.worker;

import io.soakgate.audit.InForce;
import io.soakgate.identity.People;
import io.soakgate.identity.PublicKeyLine;
import io.soakgate.target.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Tells the audit which role map and policies this worker goes by, where they are new. */
final class Rules {
  private Rules() {}

  /**
   * Compares with what the store says was in force.
   *
   * @throws IllegalStateException when the store does not take it: a worker whose rules are not in
   *     the audit serves nobody
   */
  static void record(Configuration configuration) {
    InForce inForce = new InForce(configuration.store(), who());
    Instant now = Instant.now();
    People people = configuration.people();
    try {
      inForce.record("roles", people.digest(), people.lines(), now);
      for (Target target : configuration.targets().list()) {
        List<String> lines = target.policy().lines();
        String digest = PublicKeyLine.sha256(String.join("\n", lines));
        inForce.record("policy of " + target.name(), digest, lines, now);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Soakgate's own database does not take the rules of this worker", e);
    }
  }

  private static String who() {
    return System.getProperty("user.name")
        + " on "
        + host()
        + " (process "
        + ProcessHandle.current().pid()
        + ")";
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "a machine without a name";
    }
  }
}

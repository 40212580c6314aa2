package io.soakgate.identity;

import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.RollbackRequest;
import io.soakgate.deployment.Signature;
import io.soakgate.deployment.StartRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes that a decision or a command is signed over ({@code docs/identity.md}): a line that
 * says what it is, then every field in one fixed order, each with its length, so that nothing can
 * be moved from one field into another.
 */
public final class SignedBytes {
  private static final String DECISION = "soakgate-decision-v1";
  private static final String START = "soakgate-start-v1";
  private static final String ROLLBACK = "soakgate-rollback-v1";
  private static final String COMMAND = "soakgate-command-v1";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private SignedBytes(String what) {
    raw(what + "\n");
  }

  /**
   * A decision at a gate.
   *
   * @param verb {@code approve}, {@code reject} or {@code revoke}
   * @param deployment the workflow id it is for
   * @param signature its {@code run} and {@code issued} are part of what is signed
   */
  public static byte[] of(String verb, String deployment, Approval a, Signature signature) {
    return new SignedBytes(DECISION)
        .field("verb", verb)
        .field("deployment", deployment)
        .field("run", signature.run())
        .field("environment", a.environment())
        .field("gate", a.gate())
        .field("attempt", a.attempt() == null ? null : a.attempt().toString())
        .field("digest", a.digest())
        .field("role", a.role())
        .field("by", a.by())
        .list("attest", a.attest())
        .field("reason", a.reason())
        .field("source", a.source())
        .field("issued", signature.issued())
        .bytes
        .toByteArray();
  }

  /** A command. */
  public static byte[] of(String deployment, Command c, Signature signature) {
    return new SignedBytes(COMMAND)
        .field("act", c.act().word())
        .field("deployment", deployment)
        .field("run", signature.run())
        .field("by", c.by())
        .field("reason", c.reason())
        .field("option", c.option())
        .field("change", c.change())
        .field("statement", c.statement() == null ? null : c.statement().toString())
        .field("as", c.as())
        .field("check", c.check())
        .field("severity", c.noted().severity())
        .field("resolution", c.noted().resolution())
        .field("lost", c.noted().lost())
        .field("notes", c.noted().notes())
        .field("resolves", c.noted().resolves() == null ? null : c.noted().resolves().toString())
        .field("source", c.source())
        .field("issued", signature.issued())
        .some("choose", c.chosen())
        .some("question", c.question())
        .bytes
        .toByteArray();
  }

  /** A start; there is no run yet. */
  public static byte[] of(String deployment, StartRequest s, Signature signature) {
    SignedBytes signed =
        new SignedBytes(START)
            .field("deployment", deployment)
            .field("plan", s.plan())
            .field("by", s.by());
    if (s.mode() != null) { // what was signed before there were modes stays valid
      signed.field("mode", s.mode());
    }
    return signed.field("issued", signature.issued()).bytes.toByteArray();
  }

  /**
   * The start of a rollback after an ending; there is no run yet.
   *
   * @param workflow its own workflow id
   */
  public static byte[] of(String workflow, RollbackRequest r, Signature signature) {
    return new SignedBytes(ROLLBACK)
        .field("workflow", workflow)
        .field("deployment", r.deployment())
        .field("option", r.option())
        .field("by", r.by())
        .field("reason", r.reason())
        .field("environment", r.environment())
        .list("choose", r.chosen())
        .field("source", r.source())
        .field("issued", signature.issued())
        .bytes
        .toByteArray();
  }

  /** Nothing at all when there are none, as before there were any. */
  private SignedBytes some(String name, List<String> items) {
    return items.isEmpty() ? this : list(name, items);
  }

  private SignedBytes some(String name, Integer number) {
    return number == null ? this : field(name, number.toString());
  }

  private SignedBytes list(String name, List<String> items) {
    List<String> all = items == null ? List.of() : items;
    raw(name + " " + all.size() + "\n");
    all.forEach(item -> field("item", item));
    return this;
  }

  private SignedBytes field(String name, String value) {
    if (value == null) {
      raw(name + " -\n");
      return this;
    }
    raw(name + " " + value.getBytes(StandardCharsets.UTF_8).length + "\n");
    raw(value + "\n");
    return this;
  }

  private void raw(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}

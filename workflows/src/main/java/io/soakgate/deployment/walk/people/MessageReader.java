package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Command.Note;
import io.soakgate.deployment.RollbackRequest;
import io.soakgate.deployment.Signature;
import io.soakgate.deployment.StartRequest;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.common.converter.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what people send, strictly, and says everything that is wrong with it at once (decision 2).
 */
public final class MessageReader {
  private static final String JSON = "json/plain";
  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
  private static final int NAME = 100;
  private static final int ID = 1_000;
  private static final int TEXT = 1_000;
  private static final List<String> AS = List.of("done", "skipped");

  private MessageReader() {}

  /** The start input; empty (and problems) when it cannot be taken. */
  public static Optional<StartRequest> start(RawValue raw, Problems problems) {
    Optional<Node> node = node("input", "{\"plan\": \"menuca-v3\"}", raw, problems);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    String plan = node.get().required("plan").map(n -> text(n, NAME)).orElse(null);
    String by = text(node.get(), "by", NAME);
    String mode = text(node.get(), "mode", NAME);
    Signature signature = signature(node.get());
    node.get().done();
    return problems.none()
        ? Optional.of(new StartRequest(plan, by, mode, signature))
        : Optional.empty();
  }

  /** The start of a rollback after an ending; empty (and problems) when it cannot be taken. */
  public static Optional<RollbackRequest> rollback(RawValue raw, Problems problems) {
    String example =
        "{\"deployment\": \"its id\", \"option\": \"everything\", \"by\": \"you\", \"reason\":"
            + " \"why\"}";
    Optional<Node> found = node("input", example, raw, problems);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Node node = found.get();
    RollbackRequest request =
        new RollbackRequest(
            node.required("deployment").map(n -> text(n, ID)).orElse(null),
            text(node, "option", NAME),
            text(node, "by", NAME),
            node.required("reason").map(n -> text(n, TEXT)).orElse(null),
            text(node, "environment", NAME),
            node.optional("choose").map(Node::texts).orElse(null),
            text(node, "source", NAME),
            signature(node));
    node.done();
    return problems.none() ? Optional.of(request) : Optional.empty();
  }

  /** An approval or a rejection. */
  public static Optional<Approval> approval(String name, RawValue raw, Problems problems) {
    String example = "{\"by\": \"you\", \"attest\": [\"all\"]}";
    Optional<Node> found = node(name, example, raw, problems);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Node node = found.get();
    String by = node.required("by").map(n -> text(n, NAME)).orElse(null);
    Approval approval =
        new Approval(
            by,
            text(node, "role", NAME),
            text(node, "environment", NAME),
            text(node, "gate", NAME),
            node.optional("attempt").map(n -> n.whole(1, 1_000)).orElse(null),
            text(node, "digest", NAME),
            node.optional("attest").map(Node::texts).orElse(List.of()),
            text(node, "reason", TEXT),
            text(node, "source", NAME),
            signature(node));
    node.done();
    if (name.equals("reject") && problems.none() && approval.reason() == null) {
      node.refuse("no reason", "a rejection says why", "add \"reason\"");
    }
    return problems.none() ? Optional.of(approval) : Optional.empty();
  }

  /** A command. */
  public static Optional<Command> command(RawValue raw, Problems problems) {
    String example = "{\"act\": \"pause\", \"by\": \"you\", \"reason\": \"why\"}";
    Optional<Node> found = node("command", example, raw, problems);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Node node = found.get();
    List<String> acts = Arrays.stream(Act.values()).map(Act::word).toList();
    String act = node.required("act").map(n -> n.oneOf(acts)).orElse(null);
    String by = node.required("by").map(n -> text(n, NAME)).orElse(null);
    String reason = text(node, "reason", TEXT);
    String option = text(node, "option", NAME);
    String source = text(node, "source", NAME);
    Signature signature = signature(node);
    String change = text(node, "change", NAME);
    Integer statement = node.optional("statement").map(n -> n.whole(1, 10_000_000)).orElse(null);
    String as = node.optional("as").map(n -> n.oneOf(AS)).orElse(null);
    String check = text(node, "check", NAME);
    Note note = node.optional("note").map(MessageReader::note).orElse(null);
    List<String> choose = node.optional("choose").map(Node::texts).orElse(List.of());
    Integer question =
        node.optional("question").map(n -> n.whole(Command.PAUSE, 10_000)).orElse(null);
    node.done();
    if (!problems.none()) {
      return Optional.empty();
    }
    Command command =
        new Command(
                Act.values()[acts.indexOf(act)],
                by,
                reason,
                option,
                source,
                change,
                statement,
                as,
                check,
                note,
                signature)
            .choosing(choose)
            .to(question);
    complete(node, command);
    return problems.none() ? Optional.of(command) : Optional.empty();
  }

  private static Note note(Node node) {
    Note note =
        new Note(
            node.optional("severity").map(n -> n.oneOf(SEVERITIES)).orElse(null),
            text(node, "resolution", TEXT),
            node.optional("lost").filter(n -> n.duration() != null).map(Node::text).orElse(null),
            node.optional("resolves").map(n -> n.whole(1, 1_000)).orElse(null),
            text(node, "notes", TEXT));
    if (node.isMapping()) {
      node.done();
    } else {
      node.keys();
    }
    return note;
  }

  private static void complete(Node node, Command c) {
    String act = c.act().word();
    if (c.reason() == null && c.act() != Act.RESUME && c.act() != Act.LOOK) {
      node.refuse("no reason", act + " is written into the report", "add \"reason\"");
    }
    if (c.act() == Act.RESOLVE && (c.change() == null || c.statement() == null || c.as() == null)) {
      node.refuse(
          "not said what is resolved",
          "a statement is named by its change and number, and is done or skipped",
          "add \"change\", \"statement\" and \"as\"");
    }
    if (c.act() == Act.ANSWER && c.option() == null) {
      node.refuse("not said which question", "the plan asks several", "add \"option\"");
    }
    if ((c.act() == Act.LOOK || c.act() == Act.DO) && c.option() == null) {
      node.refuse("not said what", "the plan names what can be asked for", "add \"option\"");
    }
    if (c.act() == Act.BREACH && c.option() == null) {
      node.refuse("not said which rule", "the rule says what a breach leads to", "add \"option\"");
    }
    if (c.act() == Act.SNOOZE && c.option() == null) {
      node.refuse(
          "not said which rule",
          "a rule is snoozed for a while, not all and not for ever",
          "add \"option\", such as \"slow/2h\"");
    }
    if (c.act() == Act.EXTEND && c.option() == null) {
      node.refuse(
          "not said which watch", "it lasts so much longer", "add \"option\", such as \"day/12h\"");
    }
    if (c.act() == Act.WINDOW && c.option() == null) {
      node.refuse(
          "not said which window",
          "it is picked by when it opens",
          "add \"option\", such as \"2026-11-22T02:00/3h\"");
    }
    if (c.act() == Act.WAIVE && c.check() == null) {
      node.refuse("not said which check", "one check is waived, not all", "add \"check\"");
    }
  }

  /**
   * Whether the payload can be read as a text at all; what is in it is answered, not rejected.
   *
   * @throws RuntimeException when it cannot
   */
  public static void readable(String name, RawValue raw) {
    if (raw != null && !isJson(raw.getPayload())) {
      throw new Unreadable(name + " " + notJson(raw.getPayload()) + "; send JSON");
    }
  }

  private static Optional<Node> node(
      String source, String example, RawValue raw, Problems problems) {
    String todo = "send one JSON object such as " + example;
    if (raw == null || raw.getPayload().getData().isEmpty()) {
      problems.add(source, "nothing was sent", "it says what is wanted", todo);
      return Optional.empty();
    }
    if (!isJson(raw.getPayload())) {
      problems.add(source, notJson(raw.getPayload()), "only JSON is read", todo);
      return Optional.empty();
    }
    Optional<Node> node = Node.parse(source, raw.getPayload().getData().toByteArray(), problems);
    if (node.isPresent() && !node.get().isMapping()) {
      node.get().refuse("no JSON object", "its keys say what is wanted", todo);
      return Optional.empty();
    }
    return node;
  }

  private static Signature signature(Node parent) {
    Optional<Node> found = parent.optional("signature");
    Signature signature =
        found
            .map(
                n ->
                    new Signature(
                        text(n, "run", NAME),
                        text(n, "issued", NAME),
                        text(n, "key", NAME),
                        text(n, "value", NAME)))
            .orElse(null);
    found.ifPresent(Node::done);
    return signature;
  }

  private static String text(Node parent, String key, int most) {
    return parent.optional(key).map(n -> text(n, most)).orElse(null);
  }

  private static String text(Node node, int most) {
    String text = node.text();
    if (text != null && text.length() > most) {
      node.refuse(text.length() + " characters", "at most " + most + " are kept", "say it shorter");
    }
    return text;
  }

  private static boolean isJson(Payload payload) {
    return encoding(payload).equals(JSON);
  }

  private static String notJson(Payload payload) {
    return "is no JSON but " + encoding(payload);
  }

  private static String encoding(Payload payload) {
    String key = EncodingKeys.METADATA_ENCODING_KEY;
    return payload.containsMetadata(key)
        ? payload.getMetadataOrThrow(key).toString(StandardCharsets.UTF_8)
        : "of no encoding";
  }

  /** Without a stack trace, because the Temporal UI would show it. */
  private static final class Unreadable extends RuntimeException {
    Unreadable(String message) {
      super(message, null, false, false);
    }
  }
}

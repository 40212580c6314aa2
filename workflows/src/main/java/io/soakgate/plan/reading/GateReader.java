package io.soakgate.plan.reading;

import io.soakgate.plan.Durations;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.GateRule.Refused;
import io.soakgate.plan.GateRule.When;
import io.soakgate.plan.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads who agrees at a moment. */
final class GateReader {
  private static final Pattern OPEN = Pattern.compile("(\\S+) before window");

  private final Book book;
  private final boolean windowed;

  /**
   * @param windowed whether the environment has a window
   */
  GateReader(Book book, boolean windowed) {
    this.book = book;
    this.windowed = windowed;
  }

  GateRule read(String moment, Node gate) {
    if (!gate.isMapping()) {
      return new GateRule(moment, Names.allKnown(gate, book.roles.keySet(), "role"), null);
    }
    List<String> roles =
        gate.required("roles")
            .map(roleNames -> Names.allKnown(roleNames, book.roles.keySet(), "role"))
            .orElse(List.of());
    Duration expires = gate.optional("expires").map(Node::positiveDuration).orElse(null);
    Duration open = gate.optional("open").flatMap(n -> open(moment, n)).orElse(null);
    When when = gate.optional("if").map(n -> when(moment, n)).orElse(null);
    Refused refused = gate.optional("refused").map(n -> refused(moment, n)).orElse(null);
    gate.done();
    return new GateRule(moment, roles, expires, open, when, refused);
  }

  /** Who says at noon that they will be there at two in the morning was not there yet. */
  private Optional<Duration> open(String moment, Node node) {
    String text = node.text();
    Matcher written = OPEN.matcher(text == null ? "" : text);
    Optional<Duration> before =
        written.matches() ? Durations.parse(written.group(1)) : Optional.empty();
    if (text != null && before.filter(d -> !d.isZero()).isEmpty()) {
      node.refuse(
          node.words(),
          "it says how long before the window the gate opens",
          "write it like \"2h before window\"");
      return Optional.empty();
    }
    if (text != null && !(windowed && moment.equals(Moment.GO))) {
      node.refuse(
          windowed ? "gate `" + moment + "` does not wait for a window" : "there is no window",
          "only the gate `go` of an environment with a window can open late",
          "remove `open`" + (windowed ? ", or move it to `go`" : ", or add a `window`"));
      return Optional.empty();
    }
    return before;
  }

  private static When when(String moment, Node node) {
    String word = node.oneOf(List.of("always", "warnings"));
    if ("warnings".equals(word) && Moment.BEFORE_CHANGES.contains(moment)) {
      node.refuse(
          "gate `" + moment + "` opens only when there are warnings",
          "before the changes nobody would have agreed to anything",
          "remove `if`, or move the gate behind the changes");
      return null;
    }
    return "warnings".equals(word) ? When.WARNINGS : null;
  }

  private static Refused refused(String moment, Node node) {
    String word = node.oneOf(List.of("undo", "stay", "warn"));
    if (word != null && Moment.BEFORE_CHANGES.contains(moment)) {
      node.refuse(
          "gate `" + moment + "` says what a refusal leads to",
          "before the changes it ends the deployment, and there is nothing to take back",
          "remove `refused`");
      return null;
    }
    return word == null ? null : Refused.valueOf(word.toUpperCase(Locale.ROOT));
  }
}

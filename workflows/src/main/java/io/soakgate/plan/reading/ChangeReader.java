package io.soakgate.plan.reading;

import io.soakgate.plan.Accepted;
import io.soakgate.plan.Bound;
import io.soakgate.plan.Change;
import io.soakgate.plan.Check;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Toll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one change. */
final class ChangeReader {
  private final Book book;
  private final String name;
  private final Node node;
  private final Scope scope;

  ChangeReader(Book book, String name, Node node) {
    this.book = book;
    this.name = name;
    this.node = node;
    this.scope = book.shared(book.environmentsOf(name));
  }

  /** The change; empty (and a problem) when it is no mapping or has no action. */
  Optional<Change> read() {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    refuseOrder();
    SpecReader specs = new SpecReader(book, scope);
    Optional<Spec> apply = node.required("apply").flatMap(specs::action);
    Optional<Node> undo =
        node.required(
            "undo",
            "change `" + name + "` has no `undo`",
            "nobody could take it back when something goes wrong",
            "write an action, `drop-created`, or `{none: why}` where that is impossible");
    Optional<Node> never = undo.filter(u -> u.has("none"));
    String why = never.map(ChangeReader::why).orElse(null);
    List<Spec> actions = undo.filter(u -> !u.has("none")).map(this::undo).orElse(List.of());
    List<Check> before = checks(node.optional("before"));
    before.forEach(this::refuseEarly);
    List<Check> verify = checks(verify());
    boolean temporary = node.optional("temporary").map(Node::flag).orElse(false);
    List<Check> undone = checks(node.optional("undone"));
    refuseHalfTemporary(temporary, never.isPresent());
    Duration takes = node.optional("takes").map(Node::positiveDuration).orElse(null);
    List<String> in =
        node.optional("in")
            .map(n -> Names.allKnown(n, book.environments.keySet(), "environment"))
            .orElse(List.of());
    List<Accepted> accept = node.optional("accept").map(this::accept).orElse(List.of());
    Toll toll = TollReader.read(node, true);
    never.ifPresent(u -> refuseToll(toll));
    node.done();
    return apply.map(
        a ->
            new Change(
                name,
                a,
                actions,
                why,
                verify,
                takes,
                in,
                accept,
                toll,
                before,
                temporary,
                undone,
                book.migrations(a)));
  }

  private List<Check> checks(Optional<Node> list) {
    return list.map(new CheckReader(book, scope)::checks).orElse(List.of());
  }

  private void refuseEarly(Check check) {
    boolean compares =
        Stream.concat(check.must().stream(), check.should().stream())
            .anyMatch(e -> e.bound().versus() != Bound.Versus.NOTHING);
    if (compares && (check.against() == null || check.against().equals(name))) {
      book.problems.add(
          check.probe().at(),
          "check `" + check.name() + "` compares with a baseline before change `" + name + "`",
          "the baseline is measured at that moment, so it would compare with itself",
          "write a figure, or check it under `verify`");
    }
  }

  private void refuseHalfTemporary(boolean temporary, boolean never) {
    if (temporary && never) {
      node.refuse(
          "change `" + name + "` is temporary and its `undo` is `none`",
          "what cannot be taken back stays",
          "write an action under `undo`, or leave `temporary` away");
    }
    if (temporary && !node.has("undone")) {
      node.refuse(
          "change `" + name + "` is temporary and has no `undone`",
          "nothing would tell whether it is gone",
          "add at least one check of what must hold once it was taken back");
    }
    if (!temporary && node.has("undone")) {
      node.refuse(
          "change `" + name + "` has `undone` and is not temporary",
          "its checks would never run",
          "write `temporary: true`, or move them to the `checks` of a rollback");
    }
  }

  /** What is never taken back costs nothing to take back; the why of `none` says what it is. */
  private void refuseToll(Toll toll) {
    if (toll.weakens() != null || toll.loses() != null || !toll.keeps().isEmpty()) {
      node.refuse(
          "change `" + name + "` says what taking it back costs and cannot be taken back",
          "its `undo` is `none`",
          "remove `weakens`, `loses` and `keeps`, or write its undo");
    }
  }

  private List<Accepted> accept(Node accept) {
    List<Accepted> accepted = new ArrayList<>();
    for (String rule : accept.keys()) {
      String reason = accept.optional(rule).map(Node::text).orElse(null);
      boolean known = Names.knownKey(accept, rule, book.kinds.lintRules(), "lint rule");
      if (known && reason != null) {
        accepted.add(new Accepted(rule, reason, accept.keyAt(rule)));
      }
    }
    return accepted;
  }

  private Optional<Node> verify() {
    return node.required(
        "verify",
        "change `" + name + "` has no `verify`",
        "nothing would tell whether it worked",
        "add at least one check, such as `verify: [{query: {file: sql/check.sql}, must: {…}}]`");
  }

  /** Changes depend on each other by where they stand (B-27). */
  private void refuseOrder() {
    for (String key : List.of("after", "depends-on", "needs")) {
      if (node.has(key)) {
        node.optional(key);
        book.problems.add(
            node.keyAt(key),
            "`" + key + "` stands in change `" + name + "`",
            "changes run in the order in which they stand in the file",
            "remove it, and move the change behind those it needs");
      }
    }
  }

  private static String why(Node undo) {
    Node none = undo.optional("none").orElseThrow();
    undo.done();
    if (none.json().isNull()) {
      none.refuse(
          "`undo: {none: }` gives no reason",
          "people agree to it at the gate and must know why",
          "write `undo: {none: why it cannot be taken back}`");
      return null;
    }
    return none.text();
  }

  private List<Spec> undo(Node undo) {
    if (undo.isList() && undo.items().isEmpty()) {
      undo.refuse(
          "this undo does nothing",
          "a rollback would leave the change in place",
          "write an action, or `{none: why}`");
    }
    SpecReader specs = new SpecReader(book, scope);
    List<Spec> actions = new ArrayList<>();
    undo.itemsOrSelf().forEach(item -> specs.action(item).ifPresent(actions::add));
    return actions;
  }
}

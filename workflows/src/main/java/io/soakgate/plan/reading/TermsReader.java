package io.soakgate.plan.reading;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Check;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.plan.reading.Kinds.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the keys beside an action's kind: how the walk runs it. */
final class TermsReader {
  static final List<String> KEYS =
      List.of("approve", "may-fail", "within", "repeatable", "applied-when");

  private final Book book;
  private final Scope scope;

  TermsReader(Book book, Scope scope) {
    this.book = book;
    this.scope = scope;
  }

  /** The action on the terms that stand beside it. */
  Spec read(Node node, Spec action) {
    List<String> approve =
        node.optional("approve")
            .map(n -> Names.allKnown(n, book.roles.keySet(), "role"))
            .orElse(List.of());
    boolean mayFail = node.optional("may-fail").map(Node::flag).orElse(false);
    Duration within = node.optional("within").map(Node::positiveDuration).orElse(null);
    boolean repeatable = node.optional("repeatable").map(Node::flag).orElse(false);
    Check applied = node.optional("applied-when").flatMap(this::appliedWhen).orElse(null);
    proved(node, action, node.has("repeatable"), node.has("applied-when"));
    Terms terms = new Terms(approve, mayFail, within, repeatable, applied);
    return terms.equals(Terms.NONE) ? action : action.on(terms);
  }

  /** What no ledger can prove says itself how a second try is told from the first (rule 9). */
  void proved(Node node, Spec action, boolean repeatable, boolean appliedWhen) {
    boolean proved = book.kinds.proved(action.kind());
    if (repeatable && appliedWhen) {
      node.refuse(
          "`repeatable` and `applied-when` together",
          "what may run again needs nobody to look first",
          "remove one of them");
    } else if (proved && (repeatable || appliedWhen)) {
      node.refuse(
          "`"
              + (repeatable ? "repeatable" : "applied-when")
              + "` stands beside `"
              + action.kind()
              + "`",
          "the ledger tells whether that was done",
          "remove it; what leaves no trace in the catalog says `repeatable` under its kind");
    } else if (!proved && !repeatable && !appliedWhen) {
      book.problems.add(
          action.at(),
          "nothing would tell whether this `" + action.kind() + "` was done",
          "no ledger can prove it, and a worker may die in the middle of it",
          "add `repeatable: true`, or `applied-when: {probe: …, must: {…}}`");
    }
  }

  private Optional<Check> appliedWhen(Node node) {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    SpecReader specs = new SpecReader(book, scope);
    Optional<Spec> probe =
        node.has("probe")
            ? Names.known(node.optional("probe").orElseThrow(), book.probes.keySet(), "probe")
                .flatMap(specs::probe)
            : specs.of(node, Position.PROBE, List.of("probe", "must"));
    if (probe.filter(Spec::writes).isPresent()) {
      node.refuse(
          "`applied-when` writes", "it only asks whether it was done", "remove `writes: true`");
    }
    Optional<Node> must =
        node.required(
            "must",
            "`applied-when` expects nothing",
            "a look alone does not say whether it was done",
            "add `must: {value: bound}`");
    List<Expectation> holds = new Expectations(book, scope, probe.orElse(null)).read(must);
    node.done();
    if (holds.stream().anyMatch(e -> e.bound().versus() != Bound.Versus.NOTHING)) {
      node.refuse(
          "`applied-when` compares with a baseline",
          "it is looked at before anything was measured",
          "write a figure or a word");
    }
    return probe.map(p -> new Check("applied-when", p, holds, List.of(), List.of(), null, null));
  }
}

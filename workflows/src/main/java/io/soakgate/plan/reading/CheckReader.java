package io.soakgate.plan.reading;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Check;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Scope.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads lists of checks for one scope, with the lists they name written out. */
final class CheckReader {
  private static final List<String> RESERVED =
      List.of(
          "probe",
          "with",
          Spec.WRITES,
          "must",
          "should",
          "in",
          "name",
          "shown-to",
          "asking",
          "proved-by",
          "takes",
          "during",
          "against");

  /** A list is shown to people at a gate; and lists that name lists twice would explode. */
  private static final int MOST = 200;

  /** A check, and whether the author named it. */
  private record Listed(Check check, boolean named) {}

  private final Book book;
  private final Scope scope;
  private final Map<String, List<Listed>> read = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  CheckReader(Book book, Scope scope) {
    this.book = book;
    this.scope = scope;
  }

  /** The checks of a list, those of other environments left out, each with a name of its own. */
  List<Check> checks(Node list) {
    List<Check> all = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    List<Listed> listed = listed(list);
    listed.stream().filter(Listed::named).forEach(l -> own(l.check(), names));
    for (Listed entry : listed) {
      String name = entry.check().name();
      all.add(entry.named() ? entry.check() : entry.check().named(free(name, names)));
    }
    return all;
  }

  private void own(Check check, Set<String> names) {
    if (!names.add(check.name())) {
      book.problems.add(
          check.probe().at(),
          "check `" + check.name() + "` stands twice in one list",
          "reports and gates tell checks apart by their names",
          "rename one of them");
    }
  }

  private static String free(String name, Set<String> names) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  private List<Listed> listed(Node list) {
    if (list.isMapping()) {
      return written(list);
    }
    List<Node> items = list.items();
    if (list.isList() && items.isEmpty()) {
      list.refuse("this list is empty", "nothing is checked", "add a check");
    }
    List<Listed> all = new ArrayList<>();
    for (Node item : items) {
      all.addAll(item.isText() ? named(item) : one(item).stream().toList());
    }
    if (all.size() > MOST) {
      list.refuse(
          "this list holds " + all.size() + " checks", "at most " + MOST + " are read", "split it");
      return all.subList(0, MOST);
    }
    return all;
  }

  /** A list and how long all of it takes, which its first check stands for. */
  private List<Listed> written(Node list) {
    Duration takes = list.required("takes").map(Node::positiveDuration).orElse(null);
    List<Listed> all = new ArrayList<>(list.required("run").map(this::listed).orElse(List.of()));
    list.done();
    all.stream().filter(l -> l.check().takes() != null).forEach(l -> twice(l.check()));
    if (!all.isEmpty()) {
      all.set(0, new Listed(all.get(0).check().taking(takes), all.get(0).named()));
    }
    return all;
  }

  private void twice(Check check) {
    book.problems.add(
        check.probe().at(),
        "check `" + check.name() + "` and its list both say how long they take",
        "one of them would be counted twice",
        "remove one of the two `takes`");
  }

  private List<Listed> named(Node item) {
    List<String> names =
        Stream.concat(book.checklists.keySet().stream(), book.probes.keySet().stream()).toList();
    Optional<String> name = Names.known(item, names, "check list or probe");
    if (name.isEmpty()) {
      return List.of();
    }
    if (!book.checklists.containsKey(name.get())) {
      return new SpecReader(book, scope)
              .probe(name.get())
              .map(p -> new Check(name.get(), p, List.of(), List.of(), List.of(), null, null))
              .map(check -> new Listed(check, false))
              .stream()
              .toList();
    }
    return expanded(name.get(), item);
  }

  private List<Listed> expanded(String name, Node item) {
    if (open.contains(name)) {
      item.refuse(
          "check list `" + name + "` names itself",
          "by way of " + Suggestion.list(open),
          "remove one of the names");
      return List.of();
    }
    if (!read.containsKey(name)) {
      open.add(name);
      Node list = book.checklists.get(name);
      book.use(list);
      read.put(name, listed(list));
      open.remove(name);
    }
    return read.get(name);
  }

  private Optional<Listed> one(Node node) {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    List<String> in =
        node.optional("in")
            .map(n -> Names.allKnown(n, book.environments.keySet(), "environment"))
            .orElse(List.of());
    boolean here = in.isEmpty() || scope.names().stream().anyMatch(in::contains);
    Scope narrow = in.isEmpty() ? scope : here ? scope.only(in) : elsewhere(in);
    Optional<Listed> check = one(node, in, narrow);
    if (!here && open.isEmpty() && scope.reach() == Reach.SHARED) {
      node.refuse(
          "this check never runs",
          "it is for " + Suggestion.list(in) + ", which never come here",
          "mend its `in`");
    }
    return here ? check : Optional.empty();
  }

  /** A line for another environment is read all the same, so that its problems are told. */
  private Scope elsewhere(List<String> in) {
    return new Scope(in.stream().map(book::valued).toList(), Reach.UNUSED);
  }

  private Optional<Listed> one(Node node, List<String> in, Scope narrow) {
    Optional<Node> named = node.optional("name");
    named.filter(Node::isText).ifPresent(n -> Names.written(n.text() + "", n.at(), book.problems));
    String name = named.map(Node::text).orElse(null);
    Optional<Spec> probe = probe(node, narrow);
    Expectations expectations = new Expectations(book, narrow, probe.orElse(null));
    List<Expectation> must = expectations.read(node.optional("must"));
    List<Expectation> should = expectations.read(node.optional("should"));
    String shownTo =
        node.optional("shown-to")
            .flatMap(n -> Names.known(n, book.roles.keySet(), "role"))
            .orElse(null);
    String asking = node.optional("asking").map(Node::text).orElse(null);
    List<String> provedBy = node.optional("proved-by").map(Node::texts).orElse(List.of());
    Duration takes = node.optional("takes").map(Node::positiveDuration).orElse(null);
    Spec during =
        node.optional("during")
            .flatMap(n -> Names.known(n, book.probes.keySet(), "probe"))
            .flatMap(new SpecReader(book, narrow)::probe)
            .orElse(null);
    if (during != null && (during.writes() || book.kinds.askedOfWalk().contains(during.kind()))) {
      node.optional("during")
          .orElseThrow()
          .refuse(
              "`during` looks through `" + during.kind() + "`",
              "it looks at the target again and again, and changes nothing",
              "name a probe that only looks at the target");
    }
    String against = node.optional("against").flatMap(n -> against(n, must, should)).orElse(null);
    node.done();
    probe.filter(Spec::writes).ifPresent(p -> writesTwice(node, must, should));
    probe.ifPresent(p -> attestation(node, p.kind().equals(Check.ATTEST)));
    String called = name != null ? name : probe.map(p -> baseName(node, p)).orElse("");
    return probe.map(
        p ->
            new Listed(
                new Check(
                    called, p, must, should, in, shownTo, takes, asking, provedBy, during, against),
                name != null));
  }

  private Optional<String> against(Node node, List<Expectation> must, List<Expectation> should) {
    boolean compares =
        Stream.concat(must.stream(), should.stream())
            .anyMatch(e -> e.bound().versus() != Bound.Versus.NOTHING);
    if (!compares) {
      node.refuse(
          "`against` compares nothing",
          "no bound of this check compares with the baseline",
          "write such a bound, as in `\"<= 120% of baseline\"`, or remove it");
    }
    return Names.known(node, book.changes.keySet(), "change");
  }

  private static String baseName(Node node, Spec probe) {
    return node.optional("probe").filter(Node::isText).map(Node::text).orElse(probe.kind());
  }

  private Optional<Spec> probe(Node node, Scope narrow) {
    SpecReader specs = new SpecReader(book, narrow);
    if (!node.has("probe")) {
      return specs.of(node, Position.PROBE, RESERVED);
    }
    Node reference = node.optional("probe").orElseThrow();
    Optional<Node> with = node.optional("with");
    return Names.known(reference, book.probes.keySet(), "probe")
        .flatMap(name -> with.isEmpty() ? specs.probe(name) : specs.probe(name, with.get()));
  }

  /** A baseline is measured by the same probe, before the change. */
  private static void writesTwice(Node node, List<Expectation> must, List<Expectation> should) {
    boolean compares =
        Stream.concat(must.stream(), should.stream())
            .anyMatch(e -> e.bound().versus() != Bound.Versus.NOTHING);
    if (compares) {
      node.refuse(
          "what writes is compared with a baseline",
          "it would write before the change as well",
          "write a figure, or compare what another probe measures");
    }
  }

  private static void attestation(Node node, boolean attested) {
    if (attested && !node.has("shown-to") && !node.has("proved-by")) {
      node.refuse("nobody is shown this", "a person ticks it", "add `shown-to: <role>`");
    }
    if (attested && node.has("shown-to") && node.has("proved-by")) {
      node.refuse(
          "`shown-to` and `proved-by` together",
          "what checks proved no person ticks",
          "remove one of them");
    }
    if (!attested && node.has("shown-to") != node.has("asking")) {
      node.refuse(
          node.has("asking") ? "`asking` asks nobody" : "`shown-to` stands beside a measurement",
          "whoever is shown a measurement is asked something about it",
          node.has("asking") ? "add `shown-to: <role>`" : "add `asking: …`, or write `attest: …`");
    }
    if (attested ? node.has("asking") : node.has("proved-by")) {
      node.refuse(
          attested ? "`asking` stands beside `attest`" : "`proved-by` stands beside a measurement",
          "an attestation is its own question, and a measurement its own proof",
          "remove it");
    }
    if (attested && (node.has("during") || node.has("against"))) {
      node.refuse("this measures nothing", "a person ticks it", "remove `during` and `against`");
    }
    if (attested && (node.has("must") || node.has("should"))) {
      node.refuse("this measures nothing", "a person ticks it", "remove `must` and `should`");
    }
  }
}

package io.soakgate.plan.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Placeholders.Use;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads Specs: nodes with exactly one kind key beside the keys reserved for their position. */
final class SpecReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** {@code seed_users.sql}, {@code sql/fixtures/a.sql}, {@code testdata.sql}, as a word. */
  private static final Pattern SEED =
      Pattern.compile(
          "(?i)(?<![a-z])(seeds?|seeding|fixtures?|(test|dummy|sample)[-_ ]?data)(?![a-z])");

  private final Book book;
  private final Scope scope;

  SpecReader(Book book, Scope scope) {
    this.book = book;
    this.scope = scope;
  }

  /**
   * The Spec of a mapping. Its kind counts as a known key from then on; the caller asks for the
   * reserved keys and refuses the rest.
   */
  Optional<Spec> of(Node node, Position position, List<String> reserved) {
    List<String> kinds = book.kinds.names(position);
    List<String> found = node.keys().stream().filter(kinds::contains).toList();
    if (found.size() > 1) {
      found.forEach(node::optional);
      node.refuse(
          "two kinds stand here: " + Suggestion.list(found),
          "each entry is one of them",
          "write two entries");
      return Optional.empty();
    }
    if (found.isEmpty()) {
      noKind(node, kinds, reserved);
      return Optional.empty();
    }
    String kind = found.get(0);
    Node with = node.optional(kind).orElseThrow();
    if (kind.equals(Spec.WATCHED)) {
      return watched(with, node.keyAt(kind));
    }
    if (position == Position.PROBE && node.has(Spec.WRITES)) {
      with = writing(node, kind, with);
    }
    return Optional.of(checked(position, with, new Spec(kind, with.json(), node.keyAt(kind))));
  }

  /** With the probe that it sums up written out: by that a watch knows what to sum up. */
  private Optional<Spec> watched(Node with, String at) {
    return new WatchedReader(book, scope)
        .read(with)
        .map(full -> checked(Position.PROBE, with.with(full), new Spec(Spec.WATCHED, full, at)));
  }

  /** What stands under the kind, which is told that it may keep what it does. */
  private Node writing(Node node, String kind, Node with) {
    Node flag = node.optional(Spec.WRITES).orElseThrow();
    Boolean writes = flag.flag();
    boolean may = book.kinds.writers().contains(kind);
    if (!may) {
      flag.refuse(
          "`writes` stands beside `" + kind + "`",
          "it only looks; what it does is taken back",
          "remove it, or use one of " + Suggestion.list(book.kinds.writers()));
    }
    boolean told = may && Boolean.TRUE.equals(writes) && with.isMapping();
    return told ? with.with(with.json().<ObjectNode>deepCopy().put(Spec.WRITES, true)) : with;
  }

  private void noKind(Node node, List<String> kinds, List<String> reserved) {
    List<String> others = node.keys().stream().filter(key -> !reserved.contains(key)).toList();
    if (others.isEmpty() && node.isMapping()) {
      node.refuse("no kind stands here", "one key says what it is", known(kinds));
    }
    for (String other : others) {
      node.optional(other);
      List<String> near = others.size() == 1 ? kinds : join(kinds, reserved);
      unknown(node, node.keyAt(other), other, near);
    }
  }

  private static <T> List<T> join(List<T> one, List<T> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
  }

  private static String known(List<String> kinds) {
    return kinds.isEmpty() ? "leave it away" : "write one of " + Suggestion.list(kinds);
  }

  private static void unknown(Node node, String at, String kind, List<String> known) {
    node.problems()
        .add(
            at,
            "no kind is called `" + YamlText.shortened(kind) + "`",
            "nothing is done that is not known",
            Suggestion.todo(kind, known, "leave it away"));
  }

  /** An action: a mapping, the name of a script, or a kind's bare name. */
  Optional<Spec> action(Node node) {
    Optional<Spec> action = step(node);
    action.filter(a -> a.kind().equals(Rollback.RESTORE)).ifPresent(a -> refuseRestore(node, a));
    return action;
  }

  /** What was written since the backup is lost, so it is an option's, which people choose. */
  private static void refuseRestore(Node node, Spec action) {
    node.problems()
        .add(
            action.at(),
            "`restore` stands outside of a rollback option",
            "it loses whatever was written since the backup, by whomever",
            "write it under the `steps` of an option of `rollbacks`");
  }

  /** An action of a rollback option, which may restore a backup. */
  Optional<Spec> step(Node node) {
    if (!node.isText()) {
      TermsReader terms = new TermsReader(book, scope);
      Optional<Spec> spec =
          of(node, Position.ACTION, TermsReader.KEYS).map(action -> terms.read(node, action));
      TermsReader.KEYS.forEach(node::optional);
      if (node.isMapping()) {
        node.done();
      }
      return spec;
    }
    String written = node.text();
    if (written == null) {
      return Optional.empty();
    }
    if (written.endsWith(".sql")) {
      return Optional.of(bare(node, "sql", node.with(JSON.objectNode().put("file", written))));
    }
    if (book.kinds.names(Position.ACTION).contains(written)) {
      return Optional.of(bare(node, written, node.with(JSON.objectNode())));
    }
    unknown(node, node.at(), written, book.kinds.names(Position.ACTION));
    return Optional.empty();
  }

  private Spec bare(Node node, String kind, Node with) {
    Spec action = checked(Position.ACTION, with, new Spec(kind, with.json(), node.at()));
    new TermsReader(book, scope).proved(node, action, false, false);
    return action;
  }

  /** The probe of that name, or the one written out here. */
  Optional<Spec> probe(Node node) {
    if (node.isText()) {
      return Names.known(node, book.probes.keySet(), "probe").flatMap(this::probe);
    }
    Optional<Spec> spec = of(node, Position.PROBE, List.of(Spec.WRITES));
    if (node.isMapping()) {
      node.done();
    }
    return spec;
  }

  /** The named probe, which is known. */
  Optional<Spec> probe(String name) {
    Node named = book.probes.get(name);
    book.use(named);
    if (named.isText()) {
      named.refuse(named.words(), "here a probe is written out", "write its kind: `{kind: …}`");
      return Optional.empty();
    }
    return probe(named);
  }

  /** The named probe, which is known, with these parameters filled in. */
  Optional<Spec> probe(String name, Node parameters) {
    Node named = book.probes.get(name);
    book.use(named);
    book.fill(name);
    return probe(named.with(new Parameters(book, scope).fill(named.json(), parameters)));
  }

  /** Asks the kind about what stands under it, once per different filling of its values. */
  private Spec checked(Position position, Node with, Spec spec) {
    List<Node> fillings = book.placeholders.filled(with, scope, Use.SPEC);
    Optional<List<Gauge>> gauges = fillings.isEmpty() ? Optional.empty() : Optional.of(List.of());
    Set<List<String>> named = new LinkedHashSet<>();
    for (Node filled : fillings) {
      List<String> scripts =
          book.kinds.check(position, spec.kind(), filled.reportingTo(book.problems));
      if (position == Position.ACTION) {
        scripts.forEach(script -> seeds(script, filled));
        named.add(scripts);
      }
      Optional<List<Gauge>> more =
          book.kinds.gauges(position, spec.kind(), filled.reportingTo(new Problems()));
      gauges = gauges.flatMap(all -> more.map(some -> join(all, some)));
    }
    book.measures(spec, gauges);
    if (position == Position.ACTION) {
      book.names(spec, named.stream().flatMap(List::stream).distinct().toList());
      refuseManyMigrations(spec, named);
    }
    return spec;
  }

  /** What is written into a history is the same in every environment. */
  private void refuseManyMigrations(Spec spec, Set<List<String>> named) {
    if (named.size() > 1 && !book.migrations(spec).isEmpty()) {
      book.problems.add(
          spec.at(),
          "another migration in each environment",
          "the history of one would not be that of the other",
          "write the file out, without `${`");
    }
  }

  /** Test data must not reach production by a forgotten line (B-47, I-042). */
  private void seeds(String script, Node where) {
    if (SEED.matcher(script).find() && scope.names().contains(PlanReader.PRODUCTION)) {
      where.refuse(
          "script `" + script + "` would run in `" + PlanReader.PRODUCTION + "`",
          "by its name it holds test data",
          "write `in: staging` in the change, or rename the script");
    }
  }
}

package io.soakgate.plan.reading;

import io.soakgate.plan.Check;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Response;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads rules and groups of rules for one scope. */
final class RuleReader {
  private static final List<String> KEYS =
      List.of(
          "probe",
          "when",
          "in-a-row",
          "every",
          "during",
          "same-hour",
          "of",
          "no-data",
          "severity",
          "then");
  private static final List<String> SEVERITIES = List.of("warn", "page", "critical");
  private static final List<String> FOLDS = List.of("max", "min", "last");

  private final Book book;
  private final Scope scope;

  RuleReader(Book book, Scope scope) {
    this.book = book;
    this.scope = scope;
  }

  /** The rules of a watch: names of rules and groups, or rules written out by their names. */
  List<Rule> of(Node node) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Node item : node.itemsOrSelf()) {
      if (item.isMapping()) {
        Names.section(item).forEach((name, rule) -> add(rules, read(name, rule), item));
      } else {
        Names.known(item, book.rules.keySet(), "rule")
            .ifPresent(name -> add(rules, named(name), item));
      }
    }
    return List.copyOf(rules.values());
  }

  private void add(Map<String, Rule> rules, List<Rule> more, Node where) {
    for (Rule rule : more) {
      if (rules.putIfAbsent(rule.name(), rule) != null) {
        where.refuse(
            "rule `" + rule.name() + "` stands twice in this watch",
            "a breach is told by the rule's name",
            "rename one of them, or name it once");
      }
    }
  }

  private List<Rule> named(String name) {
    Node node = book.rules.get(name);
    book.use(node);
    return read(name, node);
  }

  /** The rule, or the rules of the group. */
  List<Rule> read(String name, Node node) {
    if (!node.isMapping()) {
      node.keys();
      return List.of();
    }
    return node.has("each") ? group(node) : one(name, node, Optional.empty()).stream().toList();
  }

  private List<Rule> group(Node node) {
    Optional<Node> each = node.optional("each").filter(e -> !e.keys().isEmpty() || e.isMapping());
    List<Rule> rules = new ArrayList<>();
    Map<String, Node> members = Names.section(node);
    members.remove("each");
    members.forEach((name, member) -> one(name, member, each).ifPresent(rules::add));
    if (members.isEmpty()) {
      node.refuse("this group has no rule", "`each` alone judges nothing", "add a rule to it");
    }
    each.ifPresent(e -> KEYS.forEach(e::optional));
    each.ifPresent(Node::done);
    return rules;
  }

  private Optional<Rule> one(String name, Node node, Optional<Node> each) {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    Optional<Spec> probe = field(node, each, "probe").flatMap(this::measured);
    Optional<Node> breaks = field(node, each, "when");
    List<Expectation> when = new Expectations(book, scope, probe.orElse(null)).read(breaks);
    Recurrence often =
        optional(node, each, "in-a-row").map(Recurrence::read).orElse(Recurrence.ONCE);
    Duration every = optional(node, each, "every").map(Node::positiveDuration).orElse(null);
    Rule.Span during = optional(node, each, "during").flatMap(Spans::read).orElse(null);
    Duration sameHour =
        optional(node, each, "same-hour").map(n -> SameHour.read(n, when)).orElse(null);
    Rule.Of of = optional(node, each, "of").map(RuleReader::fold).orElse(null);
    Severity noData = field(node, each, "no-data").map(RuleReader::severity).orElse(null);
    Severity severity = field(node, each, "severity").map(RuleReader::severity).orElse(null);
    Response then = field(node, each, "then").flatMap(this::response).orElse(null);
    node.done();
    refuseQuiet(node, name, severity, then);
    return probe.map(
        p ->
            new Rule(
                name,
                p,
                when,
                often.inARow(),
                noData,
                severity,
                then,
                often.outOf(),
                every,
                during,
                of,
                List.of(),
                sameHour));
  }

  /** T-15: what takes a deployment back by itself wakes people up. */
  private static void refuseQuiet(Node node, String name, Severity severity, Response then) {
    if (severity == Severity.WARN && then != null && then.act() == Act.ROLLBACK) {
      node.refuse(
          "rule `" + name + "` rolls back and only warns",
          "a rollback that nobody is woken for is found out by chance",
          "write `severity: page` or `critical`");
    }
  }

  private static Rule.Of fold(Node node) {
    String word = node.oneOf(FOLDS);
    return word == null ? null : Rule.Of.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Optional<Node> optional(Node node, Optional<Node> each, String key) {
    return node.optional(key).or(() -> each.flatMap(e -> e.optional(key)));
  }

  private static Optional<Node> field(Node node, Optional<Node> each, String key) {
    Optional<Node> field = optional(node, each, key);
    return field.isPresent()
        ? field
        : node.required(key, "`" + key + "` is missing", why(key), todo(key));
  }

  /** What a rule leaves open without the key (B-33). */
  private static String why(String key) {
    return switch (key) {
      case "probe" -> "a rule judges what a probe measures";
      case "when" -> "a rule says which figures break it";
      case "no-data" -> "a probe that sees nothing says nothing good";
      case "severity" -> "somebody has to be told, and how loudly";
      default -> "a rule that is broken leads to something";
    };
  }

  private static String todo(String key) {
    return switch (key) {
      case "probe" -> "add `probe: <name>`";
      case "when" -> "add `when: {p95: \"> 200 ms\"}`, with a value of the probe";
      case "no-data", "severity" -> "add `" + key + ": warn`, `page` or `critical`";
      default -> "add `then: notify`, `issue`, `{ask: <option>}` or `{rollback: <option>}`";
    };
  }

  /** What a watch looks through. */
  Optional<Spec> measured(Node node) {
    Optional<Spec> probe = new SpecReader(book, scope).probe(node);
    if (probe.filter(p -> p.kind().equals(Check.ATTEST)).isPresent()) {
      node.refuse("a rule asks a person", "a watch only measures", "name a probe that measures");
    }
    if (probe.filter(Spec::writes).isPresent()) {
      node.refuse(
          "a rule's probe writes", "a watch only looks, again and again", "remove `writes: true`");
    }
    return probe;
  }

  private static Severity severity(Node node) {
    String word = node.oneOf(SEVERITIES);
    return word == null ? null : Severity.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private Optional<Response> response(Node node) {
    if (node.isMapping()) {
      return withOption(node);
    }
    if (node.isText() && List.of("ask", "rollback").contains(node.json().textValue())) {
      String word = node.json().textValue();
      node.refuse(
          "`" + word + "` names no option",
          "it must say what is taken back",
          "write `{" + word + ": everything}` or an option of `rollbacks`");
      return Optional.empty();
    }
    return Optional.ofNullable(node.oneOf(List.of("notify", "issue")))
        .map(word -> new Response(Act.valueOf(word.toUpperCase(Locale.ROOT)), null));
  }

  private Optional<Response> withOption(Node node) {
    Optional<Node> ask = node.optional("ask");
    Optional<Node> rollback = node.optional("rollback");
    Optional<Node> freeze = node.optional("freeze");
    boolean freezes = freeze.map(Node::flag).orElse(false);
    node.done();
    if (freezes && ask.isEmpty()) {
      freeze
          .get()
          .refuse(
              "`freeze` stands beside `rollback`",
              "it keeps writes out until a person has answered",
              "write `{ask: …, freeze: true}`, or remove it");
    }
    if (ask.isPresent() == rollback.isPresent()) {
      node.refuse(
          "a response is one of `ask` and `rollback`",
          "either a person decides or nobody",
          "write one of them with its option");
      return Optional.empty();
    }
    Act act = ask.isPresent() ? Act.ASK : Act.ROLLBACK;
    rollback.ifPresent(this::waits);
    return ask.or(() -> rollback)
        .flatMap(this::option)
        .map(option -> new Response(act, option, freezes));
  }

  /** What runs by itself neither waits for a gate nor for a choice (A-047, M-121). */
  private void waits(Node node) {
    Node option = node.isText() ? book.rollbacks.get(node.json().textValue()) : null;
    for (String key : option == null ? List.<String>of() : List.of("approve", "choose")) {
      if (option.has(key)) {
        node.refuse(
            "option `" + node.json().textValue() + "` cannot run by itself",
            key.equals("approve")
                ? "it waits for people who approve it"
                : "somebody has to choose its parameters",
            "write `{ask: …}`, or name another option");
      }
    }
  }

  private Optional<String> option(Node node) {
    List<String> options = new ArrayList<>(book.rollbacks.keySet());
    options.add(Rollback.EVERYTHING);
    Optional<String> option = Names.known(node, options, "rollback option");
    option
        .filter(o -> !o.equals(Rollback.EVERYTHING) && scope.reach() != Scope.Reach.UNUSED)
        .ifPresent(o -> usable(o, node));
    return option;
  }

  private void usable(String option, Node node) {
    for (String environment : scope.names()) {
      if (!book.environmentsOfOption(option).contains(environment)) {
        node.refuse(
            "option `" + option + "` cannot be used in `" + environment + "`",
            "it takes back a change that is not made there",
            "name another option");
      }
    }
  }
}

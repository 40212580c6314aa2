package io.soakgate.plan.reading;

import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Scope.Valued;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Finds every {@code ${name}}, refuses the unknown ones, and remembers which values were used. */
final class Placeholders {
  /** A moment to try date patterns with: two digits in every part. */
  private static final ZonedDateTime SOME_DAY =
      ZonedDateTime.of(2026, 10, 10, 10, 10, 10, 0, ZoneOffset.UTC);

  /** Where a text stands, and with that what may be filled in. */
  enum Use {
    SPEC,
    BOUND,
    NOTICE,
    /** A notice of an event, which has a reason. */
    EVENT
  }

  /** A placeholder and the text it stands in. */
  private record Placeholder(Node text, String name, String pattern) {
    String written() {
      return "`${" + name + (pattern == null ? "" : ":" + pattern) + "}`";
    }
  }

  private final Set<String> used = new HashSet<>();

  boolean used(String environment, String name) {
    return used.contains(environment + "/" + name);
  }

  /**
   * The node as it is with the values of each environment of the scope, each different one once;
   * environments for which something was unknown are left out, and the problem is added.
   */
  List<Node> filled(Node node, Scope scope, Use use) {
    List<Placeholder> all = new ArrayList<>();
    find(node.reportingTo(node.problems()), all);
    boolean fit = all.stream().filter(p -> !builtInFits(p, use)).count() == 0;
    Map<Object, Node> filled = new LinkedHashMap<>();
    for (Valued environment : all.isEmpty() ? List.<Valued>of() : scope.environments()) {
      if (known(all, environment, scope) && fit) {
        Node there = node.with(Values.fill(node.json(), environment.variables(), SOME_DAY));
        filled.putIfAbsent(there.json(), there);
      }
    }
    if (scope.reach() == Scope.Reach.UNUSED && filled.isEmpty()) {
      all.stream().filter(p -> !isBuiltIn(p)).forEach(p -> unknown(p, "any environment", scope));
    }
    return all.isEmpty() ? List.of(node) : List.copyOf(filled.values());
  }

  /** True when a text of the node holds a placeholder. */
  static boolean anyIn(Node node) {
    return node.json().toString().contains("${");
  }

  /** True when no text of the node holds another placeholder than that of a date. */
  static boolean onlyDatesIn(Node node) {
    return Values.PLACEHOLDER
        .matcher(node.json().toString())
        .results()
        .allMatch(p -> p.group(1).equals("now") && p.group(2) != null);
  }

  private void find(Node node, List<Placeholder> all) {
    if (node.isList()) {
      node.items().forEach(item -> find(item, all));
    } else if (node.isMapping()) {
      node.keys().forEach(key -> node.optional(key).ifPresent(value -> find(value, all)));
      node.keys().stream().filter(key -> key.contains("${")).forEach(key -> keyHolds(node, key));
    } else if (node.isText()) {
      inText(node, all);
    }
  }

  private void keyHolds(Node node, String key) {
    node.problems()
        .add(node.keyAt(key), "a key holds `${`", "only values are filled in", "write the key out");
  }

  private void inText(Node node, List<Placeholder> all) {
    String text = node.json().textValue();
    Matcher found = Values.PLACEHOLDER.matcher(text);
    while (found.find()) {
      all.add(new Placeholder(node, found.group(1), found.group(2)));
    }
    if (Values.PLACEHOLDER.matcher(text).replaceAll("").contains("${")) {
      node.refuse("`${` is not closed", "it begins a value's name", "close it: `${name}`");
    }
  }

  private boolean known(List<Placeholder> all, Valued environment, Scope scope) {
    boolean known = true;
    for (Placeholder p : all) {
      boolean there =
          isBuiltIn(p) || environment.variables().stream().anyMatch(v -> v.name().equals(p.name()));
      if (there) {
        used.add(environment.environment() + "/" + p.name());
      } else if (scope.reach() != Scope.Reach.UNUSED) {
        unknown(p, "`" + environment.environment() + "`", scope);
      }
      known &= there;
    }
    return known;
  }

  private void unknown(Placeholder p, String where, Scope scope) {
    List<String> names =
        scope.environments().stream()
            .flatMap(e -> e.variables().stream().map(Variable::name))
            .distinct()
            .toList();
    String todo =
        Suggestion.nearest(p.name(), names)
            .filter(near -> !near.equals(p.name()))
            .map(near -> "did you mean `${" + near + "}`?")
            .orElse("add `" + YamlText.shortened(p.name()) + ": …` to the `values`");
    p.text().refuse(p.written() + " has no value in " + where, "nothing could be filled in", todo);
  }

  private static boolean isBuiltIn(Placeholder p) {
    return Values.BUILT_IN.contains(p.name());
  }

  private boolean builtInFits(Placeholder p, Use use) {
    boolean dated = p.name().equals("now") || p.name().equals("day");
    if (dated && use != Use.BOUND) {
      return patternFits(p);
    }
    if (p.pattern() != null) {
      p.text()
          .refuse(p.written() + " has a colon", "only `now` and `day` take a pattern", "remove it");
      return false;
    }
    boolean said = use == Use.EVENT || (use == Use.NOTICE && p.name().equals("window"));
    if (isBuiltIn(p) && !said) {
      p.text()
          .refuse(
              p.written() + " says nothing here",
              "`window` is known in notices, `reason` in those of an event, dates in no bound",
              "remove it");
      return false;
    }
    return true;
  }

  private boolean patternFits(Placeholder p) {
    if (p.pattern() != null && Values.isDate(p.pattern(), SOME_DAY)) {
      return true;
    }
    p.text()
        .refuse(
            p.written() + " is no date",
            "behind a colon stands a pattern of letters",
            "write it like `${now:yyyyMMdd_HHmmss}`");
    return false;
  }
}

package io.soakgate.plan.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.plan.Check;
import io.soakgate.plan.Choice;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Toll;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Scope.Valued;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one rollback option. */
final class RollbackReader {
  private final Book book;
  private final String name;
  private final Node node;
  private final List<String> environments;

  RollbackReader(Book book, String name, Node node) {
    this.book = book;
    this.name = name;
    this.node = node;
    this.environments = book.environmentsOfOption(name);
  }

  /** The option; empty (and a problem) when it is no mapping. */
  Optional<Rollback> read() {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    if (name.equals(Rollback.EVERYTHING)) {
      node.refuse(
          "option `everything` is built in",
          "it takes back what was applied, in reverse",
          "rename this one");
    }
    List<Choice> choose = node.optional("choose").map(this::choose).orElse(List.of());
    Scope scope = chosen(choose);
    List<Step> steps = node.required("steps").map(n -> steps(n, scope)).orElse(List.of());
    Optional<Node> list = node.optional("checks");
    List<Check> checks = list.map(new CheckReader(book, scope)::checks).orElse(List.of());
    Duration within =
        node.optional("within")
            .or(() -> book.rollbacksWithin)
            .map(Node::positiveDuration)
            .orElse(null);
    List<String> approve =
        node.optional("approve")
            .map(n -> Names.allKnown(n, book.roles.keySet(), "role"))
            .orElse(List.of());
    Toll toll = TollReader.read(node, false);
    Optional<Node> asked = node.optional("until");
    Duration until = asked.map(Node::positiveDuration).orElse(null);
    node.done();
    if (until != null && steps.stream().anyMatch(Step::restores)) {
      environments.forEach(e -> refuseDeleted(asked.get(), until, e));
    }
    choose.forEach(this::refuseUnused);
    checks.stream().filter(Check::attested).forEach(this::refuseAttested);
    checks.stream()
        .filter(c -> c.against() != null || c.during() != null)
        .forEach(this::refuseKeys);
    if (environments.isEmpty() && !book.environments.isEmpty()) {
      node.refuse(
          "option `" + name + "` can be used nowhere",
          "no environment has all the changes that it takes back",
          "split it");
    }
    return Optional.of(new Rollback(name, steps, checks, within, approve, choose, toll, until));
  }

  private void refuseAttested(Check check) {
    book.problems.add(
        check.probe().at(),
        "a person would have to tick this after a rollback",
        "no gate follows one",
        "measure it, or move it to an environment's `checks`");
  }

  private void refuseKeys(Check check) {
    book.problems.add(
        check.probe().at(),
        "`against` or `during` stands in the checks of a rollback",
        "they compare with what was before the first change, and nothing is loaded then",
        "remove it");
  }

  private List<Choice> choose(Node node) {
    if (node.isMapping() && node.keys().isEmpty()) {
      node.refuse("nothing is chosen here", "no parameter is named", "name one, or remove it");
    }
    List<Choice> all = new ArrayList<>();
    Names.section(node)
        .forEach(
            (parameter, values) -> {
              List<String> allowed = values.isList() ? values.texts() : List.of();
              boolean clashes = refuseClash(parameter, values);
              if (!values.isList() || allowed.isEmpty()) {
                values.refuse(
                    "`" + parameter + "` has no values to choose from",
                    "whoever starts the rollback picks one of a list",
                    "write them all: `[first, second]`");
              } else if (!clashes) {
                all.add(new Choice(parameter, allowed.stream().distinct().toList()));
              }
            });
    return all;
  }

  private boolean refuseClash(String parameter, Node values) {
    boolean clashes =
        Values.BUILT_IN.contains(parameter)
            || environments.stream()
                .flatMap(e -> book.valued(e).variables().stream())
                .anyMatch(v -> v.name().equals(parameter));
    if (clashes) {
      values.refuse(
          "parameter `" + parameter + "` has the name of a value",
          "`${" + parameter + "}` could mean either",
          "rename one of them");
    }
    return clashes;
  }

  /** The option's environments once for each way to choose, so that each is read. */
  private Scope chosen(List<Choice> choose) {
    List<Valued> all =
        environments.stream()
            .map(book::valued)
            .flatMap(e -> Choice.ways(choose).stream().map(way -> with(e, way)))
            .toList();
    return new Scope(all, Scope.Reach.SHARED);
  }

  private static Valued with(Valued environment, List<Variable> way) {
    List<Variable> variables = new ArrayList<>(environment.variables());
    variables.addAll(way);
    return new Valued(environment.environment(), variables);
  }

  private void refuseUnused(Choice choice) {
    boolean used =
        environments.stream().anyMatch(e -> book.placeholders.used(e, choice.parameter()));
    if (!used && !environments.isEmpty()) {
      node.refuse(
          "parameter `" + choice.parameter() + "` is never used",
          "whatever is chosen, the same would be done",
          "write `${"
              + choice.parameter()
              + "}` in a step, such as `sql: {file: …, set: {"
              + choice.parameter()
              + ": \"${"
              + choice.parameter()
              + "}\"}}`, or remove it");
    }
  }

  private List<Step> steps(Node node, Scope scope) {
    List<Node> items = node.items();
    if (node.isList() && items.isEmpty()) {
      node.refuse("this option has no step", "it takes nothing back", "name a change or an action");
    }
    List<Step> steps = new ArrayList<>();
    items.forEach(item -> step(item, scope).ifPresent(steps::add));
    return steps;
  }

  private Optional<Step> step(Node item, Scope scope) {
    if (item.isText() && !item.json().textValue().endsWith(".sql")) {
      List<String> actions = book.kinds.names(Position.ACTION);
      Optional<String> known =
          Names.known(
              item,
              Stream.concat(book.changes.keySet().stream(), actions.stream()).toList(),
              "change or action");
      if (known.isEmpty() || book.changes.containsKey(known.get())) {
        known.ifPresent(change -> revertible(change, item));
        return known.map(change -> new Step(change, null));
      }
    }
    Optional<Spec> action = new SpecReader(book, scope).step(item);
    action.filter(RollbackReader::restoresBackup).ifPresent(a -> backedUp(item, a));
    return action.map(a -> new Step(null, a));
  }

  private void revertible(String change, Node item) {
    if (book.changes.get(change).optional("undo").filter(undo -> undo.has("none")).isPresent()) {
      item.refuse(
          "change `" + change + "` cannot be taken back",
          "its `undo` is `none`",
          "remove it from the steps, or write its undo");
    }
  }

  /** What is deleted while the option may still be asked for restores nothing. */
  private void refuseDeleted(Node at, Duration until, String environment) {
    JsonNode backup = book.environments.get(environment).json().path("backup");
    JsonNode keep = backup.path(backup.has("clone") ? "clone" : "dump").path("keep");
    // What is no duration is told where it stands.
    Duration kept = Node.of(keep, "", new Problems()).positiveDuration();
    if (kept != null && kept.compareTo(until) < 0) {
      at.refuse(
          "option `" + name + "` can be asked for longer than its backup is kept",
          "that of `" + environment + "` may be deleted after `keep: " + keep.asText() + "`",
          "keep it longer than `until` and all watches together, or shorten `until`");
    }
  }

  private static boolean restoresBackup(Spec action) {
    return action.kind().equals(Rollback.RESTORE);
  }

  private void backedUp(Node item, Spec action) {
    for (String environment : environments) {
      Optional<Node> backup = book.environments.get(environment).optional("backup");
      if (backup.isPresent() && !backup.get().has("dump") && action.with().has("schemas")) {
        item.refuse(
            "the backup of `" + environment + "` is no `dump`",
            "single schemas are restored from a dump",
            "write `dump` there, or `restore: backup` here");
      }
      if (!book.environments.get(environment).has("backup")) {
        item.refuse(
            "`" + environment + "` has no backup to restore",
            "option `" + name + "` can be asked for there",
            "add a `backup` to `" + environment + "`, or take the step out");
      }
    }
  }
}

package io.soakgate.plan.reading;

import io.soakgate.plan.Budget;
import io.soakgate.plan.Change;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.Durations;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Escalation;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Mode;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Schedule;
import io.soakgate.plan.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how people go about a plan: {@code mode modes escalate afterwards}. */
final class ConductReader {
  private final Book book;
  private final List<Change> changes;
  private final List<Environment> environments;

  ConductReader(Book book, List<Change> changes, List<Environment> environments) {
    this.book = book;
    this.changes = changes;
    this.environments = environments;
  }

  Conduct read(Node root) {
    List<Mode> modes = root.optional("modes").map(this::modes).orElse(List.of());
    String mode = usual(root, modes);
    List<Escalation> escalate = root.optional("escalate").map(this::levels).orElse(List.of());
    List<Schedule> afterwards = root.optional("afterwards").map(this::afterwards).orElse(List.of());
    return new Conduct(mode, modes, escalate, afterwards);
  }

  /** The mode of a start that names none: said in the plan, never guessed. */
  private static String usual(Node root, List<Mode> modes) {
    Optional<Node> said = root.optional("mode");
    if (said.isEmpty() && !modes.isEmpty()) {
      root.optional("modes")
          .orElseThrow()
          .refuse(
              "nothing says which of these modes is the usual one",
              "a start may name none",
              "add `mode: " + modes.get(0).name() + "` beside it");
    }
    return said.flatMap(node -> Names.known(node, modes.stream().map(Mode::name).toList(), "mode"))
        .orElse(null);
  }

  private List<Mode> modes(Node all) {
    List<Mode> modes = new ArrayList<>();
    Names.section(all).forEach((name, node) -> modes.add(mode(name, node)));
    if (all.isMapping() && all.json().isEmpty()) {
      all.refuse("`modes` is empty", "nothing could be chosen", "name one, or leave it away");
    }
    return modes;
  }

  private Mode mode(String name, Node node) {
    if (!node.isMapping()) {
      node.keys();
      return new Mode(name, null, List.of(), List.of());
    }
    Optional<Node> takes = node.optional("takes");
    Duration expected = takes.map(Node::positiveDuration).orElse(null);
    List<String> each = roles(node.optional("approve-each"));
    List<GateRule> gates = new ArrayList<>();
    node.optional("approve").ifPresent(approve -> gates(approve, gates));
    node.done();
    if (expected != null) {
      environments.forEach(e -> fits(e, takes.get(), expected));
    }
    return new Mode(name, expected, each, gates);
  }

  private List<String> roles(Optional<Node> node) {
    return node.map(n -> Names.allKnown(n, book.roles.keySet(), "role")).orElse(List.of());
  }

  /**
   * Watches differ from environment to environment, so a mode names the moments all of them have.
   */
  private void gates(Node approve, List<GateRule> gates) {
    for (String moment : approve.keys()) {
      if (Names.knownKey(approve, moment, Moment.WALK, "moment")) {
        gates.add(new GateRule(moment, roles(approve.optional(moment)), null));
      } else {
        approve.optional(moment);
      }
    }
  }

  /** T-20: in each mode there must be a latest safe start. */
  private void fits(Environment environment, Node node, Duration expected) {
    Window window = environment.window();
    if (window == null || window.from() == null || window.to() == null) {
      return;
    }
    Budget budget = Budget.of(changes, environment).atLeast(expected);
    if (budget.all().compareTo(window.longest()) > 0) {
      node.refuse(
          "this mode takes " + Durations.words(expected),
          "with "
              + Durations.words(budget.rollback())
              + " for taking it back that does not fit into the window of `"
              + environment.name()
              + "`, which lasts "
              + Durations.words(window.longest()),
          "lengthen the window, or mend `takes`");
    }
  }

  private List<Escalation> levels(Node list) {
    List<Escalation> levels = new ArrayList<>();
    for (Node item : list.items()) {
      if (!item.isMapping()) {
        item.keys();
        continue;
      }
      List<String> to = roles(item.required("to"));
      Optional<Node> after = item.required("after");
      Duration open = after.map(Node::positiveDuration).orElse(null);
      item.done();
      Duration before = levels.isEmpty() ? Duration.ZERO : levels.get(levels.size() - 1).after();
      if (open != null && before != null && open.compareTo(before) <= 0) {
        after
            .get()
            .refuse(
                after.get().words(),
                "the level before is called after " + Durations.words(before),
                "write a longer one, or put it before");
      }
      levels.add(new Escalation(to, open));
    }
    return levels;
  }

  private List<Schedule> afterwards(Node all) {
    List<Schedule> schedules = new ArrayList<>();
    if (environments.isEmpty()) {
      all.keys();
      return schedules;
    }
    Environment last = environments.get(environments.size() - 1);
    ScheduleReader reader = new ScheduleReader(book, last.name());
    Names.section(all).forEach((name, node) -> reader.read(name, node).ifPresent(schedules::add));
    return schedules;
  }
}

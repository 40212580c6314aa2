package io.soakgate.plan.reading;

import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Moment;
import io.soakgate.plan.MomentChecks;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Safety;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.Watch;
import io.soakgate.plan.Window;
import io.soakgate.plan.reading.Placeholders.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one environment. */
final class EnvironmentReader {
  private static final List<String> IF_FAILS = List.of("rollback", "stay", "ask");

  private final Book book;
  private final String name;
  private final Node node;
  private final Scope scope;

  EnvironmentReader(Book book, String name, Node node) {
    this.book = book;
    this.name = name;
    this.node = node;
    this.scope = Scope.of(book.valued(name));
  }

  /** The environment; empty (and a problem) when it is no mapping. */
  Optional<Environment> read() {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    String target = node.required("target").map(EnvironmentReader::target).orElse(null);
    Window window =
        node.optional("window").map(w -> WindowReader.read(w, book.roles.keySet())).orElse(null);
    List<Watch> watches = new ArrayList<>();
    List<String> moments = new ArrayList<>(Moment.WALK);
    moments.addAll(moments.indexOf(Moment.END), watches(watches));
    List<GateRule> gates = gates(moments);
    List<Notice> notices = notices(moments);
    List<MomentChecks> checks = checks(moments);
    Safety safety = new SafetyReader(book, name, scope).read(node);
    IfFails ifFails = node.optional("if-fails").map(EnvironmentReader::ifFails).orElse(usual());
    List<Variable> values = book.valued(name).variables();
    node.done();
    Environment environment =
        new Environment(
            name,
            target,
            values,
            window,
            gates,
            notices,
            checks,
            safety,
            ifFails,
            DeadBands.known(name, watches, checks));
    DeadBands.refuse(environment, node);
    return Optional.of(environment);
  }

  private static String target(Node node) {
    String target = node.text();
    if (target != null && target.contains("://")) {
      node.refuse(
          "`target` is an address",
          "where a database is and how to log in stands in the worker's configuration alone",
          "write the name of one of its targets");
    } else if (target != null) {
      Names.written(target, node.at(), node.problems());
    }
    return target;
  }

  /** Rule 11: staging stays as it is, for people to look at; anything else is taken back. */
  private IfFails usual() {
    return name.equals("staging") ? IfFails.STAY : IfFails.ROLLBACK;
  }

  private static IfFails ifFails(Node node) {
    String word = node.oneOf(IF_FAILS);
    return word == null ? null : IfFails.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Reads the watches into the list; the names of those after the changes are moments. */
  private List<String> watches(List<Watch> watches) {
    Optional<Node> all = node.optional("watch");
    WatchReader reader = new WatchReader(book, scope);
    all.map(Names::section)
        .ifPresent(w -> w.forEach((n, watch) -> reader.read(n, watch).ifPresent(watches::add)));
    List<String> names = all.filter(Node::isMapping).map(Node::keys).orElse(List.of());
    List<String> taken = Stream.concat(Moment.WALK.stream(), Moment.EVENTS.stream()).toList();
    for (String watch : names) {
      if (taken.contains(watch)) {
        book.problems.add(
            all.get().keyAt(watch),
            "watch `" + watch + "` has the name of a moment",
            "a watch's name is a moment itself",
            "rename it");
      }
    }
    List<String> beside = watches.stream().filter(Watch::beside).map(Watch::name).toList();
    return names.stream().filter(n -> !taken.contains(n) && !beside.contains(n)).toList();
  }

  private List<GateRule> gates(List<String> moments) {
    List<GateRule> gates = new ArrayList<>();
    GateReader reader = new GateReader(book, node.has("window"));
    node.optional("approve")
        .ifPresent(
            approve -> {
              for (String moment : approve.keys()) {
                Names.knownKey(approve, moment, moments, "moment");
                approve.optional(moment).ifPresent(gate -> gates.add(reader.read(moment, gate)));
              }
            });
    return gates;
  }

  private List<Notice> notices(List<String> moments) {
    List<String> known = Stream.concat(moments.stream(), Moment.EVENTS.stream()).toList();
    List<Notice> notices = new ArrayList<>();
    node.optional("notices")
        .ifPresent(
            all -> {
              for (String moment : all.keys()) {
                Names.knownKey(all, moment, known, "moment");
                all.optional(moment).map(Node::items).orElse(List.of()).stream()
                    .map(item -> notice(moment, item))
                    .forEach(notices::add);
              }
            });
    return notices;
  }

  private Notice notice(String moment, Node item) {
    List<String> to =
        item.required("to")
            .map(channels -> Names.allKnown(channels, book.channels.keySet(), "channel"))
            .orElse(List.of());
    Optional<Node> say = item.required("say");
    Use use = Moment.EVENTS.contains(moment) ? Use.EVENT : Use.NOTICE;
    say.ifPresent(text -> book.placeholders.filled(text, scope, use));
    String text = say.map(Node::text).orElse("");
    if (item.isMapping()) {
      item.done();
    }
    return new Notice(moment, to, Values.fill(text, book.valued(name).variables()));
  }

  private List<MomentChecks> checks(List<String> moments) {
    CheckReader reader = new CheckReader(book, scope);
    List<MomentChecks> checks = new ArrayList<>();
    node.optional("checks")
        .ifPresent(
            all -> {
              for (String moment : all.keys()) {
                Names.knownKey(all, moment, moments, "moment");
                all.optional(moment)
                    .ifPresent(list -> checks.add(new MomentChecks(moment, reader.checks(list))));
              }
            });
    return checks;
  }
}

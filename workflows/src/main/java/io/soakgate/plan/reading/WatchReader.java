package io.soakgate.plan.reading;

import io.soakgate.plan.Durations;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the watches of one environment. */
final class WatchReader {
  private static final List<String> BESIDE_NOT = List.of("for", "restart-on", "in-window");

  private final Book book;
  private final Scope scope;

  WatchReader(Book book, Scope scope) {
    this.book = book;
    this.scope = scope;
  }

  /** The watch, or empty (and a problem) when its length or its buckets cannot be read. */
  Optional<Watch> read(String name, Node node) {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    boolean beside = beside(node);
    Duration length = beside ? Watch.BESIDE : lasts(node);
    List<Phase> phases = node.required("bucket").map(this::phases).orElse(List.of());
    Optional<Node> sampled = node.optional("sample");
    Duration sample = sampled.map(Node::positiveDuration).orElse(null);
    List<Rule> rules =
        node.optional("rules").map(new RuleReader(book, scope)::of).orElse(List.of());
    List<Rule> all = new ArrayList<>(rules);
    node.optional("track").ifPresent(track -> all.addAll(tracked(track, rules)));
    Optional<Node> restart = node.optional("restart-on");
    restart.ifPresent(r -> r.oneOf(List.of("issue")));
    boolean inWindow = node.optional("in-window").map(Node::flag).orElse(false);
    Optional<String> align = node.optional("align").map(a -> a.oneOf(List.of("start", "clock")));
    node.done();
    if (length == null || phases.isEmpty()) {
      return Optional.empty();
    }
    new WatchFit(node, length, phases).refuse(rules);
    Duration shortest = phases.stream().map(Phase::bucket).min(Duration::compareTo).orElseThrow();
    sampled.ifPresent(s -> notLonger(s, sample, shortest));
    Duration every = sample == null ? shortest : sample;
    boolean onClock = align.filter("clock"::equals).isPresent();
    return Optional.of(
        new Watch(
            name, length, phases, every, all, restart.isPresent(), inWindow, onClock, beside));
  }

  private static Duration lasts(Node node) {
    return node.required("for").map(Node::positiveDuration).orElse(null);
  }

  /** Whether it runs while something else does; then nothing else says how long it lasts. */
  private static boolean beside(Node node) {
    Optional<Node> meanwhile = node.optional("while");
    meanwhile.ifPresent(m -> m.oneOf(List.of("changes")));
    if (meanwhile.isPresent()) {
      BESIDE_NOT.stream()
          .filter(node::has)
          .forEach(
              key ->
                  node.problems()
                      .add(
                          node.keyAt(key),
                          "`" + key + "` stands beside `while`",
                          "such a watch lasts as long as the changes do",
                          "remove one of them"));
      BESIDE_NOT.forEach(node::optional);
    }
    return meanwhile.isPresent();
  }

  /** Named probes that are told with the rules and judged by nobody. */
  private List<Rule> tracked(Node node, List<Rule> rules) {
    List<Rule> tracked = new ArrayList<>();
    for (Node item : node.itemsOrSelf()) {
      Optional<String> name = Names.known(item, book.probes.keySet(), "probe");
      if (name.isPresent() && rules.stream().anyMatch(r -> r.name().equals(name.get()))) {
        item.refuse(
            "a rule of this watch is called `" + name.get() + "`, too",
            "what is tracked is told by the probe's name",
            "rename the rule");
      }
      new RuleReader(book, scope)
          .measured(item)
          .ifPresent(probe -> tracked.add(Rule.tracked(name.orElse(""), probe)));
    }
    return tracked;
  }

  private static void notLonger(Node node, Duration sample, Duration shortest) {
    if (sample != null && sample.compareTo(shortest) > 0) {
      node.refuse(
          "a sample every " + Durations.words(sample),
          "the shortest bucket lasts " + Durations.words(shortest) + " and would stay empty",
          "write at most " + Durations.words(shortest));
    }
  }

  private List<Phase> phases(Node node) {
    if (!node.isMapping()) {
      Duration bucket = node.positiveDuration();
      return bucket == null ? List.of() : List.of(new Phase(Duration.ZERO, bucket));
    }
    List<Phase> phases = new ArrayList<>();
    List<String> offsets = node.keys();
    for (String offset : offsets) {
      Duration bucket = node.optional(offset).map(Node::positiveDuration).orElse(null);
      Optional<Duration> from = offset(node, offset, phases);
      if (from.isPresent() && bucket != null) {
        phases.add(new Phase(from.get(), bucket));
      }
    }
    if (offsets.isEmpty()) {
      node.refuse("no phase stands here", "a watch needs buckets", "write one like `0h: 15m`");
    }
    return phases.size() == offsets.size() ? phases : List.of();
  }

  private static Optional<Duration> offset(Node node, String offset, List<Phase> before) {
    Optional<Duration> from = Durations.parse(offset);
    if (from.isEmpty()) {
      return refused(node, offset, "is no offset", "write it like `0h` or `90m`");
    }
    if (node.keys().get(0).equals(offset) && !from.get().isZero()) {
      return refused(node, offset, "is not the start", "begin with `0h`");
    }
    if (!before.isEmpty() && from.get().compareTo(last(before).from()) <= 0) {
      return refused(node, offset, "is not later than the one before", "put them in order");
    }
    return from;
  }

  private static Optional<Duration> refused(Node node, String offset, String what, String todo) {
    node.problems()
        .add(
            node.keyAt(offset),
            "`" + YamlText.shortened(offset) + "` " + what,
            "each phase says from when on its buckets last so long",
            todo);
    return Optional.empty();
  }

  private static Phase last(List<Phase> phases) {
    return phases.get(phases.size() - 1);
  }
}

package io.soakgate.plan.reading;

import io.soakgate.plan.Check;
import io.soakgate.plan.Durations;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Schedule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.plan.reading.Placeholders.Use;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what happens again after a deployment has succeeded; it belongs to the last environment.
 */
final class ScheduleReader {
  /** More often than this it is a watch. */
  private static final Duration LEAST = Duration.ofHours(1);

  private static final List<String> AGAINST = List.of("last-look");
  private static final List<String> HAPPENS = List.of("notice", "check", "do");
  private static final Duration DAY = Duration.ofDays(1);

  private final Book book;
  private final Scope scope;

  ScheduleReader(Book book, String environment) {
    this.book = book;
    this.scope = Scope.of(book.valued(environment));
  }

  /** The schedule; empty (and a problem) when it is no mapping. */
  Optional<Schedule> read(String name, Node node) {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    Duration every = duration(node.optional("every"));
    Duration once = duration(node.optional("once"));
    Duration length = duration(node.optional("for"));
    oneOf(node);
    tooOften(node, every, length);
    LocalTime at = node.optional("at").map(WindowReader::time).orElse(null);
    ZoneId zone = node.optional("zone").map(Zones::read).orElse(null);
    boolean lastLook = node.optional("against").map(n -> n.oneOf(AGAINST)).isPresent();
    timed(node, every == null ? once : every);
    List<Notice> notices = node.optional("notice").map(n -> notices(name, n)).orElse(List.of());
    List<Check> checks =
        node.optional("check").map(new CheckReader(book, scope)::checks).orElse(List.of());
    checks.forEach(this::unfit);
    Spec action = node.optional("do").flatMap(this::action).orElse(null);
    node.done();
    if (HAPPENS.stream().noneMatch(node::has)) {
      node.refuse(
          "nothing happens here", "it would only pass time", "add `notice`, `check` or `do`");
    }
    Duration lasts = every == null ? once : length;
    return Optional.of(
        new Schedule(name, every, lasts, at, zone, lastLook, notices, checks, action));
  }

  /** Nobody is there any more who is asked before it runs. */
  private Optional<Spec> action(Node node) {
    Optional<Spec> action = new SpecReader(book, scope).action(node);
    action
        .filter(a -> Terms.of(a).asks())
        .ifPresent(
            a ->
                node.refuse(
                    "`approve` stands beside what is done after the ending",
                    "it is done at its time, whether somebody is there or not",
                    "remove it; the gates before the ending agree to the plan and this with it"));
    return action;
  }

  private static Duration duration(Optional<Node> node) {
    return node.map(Node::positiveDuration).orElse(null);
  }

  private static void oneOf(Node node) {
    if (node.has("every") == node.has("once")) {
      node.refuse(
          node.has("every") ? "`every` and `once` together" : "nothing says when this happens",
          "it happens again and again for a while, or once",
          "write `every: 1d` with `for: 3d`, or `once: 7d`");
    } else if (node.has("every") != node.has("for")) {
      node.refuse(
          node.has("every") ? "`every` has no end" : "`for` stands beside `once`",
          "what is repeated says for how long, what happens once says after how long",
          node.has("every") ? "add `for: 3d`" : "remove it");
    }
  }

  private static void tooOften(Node node, Duration every, Duration length) {
    if (every != null && every.compareTo(LEAST) < 0) {
      node.refuse(
          "this happens every " + Durations.words(every),
          "what is looked at more often than every hour is watched",
          "write a watch, or a longer time");
    } else if (every != null && length != null && length.compareTo(every) < 0) {
      node.refuse(
          "this ends before it begins",
          "it happens " + Durations.words(every) + " after the ending for the first time",
          "lengthen `for`");
    }
  }

  private static void timed(Node node, Duration step) {
    if (node.has("at") != node.has("zone")) {
      node.refuse(
          node.has("at") ? "`at` has no zone" : "`zone` has no time of day",
          "a time of day is one somewhere",
          node.has("at") ? "add `zone: UTC`" : "add `at: \"09:00\"`, or remove it");
    } else if (node.has("at") && step != null && step.toMillis() % DAY.toMillis() != 0) {
      node.refuse(
          "a time of day stands beside " + Durations.words(step),
          "it is the time on a day that is reckoned in whole days from the ending",
          "write whole days, or remove `at` and `zone`");
    }
  }

  /** There is no gate any more on which somebody is shown something, and no environment before. */
  private void unfit(Check check) {
    boolean shown = !check.attested() && check.shownTo() != null;
    if (shown || !check.provedBy().isEmpty()) {
      book.problems.add(
          check.probe().at(),
          "check `" + check.name() + "` needs a gate",
          "after the ending people confirm what is written out, and see no rows",
          "write `attest: …` with `shown-to`, or leave it away");
    }
  }

  private List<Notice> notices(String name, Node node) {
    List<Notice> notices = new ArrayList<>();
    for (Node item : node.itemsOrSelf()) {
      List<String> to =
          item.required("to")
              .map(channels -> Names.allKnown(channels, book.channels.keySet(), "channel"))
              .orElse(List.of());
      Optional<Node> say = item.required("say");
      say.filter(Node::isText).ifPresent(s -> book.placeholders.filled(s, scope, Use.NOTICE));
      String text = say.map(Node::text).orElse(null);
      if (item.isMapping()) {
        item.done();
      }
      notices.add(new Notice(name, to, text));
    }
    return notices;
  }
}

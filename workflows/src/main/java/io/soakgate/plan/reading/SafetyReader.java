package io.soakgate.plan.reading;

import io.soakgate.plan.Backup;
import io.soakgate.plan.Backup.Taken;
import io.soakgate.plan.Drill;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Moment;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.ReadOnly.From;
import io.soakgate.plan.ReadOnly.Sessions;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Safety;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Kinds.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what protects an environment: {@code backup}, {@code read-only}, {@code drill}. */
final class SafetyReader {
  private static final List<String> RESERVED =
      List.of("takes", "must", "verify", "taken", "max-age", "export");
  private static final List<String> ASKING = List.of(Moment.ANNOUNCED, Moment.GO);

  private final Book book;
  private final String name;
  private final Scope scope;

  SafetyReader(Book book, String name, Scope scope) {
    this.book = book;
    this.name = name;
    this.scope = scope;
  }

  Safety read(Node environment) {
    return new Safety(
        environment.optional("backup").flatMap(this::backup).orElse(null),
        environment.optional("read-only").flatMap(n -> readOnly(environment, n)).orElse(null),
        environment.optional("drill").flatMap(this::drill).orElse(null));
  }

  private Optional<Backup> backup(Node node) {
    Optional<Spec> spec = new SpecReader(book, scope).of(node, Position.BACKUP, RESERVED);
    List<Expectation> must =
        new Expectations(book, scope, spec.orElse(null)).read(node.optional("must"));
    Duration takes = node.optional("takes").map(Node::positiveDuration).orElse(null);
    node.optional("verify").ifPresent(verify -> verify.oneOf(List.of("restore")));
    Taken taken =
        node.optional("taken")
            .map(n -> n.oneOf(List.of("window", "ahead")))
            .map(word -> Taken.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Taken.WINDOW);
    Optional<Node> maxAge = node.optional("max-age");
    Duration oldest = maxAge.map(Node::positiveDuration).orElse(null);
    if (oldest != null && taken == Taken.WINDOW) {
      maxAge
          .get()
          .refuse(
              "`max-age` without `taken: ahead`",
              "a backup that is taken in the window is as old as the window",
              "write `taken: ahead`, or remove it");
    }
    List<String> export = node.optional("export").map(SafetyReader::export).orElse(List.of());
    spec.ifPresent(s -> refuseIdle(node, s.kind()));
    if (node.isMapping()) {
      node.done();
    }
    return spec.map(s -> new Backup(s, must, takes, taken, oldest, export));
  }

  /** What a kind has no part in would be read and do nothing. */
  private static void refuseIdle(Node node, String kind) {
    List<String> idle =
        switch (kind) {
          case "attested" -> List.of("verify", "taken", "max-age", "export", "takes");
          case "clone" -> List.of("export");
          default -> List.of();
        };
    for (String key : idle) {
      node.optional(key)
          .ifPresent(
              n ->
                  n.refuse(
                      "`" + key + "` beside `" + kind + "`",
                      kind.equals("clone")
                          ? "what is kept beside a backup is written while it is dumped"
                          : "a provider takes it, and nobody here sees it",
                      "remove it, or write `dump`"));
    }
  }

  private static List<String> export(Node node) {
    return node.items().stream()
        .map(item -> item.oneOf(List.of("schema", "policies")))
        .filter(word -> word != null)
        .distinct()
        .toList();
  }

  private Optional<ReadOnly> readOnly(Node environment, Node node) {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    Optional<Node> askAt = node.optional("ask-at");
    String moment = askAt.map(n -> n.oneOf(ASKING)).orElse(null);
    if (moment != null && gate(environment, moment).isEmpty()) {
      askAt
          .get()
          .refuse(
              "nobody is asked at `" + moment + "` of `" + name + "`",
              "it has no gate there",
              "add one under `approve`, or remove `ask-at`");
    }
    From from =
        node.optional("from")
            .map(n -> n.oneOf(List.of("changes", "backup")))
            .map(word -> From.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(From.CHANGES);
    if (from == From.BACKUP && !environment.has("backup")) {
      node.refuse(
          "`from: backup` without a backup",
          "`" + name + "` takes none",
          "add a `backup`, or write `from: changes`");
    }
    if (from == From.BACKUP && ahead(environment)) {
      node.refuse(
          "`from: backup` beside a backup that is `taken: ahead`",
          "it is taken before people agree, and is written past until they do",
          "write `from: changes`, or `taken: window`");
    }
    Sessions sessions =
        node.optional("sessions")
            .map(n -> n.oneOf(List.of("drain", "end")))
            .map(word -> Sessions.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(Sessions.DRAIN);
    String proveAs = node.optional("prove-as").map(Node::text).orElse(null);
    node.done();
    return Optional.of(new ReadOnly(moment, from, sessions, proveAs));
  }

  private static boolean ahead(Node environment) {
    return environment.json().path("backup").path("taken").asText().equals("ahead");
  }

  private static Optional<Node> gate(Node environment, String moment) {
    return environment.optional("approve").filter(Node::isMapping).flatMap(a -> a.optional(moment));
  }

  private Optional<Drill> drill(Node node) {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    Optional<Node> none = node.optional("none");
    Optional<Node> options = node.optional("options");
    node.done();
    if (none.isPresent() == options.isPresent()) {
      node.refuse(
          "a drill says one of `options` and `none`",
          "either ways back are walked, or it says why not",
          "write `{options: all}` or `{none: \"why\"}`");
      return Optional.empty();
    }
    return none.isPresent()
        ? none.map(Node::text).filter(why -> !why.isBlank()).map(why -> new Drill(List.of(), why))
        : options.map(this::options).map(chosen -> new Drill(chosen, null));
  }

  private List<String> options(Node node) {
    if (node.isText() && node.json().textValue().equals("all")) {
      node.text();
      return List.of();
    }
    List<String> known = new ArrayList<>(book.rollbacks.keySet());
    known.add(Rollback.EVERYTHING);
    return Names.allKnown(node, known, "rollback option");
  }
}

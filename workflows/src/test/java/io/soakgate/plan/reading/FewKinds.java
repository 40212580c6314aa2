package io.soakgate.plan.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A few kinds, each with its keys: enough to read plans without the real ones. */
final class FewKinds implements Kinds {
  private static final List<String> NUMBERS = List.of("runs", "requests", "concurrency", "rows");
  private static final Map<Position, Map<String, List<String>>> KINDS =
      Map.of(
          Position.ACTION,
          Map.of(
              "drop-created",
              List.of(),
              "purge",
              List.of("path"),
              "restore",
              List.of("="),
              "sql",
              List.of("file", "files")),
          Position.PROBE,
          Map.ofEntries(
              Map.entry("attest", List.of("=")),
              Map.entry("cache", List.of()),
              Map.entry("call", List.of("function", "writes")),
              Map.entry("catalog", List.of("schema", "index-names")),
              Map.entry("connections", List.of()),
              Map.entry("corruption", List.of("schema", "timeout")),
              Map.entry("explain", List.of("query", "queries")),
              Map.entry("file", List.of("path")),
              Map.entry("http", List.of("endpoint", "path", "requests", "headers", "body")),
              Map.entry(
                  "http-load", List.of("endpoint", "path", "requests", "concurrency", "headers")),
              Map.entry("log", List.of("endpoint", "count", "ignore", "since")),
              Map.entry("metrics", List.of("endpoint", "path", "format", "figures")),
              Map.entry("persona", List.of("as", "claims", "sees", "writes")),
              Map.entry("row-loss", List.of("except")),
              Map.entry("transactions", List.of()),
              Map.entry("rls-overhead", List.of("as", "claims", "query", "runs", "floor")),
              Map.entry("sample", List.of("query", "key", "rows", "show")),
              Map.entry("script", List.of("file")),
              Map.entry("slow-statements", List.of("like", "longer-than", "ignore")),
              Map.entry("issues", List.of("from", "within")),
              Map.entry("latency", List.of("statement", "runs")),
              Map.entry("notices", List.of("loaded", "mapped", "inserted", "orphans")),
              Map.entry("query", List.of("text", "file")),
              Map.entry("rows", List.of("tables")),
              Map.entry("watched", List.of("value", "watch", "of"))),
          Position.CHANNEL,
          Map.of(
              "console",
              List.of(),
              "log",
              List.of(),
              "slack",
              List.of("channel", "create"),
              "webhook",
              List.of("to")),
          Position.BACKUP,
          Map.of(
              "attested",
              List.of("name"),
              "clone",
              List.of("name"),
              "dump",
              List.of("name", "keep")));

  @Override
  public List<String> names(Position position) {
    return KINDS.get(position).keySet().stream().sorted().toList();
  }

  /** Nothing in a database shows that a cache was purged. */
  @Override
  public boolean proved(String action) {
    return !action.equals("purge");
  }

  @Override
  public List<String> writers() {
    return List.of("call");
  }

  @Override
  public List<String> askedOfWalk() {
    return List.of("issues", "watched");
  }

  @Override
  public List<String> lintRules() {
    return List.of("drop-table", "lock-table");
  }

  /** Every key is optional; some are numbers; {@code =} is a text, or several by name. */
  @Override
  public List<String> check(Position position, String kind, Node with) {
    List<String> keys = KINDS.get(position).get(kind);
    if (keys.equals(List.of("="))) {
      if (with.isMapping()) {
        with.keys().forEach(name -> with.required(name).filter(n -> !n.isList()).map(Node::text));
      } else {
        with.text();
      }
      return List.of();
    }
    for (String key : keys) {
      Optional<Node> value = with.optional(key);
      if (NUMBERS.contains(key)) {
        value.ifPresent(n -> n.whole(1, 1000));
      } else {
        // What stands in a mapping is the kind's own affair.
        value.filter(n -> !n.isMapping() && !n.json().isBoolean()).ifPresent(Node::texts);
      }
    }
    if (with.isMapping()) {
      with.done();
    } else {
      with.keys();
    }
    return kind.equals("sql") ? scripts(with) : List.of();
  }

  private static List<String> scripts(Node with) {
    return with.optional("file")
        .or(() -> with.optional("files"))
        .map(Node::texts)
        .orElse(List.of());
  }
}

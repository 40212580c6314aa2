package io.soakgate.plan;

import java.util.List;
import java.util.Map;

/** A few kinds, each with its keys: enough to read plans without the real ones. */
final class FewKinds implements Kinds {
  private static final Map<Position, Map<String, List<String>>> KINDS =
      Map.of(
          Position.ACTION,
          Map.of(
              "drop-created", List.of(), "restore", List.of("="), "sql", List.of("file", "files")),
          Position.PROBE,
          Map.ofEntries(
              Map.entry("attest", List.of("=")),
              Map.entry("catalog", List.of("schema")),
              Map.entry("explain", List.of("query")),
              Map.entry("file", List.of("path")),
              Map.entry("http", List.of("endpoint", "path", "requests")),
              Map.entry("latency", List.of("statement", "runs")),
              Map.entry("notices", List.of("loaded", "mapped", "inserted", "orphans")),
              Map.entry("query", List.of("text", "file")),
              Map.entry("rows", List.of("tables"))),
          Position.CHANNEL,
          Map.of("console", List.of(), "log", List.of()),
          Position.BACKUP,
          Map.of("clone", List.of("name"), "dump", List.of("name")));

  @Override
  public List<String> names(Position position) {
    return KINDS.get(position).keySet().stream().sorted().toList();
  }

  @Override
  public List<String> lintRules() {
    return List.of("drop-table", "lock-table");
  }

  /** Every key is optional; {@code runs} and {@code requests} are numbers, {@code =} is a text. */
  @Override
  public List<String> check(Position position, String kind, Node with) {
    List<String> keys = KINDS.get(position).get(kind);
    if (keys.equals(List.of("="))) {
      with.text();
      return List.of();
    }
    for (String key : keys) {
      if (key.equals("runs") || key.equals("requests")) {
        with.optional(key).ifPresent(n -> n.whole(1, 1000));
      } else {
        with.optional(key).ifPresent(Node::texts);
      }
    }
    if (with.isMapping()) {
      with.done();
    } else {
      with.keys();
    }
    return List.of();
  }
}

package io.soakgate.probe;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.PlanFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@code pgbench} asks for.
 *
 * @param script the file
 * @param clients how many sessions
 * @param length for how long, or null
 * @param transactions how many of each client, or null
 * @param rate how many transactions a second begin, or null
 * @param set variables of the script
 * @param writes whether its transactions may write
 * @param longest how long it may take
 */
record PgbenchAsked(
    String script,
    int clients,
    Duration length,
    Integer transactions,
    Integer rate,
    Map<String, String> set,
    boolean writes,
    Duration longest) {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  static PgbenchAsked read(Node with) {
    String script = with.required("script").map(PlanFolder::path).orElse(null);
    Integer clients = with.optional("clients").map(n -> n.whole(1, 100)).orElse(1);
    Duration length = with.optional("for").map(PgbenchAsked::seconds).orElse(null);
    Integer transactions =
        with.optional("transactions").map(n -> n.whole(1, 1_000_000)).orElse(null);
    Integer rate = with.optional("rate").map(n -> n.whole(1, 100_000)).orElse(null);
    Map<String, String> set = with.optional("set").map(PgbenchAsked::variables).orElse(Map.of());
    Duration timeout = Timeout.read(with, TIMEOUT);
    boolean writes = Writes.read(with);
    with.done();
    if (with.has("for") == with.has("transactions")) {
      with.refuse(
          "no one end",
          "a load ends after so many `transactions` of each client or `for` so long",
          "write either `transactions: 100` or `for: 30s`");
    }
    return new PgbenchAsked(
        script,
        clients == null ? 1 : clients,
        length,
        transactions,
        rate,
        set,
        writes,
        length == null ? timeout : length);
  }

  private static Duration seconds(Node node) {
    Duration length = node.positiveDuration();
    boolean whole = length == null || length.toMillis() % 1000 == 0;
    if (!whole || (length != null && length.compareTo(LONGEST) > 0)) {
      node.refuse(
          node.json().asText(), "pgbench counts in seconds, at most 1h", "write it like 30s");
    }
    return length;
  }

  private static Map<String, String> variables(Node node) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : node.keys()) {
      Node each = node.required(name).orElseThrow();
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || !each.isScalar()) {
        each.refuse(
            "variable " + name,
            "pgbench takes a name and a figure or word",
            "write it like n: 100");
      }
      all.put(name, each.json().asText());
    }
    return all;
  }

  List<String> files() {
    return script == null ? List.of() : List.of(script);
  }

  /** The program and its arguments. */
  List<String> vector(Path pgbench, Path copy, Path log, String database) {
    List<String> all = new ArrayList<>(List.of(pgbench.toString(), "-n", "-f", copy.toString()));
    all.addAll(List.of("-c", "" + clients, "-j", "" + Math.min(clients, 2)));
    all.addAll(
        length == null ? List.of("-t", "" + transactions) : List.of("-T", "" + length.toSeconds()));
    if (rate != null) {
      all.addAll(List.of("-R", "" + rate));
    }
    set.forEach((name, value) -> all.addAll(List.of("-D", name + "=" + value)));
    all.addAll(List.of("-l", "--log-prefix=" + log, database));
    return all;
  }
}

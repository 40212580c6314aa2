package io.soakgate.action;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.PlanFolder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a plan says under {@code sql}.
 *
 * @param files the scripts, in the order they run
 * @param transaction {@code one}, {@code none}, or null: the scripts decide
 * @param lockTimeout longest wait for one lock; never unlimited (F-24)
 * @param statementTimeout longest a statement may run; zero: as long as it needs
 * @param parallel how many tables get their indexes built at a time, 1 to 8; each takes a session
 *     and up to {@code maintenance_work_mem}
 * @param repeatable the plan's word that statements which leave no trace may be run again
 * @param set psql's variables that each script begins with, as {@code psql -v} sets them (T-28)
 */
record SqlOptions(
    List<String> files,
    String transaction,
    Duration lockTimeout,
    Duration statementTimeout,
    int parallel,
    boolean repeatable,
    Map<String, String> set) {

  static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

  /** Two: builds overlap, and the application keeps most of the server. */
  static final int PARALLEL = 2;

  /** Reads and checks the node; what does not fit is added to its problems. */
  static SqlOptions read(Node with) {
    List<String> files =
        with.optional("files")
            .or(() -> with.required("file"))
            .map(SqlOptions::files)
            .orElse(List.of());
    String transaction =
        with.optional("transaction").map(n -> n.oneOf(List.of("one", "none"))).orElse(null);
    Duration lock = duration(with.optional("lock-timeout"), LOCK_TIMEOUT);
    Duration statement = duration(with.optional("statement-timeout"), Duration.ZERO);
    Integer parallel = with.optional("parallel").map(n -> n.whole(1, 8)).orElse(PARALLEL);
    boolean repeatable = with.optional("repeatable").map(Node::flag).orElse(false);
    Map<String, String> set = with.optional("set").map(SqlOptions::set).orElse(Map.of());
    if (lock.isZero()) {
      with.refuse(
          "lock-timeout 0",
          "it means waiting for ever, with every other session queued behind",
          "say a time, such as 2s");
    }
    with.done();
    return new SqlOptions(
        files, transaction, lock, statement, parallel == null ? 1 : parallel, repeatable, set);
  }

  private static Map<String, String> set(Node node) {
    Map<String, String> set = new LinkedHashMap<>();
    for (String name : node.keys()) {
      if (!name.matches("[A-Za-z_]\\w*")) {
        node.refuse(
            "`" + name + "` is no variable of psql",
            "a script writes it as :name",
            "use letters, digits and underscores, a letter first");
      }
      node.optional(name).ifPresent(value -> set.put(name, value(value)));
    }
    return set;
  }

  private static String value(Node node) {
    boolean figure = node.json().isNumber() || node.json().isBoolean();
    return String.valueOf(figure ? node.json().asText() : node.text());
  }

  private static List<String> files(Node node) {
    List<Node> entries = node.isList() ? node.items() : List.of(node);
    if (entries.isEmpty()) {
      node.refuse("no script", "there is nothing to run", "name one");
    }
    return entries.stream().map(PlanFolder::path).filter(Objects::nonNull).toList();
  }

  private static Duration duration(Optional<Node> node, Duration otherwise) {
    return node.map(Node::duration).orElse(otherwise);
  }
}

package io.soakgate.backup;

import io.soakgate.plan.reading.Node;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands under {@code restore}: the bare word {@code backup}, or a mapping.
 *
 * @param schemas which schemas are put back in place where the database is not swapped; empty when
 *     only a swap is asked for
 * @param swap whether the whole database is swapped where the login may rename it
 * @param drain how long running transactions are let end before their sessions are ended
 */
record RestoreWith(List<String> schemas, boolean swap, Duration drain) {
  /** Where the plan says nothing. */
  static final Duration DRAIN = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Reads it, adding problems to the node; what cannot be read is as if it was not there. */
  static RestoreWith read(Node with) {
    if (!with.isMapping()) {
      with.oneOf(List.of("backup"));
      return new RestoreWith(List.of(), true, DRAIN);
    }
    List<String> schemas = with.optional("schemas").map(RestoreWith::schemas).orElse(List.of());
    boolean swap =
        with.optional("swap")
            .map(node -> swap(node, schemas))
            .map("if-allowed"::equals)
            .orElse(schemas.isEmpty());
    Duration drain = with.optional("drain").map(RestoreWith::drain).orElse(DRAIN);
    with.done();
    return new RestoreWith(schemas, swap, drain);
  }

  private static List<String> schemas(Node node) {
    Set<String> names = new LinkedHashSet<>(node.texts());
    if (names.isEmpty()) {
      node.refuse("no schema is named", "nothing would be restored", "name one, or remove it");
    }
    for (String name : names) {
      if (name.equals("public")) {
        node.refuse(
            "schema public cannot be put back in place",
            "extensions and what others share live in it, and a dump does not make it anew",
            "move the application's tables into a schema of their own, or restore the whole"
                + " database (`restore: backup`)");
      } else if (name.startsWith("pg_")
          || name.equals("information_schema")
          || name.equals("soakgate")) {
        node.refuse(
            "schema " + name + " cannot be restored",
            "it is PostgreSQL's or Soakgate's own",
            "name the application's schemas");
      }
    }
    return List.copyOf(names);
  }

  private static String swap(Node node, List<String> schemas) {
    String word = node.oneOf(List.of("if-allowed", "never"));
    if (schemas.isEmpty()) {
      node.refuse(
          "`swap` says nothing here",
          "without `schemas` there is only the swap",
          "name the schemas, or remove it");
    }
    return word;
  }

  private static Duration drain(Node node) {
    Duration drain = node.duration();
    if (drain != null && drain.compareTo(LONGEST) > 0) {
      node.refuse(
          "`drain` is longer than 10 minutes",
          "a rollback does not wait that long for a transaction",
          "write at most 10m");
    }
    return drain;
  }

  /** Whether this restore swaps the database, given what the login may. */
  boolean swaps(boolean mayRename) {
    return swap && (mayRename || schemas.isEmpty());
  }
}

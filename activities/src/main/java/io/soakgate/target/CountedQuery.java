package io.soakgate.target;

/** The texts of {@code pg_stat_statements}: which of them count here, and how they are shown. */
public final class CountedQuery {
  /** The extension that counts. */
  public static final String EXTENSION = "pg_stat_statements";

  /** Queries and writes alone, no DDL and no DO blocks: a migration is no slow query. */
  public static final String READS_OR_WRITES =
      "query ~* '^(\\s|--[^\\n]*\\n)*(select|with|insert|update|delete|merge)\\M'";

  private static final int LENGTH = 160;

  private CountedQuery() {}

  /** On one line, at most 160 characters. */
  public static String shortened(String query) {
    String line = query.strip().replaceAll("\\s+", " ");
    return line.length() <= LENGTH ? line : line.substring(0, LENGTH - 1) + "…";
  }
}

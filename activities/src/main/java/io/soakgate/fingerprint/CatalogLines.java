package io.soakgate.fingerprint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the catalog lines of a fingerprint. */
final class CatalogLines {
  private static final List<CatalogQuery> QUERIES =
      Stream.of(TableLines.QUERIES, CodeLines.QUERIES, DatabaseLines.QUERIES, GrantLines.QUERIES)
          .flatMap(List::stream)
          .toList();

  private CatalogLines() {}

  /** All of them, in one round trip. */
  static List<String> read(Statement statement) throws SQLException {
    int version = statement.getConnection().getMetaData().getDatabaseMajorVersion();
    String all =
        QUERIES.stream()
            .filter(q -> q.since() <= version)
            .map(CatalogQuery::lines)
            .collect(Collectors.joining(";\n"));
    List<String> lines = new ArrayList<>();
    for (boolean more = statement.execute(all); more; more = statement.getMoreResults()) {
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          String properties = rows.getString(2);
          String line = properties == null ? "" : " " + Deparsed.canonical(properties);
          lines.add(rows.getString(1) + line);
        }
      }
    }
    return lines;
  }
}

package io.soakgate.fingerprint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * What the user schemas of a database hold: their catalog, and the rows of each table.
 *
 * <p>Two fingerprints are equal exactly when their listings are. Left out: the schemas of
 * PostgreSQL and of Soakgate, OIDs, statistics, the positions of sequences (PostgreSQL never gives
 * a number back), the rows of UNLOGGED tables (a crash empties them), large objects, how numbers
 * that compare equal are written (1.0 and 1.00), and what belongs to the server: roles,
 * tablespaces. No line holds a row, a function's body, a comment or a value of a setting that may
 * be secret: a digest stands for it.
 *
 * @param catalog one line per object with its properties, sorted; see {@link CatalogLine}
 * @param rows one line per table, sorted: name, count, content hash
 */
public record Fingerprint(List<String> catalog, List<TableContent> rows) {
  private static final String ROWS = "rows of ";

  /**
   * The rows of one table.
   *
   * @param table qualified and quoted
   * @param count how many
   * @param hash sum over the rows' hashes, so that their order does not count and duplicates do
   */
  public record TableContent(String table, long count, String hash) {
    String line() {
      return table + " " + count + " " + hash;
    }

    static TableContent of(String line) {
      int hash = line.lastIndexOf(' ');
      int count = line.lastIndexOf(' ', hash - 1);
      return new TableContent(
          line.substring(0, count),
          Long.parseLong(line.substring(count + 1, hash)),
          line.substring(hash + 1));
    }
  }

  public Fingerprint {
    catalog = List.copyOf(new TreeSet<>(catalog));
    rows = rows.stream().sorted((a, b) -> a.table().compareTo(b.table())).toList();
  }

  /** Everything as lines, from which {@link #of} makes the same again. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(catalog);
    rows.forEach(table -> lines.add(ROWS + table.line()));
    return lines;
  }

  /** What {@link #lines} told. */
  public static Fingerprint of(List<String> lines) {
    return new Fingerprint(
        lines.stream().filter(line -> !line.startsWith(ROWS)).toList(),
        lines.stream()
            .filter(line -> line.startsWith(ROWS))
            .map(line -> TableContent.of(line.substring(ROWS.length())))
            .toList());
  }

  /** SHA-256 over everything, hex. */
  public String digest() {
    return sha256(catalogDigest() + "\n" + rowsDigest());
  }

  /** SHA-256 over the catalog, hex. */
  public String catalogDigest() {
    return sha256(String.join("\n", catalog));
  }

  /** SHA-256 over the rows of all tables, hex. */
  public String rowsDigest() {
    return sha256(String.join("\n", rows.stream().map(TableContent::line).toList()));
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package io.soakgate.backup;

import io.soakgate.backup.RowCounts.TableRows;
import io.soakgate.target.Catalogs;
import java.sql.SQLException;
import java.util.LinkedList;
import java.util.List;

/**
 * What the backups of environments held, table by table, and how much was written to each table
 * when they were begun, in Soakgate's own database: so that any worker can say what a restore would
 * lose.
 */
public record Contents(Catalogs catalogs) {

  /** Keeps how much was written before a backup; of several attempts the first one's counts. */
  void began(String deployment, String environment, Writes writes) throws SQLException {
    catalogs.keep(key("writes", deployment, environment), writes.lines());
  }

  /** Keeps what a backup holds. */
  void keep(String deployment, String environment, RowCounts counts) throws SQLException {
    catalogs.keep(
        key("rows", deployment, environment),
        counts.tables().stream().map(t -> t.table() + " " + t.rows() + " " + t.hash()).toList());
  }

  /** What the backup of an environment holds; null when nobody kept it. */
  RowCounts held(String deployment, String environment) throws SQLException {
    List<String> lines = catalogs.lines(key("rows", deployment, environment));
    return lines == null
        ? null
        : new RowCounts(lines.stream().map(line -> last(line, 2)).map(Contents::row).toList());
  }

  private static TableRows row(List<String> words) {
    return new TableRows(words.get(0), Long.parseLong(words.get(1)), words.get(2));
  }

  /** How much was written when it was begun; null when nobody kept it. */
  Writes writes(String deployment, String environment) throws SQLException {
    List<String> lines = catalogs.lines(key("writes", deployment, environment));
    return lines == null ? null : Writes.of(lines);
  }

  /** What comes first, which may hold spaces, and that many words behind it. */
  static List<String> last(String line, int many) {
    int end = line.length();
    LinkedList<String> words = new LinkedList<>();
    for (int i = 0; i < many; i++) {
      int space = line.lastIndexOf(' ', end - 1);
      words.addFirst(line.substring(space + 1, end));
      end = space;
    }
    words.addFirst(line.substring(0, end));
    return words;
  }

  private static String key(String what, String deployment, String environment) {
    return Digest.of(what + " of the backup of " + deployment + "/" + environment);
  }
}

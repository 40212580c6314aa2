package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.fingerprint.CatalogLine;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.target.Catalogs;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** In what a catalog differs from one that was kept, line by line. */
record Differences(Catalogs catalogs) {
  private static final List<String> OWN =
      List.of("grant of ", "database", "setting ", "server ", "user mapping ", "subscription ");

  /** From what it was; {@code then} is the digest. */
  List<String> since(Fingerprint now, String then) throws SQLException {
    return now.catalogDigest().equals(then) ? List.of() : lines(before(then), now.catalog());
  }

  /** From that of another environment, without what both differed in before their changes. */
  List<String> from(Fingerprint now, Elsewhere there) throws SQLException {
    List<String> lines =
        new ArrayList<>(lines(common(before(there.catalog())), common(now.catalog())));
    if (after(there)) {
      lines.removeAll(lines(common(before(there.before())), common(before(there.ownBefore()))));
    }
    return lines;
  }

  /** Whether what the changes left is compared, and not what was there before them. */
  static boolean after(Elsewhere there) {
    return there.before() != null && there.ownBefore() != null;
  }

  private List<String> before(String digest) throws SQLException {
    List<String> lines = catalogs.lines(digest);
    if (lines == null) {
      throw new SQLException(
          "the catalog " + digest.substring(0, 12) + " is not in Soakgate's own database");
    }
    return lines;
  }

  private static List<String> lines(List<String> was, List<String> is) {
    return FingerprintDiff.between(new Fingerprint(was, List.of()), new Fingerprint(is, List.of()))
        .lines();
  }

  /** Without what two environments may have of their own: owners, grants, settings, addresses. */
  private static List<String> common(List<String> lines) {
    return lines.stream()
        .filter(line -> OWN.stream().noneMatch(line::startsWith))
        .map(line -> CatalogLine.of(line).without("owner"))
        .toList();
  }
}

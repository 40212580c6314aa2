package io.soakgate.condition;

import io.soakgate.deployment.Script;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Variable;
import io.soakgate.target.Catalogs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Sees the catalog of what a plan touches, and keeps it in Soakgate's own database. */
record Seeing(Naming naming, Catalogs catalogs) {

  Touched touched(Connection connection, List<Script> scripts, Spec next, List<Variable> values)
      throws SQLException {
    return naming.in(connection, scripts, next, values);
  }

  Fingerprint catalog(Connection connection, Touched touched) throws SQLException {
    Fingerprint seen = FingerprintReader.catalog(connection, touched.schemas());
    catalogs.keep(seen.catalogDigest(), seen.catalog());
    return seen;
  }
}

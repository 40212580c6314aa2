package io.soakgate.condition;

import io.soakgate.action.Guard;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Before an action: the lease is still the deployment's. After it: the catalog as this step left
 * it, which is what the next look finds unless somebody else was at it (F-63).
 */
final class Acting implements Guard {
  private final Targets targets;
  private final Lease lease;
  private final Seeing seeing;

  Acting(Targets targets, Lease lease, Seeing seeing) {
    this.targets = targets;
    this.lease = lease;
    this.seeing = seeing;
  }

  @Override
  public String refusal(ActRequest request) {
    try {
      return lease.refusal(targets.get(request.scope().target()), request.scope().deployment());
    } catch (SQLException e) {
      // The action itself says best why the target cannot be worked on.
      return null;
    }
  }

  @Override
  public List<Value> left(ActRequest request) {
    try (Connection connection = Looking.at(targets.get(request.scope().target()))) {
      Touched touched =
          seeing.touched(connection, request.scripts(), null, request.scope().values());
      Fingerprint left = seeing.catalog(connection, touched);
      return List.of(Value.text("catalog", left.catalogDigest()));
    } catch (SQLException e) {
      return List.of();
    }
  }
}

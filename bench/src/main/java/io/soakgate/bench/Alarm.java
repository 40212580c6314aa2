package io.soakgate.bench;

import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.target.Target;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Deploys {@link AlarmPlan}, raises an alarm once it is watched, and tells how long it takes until
 * what was changed is being taken back, by the clock of the database.
 */
record Alarm(WorkflowClient client, Target target) {
  private static final long PATIENCE_SECONDS = 120;

  /** In seconds, raised so many milliseconds after the watch was seen to run. */
  double raised(long after) throws SQLException {
    Ground.execute(target, "TRUNCATE alarm, undone");
    String id = AlarmPlan.NAME + "-" + UUID.randomUUID().toString().substring(0, 8);
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(Queues.SOAKGATE).build());
    stub.start(new StartRequest(AlarmPlan.NAME, "lead"));
    until(stub, "staging: watch soak");
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(after));
    Ground.execute(target, "INSERT INTO alarm SELECT clock_timestamp()");
    until(stub, "ended");
    return gap();
  }

  private static void until(WorkflowStub stub, String doing) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Status status = stub.query("status", Status.class);
    while (!status.doing().equals(doing)) {
      if (System.nanoTime() > end || status.ending() != null) {
        throw new IllegalStateException("waited for " + doing + ", but: " + status);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      status = stub.query("status", Status.class);
    }
  }

  private double gap() throws SQLException {
    try (Connection connection = target.connect("bench");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT extract(epoch FROM (SELECT min(at) FROM undone) - min(at)) FROM alarm")) {
      row.next();
      double gap = row.getDouble(1);
      if (row.wasNull()) {
        throw new IllegalStateException("it was not taken back");
      }
      return gap;
    }
  }
}

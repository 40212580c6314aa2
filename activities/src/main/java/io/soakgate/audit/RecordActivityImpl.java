package io.soakgate.audit;

import io.soakgate.deployment.Left;
import io.soakgate.deployment.RecordActivity;
import io.soakgate.deployment.Story;
import io.soakgate.target.Folders;
import io.soakgate.target.LeftBehind;
import io.soakgate.target.Store;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;

/** Keeps what happened. */
public final class RecordActivityImpl implements RecordActivity {
  private final AuditTable audit;
  private final LeftBehind left;
  private final ReportFolder reports;

  public RecordActivityImpl(Store store, Folders folders) {
    this.audit = new AuditTable(store, Clock.systemUTC());
    this.left = new LeftBehind(store);
    this.reports = new ReportFolder(folders.reports());
  }

  @Override
  public Head record(Entries entries) {
    try {
      return audit.append(entries);
    } catch (AuditTable.Altered e) {
      throw ApplicationFailure.newFailure(e.getMessage(), "not-recorded");
    } catch (SQLException e) {
      // Not the cause itself: a batch's message repeats what it would have written.
      throw ApplicationFailure.newFailure(
          "Soakgate's own database took no audit entries (SQLSTATE " + e.getSQLState() + ")",
          "not-recorded");
    }
  }

  @Override
  public void keep(Left what) {
    try {
      left.keep(what);
    } catch (SQLException e) {
      throw ApplicationFailure.newFailure(
          "Soakgate's own database does not keep what "
              + what.deployment()
              + " left behind (SQLSTATE "
              + e.getSQLState()
              + ")",
          "not-recorded");
    }
  }

  @Override
  public ReportFile report(Story story) {
    try {
      return reports.write(story);
    } catch (IOException e) {
      throw ApplicationFailure.newFailure(
          "the report of " + story.deployment() + " was not written: " + e.getMessage(),
          "not-recorded");
    }
  }
}

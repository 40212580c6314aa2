package io.soakgate.action;

import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;

/** Takes backups and proves them by a trial restore (decision 11). */
public interface Backups {

  /** Takes one; the same request again finds what an earlier attempt completed. */
  BackupResult take(BackupRequest request, Pulse pulse) throws Exception;
}

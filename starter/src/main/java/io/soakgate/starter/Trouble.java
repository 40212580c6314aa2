package io.soakgate.starter;

import io.soakgate.deployment.Status;
import io.soakgate.dev.TableHog;
import io.soakgate.target.Target;

/** Makes trouble in production once it is watched, as somebody's badly written job would. */
final class Trouble implements AutoCloseable {
  private final Target target;
  private final String job;
  private TableHog hog;

  Trouble(Target target, String job) {
    this.target = target;
    this.job = job;
  }

  /** Begins when the first watch of production runs. */
  void look(Status status) {
    boolean watched = "production".equals(status.environment()) && status.doing().contains("watch");
    if (hog == null && watched) {
      hog = new TableHog(target, job);
    }
  }

  @Override
  public void close() {
    if (hog != null) {
      hog.close();
    }
  }
}

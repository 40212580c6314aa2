package io.soakgate.starter;

import io.soakgate.deployment.Status;
import io.soakgate.dev.TableHog;
import io.soakgate.target.Target;

/** Makes production slow once it is watched, as somebody's badly written job would. */
final class Trouble implements AutoCloseable {
  private final Target target;
  private TableHog hog;

  Trouble(Target target) {
    this.target = target;
  }

  /** Begins when the first watch of production runs. */
  void look(Status status) {
    boolean watched = "production".equals(status.environment()) && status.doing().contains("watch");
    if (hog == null && watched) {
      hog = new TableHog(target);
    }
  }

  @Override
  public void close() {
    if (hog != null) {
      hog.close();
    }
  }
}

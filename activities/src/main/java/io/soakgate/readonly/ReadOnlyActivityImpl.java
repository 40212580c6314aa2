package io.soakgate.readonly;

import io.soakgate.action.Beat;
import io.soakgate.deployment.ReadOnlyActivity;
import io.soakgate.target.Targets;
import io.temporal.activity.Activity;

/** Makes targets read-only and lets go of them, for the workflows. */
public final class ReadOnlyActivityImpl implements ReadOnlyActivity {
  private final Targets targets;
  private final String cluster;

  /**
   * @param cluster tells the Temporal this worker belongs to from others
   */
  public ReadOnlyActivityImpl(Targets targets, String cluster) {
    this.targets = targets;
    this.cluster = cluster;
  }

  @Override
  public Engaged engage(ReadOnlyRequest request) {
    return during(pulse -> mode(request).engage(request, pulse));
  }

  @Override
  public Renewed renew(ReadOnlyRequest request) {
    return during(pulse -> mode(request).renew(request));
  }

  @Override
  public Released release(ReadOnlyRequest request) {
    return during(pulse -> mode(request).release(request, pulse));
  }

  private ReadOnlyMode mode(ReadOnlyRequest request) {
    return new ReadOnlyMode(targets.get(request.scope().target()), cluster);
  }

  private static <T> T during(Beat.Work<T> work) {
    try {
      return Beat.during(Activity.getExecutionContext(), Beat.EVERY, work);
    } catch (Exception e) {
      throw Activity.wrap(e);
    }
  }
}

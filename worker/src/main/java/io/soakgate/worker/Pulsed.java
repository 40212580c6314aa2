package io.soakgate.worker;

import io.soakgate.action.Beat;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/**
 * Gives every activity a pulse whose workflow listens for one: a worker that died in it, or never
 * got it, is silence, and another attempt follows soon and not when its time is over.
 */
final class Pulsed extends WorkerInterceptorBase {

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Pulsing(next);
  }

  private static final class Pulsing extends ActivityInboundCallsInterceptorBase {
    private ActivityExecutionContext context;

    Pulsing(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      this.context = context;
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      if (context.getInfo().getHeartbeatTimeout().isZero()) {
        return super.execute(input);
      }
      try {
        return Beat.during(context, Beat.EVERY, pulse -> super.execute(input));
      } catch (Exception e) {
        throw Activity.wrap(e);
      }
    }
  }
}

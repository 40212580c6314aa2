package io.soakgate.worker;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/**
 * Counts and times every activity: {@code activity.<type>} (timer), {@code activity.<type>.failed}
 * (meter), {@code activity.running} (counter).
 */
final class Metered extends WorkerInterceptorBase {
  private final MetricRegistry metrics;

  Metered(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Timed(next, metrics);
  }

  private static final class Timed extends ActivityInboundCallsInterceptorBase {
    private final MetricRegistry metrics;
    private String name = "activity";

    Timed(ActivityInboundCallsInterceptor next, MetricRegistry metrics) {
      super(next);
      this.metrics = metrics;
    }

    @Override
    public void init(ActivityExecutionContext context) {
      name = MetricRegistry.name("activity", context.getInfo().getActivityType());
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      metrics.counter("activity.running").inc();
      Timer.Context time = metrics.timer(name).time();
      try {
        return super.execute(input);
      } catch (RuntimeException e) {
        metrics.meter(name + ".failed").mark();
        throw e;
      } finally {
        time.stop();
        metrics.counter("activity.running").dec();
      }
    }
  }
}

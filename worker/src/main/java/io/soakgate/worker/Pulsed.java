package io.soakgate.worker;

import io.soakgate.action.Beat;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives short activities a pulse where their workflow listens for one: a worker that died in it, or
 * never got it, is silence, and another attempt follows soon and not when its time is over.
 */
final class Pulsed extends WorkerInterceptorBase {
  private final Set<String> types;

  /**
   * @param interfaces whose activities have no pulse of their own, and keep nothing in one
   */
  Pulsed(Class<?>... interfaces) {
    this.types =
        Arrays.stream(interfaces)
            .flatMap(
                i -> POJOActivityInterfaceMetadata.newInstance(i).getMethodsMetadata().stream())
            .map(POJOActivityMethodMetadata::getActivityTypeName)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Pulsing(next, types);
  }

  private static final class Pulsing extends ActivityInboundCallsInterceptorBase {
    private final Set<String> types;
    private ActivityExecutionContext context;

    Pulsing(ActivityInboundCallsInterceptor next, Set<String> types) {
      super(next);
      this.types = types;
    }

    @Override
    public void init(ActivityExecutionContext context) {
      this.context = context;
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityInfo info = context.getInfo();
      if (info.getHeartbeatTimeout().isZero() || !types.contains(info.getActivityType())) {
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

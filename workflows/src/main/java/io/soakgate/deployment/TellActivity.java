package io.soakgate.deployment;

import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Tells people. Telling never decides and never blocks: it is retried a few times, then noted. */
@ActivityInterface
public interface TellActivity {

  /** Sends one text to one channel. */
  @ActivityMethod(name = "tell")
  void tell(Message message);

  /**
   * @param id names this message and no other, so that a repetition can be told
   * @param deployment the workflow id
   * @param environment or null
   * @param moment a moment or event
   * @param severity of an alert, or null for a notice
   * @param channel the channel's name
   * @param spec the channel
   * @param text what is said
   */
  record Message(
      String id,
      String deployment,
      String environment,
      String moment,
      Severity severity,
      String channel,
      Spec spec,
      String text) {}
}

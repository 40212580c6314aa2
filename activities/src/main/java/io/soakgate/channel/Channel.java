package io.soakgate.channel;

import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.reading.Node;
import java.time.Instant;

/** A kind of channel. One file per kind, named by its key. */
public interface Channel {

  /** The kind key in plans. */
  String kind();

  /** Checks what stands under the kind key, adding problems to the node. */
  void check(Node with);

  /**
   * One try to say something.
   *
   * @param again whether an earlier one may have said it already
   * @param until when it ends, and the next one may begin
   */
  record Try(boolean again, Instant until) {}

  /** Says it. */
  void say(Node with, Message message, Try now) throws Exception;
}

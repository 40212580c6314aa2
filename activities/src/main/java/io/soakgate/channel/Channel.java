package io.soakgate.channel;

import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.reading.Node;

/** A kind of channel. One file per kind, named by its key. */
public interface Channel {

  /** The kind key in plans. */
  String kind();

  /** Checks what stands under the kind key, adding problems to the node. */
  void check(Node with);

  /**
   * Says it.
   *
   * @param again whether an earlier try may have said it already
   */
  void say(Node with, Message message, boolean again) throws Exception;
}

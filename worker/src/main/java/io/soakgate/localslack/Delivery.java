package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How what people do reaches the app: through a socket it opened, or by a request to it. */
interface Delivery {

  /**
   * Delivers, and waits for the acknowledgement.
   *
   * @param type {@code interactive} or {@code slash_commands}
   * @return what the acknowledgement carries, or an empty object; null when none came within three
   *     seconds
   */
  JsonNode deliver(String type, ObjectNode payload) throws InterruptedException;
}

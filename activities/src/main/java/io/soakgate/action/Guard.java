package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.verdict.Value;
import java.util.List;

/** Stands before and behind every action, of whatever kind. */
public interface Guard {
  /** Lets everything through. */
  Guard NONE =
      new Guard() {
        @Override
        public String refusal(ActRequest request) {
          return null;
        }

        @Override
        public List<Value> left(ActRequest request) {
          return List.of();
        }
      };

  /** Why the action may not begin, or null when it may. */
  String refusal(ActRequest request);

  /** What the action left behind, for the next look; empty when that cannot be seen. */
  List<Value> left(ActRequest request);
}

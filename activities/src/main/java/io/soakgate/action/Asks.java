package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.target.Ask;
import io.soakgate.target.ScriptStore;
import java.nio.charset.StandardCharsets;

/** Who asks, as the ledger knows them. */
final class Asks {
  private Asks() {}

  static Ask of(ActRequest request, Fence fence) {
    return new Ask(
        request.scope().deployment(),
        request.subject(),
        request.purpose().name(),
        action(request),
        request.attempt(),
        fence.scheduled(),
        fence.attempt());
  }

  private static String action(ActRequest request) {
    String action = request.spec().kind() + " " + request.spec().with();
    return ScriptStore.digest(action.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}

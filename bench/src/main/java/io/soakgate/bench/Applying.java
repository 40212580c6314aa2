package io.soakgate.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.action.Pulse;
import io.soakgate.action.SqlAction;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Applies one script to a target as a deployment does: digests, ledger, fence, lock and all. */
final class Applying {
  static final Pulse SILENT =
      new Pulse() {
        @Override
        public void progress(String words) {}

        @Override
        public Stop onCancel(Runnable stop) {
          return () -> {};
        }
      };

  private final SqlAction action;
  private final Target target;
  private final String plan;
  private final Script script;

  Applying(Ground ground, Target target, String plan, Path file, String path) throws Exception {
    this.action =
        new SqlAction(
            ground.configuration().targets(),
            ground.configuration().folders(),
            ground.configuration().store());
    this.target = target;
    this.plan = plan;
    byte[] bytes = Files.readAllBytes(file);
    this.script = new Script(path, ScriptStore.digest(bytes), bytes.length);
    StoreSchema.migrate(ground.configuration().store());
    new ScriptStore(ground.configuration().store()).keep(path, script.digest(), bytes);
  }

  /** Applies it as the n-th deployment. */
  void run(int n) throws Exception {
    ObjectNode with = JsonNodeFactory.instance.objectNode().put("file", script.path());
    Scope scope = new Scope("bench-" + n, plan, "staging", target.name(), List.of(), Instant.EPOCH);
    ActRequest request =
        new ActRequest(
            scope,
            "change",
            Purpose.APPLY,
            1,
            new Spec("sql", with, "plan.yaml:1:1"),
            List.of(script),
            null);
    action.act(Node.of(with, "plan.yaml:1:1", new Problems()), request, SILENT);
  }
}

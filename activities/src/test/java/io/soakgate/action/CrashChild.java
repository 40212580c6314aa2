package io.soakgate.action;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Spec;
import io.soakgate.target.Folders;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A process that runs one action, to be killed in the middle of it. */
final class CrashChild {
  private CrashChild() {}

  /**
   * @param args host, port, database, user, password file, store address, plans folder, purpose,
   *     script or {@code drop-created}
   */
  public static void main(String[] args) throws Exception {
    Secret secret = new Secret("file:" + args[4]);
    Target target =
        new Target(
            "menuca-test",
            args[0],
            Integer.parseInt(args[1]),
            args[2],
            args[3],
            secret,
            true,
            true,
            true,
            List.of());
    Folders folders = new Folders(Path.of(args[6]), Path.of(args[6]), Path.of(args[6]));
    Store store = new Store(args[5], args[3], secret);
    boolean drop = args[8].equals("drop-created");
    Action action =
        drop
            ? new DropCreated(new Targets(List.of(target)), folders, store)
            : new SqlAction(new Targets(List.of(target)), folders, store);
    ActRequest request = request(Purpose.valueOf(args[7]), args[8], drop, folders);
    action.act(Playground.node(request), request, new Playground.Recorder(new Fence(1_000, 1)));
    System.exit(0);
  }

  private static ActRequest request(Purpose purpose, String file, boolean drop, Folders folders)
      throws Exception {
    byte[] bytes =
        drop ? new byte[0] : Files.readAllBytes(folders.plans().resolve("p").resolve(file));
    Spec spec =
        drop
            ? new Spec("drop-created", JsonNodeFactory.instance.objectNode(), "plan.yaml:1:1")
            : new Spec(
                "sql",
                new ObjectMapper().readTree("{\"file\": \"" + file + "\"}"),
                "plan.yaml:1:1");
    Scope scope =
        new Scope(
            "d-1", "p", "staging", "menuca-test", List.of(), Instant.parse("2026-11-21T02:00:00Z"));
    List<Script> scripts = List.of(new Script(file, ScriptStore.digest(bytes), bytes.length));
    return new ActRequest(scope, "c", purpose, 1, spec, scripts, null);
  }
}

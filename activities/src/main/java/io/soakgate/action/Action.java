package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.plan.Node;
import io.soakgate.script.ScriptFiles;
import io.soakgate.script.SqlStatement;
import java.util.List;

/** A kind of action. One file per kind, named by its key. */
public interface Action {

  /** The kind key in plans. */
  String kind();

  /**
   * Checks what stands under the kind key, adding problems to the node.
   *
   * @return the script files it names, relative to the plan's folder
   */
  List<String> check(Node with);

  /**
   * What an action would send.
   *
   * @param statements in order; empty when it sends no SQL of the plan's
   * @param ignored what its files say that makes no difference, a line each
   */
  record Inspected(List<SqlStatement> statements, List<String> ignored) {}

  /**
   * Looks into the files that {@link #check} named and into those they include, at admission; what
   * keeps them from being run is added to the node's problems.
   *
   * @param files gives the bytes of files of the plan's folder
   */
  default Inspected inspect(Node with, ScriptFiles files) {
    return new Inspected(List.of(), List.of());
  }

  /**
   * Does it, once: what an earlier attempt did is found and not done again.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   */
  Effect act(Node with, ActRequest request, Pulse pulse) throws Exception;
}

package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.deployment.ActActivity.ResolveRequest;
import io.soakgate.deployment.ActActivity.Resolved;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.ScriptFiles;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Need;
import java.sql.Connection;
import java.util.List;
import java.util.function.Function;

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
   * Whether the ledger or the catalog of a target proves that it was done. What they cannot prove
   * says in the plan that it may run again, or how to see that it was done.
   */
  default boolean proved() {
    return true;
  }

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
   * Why a drill on a copy of the database leaves it out: it is no SQL, or it reaches beyond that
   * database (ADR 0025).
   *
   * @param with as for {@link #act}
   * @return null when it can be drilled
   */
  default String undrilled(Node with, ActRequest request) {
    return proved() ? null : "`" + kind() + "` is no SQL";
  }

  /**
   * How a person does it, with psql or otherwise, from where the ledger stands.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   * @param ledger a session on the target, whose ledger is there; null when it cannot be reached
   * @param said the file that psql's messages go to
   */
  default ByHand byHand(Node with, ActRequest request, Connection ledger, String said)
      throws Exception {
    return ByHand.nothing(
        "`" + kind() + "` is no SQL: do by hand what it does, as docs/kinds.md says");
  }

  /**
   * What it needs of a target's login beyond what every plan needs (decision 5).
   *
   * @param with as for {@link #check}; what is wrong with it was told already
   * @param file as for {@link #inspect}
   */
  default List<Need> needs(Node with, Function<String, byte[]> file) {
    return List.of();
  }

  /**
   * What it would break besides what it is for, as the target stands now; reads only.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   */
  default Foreseen foresee(Node with, ActRequest request) throws Exception {
    return Foreseen.NOTHING;
  }

  /**
   * Writes into the ledger what a person says became of one statement.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   * @throws io.temporal.failure.ApplicationFailure refused, when the kind has no statements or what
   *     is said is not so
   */
  default Resolved resolve(Node with, ResolveRequest said, Pulse pulse) throws Exception {
    throw Refused.because(
        said.act().subject()
            + ": "
            + kind()
            + " has no statements to resolve; it looks at what is there: mend that and retry, or"
            + " skip it");
  }

  /**
   * Does it, once: what an earlier attempt did is found and not done again.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   */
  Effect act(Node with, ActRequest request, Pulse pulse) throws Exception;
}

package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.verdict.Measurement;
import java.util.List;
import java.util.function.Function;

/** A kind of probe. One file per kind, named by its key. */
public interface Probe {

  /** The kind key in plans. */
  String kind();

  /**
   * Checks what stands under the kind key, adding problems to the node.
   *
   * @return the script files it names, relative to the plan's folder
   */
  List<String> check(Node with);

  /**
   * Looks into the files that {@link #check} named, at admission; what keeps them from being asked
   * is added to the node's problems.
   *
   * @param file gives the bytes of a file of the plan's folder
   */
  default void inspect(Node with, Function<String, byte[]> file) {}

  /**
   * The SQL of the plan that a look would send, so that a server can parse it at admission; none
   * where a problem was told.
   */
  default List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return List.of();
  }

  /**
   * Looks once, changing nothing. What it throws becomes a blind measurement.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   */
  Measurement look(Node with, ProbeRequest request) throws Exception;

  /** Folds the samples of one bucket (rule 15); at least one of them saw. */
  default Measurement fold(List<Measurement> samples) {
    return Fold.last(samples);
  }
}

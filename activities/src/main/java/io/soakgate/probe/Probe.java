package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Need;
import io.soakgate.verdict.Measurement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
   * What it measures, as far as that is known before it looks.
   *
   * @param with what stands under the kind key; its problems are told elsewhere
   * @return empty when only a look tells
   */
  default Optional<List<Gauge>> gauges(Node with) {
    return Optional.empty();
  }

  /**
   * Whether a plan may let it keep what it does, with {@code writes: true} beside it. Such a look
   * runs again when its worker dies, and must stand that.
   */
  default boolean mayWrite() {
    return false;
  }

  /**
   * Whether its answer lies in the walk, which hands it over ({@code ProbeRequest#known}): a watch
   * cannot sample it.
   */
  default boolean asksWalk() {
    return false;
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
   * Looks once, changing nothing that the plan does not let it change. What it throws becomes a
   * blind measurement.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   */
  Measurement look(Node with, ProbeRequest request) throws Exception;

  /**
   * How a person looks with psql; null when it is no SQL.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   * @param file gives the bytes of a file of the plan's folder
   */
  default String byHand(Node with, Function<String, byte[]> file) {
    return null;
  }

  /**
   * How a watch looks through it.
   *
   * @param with what stands under the kind key, already checked, {@code ${name}} filled in
   */
  default Sampling sampling(Node with) {
    return Sampling.THROUGHOUT;
  }

  /**
   * Looks at a bucket that is over, for what is looked at {@link Sampling#AFTERWARDS}.
   *
   * @param with as for {@link #look}
   * @param request its span is the bucket
   * @param every how far the samples of the watch are apart
   * @return what each sample saw; at least one
   */
  default List<Measurement> recall(Node with, ProbeRequest request, Duration every)
      throws Exception {
    return List.of(look(with, request));
  }

  /**
   * Folds the samples of one bucket (rule 15); at least one of them saw. Blind where they do not
   * belong together, such as counters that began anew between them.
   */
  default Measurement fold(List<Measurement> samples) {
    return Fold.last(samples);
  }
}

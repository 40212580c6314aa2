package io.soakgate.target;

import java.time.Duration;
import java.util.List;

/**
 * A program that the worker may run for a target, named in its configuration so that a plan can ask
 * for it and for nothing else.
 *
 * @param name what plans call it
 * @param run the program and its arguments, as they are: no shell reads them
 * @param timeout when it is stopped
 * @param undo the command that takes it back, or null
 * @param folder where it runs, or null for the worker's own
 * @param environment what it finds in its environment beside {@code PATH} and the like
 * @param reads whether it only looks, so that it may stand as a probe
 */
public record Command(
    String name,
    List<String> run,
    Duration timeout,
    String undo,
    String folder,
    List<Variable> environment,
    boolean reads) {

  /**
   * A variable of its environment.
   *
   * @param name of it
   * @param text its value, or null when it is a secret
   * @param secret where its value is, or null
   */
  public record Variable(String name, String text, Secret secret) {}
}

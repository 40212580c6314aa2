package io.soakgate.target;

import java.util.List;

/**
 * The targets this worker serves.
 *
 * @param list all of them
 * @param scratches for some of them, under the same name, the server where their backups are proven
 */
public record Targets(List<Target> list, List<Target> scratches) {

  /** Targets whose backups are proven on their own servers. */
  public Targets(List<Target> list) {
    this(list, List.of());
  }

  /** Where backups of a target are restored to be proven: its scratch server, else itself. */
  public Target scratch(Target target) {
    return scratches.stream()
        .filter(t -> t.name().equals(target.name()))
        .findFirst()
        .orElse(target);
  }

  /**
   * The target of that name.
   *
   * @throws IllegalArgumentException when this worker does not serve it
   */
  public Target get(String name) {
    return list.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "target "
                        + name
                        + " is not in the worker's configuration; add it under targets"));
  }
}

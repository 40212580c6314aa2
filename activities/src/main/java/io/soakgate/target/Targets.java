package io.soakgate.target;

import java.util.List;

/** The targets this worker serves. */
public record Targets(List<Target> list) {

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

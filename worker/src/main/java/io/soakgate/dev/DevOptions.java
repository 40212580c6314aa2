package io.soakgate.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What shall run on this machine, and where it is kept.
 *
 * @param folder the state folder, {@code .soakgate} by default; one process at a time
 * @param cache what is fetched or built once per account
 * @param targets the names of the target databases, one cluster each
 * @param inJvm whether a Temporal server inside this process will do when there is no other: it has
 *     no UI and keeps nothing
 * @param progress told what takes time, from several threads, one at a time
 */
public record DevOptions(
    Path folder, Path cache, List<String> targets, boolean inJvm, Consumer<String> progress) {

  /** Makes paths absolute, so that a process is known by them wherever it is looked for. */
  public DevOptions {
    folder = folder.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
    targets = List.copyOf(targets);
  }

  /** Where a process of ours is written down. */
  Path record(String name) {
    return folder.resolve("processes").resolve(name);
  }

  /** The same, with lines of several threads told one after the other. */
  DevOptions tellingInTurn() {
    Object turn = new Object();
    return new DevOptions(
        folder,
        cache,
        targets,
        inJvm,
        line -> {
          synchronized (turn) {
            progress.accept(line);
          }
        });
  }

  void tell(String line) {
    progress.accept(line);
  }
}

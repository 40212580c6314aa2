package io.soakgate.takeover;

import io.soakgate.action.Actions;
import io.soakgate.plan.Environment;
import io.soakgate.probe.Probes;
import io.soakgate.target.Folders;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes what is left of a deployment, and its rollback, as plain psql and Markdown: a person
 * finishes it with Temporal and every worker down. The files keep the ledger as Soakgate would.
 */
public record Runbook(
    Store store, Targets targets, Folders folders, Actions actions, Probes probes) {

  /** How a target is told, for the one who reads what was written. */
  public record Written(Path folder, List<String> words) {}

  /**
   * Writes it.
   *
   * @param to the folder, which must not be there or be empty
   * @throws IllegalStateException when the deployment is not known, or the folder is not empty
   */
  public Written write(String deployment, Path to, Instant now) throws Exception {
    Known known = Known.of(store, deployment);
    refuseFull(to);
    List<Reach> reached = new ArrayList<>();
    try {
      List<EnvironmentPages> pages = new ArrayList<>();
      Hand hand = new Hand(known, actions, probes, store);
      Sheets sheets = new Sheets(to);
      for (Environment environment : known.kept().plan().environments()) {
        Reach reach = reach(environment.target(), deployment);
        reached.add(reach);
        pages.add(new EnvironmentPages(known, environment, reach, hand, folders, sheets));
      }
      sheets.write("README.md", new Readme(known, now, pages).text());
      return new Written(to, words(known, reached));
    } finally {
      reached.forEach(Reach::close);
    }
  }

  private Reach reach(String target, String deployment) {
    return targets.list().stream()
        .filter(t -> t.name().equals(target))
        .findFirst()
        .map(t -> Reach.of(t, deployment))
        .orElseGet(() -> Reach.none(target));
  }

  private static void refuseFull(Path to) throws IOException {
    if (Files.isDirectory(to)) {
      try (Stream<Path> files = Files.list(to)) {
        if (files.findAny().isPresent()) {
          throw new IllegalStateException(
              to
                  + " is not empty, and a runbook of another hour would stand among the new files;"
                  + " name another folder with --to");
        }
      }
    }
  }

  private static List<String> words(Known known, List<Reach> reached) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < reached.size(); i++) {
      Environment environment = known.kept().plan().environments().get(i);
      Optional<String> silence = Optional.ofNullable(reached.get(i).silence());
      words.add(
          environment.name()
              + ": "
              + silence
                  .map(why -> "cannot be reached (" + why + "); written from the snapshot")
                  .orElse("as its ledger shows it now"));
    }
    return words;
  }
}

package io.soakgate.admission;

import io.soakgate.action.Action;
import io.soakgate.action.Actions;
import io.soakgate.backup.Contents;
import io.soakgate.backup.Restore;
import io.soakgate.backup.RowLossProbe;
import io.soakgate.channel.Channels;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Probes;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Folders;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A folder of plans with one small plan, {@code shop}, to be admitted. */
final class Shop {
  static final String PLAN =
      """
      soakgate: 1
      name: shop
      title: Shop
      roles: {lead: the lead, cto: the CTO}
      changes:
        orders:
          apply: sql/a.sql
          undo: sql/b.sql
          verify: [{query: {file: sql/health.sql}}]
      environments:
        staging:
          target: shop-staging
          backup: {clone: {name: before}}
          approve: {go: [lead, cto], end: [lead]}
        production: {target: shop-production}
      """;

  final Path plans;
  private final List<String> problems = new ArrayList<>();

  Shop(Path home) throws IOException {
    plans = home.resolve("plans");
    plan(PLAN);
    file("sql/a.sql", "CREATE TABLE orders (id int);\n");
    file("sql/b.sql", "DROP TABLE orders;\n");
    file("sql/health.sql", "SELECT count(*) AS orders FROM orders;\n");
  }

  /** Writes the plan. */
  Shop plan(String yaml) throws IOException {
    return file("plan.yaml", yaml);
  }

  /** Writes a file of the plan's folder. */
  Shop file(String path, String text) throws IOException {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  Shop file(String path, byte[] bytes) throws IOException {
    Path file = in(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  /** Where a file of the plan's folder is. */
  Path in(String path) {
    return plans.resolve("shop").resolve(path);
  }

  Optional<ReadPlan> read() {
    return read(plans, "shop");
  }

  Optional<ReadPlan> read(Path folder, String name) {
    Problems found = new Problems();
    Optional<ReadPlan> read = ReadPlan.of(folder, name, catalogue(folder), found);
    problems.clear();
    found.list().stream().map(Problem::line).forEach(problems::add);
    return read;
  }

  /** What is wrong with the plan, a line each. */
  List<String> problems() {
    read();
    return problems;
  }

  List<String> problems(String name) {
    read(plans, name);
    return problems;
  }

  static Catalogue catalogue(Path plans) {
    Folders folders = new Folders(plans, plans, plans);
    Targets none = new Targets(List.of());
    Store store = new Store("", "", null);
    List<Action> actions = new ArrayList<>(Actions.sql(none, folders, store));
    actions.add(new Restore(none, folders, Optional.empty()));
    Clock clock = Clock.systemUTC();
    return new Catalogue(
        new Actions(actions),
        Probes.of(none, folders, clock)
            .and(new RowLossProbe(none, new Contents(new Catalogs(store)), clock)),
        Channels.of(System.out, null, null, clock));
  }
}

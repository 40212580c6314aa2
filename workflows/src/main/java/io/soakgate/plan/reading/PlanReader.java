package io.soakgate.plan.reading;

import io.soakgate.plan.Alert;
import io.soakgate.plan.Change;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.Environment;
import io.soakgate.plan.NamedChannel;
import io.soakgate.plan.NamedSpec;
import io.soakgate.plan.Plan;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.Role;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Kinds.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a plan from bytes, strictly, and reports every problem at once. */
public final class PlanReader {
  private static final String SOURCE = "plan.yaml";

  /** The largest plan that is read, in bytes (B-06). */
  public static final int MOST = Utf8.MOST;

  static final String PRODUCTION = "production";
  private static final int FORMAT = 1;
  private static final String WHEN_EMPTY =
      "write a plan, or let `soakgate init <folder>` write a small one to start from";

  private final Node root;
  private final Book book;

  private PlanReader(Node root, Kinds kinds) {
    this.root = root;
    this.book = new Book(root, kinds);
  }

  /** As {@link #read(byte[], String, Kinds, Problems)}, whatever the plan's folder is called. */
  public static Optional<Plan> read(byte[] bytes, Kinds kinds, Problems problems) {
    return read(bytes, null, kinds, problems);
  }

  /**
   * Reads {@code plan.yaml}.
   *
   * @param bytes the file's bytes
   * @param folder the name of the folder it stands in, which must be its own; null for any
   * @param kinds what may stand in a spec; asked for each spec at its position
   * @param problems receives everything that is wrong, in the order of the file
   * @return the plan, or empty when there was any problem
   */
  public static Optional<Plan> read(byte[] bytes, String folder, Kinds kinds, Problems problems) {
    Problems found = new Problems();
    Optional<Plan> plan =
        Node.parse(SOURCE, bytes, found, WHEN_EMPTY)
            .filter(root -> !root.keys().isEmpty() || root.isMapping())
            .map(root -> new PlanReader(root, kinds).plan(folder));
    found.list().stream()
        .sorted(Comparator.comparingLong(PlanReader::place))
        .forEach(p -> problems.add(p.at(), p.what(), p.why(), p.todo()));
    return found.none() ? plan : Optional.empty();
  }

  /** True when a plan, and with it its folder, may be called so. */
  public static boolean isName(String name) {
    Problems problems = new Problems();
    Names.written(name, SOURCE, problems);
    return problems.none();
  }

  private static long place(Problem problem) {
    String[] parts = problem.at().split(":");
    return parts.length < 3 ? 0 : Long.parseLong(parts[1]) << 32 | Long.parseLong(parts[2]);
  }

  private Plan plan(String folder) {
    root.required("soakgate").ifPresent(PlanReader::format);
    String name = root.required("name").flatMap(named -> name(named, folder)).orElse("");
    String title = root.optional("title").map(Node::text).orElse(name);
    Duration takes = root.optional("takes").map(Node::positiveDuration).orElse(null);
    List<String> start = roleNames("start");
    List<String> contacts = roleNames("contacts");
    book.refuseClashes();
    List<Role> roles = roles();
    List<NamedChannel> channels = channels();
    List<Alert> alerts = alerts();
    List<Change> changes = changes();
    List<Environment> environments = environments(changes);
    List<Rollback> rollbacks = rollbacks();
    environments.forEach(new TollChecks(book, changes, rollbacks)::refuse);
    ReportRule report =
        root.optional("report")
            .map(new ReportReader(book, environments)::read)
            .orElse(ReportRule.NONE);
    List<NamedSpec> actions = actions();
    Conduct conduct = new ConductReader(book, changes, environments).read(root);
    new Unused(book).refuse();
    List<NamedSpec> probes = probes(environments);
    if (book.history() != null) {
      HistoryReader.hold(book.history(), changes, book);
    }
    root.done();
    return new Plan(
        name,
        title,
        takes,
        roles,
        start,
        contacts,
        channels,
        alerts,
        changes,
        environments,
        rollbacks,
        report,
        probes,
        actions,
        book.history(),
        conduct);
  }

  /** What people may have run on demand; whoever asks for it has agreed to it. */
  private List<NamedSpec> actions() {
    Scope everywhere = book.shared(List.copyOf(book.environments.keySet()));
    List<NamedSpec> actions = new ArrayList<>();
    book.actions.forEach(
        (name, node) -> {
          Optional<Spec> action = new SpecReader(book, everywhere).action(node);
          if (node.isMapping() && (node.has("approve") || node.has("may-fail"))) {
            node.refuse(
                "action `" + name + "` says who agrees to it, or that it may fail",
                "it runs when a person asks for it, who sees what came of it",
                "remove `approve` and `may-fail`");
          }
          action.ifPresent(a -> actions.add(new NamedSpec(name, a)));
        });
    return actions;
  }

  /** Those a person may look through at any time: all but what writes or waits for parameters. */
  private List<NamedSpec> probes(List<Environment> environments) {
    SpecReader reader = new SpecReader(book, book.unused());
    List<NamedSpec> probes = new ArrayList<>();
    for (String name : environments.isEmpty() ? List.<String>of() : book.probes.keySet()) {
      if (!book.isFilled(name)) {
        reader
            .probe(name)
            .filter(probe -> !probe.writes())
            .ifPresent(probe -> probes.add(new NamedSpec(name, probe)));
      }
    }
    return probes;
  }

  private static Optional<String> name(Node named, String folder) {
    Optional<String> name = Optional.ofNullable(named.text());
    name.ifPresent(n -> Names.written(n, named.at(), named.problems()));
    name.filter(n -> folder != null && !n.equals(folder))
        .ifPresent(
            n ->
                named.refuse(
                    "the plan calls itself `"
                        + YamlText.shortened(n)
                        + "` and stands in folder `"
                        + folder
                        + "`",
                    "reports and locks would name something nobody can start",
                    "give both one name"));
    return name;
  }

  private static void format(Node node) {
    if (node.json().isIntegralNumber() && node.json().asLong() > FORMAT) {
      node.refuse(
          "plan format " + node.json().asText() + " is newer than this Soakgate",
          "it knows format " + FORMAT,
          "use the Soakgate the plan was written for, or write `soakgate: " + FORMAT + "`");
    } else if (!node.json().isIntegralNumber() || node.json().asLong() != FORMAT) {
      node.refuse(node.words(), "it is the format of the plan", "write `soakgate: " + FORMAT + "`");
    }
  }

  private List<String> roleNames(String key) {
    return root.optional(key)
        .map(node -> Names.allKnown(node, book.roles.keySet(), "role"))
        .orElse(List.of());
  }

  private List<Role> roles() {
    return book.roles.entrySet().stream()
        .map(role -> new Role(role.getKey(), role.getValue().text()))
        .toList();
  }

  private List<NamedChannel> channels() {
    List<NamedChannel> channels = new ArrayList<>();
    book.channels.forEach(
        (name, node) ->
            channel(name, node).ifPresent(spec -> channels.add(new NamedChannel(name, spec))));
    return channels;
  }

  private Optional<Spec> channel(String name, Node node) {
    if (!Placeholders.onlyDatesIn(node)) {
      node.refuse(
          "channel `" + name + "` holds `${`",
          "it belongs to no environment, so only `${now:…}` is filled in, once for a deployment",
          "write it out, or name two channels");
      return Optional.empty();
    }
    Optional<Spec> spec = new SpecReader(book, book.unused()).of(node, Position.CHANNEL, List.of());
    if (node.isMapping()) {
      node.done();
    }
    return spec;
  }

  private List<Alert> alerts() {
    List<String> severities = List.of("warn", "page", "critical");
    List<Alert> alerts = new ArrayList<>();
    for (Node all : root.optional("alerts").stream().toList()) {
      for (String severity : all.keys()) {
        List<String> to =
            all.optional(severity)
                .map(node -> Names.allKnown(node, book.channels.keySet(), "channel"))
                .orElse(List.of());
        if (Names.knownKey(all, severity, severities, "severity")) {
          alerts.add(new Alert(Severity.valueOf(severity.toUpperCase(Locale.ROOT)), to));
        }
      }
    }
    return alerts;
  }

  private List<Change> changes() {
    return book.changes.entrySet().stream()
        .map(change -> new ChangeReader(book, change.getKey(), change.getValue()).read())
        .flatMap(Optional::stream)
        .toList();
  }

  private List<Environment> environments(List<Change> changes) {
    List<Environment> environments =
        book.environments.entrySet().stream()
            .map(e -> new EnvironmentReader(book, e.getKey(), e.getValue()).read())
            .flatMap(Optional::stream)
            .toList();
    production();
    CrossChecks cross = new CrossChecks(book, changes);
    for (int i = 0; i < environments.size(); i++) {
      cross.refuse(environments.get(i));
      cross.refuseUnproved(environments.subList(0, i), environments.get(i));
    }
    environments.forEach(new EnvironmentChecks(book, changes, environments)::refuse);
    environments.forEach(new DrillChecks(book, environments)::refuse);
    return environments;
  }

  /** A plan that ends before production is a rehearsal of nothing (B-10). */
  private void production() {
    if (!book.environments.isEmpty() && !book.environments.containsKey(PRODUCTION)) {
      Node all = root.optional("environments").orElseThrow();
      String todo =
          book.environments.keySet().stream()
              .filter(name -> name.matches("pr(o?d).*|live"))
              .findFirst()
              .map(near -> "did you mean it by `" + near + "`? Rename that")
              .orElse("add `" + PRODUCTION + ": {target: …}` as the last one");
      all.refuse(
          "environment `" + PRODUCTION + "` is missing",
          "a plan says how its changes get there",
          todo);
    }
  }

  private List<Rollback> rollbacks() {
    return book.rollbacks.entrySet().stream()
        .map(option -> new RollbackReader(book, option.getKey(), option.getValue()).read())
        .flatMap(Optional::stream)
        .toList();
  }
}

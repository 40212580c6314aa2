package io.soakgate.worker;

import io.soakgate.channel.Webhook;
import io.soakgate.identity.People;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Folders;
import io.soakgate.target.Limits;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.Target;
import io.soakgate.target.Target.NamedSecret;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the worker's configuration, strictly, and reports every problem at once. */
public final class ConfigurationReader {
  private static final int MOST_PACE = 100_000;

  private final List<Target> scratches = new ArrayList<>();
  private final Path base;
  private final Problems problems;

  private ConfigurationReader(Path base, Problems problems) {
    this.base = base;
    this.problems = problems;
  }

  /**
   * Reads a file; relative paths in it start from its folder.
   *
   * @param problems receives everything that is wrong
   * @return the configuration, or empty when there was any problem
   * @throws IOException when the file cannot be read
   */
  public static Optional<Configuration> read(Path file, Problems problems) throws IOException {
    return read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        file.toAbsolutePath().getParent(),
        problems);
  }

  /**
   * Reads {@code soakgate.yaml}.
   *
   * @param source the name used in places
   * @param bytes the file's bytes
   * @param base what relative paths in it start from
   * @param problems receives everything that is wrong
   * @return the configuration, or empty when there was any problem
   */
  public static Optional<Configuration> read(
      String source, byte[] bytes, Path base, Problems problems) {
    Optional<Node> root = Node.parse(source, bytes, problems);
    Optional<Configuration> read = root.map(new ConfigurationReader(base, problems)::all);
    return problems.none() ? read : Optional.empty();
  }

  private Configuration all(Node root) {
    root.required("soakgate").ifPresent(n -> n.whole(1, 1));
    Store store = root.required("store").map(this::store).orElse(null);
    Folders folders = folders(root.optional("folders"));
    Integer pace = root.optional("pace").map(n -> n.whole(1, MOST_PACE)).orElse(1);
    People people = PeopleReader.read(root);
    PolicyReader policies = new PolicyReader(people.holders());
    List<Target> targets =
        root.required("targets").map(n -> targets(n, policies)).orElse(List.of());
    List<Webhook> webhooks = root.optional("webhooks").map(WebhookReader::read).orElse(List.of());
    SlackReader slack = new SlackReader(people);
    root.optional("slack").ifPresent(slack::read);
    Duration every = root.optional("metrics").map(this::metrics).orElse(null);
    root.done();
    if (pace != null && pace > 1) {
      refusePaceInEarnest(root, targets);
    }
    return new Configuration(
        store,
        folders,
        pace == null ? 1 : pace,
        people,
        new Targets(targets, scratches),
        webhooks,
        slack.app(),
        slack.clicks(),
        every);
  }

  private void refusePaceInEarnest(Node root, List<Target> targets) {
    for (Target target : targets) {
      if (!target.disposable()) {
        problems.add(
            root.keyAt("pace"),
            "pace shortens the waits of target " + target.name(),
            "only disposable targets may be hurried",
            "take pace out, or say disposable: true where nothing can be lost");
      }
    }
  }

  private Store store(Node node) {
    String url = text(node, "url");
    if (url != null && !url.startsWith("jdbc:postgresql://")) {
      node.required("url")
          .ifPresent(
              n ->
                  n.refuse(
                      "this is no address of a PostgreSQL database",
                      "Soakgate keeps scripts and audit in PostgreSQL",
                      "write jdbc:postgresql://host:port/database, without user and password"));
    }
    Store.Login audit = node.optional("audit").map(ConfigurationReader::login).orElse(null);
    Store store = new Store(url, text(node, "user"), secret(node), audit);
    node.done();
    return store;
  }

  private static Store.Login login(Node node) {
    Store.Login login = new Store.Login(text(node, "user"), secret(node));
    node.done();
    return login;
  }

  private Folders folders(Optional<Node> node) {
    Folders folders =
        new Folders(
            folder(node, "plans", "plans"),
            folder(node, "backups", "backups"),
            folder(node, "reports", "reports"));
    node.ifPresent(Node::done);
    return folders;
  }

  private Path folder(Optional<Node> node, String key, String standard) {
    String path = node.flatMap(n -> n.optional(key)).map(Node::text).orElse(standard);
    return base.resolve(path).normalize();
  }

  private Duration metrics(Node node) {
    Duration every = node.required("log").map(Node::duration).orElse(null);
    node.done();
    return every;
  }

  private List<Target> targets(Node node, PolicyReader policies) {
    return node.keys().stream()
        .map(name -> node.required(name).map(n -> target(name, n, policies)).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }

  private Target target(String name, Node node, PolicyReader policies) {
    boolean disposable = flag(node, "disposable", false);
    Target target =
        new Target(
            name,
            text(node, "host"),
            node.optional("port").map(n -> n.whole(1, 65_535)).orElse(5432),
            text(node, "database"),
            text(node, "user"),
            secret(node),
            disposable,
            policies.read(node.optional("policy"), disposable),
            node.optional("endpoints").map(EndpointReader::read).orElse(List.of()),
            node.optional("conditions").map(LimitsReader::read).orElse(Limits.USUAL),
            node.optional("secrets").map(ConfigurationReader::secrets).orElse(List.of()),
            node.optional("commands").map(CommandReader::read).orElse(List.of()));
    node.optional("scratch").map(n -> scratch(name, n)).ifPresent(scratches::add);
    node.done();
    return target;
  }

  /** A server where a target's backups are proven; {@code database} is one to log in to. */
  private static Target scratch(String name, Node node) {
    Target scratch =
        new Target(
            name,
            text(node, "host"),
            node.optional("port").map(n -> n.whole(1, 65_535)).orElse(5432),
            node.optional("database").map(Node::text).orElse("postgres"),
            text(node, "user"),
            secret(node),
            true,
            false,
            false,
            List.of());
    node.done();
    return scratch;
  }

  private static boolean flag(Node node, String key, boolean standard) {
    return Boolean.TRUE.equals(node.optional(key).map(Node::flag).orElse(standard));
  }

  private static String text(Node node, String key) {
    return node.required(key).map(Node::text).orElse(null);
  }

  private static List<NamedSecret> secrets(Node node) {
    return node.keys().stream().map(name -> new NamedSecret(name, secret(node, name))).toList();
  }

  private static Secret secret(Node node) {
    return secret(node, "password");
  }

  static Secret secret(Node node, String key) {
    Optional<Node> found = node.required(key);
    String reference = found.map(Node::text).orElse(null);
    if (reference != null && !reference.matches("(env|file):.+")) {
      // The value is not echoed: it may be the password itself (B-12).
      found
          .get()
          .refuse(
              "this is no reference to a secret",
              "secrets never stand in a file that is read, copied and shown",
              "write \"env:NAME\" or \"file:PATH\"");
    }
    return new Secret(reference);
  }
}

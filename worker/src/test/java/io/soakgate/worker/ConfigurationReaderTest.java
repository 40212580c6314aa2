package io.soakgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.channel.Webhook;
import io.soakgate.identity.People;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Command;
import io.soakgate.target.Command.Variable;
import io.soakgate.target.Folders;
import io.soakgate.target.Limits;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.Target;
import io.soakgate.target.Target.Endpoint;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Policy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationReaderTest {
  private static final Path BASE = Path.of("/base");

  private final Problems problems = new Problems();

  @Test
  void everythingThatCanBeSaidIsRead() {
    assertThat(
            read(
                """
                soakgate: 1
                store:
                  url: "jdbc:postgresql://db/soakgate"
                  user: keeper
                  password: "env:STORE"
                  audit: {user: appender, password: "env:AUDIT"}
                folders: {plans: p, backups: /elsewhere, reports: r}
                pace: 60
                roles: {lead: [brian, kim], cto: james}
                metrics: {log: 5m}
                slack: {bot: "env:SLACK", api: "https://slack-gov.com/api/"}
                webhooks:
                  status-page: {url: "https://status/api?page=7", bearer: "env:STATUS"}
                  pager: {url: "file:/run/secrets/pager", sign: {with: hmac-sha256, key: "env:PAGER"}}
                targets:
                  menuca-staging:
                    host: staging
                    port: 6432
                    database: menuca
                    user: deployer
                    password: "file:/run/secrets/staging"
                    disposable: true
                    policy: {signatures: required, second-person: required}
                    endpoints: {api: "https://staging/base"}
                """))
        .contains(
            new Configuration(
                new Store(
                    "jdbc:postgresql://db/soakgate",
                    "keeper",
                    new Secret("env:STORE"),
                    new Store.Login("appender", new Secret("env:AUDIT"))),
                new Folders(Path.of("/base/p"), Path.of("/elsewhere"), Path.of("/base/r")),
                60,
                new People(
                    List.of(),
                    List.of(),
                    List.of(
                        new Holder("lead", List.of("brian", "kim")),
                        new Holder("cto", List.of("james")))),
                new Targets(
                    List.of(
                        new Target(
                            "menuca-staging",
                            "staging",
                            6432,
                            "menuca",
                            "deployer",
                            new Secret("file:/run/secrets/staging"),
                            true,
                            Policy.earnest(),
                            List.of(new Endpoint("api", URI.create("https://staging/base"))),
                            Limits.USUAL))),
                List.of(
                    new Webhook(
                        "status-page", "https://status/api?page=7", new Secret("env:STATUS"), null),
                    new Webhook(
                        "pager",
                        "file:/run/secrets/pager",
                        null,
                        new Webhook.Sign("hmac-sha256", new Secret("env:PAGER")))),
                new SlackApp("https://slack-gov.com/api/", new Secret("env:SLACK"), null),
                null,
                Duration.ofMinutes(5)));
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void aTargetInEarnestTakesNoUnsignedApprovalAndNoneOfItsStarter() {
    Target target = read(earnest("")).orElseThrow().targets().get("prod");

    assertThat(target.disposable()).isFalse();
    assertThat(target.policy().signatures()).isTrue();
    assertThat(target.policy().secondPerson()).isTrue();
  }

  @Test
  void secretsAndCommandsAreNamedForATarget() {
    Target target =
        read(earnest("")
                .replace(
                    "user: deployer",
                    "secrets: {admin: \"env:ADMIN\"}, commands: {stop: {run: [appctl, stop],"
                        + " timeout: 5s, undo: start, in: /srv, env: {KEY: \"file:/k\", HOST: a}},"
                        + " start: {run: [appctl, start], reads: true}}, user: deployer"))
            .orElseThrow()
            .targets()
            .get("prod");

    assertThat(target.secrets())
        .containsExactly(new Target.NamedSecret("admin", new Secret("env:ADMIN")));
    assertThat(target.commands())
        .containsExactly(
            new Command(
                "stop",
                List.of("appctl", "stop"),
                Duration.ofSeconds(5),
                "start",
                "/srv",
                List.of(
                    new Variable("KEY", null, new Secret("file:/k")),
                    new Variable("HOST", "a", null)),
                false),
            new Command(
                "start",
                List.of("appctl", "start"),
                Duration.ofMinutes(1),
                null,
                null,
                List.of(),
                true));
  }

  @Test
  void aWebhookIsAnAddressWithoutALogin() {
    assertThat(
            read(
                earnest("")
                    .replace(
                        "targets:",
                        "webhooks: {a: {url: \"https://me:secret@status\"}, b: {url: ftp://x,"
                            + " sign: {with: md5, key: k}}}\ntargets:")))
        .isEmpty();
    assertThat(problems.list())
        .extracting(Problem::line)
        .allMatch(line -> !line.contains("secret@"))
        .anyMatch(
            line ->
                line.endsWith(
                    "this is no address to post to: it needs http or https and a host, and may"
                        + " hold no login and no fragment; write https://host/path, or"
                        + " \"env:NAME\" or \"file:PATH\" where it is a secret itself"));
  }

  @Test
  void aCommandIsAnArgumentVectorAndItsUndoIsThere() {
    assertThat(
            read(
                earnest("")
                    .replace(
                        "user: deployer",
                        "commands: {stop: {run: appctl stop, undo: begin}}, user: deployer")))
        .isEmpty();
    assertThat(problems.list().stream().map(p -> p.what() + ": " + p.why() + "; " + p.todo()))
        .containsExactly(
            "`run` is no list: no shell reads it: each argument stands for itself; write it like"
                + " [appctl, stop, shop]",
            "`undo` is \"begin\": known here: `stop`; write one of the known words");
  }

  @Test
  void aServerToProveBackupsOnIsKeptBesideItsTarget() {
    Targets targets =
        read(earnest("")
                .replace(
                    "user: deployer",
                    "scratch: {host: spare, user: prover, password: \"env:SPARE\"}, user:"
                        + " deployer"))
            .orElseThrow()
            .targets();

    Target prod = targets.get("prod");
    assertThat(targets.scratch(prod))
        .isEqualTo(
            new Target(
                "prod",
                "spare",
                5432,
                "postgres",
                "prover",
                new Secret("env:SPARE"),
                true,
                false,
                false,
                List.of()));
    assertThat(read(earnest("")).orElseThrow().targets().scratch(prod)).isEqualTo(prod);
  }

  @Test
  void aPasswordIsRefusedWithoutBeingEchoed() {
    read(earnest("").replace("env:PROD", "hunter2"));

    assertThat(problems.list())
        .extracting(Problem::line)
        .containsExactly(
            "soakgate.yaml:4:69: this is no reference to a secret: secrets never stand in a file"
                + " that is read, copied and shown; write \"env:NAME\" or \"file:PATH\"");
  }

  @Test
  void paceIsRefusedWhereSomethingCanBeLost() {
    read(earnest("pace: 2"));

    assertThat(problems.list())
        .extracting(Problem::line)
        .containsExactly(
            "soakgate.yaml:5:1: pace shortens the waits of target prod: only disposable targets may"
                + " be hurried; take pace out, or say disposable: true where nothing can be lost");
  }

  @Test
  void whatATargetsConditionsAreHeldAgainstIsRead() {
    Target target =
        read(earnest("")
                .replace(
                    "\"env:PROD\"",
                    "\"env:PROD\", conditions: {long-transaction: 10m, idle-in-transaction: 2m,"
                        + " blocker: 30s, replication-lag: 5s, retained-wal: 5 GB, connections: 80,"
                        + " disk: 200 GB, patience: 15m, lease: 6h}"))
            .orElseThrow()
            .targets()
            .get("prod");
    assertThat(target.limits())
        .isEqualTo(
            new Limits(
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                5_000_000_000L,
                80,
                200_000_000_000L,
                Duration.ofMinutes(15),
                Duration.ofHours(6)));
    assertThat(read(earnest("")).orElseThrow().targets().get("prod").limits())
        .isEqualTo(Limits.USUAL);
  }

  @Test
  void conditionsThatCannotBeMeantAreRefusedAllAtOnce() {
    read(
        earnest("")
            .replace(
                "\"env:PROD\"",
                "\"env:PROD\", conditions: {long-transactions: 10m, disk: lots, lease: 1h,"
                    + " connections: 120, blocker: 0s}"));
    assertThat(problems.list())
        .extracting(Problem::line)
        .containsExactlyInAnyOrder(
            "soakgate.yaml:4:168: `blocker` is \"0s\": nothing can last no time; write a longer"
                + " one",
            "soakgate.yaml:4:154: `connections` is the number 120: a whole number from 1 to 100 is"
                + " wanted; write one",
            "soakgate.yaml:4:124: this is no size: it needs a whole number and a unit; write 200"
                + " GB, for example",
            "soakgate.yaml:4:137: a lease of less than 2h: it is renewed once an hour, and must"
                + " outlive a missed renewal; say 2h or more",
            "soakgate.yaml:4:94: unknown key `long-transactions`: known here: `long-transaction`,"
                + " `idle-in-transaction`, `blocker`, `replication-lag`, `retained-wal`,"
                + " `connections`, `disk`, `patience`, `lease`; did you mean `long-transaction`?");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    read(
        """
        soakgate: 1
        store: {url: "mysql://db", user: keeper, password: "env:STORE"}
        targts: {}
        """);

    assertThat(problems.list()).extracting(Problem::at).hasSize(3);
  }

  private static String earnest(String more) {
    return """
    soakgate: 1
    store: {url: "jdbc:postgresql://db/soakgate", user: keeper, password: "env:STORE"}
    targets:
      prod: {host: prod-db, database: menuca, user: deployer, password: "env:PROD"}
    """
        + more;
  }

  private Optional<Configuration> read(String yaml) {
    return ConfigurationReader.read(
        "soakgate.yaml", yaml.getBytes(StandardCharsets.UTF_8), BASE, problems);
  }
}

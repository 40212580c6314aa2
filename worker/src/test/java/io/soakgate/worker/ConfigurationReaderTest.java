package io.soakgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.identity.People;
import io.soakgate.plan.Problem;
import io.soakgate.plan.Problems;
import io.soakgate.target.Folders;
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
                            List.of(new Endpoint("api", URI.create("https://staging/base")))))),
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

package io.soakgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.identity.SigningKey;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Policy;
import io.soakgate.verdict.Policy.GateFloor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
  private static final String LINE = SigningKey.fresh().open().line();

  private final Problems problems = new Problems();

  @Test
  void everythingThatCanBeAskedForIsRead() {
    Policy policy =
        read(
                "{brian: {keys: \"" + LINE + "\"}, james: {}}",
                """
                {gates: {go: [lead, cto]}, people: 2, sources: [cli, slack], signatures: optional,
                 second-person: optional, window: required, backup: required, clean-tree: required,
                 gate-open: 7d, commands: lead}
                """)
            .orElseThrow()
            .targets()
            .get("prod")
            .policy();

    assertThat(policy)
        .isEqualTo(
            new Policy(
                List.of(new GateFloor("go", List.of("lead", "cto"))),
                2,
                List.of("cli", "slack"),
                false,
                false,
                true,
                true,
                true,
                Duration.ofDays(7),
                List.of("lead")));
    assertThat(policy.lines())
        .containsExactly(
            "gate go: lead, cto",
            "people: 2",
            "sources: cli, slack",
            "signatures: optional",
            "second-person: optional",
            "window: required",
            "backup: required",
            "clean-tree: required",
            "gate-open: 7d",
            "commands: lead");
  }

  @Test
  void peopleAndTheirKeysAreKnown() {
    Configuration configuration =
        read("{brian: {keys: [\"" + LINE + "\"]}, james: {}}", "{}").orElseThrow();

    assertThat(configuration.people().provable()).containsExactly("brian");
    assertThat(configuration.people().lines())
        .hasSize(4)
        .startsWith("role lead: brian", "role cto: james")
        .endsWith("keys of james: ");
  }

  @Test
  void everythingThatCouldNeverBeGivenIsRefusedAtOnce() {
    read(
        "{brian: {keys: [\"ed25519:AAAA\", \"%s\", \"%s\"]}, jim: {}}".formatted(LINE, LINE),
        "{gates: {goo: lead, end: dba}, people: 3, signatures: yes, sources: [mail]}");

    assertThat(problems.list())
        .extracting(Problem::line)
        .map(line -> line.replaceFirst("^soakgate.yaml:\\d+:\\d+: ", ""))
        .anyMatch(line -> line.startsWith("this is no public key: it is ed25519: and 32 bytes"))
        .anyMatch(line -> line.matches("key [0-9a-f]{12} stands here twice: .*"))
        .anyMatch(line -> line.contains("known here: `brian`"))
        .contains(
            "there is no gate goo: known here: go, before, after, released, end; write one of"
                + " these",
            "nobody holds the role dba: what this policy asks for could never be given; name"
                + " people for it under roles",
            "this policy wants 3 people and the roles name 1: no plan could ever have so many"
                + " agree; ask for fewer, or name more people under roles")
        .anyMatch(line -> line.contains("`signatures`"))
        .anyMatch(line -> line.contains("mail"))
        .hasSize(8);
  }

  private Optional<Configuration> read(String people, String policy) {
    String yaml =
        """
        soakgate: 1
        store: {url: "jdbc:postgresql://db/soakgate", user: keeper, password: "env:STORE"}
        people: %s
        roles: {lead: brian, cto: [james]}
        targets:
          prod:
            host: prod-db
            database: menuca
            user: deployer
            password: "env:PROD"
            policy: %s
        """
            .formatted(people, policy.strip());
    return ConfigurationReader.read(
        "soakgate.yaml", yaml.getBytes(StandardCharsets.UTF_8), Path.of("/base"), problems);
  }
}

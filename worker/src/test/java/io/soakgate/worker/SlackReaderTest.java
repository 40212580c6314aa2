package io.soakgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.identity.SigningKey;
import io.soakgate.intake.Clicks;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlackReaderTest {
  private static final String LINE = SigningKey.fresh().open().line();
  private static final String KNOWN =
      "people: {brian: {slack: U024BE7LH}, kim: {}}\nsources: {slack: {keys: [\"" + LINE + "\"]}}";

  private final Problems problems = new Problems();

  @Test
  void clicksComeThroughASocket() {
    Configuration read =
        read(KNOWN, "{bot: \"env:B\", cards: prod-1, app: \"env:A\", key: \"file:/k\"}")
            .orElseThrow();

    assertThat(read.slack()).isEqualTo(new SlackApp(null, new Secret("env:B"), "prod-1"));
    assertThat(read.clicks())
        .isEqualTo(new Clicks(new Secret("env:A"), null, new Secret("file:/k")));
    assertThat(read.people().slack("U024BE7LH")).contains("brian");
    assertThat(read.people().slackId("Brian")).contains("U024BE7LH");
    assertThat(read.people().slack("U0")).isEmpty();
    assertThat(read.people().lines()).contains("Slack id of brian: U024BE7LH");
  }

  @Test
  void clicksComeBySignedRequests() {
    String http =
        "{bot: \"env:B\", cards: c, http: {listen: \"%s\", secret: \"env:S\"%s}, key: \"env:K\"}";

    assertThat(read(KNOWN, http.formatted("127.0.0.1:8766", "")).orElseThrow().clicks().http())
        .isEqualTo(new Clicks.Http("127.0.0.1", 8766, new Secret("env:S")));
    assertThat(read(KNOWN, http.formatted("0.0.0.0:80", ", behind-proxy: true"))).isPresent();
  }

  @Test
  void onlyHoldersWhoseIdIsKnownAreVouchedForBySlack() {
    Configuration read = read(KNOWN, "{bot: \"env:B\"}").orElseThrow();

    assertThat(read.people().provable()).containsExactly("brian");
    assertThat(read.clicks()).isNull();
  }

  @Test
  void whatCouldNotBeTrustedIsRefusedAtOnce() {
    assertThat(lines("", "{bot: \"env:B\", app: \"env:A\", http: {listen: \"0.0.0.0:80\"}}"))
        .containsExactly(
            "`secret` is missing: it has no default; add `secret: …` here",
            "this listens beyond this machine: requests come without TLS here, so that others could"
                + " read and hold them back; listen on 127.0.0.1, or say behind-proxy: true where"
                + " only your proxy reaches it",
            "`key` is missing: what is pressed counts only when the intake signed it; make one with"
                + " soakgate key new --name slack, and write key: \"file:PATH\"",
            "app and http stand here both: what is pressed comes one way; leave app for Socket"
                + " Mode, or http for signed requests",
            "`cards` is missing: only what is pressed in the channel of the cards counts; name the"
                + " channel: cards: prod-deployment",
            "nobody's id in Slack is known: what is pressed would be nobody's; add ids under people,"
                + " such as brian: {slack: U024BE7LH}",
            "sources has no key of slack: what the intake signs would prove nothing; add the public"
                + " line of key: sources: {slack: {keys: [\"ed25519:…\"]}}");
  }

  @Test
  void whatIsNoIdChannelOrAddressIsRefused() {
    assertThat(
            lines(
                "people: {brian: {slack: brian}, b: {slack: U024BE7LH}, kim: {slack: U024BE7LH}}\n"
                    + "sources: {slack: {slack: U1, keys: [\""
                    + LINE
                    + "\"]}}",
                "{bot: \"env:B\", cards: \"#Prod\", http: {listen: \"x:99999\", secret: \"env:S\"}, key: \"env:K\"}"))
        .containsExactly(
            "this is no person's id in Slack: it is a U or a W and capitals or digits; names and"
                + " addresses can be changed there; copy it from the person's profile: Copy member"
                + " ID",
            "Slack id U024BE7LH stands here twice: who clicks would be two people; leave it with the"
                + " one whose it is",
            "unknown key `slack`: known here: `keys`; remove it",
            "this is no channel's name: Slack's are in small letters, digits, - and _, at most 80,"
                + " without #; write it as it stands in Slack, such as prod-deployment",
            "this is no place to listen: it is a host and a port; write \"127.0.0.1:8766\" and let"
                + " your proxy pass Slack's requests on to it");
  }

  @Test
  void aKeyThatSignsNothingIsRefused() {
    assertThat(lines(KNOWN, "{bot: \"env:B\", key: \"env:K\"}"))
        .containsExactly(
            "this key signs what is pressed in Slack, and nothing comes from there: clicks come"
                + " through app or http; add one of the two, or take key out");
  }

  private List<String> lines(String people, String slack) {
    assertThat(read(people, slack)).isEmpty();
    return problems.list().stream()
        .map(Problem::line)
        .map(line -> line.replaceFirst("^soakgate.yaml:\\d+:\\d+: ", ""))
        .toList();
  }

  private Optional<Configuration> read(String people, String slack) {
    String yaml =
        """
        soakgate: 1
        store: {url: "jdbc:postgresql://db/soakgate", user: keeper, password: "env:STORE"}
        %s
        roles: {%s}
        slack: %s
        targets: {}
        """
            .formatted(people, people.isEmpty() ? "" : "lead: [brian, kim]", slack);
    return ConfigurationReader.read(
        "soakgate.yaml", yaml.getBytes(StandardCharsets.UTF_8), Path.of("/base"), problems);
  }
}

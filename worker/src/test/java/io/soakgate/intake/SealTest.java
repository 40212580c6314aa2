package io.soakgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String BODY = "payload=%7B%22type%22%3A%22block_actions%22%7D";

  private final Seal seal = new Seal(SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void whatSlackSignedNowIsTaken() {
    assertThat(doubt(0, SECRET, BODY)).isEmpty();
    assertThat(doubt(-300, SECRET, BODY)).isEmpty();
    assertThat(doubt(300, SECRET, BODY)).isEmpty();
  }

  @Test
  void anotherSecretOrAnotherBodyIsForged() {
    assertThat(doubt(0, SECRET.replace('8', '9'), BODY)).contains("its signature is not Slack's");
    assertThat(doubt(0, "---", BODY)).contains("its signature is not Slack's");
    String at = String.valueOf(NOW.getEpochSecond());
    String signed = new SlackSignature.Generator(SECRET).generate(at, BODY);
    assertThat(
            seal.doubt(List.of(at), List.of(signed), (BODY + "x").getBytes(StandardCharsets.UTF_8)))
        .contains("its signature is not Slack's");
    assertThat(seal.doubt(List.of(at), List.of(""), BODY.getBytes(StandardCharsets.UTF_8)))
        .contains("its signature is not Slack's");
  }

  @Test
  void thePastAndTheFutureAreRefusedAlike() {
    assertThat(doubt(-301, SECRET, BODY))
        .contains("it was signed 301 s before now, more than 5 minutes");
    assertThat(doubt(86_400, SECRET, BODY))
        .contains("it was signed 86400 s after now, more than 5 minutes");
  }

  @Test
  void whatIsNotSignedOrTwiceIsRefused() {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    String at = String.valueOf(NOW.getEpochSecond());

    assertThat(seal.doubt(null, List.of("v0=00"), body))
        .contains("it does not say when it was signed");
    assertThat(seal.doubt(List.of("now"), List.of("v0=00"), body))
        .contains("it does not say when it was signed");
    assertThat(seal.doubt(List.of(at, at), List.of("v0=00"), body))
        .contains("it does not say when it was signed");
    assertThat(seal.doubt(List.of(at), null, body)).contains("it is not signed");
    assertThat(seal.doubt(List.of(at), List.of("v0=00", "v0=01"), body))
        .contains("it is not signed");
  }

  private Optional<String> doubt(long seconds, String secret, String body) {
    String at = String.valueOf(NOW.getEpochSecond() + seconds);
    String signed = new SlackSignature.Generator(secret).generate(at, body);
    return seal.doubt(List.of(at), List.of(signed), body.getBytes(StandardCharsets.UTF_8));
  }
}

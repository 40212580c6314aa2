package io.soakgate.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack's signature of a request, checked over the raw bytes before anything of them is read. Bolt
 * checks it too, but reads first, takes times of the future, and compares letter by letter.
 */
final class Seal {
  private static final String HMAC = "HmacSHA256";
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final byte[] secret;
  private final Clock clock;

  Seal(String secret, Clock clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  /**
   * What is wrong with a request; empty when Slack signed it within five minutes of now.
   *
   * @param timestamps the values of {@code X-Slack-Request-Timestamp}, or null
   * @param signatures the values of {@code X-Slack-Signature}, or null
   */
  Optional<String> doubt(List<String> timestamps, List<String> signatures, byte[] body) {
    if (timestamps == null || timestamps.size() != 1 || !timestamps.get(0).matches("\\d{1,11}")) {
      return Optional.of("it does not say when it was signed");
    }
    if (signatures == null || signatures.size() != 1) {
      return Optional.of("it is not signed");
    }
    long away = clock.instant().getEpochSecond() - Long.parseLong(timestamps.get(0));
    if (Math.abs(away) > FRESH.toSeconds()) {
      return Optional.of(
          "it was signed %d s %s now, more than 5 minutes"
              .formatted(Math.abs(away), away > 0 ? "before" : "after"));
    }
    byte[] given = signatures.get(0).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(signature(timestamps.get(0), body), given)
        ? Optional.empty()
        : Optional.of("its signature is not Slack's");
  }

  private byte[] signature(String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
      return ("v0=" + HexFormat.of().formatHex(mac.doFinal(body))).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}

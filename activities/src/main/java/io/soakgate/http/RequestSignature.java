package io.soakgate.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signature over a request: its time, method, path and body, with a line end between them, so
 * that none of them can be another's.
 */
public final class RequestSignature {
  /** The header that holds when it was signed, as {@code 2026-11-21T07:00:00Z}. */
  public static final String TIMESTAMP = "X-Soakgate-Timestamp";

  /** The header that holds the signature, {@code <algorithm>=<hex>}. */
  public static final String SIGNATURE = "X-Soakgate-Signature";

  /** HMAC-SHA256 (RFC 2104, FIPS 180-4) with a shared secret. */
  public static final String HMAC = "hmac-sha256";

  /** Ed25519 (RFC 8032) with a private key in PKCS#8 PEM (RFC 5958, RFC 7468). */
  public static final String ED25519 = "ed25519";

  /** The algorithms. */
  public static final List<String> ALGORITHMS = List.of(HMAC, ED25519);

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final String algorithm;
  private final String key;

  private RequestSignature(String algorithm, String key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  /** With one of {@link #ALGORITHMS}. */
  public static RequestSignature with(String algorithm, String key) {
    return new RequestSignature(algorithm, key);
  }

  /** With a shared secret. */
  public static RequestSignature hmac(String key) {
    return new RequestSignature(HMAC, key);
  }

  /**
   * What the header {@link #SIGNATURE} says.
   *
   * @throws IllegalStateException when the key does not fit the algorithm; the message does not
   *     hold it
   */
  public String over(String timestamp, String method, String path, byte[] body) {
    try {
      byte[] message = message(timestamp, method, path, body);
      byte[] signature = algorithm.equals(HMAC) ? mac(message) : ed25519(message);
      return algorithm + "=" + HexFormat.of().formatHex(signature);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the key does not fit " + algorithm + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Whether a signature with a shared secret holds and is not older than five minutes. */
  public boolean holds(
      String timestamp, String method, String path, byte[] body, String said, Instant now) {
    if (timestamp == null || said == null || !fresh(timestamp, now)) {
      return false;
    }
    byte[] right = over(timestamp, method, path, body).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(right, said.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean fresh(String timestamp, Instant now) {
    try {
      Duration age = Duration.between(Instant.parse(timestamp), now).abs();
      return age.compareTo(FRESH) <= 0;
    } catch (DateTimeException noTime) {
      return false;
    }
  }

  private static byte[] message(String timestamp, String method, String path, byte[] body) {
    byte[] head = (timestamp + "\n" + method + "\n" + path + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private byte[] mac(byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(message);
  }

  private byte[] ed25519(byte[] message) throws GeneralSecurityException {
    String base64 = key.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    PrivateKey secret =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(secret);
    signature.update(message);
    return signature.sign();
  }
}

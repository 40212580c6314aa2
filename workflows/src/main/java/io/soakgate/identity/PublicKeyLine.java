package io.soakgate.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public Ed25519 key (RFC 8032) as one line of text: {@code ed25519:} and the 32 bytes in Base64.
 */
public final class PublicKeyLine {
  private static final String KIND = "ed25519:";
  // What an X.509 SubjectPublicKeyInfo of an Ed25519 key begins with (RFC 8410).
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int LENGTH = 32;
  private static final int ID = 12;

  private final byte[] raw;

  private PublicKeyLine(byte[] raw) {
    this.raw = raw;
  }

  /** The key of a line, or empty when it is none. */
  public static Optional<PublicKeyLine> parse(String line) {
    if (!line.startsWith(KIND)) {
      return Optional.empty();
    }
    try {
      byte[] raw = Base64.getDecoder().decode(line.substring(KIND.length()));
      PublicKeyLine key = new PublicKeyLine(raw);
      key.key();
      return raw.length == LENGTH ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException | GeneralSecurityException noKey) {
      return Optional.empty();
    }
  }

  static PublicKeyLine of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return new PublicKeyLine(Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length));
  }

  /** What people and reports call it: the first 12 hex digits of its SHA-256. */
  public String id() {
    return sha256(raw).substring(0, ID);
  }

  /** {@code ed25519:…}, as it stands in the worker's configuration. */
  public String line() {
    return KIND + Base64.getEncoder().encodeToString(raw);
  }

  /** Whether this key's owner signed exactly these bytes; {@code signature} is Base64. */
  public boolean signed(byte[] bytes, String signature) {
    try {
      java.security.Signature check = java.security.Signature.getInstance("Ed25519");
      check.initVerify(key());
      check.update(bytes);
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException | GeneralSecurityException noSignature) {
      return false;
    }
  }

  private PublicKey key() throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(HEAD, HEAD.length + raw.length);
    System.arraycopy(raw, 0, encoded, HEAD.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** SHA-256 of a text, hex. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

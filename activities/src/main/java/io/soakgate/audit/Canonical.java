package io.soakgate.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The bytes that are hashed: fields as netstrings ({@code 5:hello,}, the length in bytes of UTF-8),
 * one after the other, a missing one as {@code -}. Nothing about them is left to a JSON library,
 * and no two lists of fields give the same bytes.
 */
final class Canonical {
  /** What the form is called in an export. */
  static final String NAME = "netstrings, UTF-8, SHA-256";

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Canonical() {}

  /** SHA-256 of the fields, hex. */
  static String hash(Object... fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object field : fields) {
      bytes.writeBytes(field == null ? new byte[] {'-'} : netstring(field.toString()));
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(bytes.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] netstring(String field) {
    int length = field.getBytes(StandardCharsets.UTF_8).length;
    return (length + ":" + field + ",").getBytes(StandardCharsets.UTF_8);
  }

  /** A moment as it is hashed: UTC, with the microseconds that PostgreSQL keeps. */
  static String time(Instant at) {
    return MICROS.format(at);
  }

  /**
   * A text that a database and a file of UTF-8 give back as it was: PostgreSQL has no NUL, UTF-8 no
   * half of a pair.
   */
  static String text(String text) {
    if (text == null) {
      return null;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}

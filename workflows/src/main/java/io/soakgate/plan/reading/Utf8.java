package io.soakgate.plan.reading;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes as text, refusing instead of repairing: a digest must be of what is read (B-17). */
final class Utf8 {
  static final int MOST = 1_000_000;

  private Utf8() {}

  /** The text, or empty (and a problem that names the byte) when the bytes are none. */
  static Optional<String> read(String source, byte[] bytes, Problems problems) {
    if (bytes.length > MOST) {
      problems.add(
          source,
          "the file has more than 1 MB",
          "a plan or a configuration is read whole by people and by Soakgate",
          "move what is long into scripts and name them");
      return Optional.empty();
    }
    if (bytes.length > 2 && bytes[0] == -17 && bytes[1] == -69 && bytes[2] == -65) {
      return refused(source, problems, 0, "a byte order mark", "save it as UTF-8 without BOM");
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return refused(source, problems, i, "a NUL", "remove it, or save the file as UTF-8");
      }
    }
    return decoded(source, bytes, problems);
  }

  private static Optional<String> decoded(String source, byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (result.isError()) {
      return refused(source, problems, in.position(), "not UTF-8", "save the file as UTF-8");
    }
    return Optional.of(out.flip().toString());
  }

  private static Optional<String> refused(
      String source, Problems problems, int offset, String what, String todo) {
    problems.add(source, "byte " + offset + " is " + what, "only plain UTF-8 text is read", todo);
    return Optional.empty();
  }
}

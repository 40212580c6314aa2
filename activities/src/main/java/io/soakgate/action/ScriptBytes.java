package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Script;
import io.soakgate.target.Folders;
import io.soakgate.target.PlanFolder;
import io.soakgate.target.ScriptStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The bytes an action runs (decision 3): APPLY compares the folder with what was admitted and
 * refuses drift; UNDO and STEP run what was stored, whatever became of the folder.
 */
record ScriptBytes(Folders folders, ScriptStore store) {

  /**
   * The bytes of one script.
   *
   * @throws io.temporal.failure.ApplicationFailure type {@code refused}, when they are not what was
   *     admitted
   * @throws IllegalStateException when they cannot be read now; asked again, they may be
   */
  byte[] of(String file, ActRequest request) {
    try {
      return admitted(file, request);
    } catch (SQLException e) {
      throw new IllegalStateException("Soakgate's own database does not give " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read from the plan's folder", e);
    }
  }

  private byte[] admitted(String file, ActRequest request) throws SQLException, IOException {
    Script admitted =
        request.scripts().stream()
            .filter(s -> s.path().equals(file))
            .findFirst()
            .orElseThrow(
                () ->
                    Refused.because(
                        file + ": not among the admitted scripts; start a new deployment"));
    return request.purpose() == Purpose.APPLY
        ? fromFolder(admitted, request.scope().plan())
        : fromStore(admitted);
  }

  private byte[] fromStore(Script admitted) throws SQLException {
    byte[] stored = store.stored(admitted.digest());
    if (stored == null) {
      throw Refused.because(
          admitted.path()
              + ": the bytes admitted as "
              + shorten(admitted.digest())
              + " are not in Soakgate's own database; restore that database, or run the script by"
              + " hand and skip the step");
    }
    return stored;
  }

  private byte[] fromFolder(Script admitted, String plan) throws SQLException, IOException {
    Path path =
        PlanFolder.of(folders, plan)
            .file(admitted.path())
            .orElseThrow(
                () -> Refused.because(admitted.path() + ": lies outside the plan's folder"));
    if (!Files.isRegularFile(path)) {
      throw Refused.because(
          admitted.path()
              + ": admitted as "
              + shorten(admitted.digest())
              + ", and gone from the plan's folder; put it back, or start a new deployment");
    }
    byte[] bytes = Files.readAllBytes(path);
    String now = ScriptStore.digest(bytes);
    if (!now.equals(admitted.digest())) {
      throw Refused.because(drift(admitted, bytes, now));
    }
    return bytes;
  }

  private String drift(Script admitted, byte[] bytes, String now) throws SQLException {
    byte[] stored = store.stored(admitted.digest());
    String hint = stored == null ? "" : hint(stored, bytes);
    return admitted.path()
        + ": admitted as "
        + shorten(admitted.digest())
        + ", now "
        + shorten(now)
        + hint
        + "; what was approved is not what would run. Put the admitted bytes back, or start a new"
        + " deployment with the new ones";
  }

  /** Most drift that nobody remembers making was made by an editor or by git (F-33). */
  private static String hint(byte[] admitted, byte[] now) {
    String before = new String(admitted, StandardCharsets.ISO_8859_1);
    String after = new String(now, StandardCharsets.ISO_8859_1);
    if (before.replace("\r\n", "\n").equals(after.replace("\r\n", "\n"))) {
      return " (only line endings differ: CRLF against LF)";
    }
    String mark = "\u00EF\u00BB\u00BF";
    return before.replace(mark, "").equals(after.replace(mark, ""))
        ? " (only a byte order mark differs)"
        : "";
  }

  private static String shorten(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}

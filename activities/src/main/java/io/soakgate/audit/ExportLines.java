package io.soakgate.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** An export's lines: JSON without a byte to spare, each ended by a line feed. */
final class ExportLines {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private ExportLines() {}

  static void write(OutputStream out, Object line) throws IOException {
    out.write(JSON.writeValueAsBytes(line));
    out.write('\n');
  }

  /** The next line without its line feed; null at the end of the file. */
  static byte[] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read = in.read();
    if (read < 0) {
      return null;
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      line.write(read);
    }
    if (read < 0) {
      line.write('\n'); // no line holds one, so a cut line is not what was written
    }
    return line.toByteArray();
  }

  /**
   * A line, exactly as it was written.
   *
   * @throws IOException when it is anything else, be it a blank too many
   */
  static <T> T read(byte[] line, Class<T> type) throws IOException {
    try {
      T read = JSON.readValue(line, type);
      if (read == null || !Arrays.equals(JSON.writeValueAsBytes(read), line)) {
        throw new IOException("it is not as it was written");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new IOException("it is not what it was: " + e.getOriginalMessage(), e);
    }
  }
}

package io.soakgate.deployment;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Lists that are long and alike, deflated on the wire: a watch sends the same probes hundreds of
 * times, and its verdicts from run to run, and all of it stays in its history. What they were can
 * be read in the request that began the watch, and in the audit. A list that is not packed is read,
 * too.
 */
final class Packed {
  /** What is shorter than this stays readable. */
  private static final int SHORT = 400;

  private Packed() {}

  /** Writes one. */
  static final class Writer extends JsonSerializer<List<?>> {
    @Override
    public void serialize(List<?> list, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      byte[] plain = plain(list, to);
      if (plain.length < SHORT) {
        provider.defaultSerializeValue(list, to);
        return;
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflated = new DeflaterOutputStream(packed)) {
        deflated.write(plain);
      }
      to.writeBinary(packed.toByteArray());
    }

    private static byte[] plain(List<?> list, JsonGenerator to) throws IOException {
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      try (JsonGenerator inner = to.getCodec().getFactory().createGenerator(plain)) {
        to.getCodec().writeValue(inner, list);
      }
      return plain.toByteArray();
    }
  }

  /** Reads one of elements of a type. */
  abstract static class Reader<T> extends JsonDeserializer<List<T>> {
    private final Class<T> type;

    Reader(Class<T> type) {
      this.type = type;
    }

    @Override
    public List<T> deserialize(JsonParser from, DeserializationContext context) throws IOException {
      JavaType list = context.getTypeFactory().constructCollectionType(List.class, type);
      if (from.currentToken() != JsonToken.VALUE_STRING) {
        return context.readValue(from, list);
      }
      try (InflaterInputStream plain =
              new InflaterInputStream(new ByteArrayInputStream(from.getBinaryValue()));
          JsonParser inner = from.getCodec().getFactory().createParser(plain)) {
        return from.getCodec().readValue(inner, list);
      }
    }
  }

  /** Probes. */
  static final class Probes extends Reader<RuleProbe> {
    Probes() {
      super(RuleProbe.class);
    }
  }

  /** Judged buckets. */
  static final class Buckets extends Reader<Story.Bucket> {
    Buckets() {
      super(Story.Bucket.class);
    }
  }
}

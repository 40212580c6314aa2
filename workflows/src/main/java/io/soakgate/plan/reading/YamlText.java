package io.soakgate.plan.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/** What one written word of YAML is: by the core schema of YAML 1.2, without its traps (B-09). */
final class YamlText {
  private static final CoreScalarResolver CORE = new CoreScalarResolver(false);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Numbers as JSON writes them; the exponent is short so that none of them fills the memory. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,39})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

  private YamlText() {}

  /** The value; missing (and a problem) when the word reads differently in other YAMLs. */
  static JsonNode value(ScalarEvent event, String at, Problems problems) {
    String written = event.getValue();
    Tag tag = event.isPlain() ? CORE.resolve(written, true) : Tag.STR;
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(written.equalsIgnoreCase("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(written, at, problems);
    }
    return text(written, at, problems);
  }

  private static JsonNode number(String written, String at, Problems problems) {
    if (!NUMBER.matcher(written).matches()) {
      problems.add(
          at,
          "`" + shortened(written) + "` is a number only to some readers",
          "a plain number is written in digits, without a plus sign or leading zeros",
          "quote it: \"" + shortened(written) + "\", or write the digits");
      return MissingNode.getInstance();
    }
    return narrow(new BigDecimal(written));
  }

  /** The node that Jackson would read back from the wire, so that both compare equal. */
  private static JsonNode narrow(BigDecimal figure) {
    if (figure.scale() != 0) {
      double near = figure.doubleValue();
      boolean same = Double.isFinite(near) && BigDecimal.valueOf(near).compareTo(figure) == 0;
      return same ? JSON.numberNode(near) : JSON.numberNode(figure);
    }
    BigInteger whole = figure.unscaledValue();
    if (whole.bitLength() < 32) {
      return JSON.numberNode(whole.intValue());
    }
    return whole.bitLength() < 64 ? JSON.numberNode(whole.longValue()) : JSON.numberNode(whole);
  }

  private static JsonNode text(String written, String at, Problems problems) {
    boolean broken =
        written
            .codePoints()
            .anyMatch(
                c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    if (broken) {
      problems.add(
          at,
          "this text holds a NUL or half a character",
          "neither PostgreSQL nor the audit can store it",
          "remove the escape");
      return MissingNode.getInstance();
    }
    if (Credentials.in(written)) {
      problems.add(
          at,
          "a password stands in this text",
          "what stands here is copied, shown and kept, so it is not repeated in this message",
          "take it out, change it where it is used, and write `env:NAME` or `file:PATH` in the"
              + " worker's configuration");
      return MissingNode.getInstance();
    }
    return JSON.textNode(written);
  }

  /** At most forty characters of what was written, on one line. */
  static String shortened(String written) {
    String line = written.replaceAll("\\s+", " ").strip();
    return line.length() <= 40 ? line : line.substring(0, 39) + "…";
  }
}

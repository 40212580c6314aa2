package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeParseTest {
  private final Problems problems = new Problems();

  private List<String> lines() {
    return problems.list().stream().map(Problem::line).toList();
  }

  private JsonNode parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode parse(byte[] bytes) {
    return Node.parse("plan.yaml", bytes, problems).map(Node::json).orElse(null);
  }

  @Test
  void wordsThatOtherYamlsTakeForTruthOrTimeAreTexts() {
    assertThat(parse("{a: on, b: no, c: 02:00, d: 2-6, e: 1_000, f: true, g: 12, h: 1.5, i: }"))
        .hasToString(
            "{\"a\":\"on\",\"b\":\"no\",\"c\":\"02:00\",\"d\":\"2-6\",\"e\":\"1_000\",\"f\":true,"
                + "\"g\":12,\"h\":1.5,\"i\":null}");
    assertThat(lines()).isEmpty();
  }

  @Test
  void jsonIsReadByTheSameCode() throws Exception {
    String json =
        "{\n\t\"plan\": \"menuca-v3\",\n\t\"by\": \"Zo\\u00eb \\ud83d\\ude00 a\\/b\","
            + " \"n\": [1, -2.50, 1e3, true, null, 12345678901, 0.1, 1234567890123456789012]\n}";

    assertThat(parse(json)).isEqualTo(new ObjectMapper().readTree(json));
    assertThat(lines()).isEmpty();
  }

  @Test
  void everyKeyAndValueKnowsItsPlace() {
    Node root =
        Node.parse("p.yaml", "a:\n  - {b: c}\n".getBytes(StandardCharsets.UTF_8), problems).get();

    Node entry = root.optional("a").get().items().get(0);
    assertThat(root.keyAt("a")).isEqualTo("p.yaml:1:1");
    assertThat(entry.at()).isEqualTo("p.yaml:2:5");
    assertThat(entry.keyAt("b")).isEqualTo("p.yaml:2:6");
    assertThat(entry.optional("b").get().at()).isEqualTo("p.yaml:2:9");
  }

  @Test
  void whatCannotBeReadIsToldAllAtOnce() {
    parse(
        """
        a: &x {b: 1}
        c: *x
        d: !!java.net.URL [e]
        <<: {f: 1}
        a: 2
        7: g
        [h]: i
        j: 0600
        k: "\\ud800"
        l: +5
        """);

    assertThat(lines())
        .containsExactly(
            "plan.yaml:1:4: an anchor stands here: it names a place for aliases, which are not read;"
                + " remove the word after the `&`",
            "plan.yaml:2:4: alias `*x` stands here: a plan is read as it stands, and aliases of aliases"
                + " could grow without end; write out what it stands for, here and wherever else it is used",
            "plan.yaml:3:4: a tag stands here: types are never chosen by the file; remove the word"
                + " with the `!`",
            "plan.yaml:4:1: a merge key stands here: what is written here must stand here; write"
                + " the keys out",
            "plan.yaml:5:1: key `a` stands here again: it stands at plan.yaml:1:1 already; remove"
                + " one of them",
            "plan.yaml:6:1: a key that is `7` stands here: a key is a text; quote it, or write a"
                + " word",
            "plan.yaml:7:1: a key that is no word stands here: a key is a text; quote it, or write"
                + " a word",
            "plan.yaml:8:4: `0600` is a number only to some readers: a plain number is written in"
                + " digits, without a plus sign or leading zeros; quote it: \"0600\", or write the"
                + " digits",
            "plan.yaml:9:4: this text holds a NUL or half a character: neither PostgreSQL nor the"
                + " audit can store it; remove the escape",
            "plan.yaml:10:4: `+5` is a number only to some readers: a plain number is written in"
                + " digits, without a plus sign or leading zeros; quote it: \"+5\", or write the"
                + " digits");
  }

  @Test
  void aTabIsNoIndentation() {
    assertThat(parse("a:\n\tb: c\n")).isNull();
    assertThat(lines())
        .containsExactly(
            "plan.yaml:2:1: a tab stands before `b: c`: YAML is indented with spaces alone; put"
                + " spaces in its place");
  }

  @Test
  void anEmptyFileIsNoPlan() {
    assertThat(parse("# nothing but words\n")).isNull();
    assertThat(lines())
        .containsExactly(
            "plan.yaml: it is empty: there is nothing to read; write at least one key");
  }

  @Test
  void oneDocumentIsRead() {
    parse("%YAML 1.2\n---\na: 1\n---\nb: 1\n");
    assertThat(lines())
        .containsExactly(
            "plan.yaml:1:1: a directive stands here: only plain YAML 1.2 is read; remove the lines"
                + " that begin with %",
            "plan.yaml:4:1: a second document stands here: exactly one is read; remove it, or move"
                + " it to a file of its own");
  }

  @Test
  void twentyLevelsAreReadAndNoMore() {
    assertThat(parse("[".repeat(20) + "]".repeat(20))).isNotNull();
    assertThat(lines()).isEmpty();
    assertThat(parse("[".repeat(100_000))).isNull();
    assertThat(lines())
        .containsExactly(
            "plan.yaml:1:21: level 21 stands here: at most 20 levels are read; nest less");
  }

  /** B-06: 50 MB of YAML, too. */
  @Test
  void aMegabyteIsReadAndNoMore() {
    assertThat(parse("a: " + "x".repeat(1_000_000))).isNull();
    assertThat(lines())
        .containsExactly(
            "plan.yaml: the file has more than 1 MB: a plan or a configuration is read whole by"
                + " people and by Soakgate; move what is long into scripts and name them");
  }

  @Test
  void bytesThatAreNoPlainUtf8AreNamed() {
    parse(new byte[] {'a', ':', ' ', (byte) 0xc3, 'b'});
    parse(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'a'});
    parse(new byte[] {'a', 0});
    parse(new byte[] {'a', ':', (byte) 0xe2, (byte) 0x82});
    assertThat(lines())
        .containsExactly(
            "plan.yaml: byte 3 is not UTF-8: only plain UTF-8 text is read; save the file as UTF-8",
            "plan.yaml: byte 0 is a byte order mark: only plain UTF-8 text is read; save it as"
                + " UTF-8 without BOM",
            "plan.yaml: byte 1 is a NUL: only plain UTF-8 text is read; remove it, or save the file"
                + " as UTF-8",
            "plan.yaml: byte 2 is not UTF-8: only plain UTF-8 text is read; save the file as"
                + " UTF-8");
  }
}

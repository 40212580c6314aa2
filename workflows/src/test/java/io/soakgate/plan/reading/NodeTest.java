package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeTest {
  private final Problems problems = new Problems();

  private List<String> lines() {
    return problems.list().stream().map(Problem::line).toList();
  }

  private Node yaml(String text) {
    return Node.parse("p.yaml", text.getBytes(StandardCharsets.UTF_8), problems).orElseThrow();
  }

  private Node at(Node node, String key) {
    return node.optional(key).orElseThrow();
  }

  @Test
  void whatFitsIsHandedOut() {
    Node root = yaml("{a: text, b: 5, c: true, d: 90m, e: [x, y], f: x, g: slow}");

    assertThat(at(root, "a").text()).isEqualTo("text");
    assertThat(at(root, "b").whole(1, 5)).isEqualTo(5);
    assertThat(at(root, "c").flag()).isTrue();
    assertThat(at(root, "d").duration()).isEqualTo(Duration.ofMinutes(90));
    assertThat(at(root, "e").texts()).containsExactly("x", "y");
    assertThat(at(root, "f").texts()).containsExactly("x");
    assertThat(at(root, "g").oneOf(List.of("fast", "slow"))).isEqualTo("slow");
    root.done();
    assertThat(lines()).isEmpty();
  }

  @Test
  void nothingIsCoerced() {
    Node root = yaml("{a: 5, b: \"5\", c: \"true\", d: 24, e: {x: y}, f: \"\", g: , h: slwo}");

    at(root, "a").text();
    at(root, "b").whole(1, 9);
    at(root, "c").flag();
    at(root, "d").duration();
    at(root, "e").items();
    at(root, "f").text();
    at(root, "g").keys();
    at(root, "h").oneOf(List.of("fast", "slow"));
    assertThat(lines())
        .containsExactly(
            "p.yaml:1:5: `a` is the number 5: a text is wanted; quote it: \"5\"",
            "p.yaml:1:11: `b` is \"5\": a whole number from 1 to 9 is wanted; remove the quotes",
            "p.yaml:1:19: `c` is \"true\": true or false is wanted; remove the quotes",
            "p.yaml:1:30: `d` is the number 24: a duration is a whole number with its unit, at"
                + " most 366d; write it like 300ms, 30s, 15m, 24h or 7d",
            "p.yaml:1:37: `e` is a mapping: a list is wanted; write it as a list: […]",
            "p.yaml:1:48: `f` is an empty text: a text is wanted; write one",
            "p.yaml:1:54: `g` is empty: a mapping is wanted; write `key: value` lines under it",
            "p.yaml:1:60: `h` is \"slwo\": known here: `fast`, `slow`; did you mean `slow`?");
  }

  @Test
  void keysNobodyAskedForAreRefused() {
    Node root = yaml("treshold: 1\nzebra: 2\n");

    root.optional("threshold");
    root.required("name");
    root.done();
    assertThat(lines())
        .containsExactly(
            "p.yaml:1:1: `name` is missing: it has no default; add `name: …` here",
            "p.yaml:1:1: unknown key `treshold`: known here: `threshold`, `name`; did you mean"
                + " `threshold`?",
            "p.yaml:2:1: unknown key `zebra`: known here: `threshold`, `name`; remove it");
  }

  @Test
  void entriesOfAListAreNamedByTheirNumber() {
    at(yaml("to: [a, 7]"), "to").texts();
    assertThat(lines())
        .containsExactly(
            "p.yaml:1:9: entry 2 of `to` is the number 7: a text is wanted; quote it: \"7\"");
  }

  @Test
  void aValueOffTheWireIsReadTheSameWayAtOnePlace() throws Exception {
    JsonNode json = new ObjectMapper().readTree("{\"plan\": 5, \"nmae\": []}");
    Node root = Node.of(json, "input", problems);

    at(root, "plan").text();
    root.optional("name");
    root.done();
    assertThat(lines())
        .containsExactly(
            "input: `plan` is the number 5: a text is wanted; quote it: \"5\"",
            "input: unknown key `nmae`: known here: `plan`, `name`; did you mean `name`?");
  }

  @Test
  void nothingOffTheWireIsEmptyNotBroken() {
    Node.of(null, "input", problems).required("plan");
    assertThat(lines())
        .containsExactly(
            "input: the value is empty: a mapping is wanted; write `key: value` lines under it");
  }

  @Test
  void filledInValuesKeepTheirPlacesAndTypes() {
    Node root = yaml("a: ${n}\nb: \"x ${n} ${t} ${other}\"\n");
    List<Variable> variables =
        List.of(
            new Variable("n", IntNode.valueOf(7)), new Variable("t", TextNode.valueOf("$1\\ok")));

    Node filled = root.filled(variables);

    assertThat(at(filled, "a").whole(1, 9)).isEqualTo(7);
    assertThat(at(filled, "b").text()).isEqualTo("x 7 $1\\ok ${other}");
    assertThat(at(filled, "b").at()).isEqualTo("p.yaml:2:4");
  }

  @Test
  void onlyTheMomentKnowsDates() {
    ZonedDateTime now = ZonedDateTime.of(2026, 3, 8, 2, 30, 0, 0, ZoneOffset.UTC);

    assertThat(Values.fill("b_${now:yyyyMMdd_HHmmss}_${x}", List.of(), now))
        .isEqualTo("b_20260308_023000_${x}");
    assertThat(Values.fill("${now:yyyy}", List.of())).isEqualTo("${now:yyyy}");
  }

  @Test
  void theNearestNameIsSuggestedOnlyWhenItIsNear() {
    List<String> known = List.of("in-a-row", "no-data", "then", "when");

    assertThat(Suggestion.nearest("in_a_row", known)).isEqualTo(Optional.of("in-a-row"));
    assertThat(Suggestion.nearest("wehn", known)).isEqualTo(Optional.of("when"));
    assertThat(Suggestion.nearest("severity", known)).isEmpty();
  }
}

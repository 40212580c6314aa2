package io.soakgate.starter.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.soakgate.plan.reading.Kinds;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.PlanReader;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.starter.Stored;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code docs/plan.schema.json} against the reader of plans and against plans. */
class PlanSchemaTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final Path PAGE = Stored.ROOT.resolve("docs").resolve("plan.schema.json");
  private static final Path FIXTURES = Stored.ROOT.resolve("activities/src/test/resources/refused");
  private static final String STRANGER = "nobody-knows-this-key";
  private static final Kinds KINDS = kinds();
  private static final Map<String, Position> KINDS_AT =
      Map.of(
          "written-action", Position.ACTION,
          "applied", Position.PROBE,
          "backup", Position.BACKUP,
          "channel", Position.CHANNEL,
          "probe", Position.PROBE,
          "check", Position.PROBE);

  private final ObjectNode schema = Grammar.schema(resource("grammar.txt"), KINDS);

  @Test
  void theStoredSchemaIsThatOfTheGrammarAndTheKinds() throws IOException {
    Stored.same(PAGE, JSON.writeValueAsString(schema) + "\n");
  }

  @Test
  void thePlanWithEveryKeyHasNoProblem() {
    Problems problems = new Problems();
    PlanReader.read(bytes("every-key.yaml"), KINDS, problems);
    assertThat(problems.list().stream().map(Problem::line)).isEmpty();
    assertThat(misfits(bytes("every-key.yaml"))).isEmpty();
  }

  /** The reader names what it knows when it meets a stranger; the schema knows just that. */
  @Test
  void whatTheReaderKnowsTheSchemaKnowsAndTheOtherWayRound() {
    JsonNode plan = yaml(bytes("every-key.yaml"));
    Map<String, Set<String>> reader = new TreeMap<>();
    for (Walk.Place place : Walk.places(schema, plan)) {
      reader
          .computeIfAbsent(place.definition(), definition -> new TreeSet<>())
          .addAll(known(plan, place.pointer()));
    }
    Map<String, Set<String>> editors = new TreeMap<>();
    for (var definition : schema.get("definitions").properties()) {
      Set<String> keys = new TreeSet<>();
      definition.getValue().path("properties").fieldNames().forEachRemaining(keys::add);
      editors.put(definition.getKey(), keys);
    }
    KINDS_AT.forEach(
        (definition, position) -> {
          List<String> kinds = KINDS.names(position);
          assertThat(editors.get(definition)).as(definition).containsAll(kinds);
          editors.get(definition).removeAll(kinds);
          reader.get(definition).removeAll(kinds);
        });
    // The entries of these have names of their own, so that no stranger stands among them.
    Stream.of("environments", "group", "rollbacks").forEach(free -> editors.get(free).clear());
    editors.values().removeIf(Set::isEmpty);
    reader.values().removeIf(Set::isEmpty);

    assertThat(reader)
        .as("keys the reader knows, by the mappings of grammar.txt, against those of the schema")
        .isEqualTo(editors);
  }

  @Test
  void thePlansOfThisRepositoryFit() throws IOException {
    try (Stream<Path> plans = Files.list(Stored.ROOT.resolve("plans"))) {
      for (Path plan : plans.map(p -> p.resolve("plan.yaml")).filter(Files::exists).toList()) {
        String text = Files.readString(plan);
        assertThat(misfits(text.getBytes(StandardCharsets.UTF_8))).as(plan.toString()).isEmpty();
        assertThat(text)
            .startsWith("# yaml-language-server: $schema=../../docs/plan.schema.json\n");
      }
    }
  }

  @Test
  void whatInitWritesFits() {
    String plan = resource("/io/soakgate/starter/init/plan.yaml").replace("@NAME@", "shop");
    assertThat(misfits(plan.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void whatIsAcceptedFits() throws IOException {
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      for (Path folder : folders.toList()) {
        if (Files.readString(folder.resolve("expected.txt")).equals("accepted\n")) {
          byte[] plan = Files.readAllBytes(folder.resolve("plan.yaml"));
          assertThat(misfits(plan)).as(folder.toString()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "B-05-unknown-keys",
        "B-08-newer-format",
        "B-08-no-format-number",
        "B-09-yaml-1.1-traps",
        "B-10-no-production",
        "B-12-address-instead-of-target",
        "B-23-no-undo",
        "B-23-undo-none-without-a-reason",
        "B-27-changes-with-after",
        "B-28-no-verify",
        "B-33-rule-without-its-keys",
        "B-40-unknown-kind-of-channel"
      })
  void whatIsMiswrittenDoesNotFit(String fixture) throws IOException {
    byte[] plan = Files.readAllBytes(FIXTURES.resolve(fixture).resolve("plan.yaml"));
    assertThat(misfits(plan)).isNotEmpty();
  }

  private List<String> misfits(byte[] plan) {
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    return validator.validate(yaml(plan)).stream().map(Error::toString).toList();
  }

  private static Set<String> known(JsonNode plan, String pointer) {
    JsonNode copy = plan.deepCopy();
    ((ObjectNode) copy.at(pointer)).put(STRANGER, 1);
    Problems problems = new Problems();
    PlanReader.read(copy.toString().getBytes(StandardCharsets.UTF_8), KINDS, problems);
    Set<String> known = new TreeSet<>();
    problems.list().stream()
        .filter(p -> p.what().contains("`" + STRANGER + "`"))
        .forEach(p -> known.addAll(KindKeys.quoted(p.why())));
    return known;
  }

  private static JsonNode yaml(byte[] bytes) {
    return Node.parse("plan.yaml", bytes, new Problems()).orElseThrow().json();
  }

  private static String resource(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = PlanSchemaTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static Kinds kinds() {
    Path nowhere = Path.of("nowhere");
    return Parts.of(Configuration.none(nowhere), System.out).catalogue();
  }
}

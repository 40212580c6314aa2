package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever happens to a plan, it is read or refused with places; nothing is thrown. */
class PlanDamageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static void readOrRefused(byte[] bytes) {
    Problems problems = new Problems();
    Optional<Plan> plan = PlanReader.read(bytes, new FewKinds(), problems);
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(plan.isPresent()).as(text).isEqualTo(problems.none());
    for (Problem p : problems.list()) {
      assertThat(p.at()).as(text).matches("plan\\.yaml(:[0-9]+:[0-9]+)?");
      assertThat(List.of(p.what(), p.why(), p.todo())).as(text).noneMatch(String::isBlank);
    }
  }

  @Test
  void anyByteMayBeDamaged() throws IOException {
    byte[] menuca = Files.readAllBytes(Path.of("../plans/menuca-v3/plan.yaml"));
    byte[] small = SmallPlan.TEXT.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20_251_010);
    byte[] likely = ":-{}[],'\"#&*!|>%@` \n\t$.0a~?\\".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = (i % 10 == 0 ? menuca : small).clone();
      int next = random.nextInt(512);
      bytes[random.nextInt(bytes.length)] = next < 256 ? (byte) next : likely[next % likely.length];
      readOrRefused(bytes);
    }
  }

  @Test
  void thePlanMayEndAnywhere() {
    byte[] small = SmallPlan.TEXT.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < small.length; length++) {
      readOrRefused(java.util.Arrays.copyOf(small, length));
    }
  }

  @Test
  void anyValueMayBeOfTheWrongType() throws IOException {
    for (String wrong :
        List.of("5", "null", "\"\"", "\"x\"", "[]", "{}", "[5]", "{\"x\":5}", "true")) {
      everywhere(JSON.readTree(wrong));
    }
  }

  private static void everywhere(JsonNode wrong) {
    int places = places(tree()).size();
    for (int i = 0; i < places; i++) {
      JsonNode tree = tree();
      places(tree).get(i).accept(wrong);
      readOrRefused(tree.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static JsonNode tree() {
    return Node.parse("plan.yaml", SmallPlan.TEXT.getBytes(StandardCharsets.UTF_8), new Problems())
        .orElseThrow()
        .json();
  }

  /** For each value of the tree, what puts another into its place. */
  private static List<Consumer<JsonNode>> places(JsonNode tree) {
    List<Consumer<JsonNode>> places = new ArrayList<>();
    if (tree instanceof ObjectNode mapping) {
      for (var entry : mapping.properties()) {
        places.add(wrong -> mapping.set(entry.getKey(), wrong));
        places.addAll(places(entry.getValue()));
      }
    } else if (tree instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        places.add(wrong -> list.set(index, wrong));
        places.addAll(places(list.get(i)));
      }
    }
    return places;
  }
}

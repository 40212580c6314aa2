package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * What Slack's Block Kit reference allows; what is over it is refused as {@code invalid_blocks}. So
 * is markup that is not verbatim, which Slack would take: it would link what data merely mentions.
 */
final class Limits {
  private static final Set<String> KINDS =
      Set.of("header", "section", "context", "actions", "divider", "input", "image", "rich_text");

  private Limits() {}

  /** The first limit that is broken, in words; empty when there is none. */
  static Optional<String> broken(JsonNode blocks, int most) {
    if (blocks.size() > most) {
      return Optional.of("more than " + most + " blocks");
    }
    for (int i = 0; i < blocks.size(); i++) {
      Optional<String> broken = block(blocks.get(i));
      if (broken.isPresent()) {
        return Optional.of(broken.get() + " [/blocks/" + i + "]");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> block(JsonNode block) {
    String type = block.path("type").asText();
    if (!KINDS.contains(type)) {
      return Optional.of("no block is of the type " + type);
    }
    return longer(block.path("block_id").asText(), 255, "block_id")
        .or(() -> linking(block))
        .or(() -> within(type, block));
  }

  private static Optional<String> linking(JsonNode block) {
    return block.findParents("type").stream()
        .filter(text -> text.path("type").asText().equals("mrkdwn"))
        .filter(text -> !text.path("verbatim").asBoolean())
        .findAny()
        .map(text -> "mrkdwn that is not verbatim");
  }

  private static Optional<String> within(String type, JsonNode block) {
    return switch (type) {
      case "header" -> text(block.path("text"), 150);
      case "section" -> section(block);
      case "context" -> many(block.path("elements"), 10, "elements");
      case "actions" -> actions(block.path("elements"));
      default -> Optional.empty();
    };
  }

  private static Optional<String> section(JsonNode block) {
    if (!block.has("text") && !block.has("fields")) {
      return Optional.of("a section without text or fields");
    }
    Optional<String> text = block.has("text") ? text(block.path("text"), 3_000) : Optional.empty();
    if (text.isPresent()) {
      return text;
    }
    Optional<String> many = many(block.path("fields"), 10, "fields");
    for (JsonNode field : block.path("fields")) {
      many = many.or(() -> text(field, 2_000));
    }
    return many;
  }

  private static Optional<String> actions(JsonNode elements) {
    Optional<String> broken = many(elements, 25, "elements");
    for (JsonNode element : elements) {
      broken =
          broken
              .or(() -> longer(element.path("action_id").asText(), 255, "action_id"))
              .or(() -> longer(element.path("value").asText(), 2_000, "value"))
              .or(() -> longer(element.path("url").asText(), 3_000, "url"))
              .or(() -> element.has("text") ? text(element.path("text"), 75) : Optional.empty())
              .or(() -> confirm(element.path("confirm")));
    }
    return broken;
  }

  private static Optional<String> confirm(JsonNode confirm) {
    if (confirm.isMissingNode()) {
      return Optional.empty();
    }
    return text(confirm.path("title"), 100)
        .or(() -> text(confirm.path("text"), 300))
        .or(() -> text(confirm.path("confirm"), 30))
        .or(() -> text(confirm.path("deny"), 30));
  }

  private static Optional<String> text(JsonNode text, int most) {
    String said = text.path("text").asText();
    return said.isEmpty() ? Optional.of("an empty text") : longer(said, most, "text");
  }

  private static Optional<String> many(JsonNode list, int most, String what) {
    return list.size() > most ? Optional.of("more than " + most + " " + what) : Optional.empty();
  }

  private static Optional<String> longer(String text, int most, String what) {
    return text.length() > most
        ? Optional.of(what + " of more than " + most + " characters")
        : Optional.empty();
  }
}

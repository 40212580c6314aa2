package io.soakgate.plan.reading;

import com.fasterxml.jackson.databind.JsonNode;

/** What stands at a place, in the words of messages. */
final class Found {
  private Found() {}

  /** The key, or the number in the list, as messages call it. */
  static String name(String name) {
    return name.contains(" ") ? name : "`" + YamlText.shortened(name) + "`";
  }

  /** {@code `bucket` is the number 5}. */
  static String words(String name, JsonNode value) {
    return name(name) + " is " + words(value);
  }

  private static String words(JsonNode value) {
    if (value.isContainerNode()) {
      return value.isArray() ? "a list" : "a mapping";
    }
    if (value.isTextual()) {
      String text = YamlText.shortened(value.textValue());
      return text.isEmpty() ? "an empty text" : "\"" + text + "\"";
    }
    return value.isNull() ? "empty" : (value.isNumber() ? "the number " : "") + value.asText();
  }

  /** What to do about a text where a figure or a truth is wanted. */
  static String unquoted(JsonNode value, String otherwise) {
    if (!value.isTextual()) {
      return otherwise;
    }
    if (value.textValue().matches("-?[0-9]{1,3}([_,][0-9]{3}){1,4}")) {
      return "write " + value.textValue().replaceAll("[_,]", "");
    }
    return value.textValue().matches("-?[0-9.]{1,12}|true|false") ? "remove the quotes" : otherwise;
  }
}

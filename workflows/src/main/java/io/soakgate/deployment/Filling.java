package io.soakgate.deployment;

import io.soakgate.plan.Variable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code ${name}} in texts for people; what is not known stays as it is written. */
record Filling(List<Variable> values, String window, String reason) {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z][a-z0-9-]*)}");

  static Filling of(Stage stage, String reason) {
    return new Filling(stage.environment().values(), stage.window(), reason);
  }

  String fill(String text) {
    return PLACE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value(m.group(1), m)));
  }

  private String value(String name, java.util.regex.MatchResult place) {
    return switch (name) {
      case "window" -> window == null ? "any time" : window;
      case "reason" -> reason == null ? "" : reason;
      default ->
          values.stream()
              .filter(v -> v.name().equals(name))
              .map(v -> v.value().asText())
              .findFirst()
              .orElse(place.group());
    };
  }
}

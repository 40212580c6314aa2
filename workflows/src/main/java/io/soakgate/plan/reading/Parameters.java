package io.soakgate.plan.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check fills into the named probe it uses, {@code with: {tenant: 7}} for {@code ${tenant}}:
 * one probe looks at many things. What an environment's values fill in stays theirs to fill in.
 */
final class Parameters {
  private final Book book;
  private final Scope scope;

  Parameters(Book book, Scope scope) {
    this.book = book;
    this.scope = scope;
  }

  /** The probe with them filled in; those that cannot be are problems. */
  JsonNode fill(JsonNode probe, Node parameters) {
    List<Variable> all = new ArrayList<>();
    for (String name : parameters.keys()) {
      Node value = parameters.optional(name).orElseThrow();
      if (!value.isScalar()) {
        value.refuse(value.words(), "a parameter is one word or figure", "write one");
      } else if (Values.BUILT_IN.contains(name)) {
        value.refuse("`" + name + "` is built in", "Soakgate fills it in itself", "rename it");
      } else if (isValue(name)) {
        value.refuse(
            "`" + name + "` is a value of the environment",
            "it would mean two things in one probe",
            "rename one of them");
      } else if (!probe.toString().contains("${" + name + "}")) {
        value.refuse(
            "parameter `" + name + "` is never used",
            "nothing in the probe says `${" + name + "}`",
            "use it or remove it");
      } else {
        all.add(new Variable(name, value.json()));
      }
    }
    return Values.fill(probe, all);
  }

  private boolean isValue(String name) {
    return scope.names().stream()
        .flatMap(environment -> book.valued(environment).variables().stream())
        .anyMatch(variable -> variable.name().equals(name));
  }
}

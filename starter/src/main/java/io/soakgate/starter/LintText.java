package io.soakgate.starter;

import io.soakgate.deployment.Finding;
import java.util.ArrayList;
import java.util.List;

/** What the lint found, for people: a line per rule and script. */
final class LintText {
  private LintText() {}

  static List<String> of(List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    lines.add(findings.isEmpty() ? "lint: nothing found" : "lint");
    findings.forEach(f -> lines.add("  " + Plain.line(f.words())));
    return lines;
  }
}

package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Status;

/** How people go on from here, both ways: by the Temporal UI's own form and by command line. */
final class WhatToDo {
  private WhatToDo() {}

  static void of(Status status, StringBuilder text) {
    if (status.signatures()) {
      signed(status, text);
      return;
    }
    if (status.gate() != null) {
      gate(status, text);
      return;
    }
    for (String line : status.next().split(" \\| ")) {
      String[] words = line.split(" ");
      String act = words[1];
      String reason = line.contains("--reason") ? ", \"reason\": \"WHY\"" : "";
      text.append("**To ").append(act).append(":** ");
      ways(
          "command",
          "{\"act\": \"" + act + "\", \"by\": \"YOUR NAME\"" + reason + about(words) + "}",
          line,
          text);
    }
  }

  /** What is typed into the Temporal UI proves nothing, so it is not offered. */
  private static void signed(Status status, StringBuilder text) {
    text.append("Only what is signed counts here (docs/identity.md). Type\n\n");
    for (String line : status.next().split(" \\| ")) {
      text.append("```\n").append(line).append("\n```\n\n");
    }
  }

  private static String about(String[] words) {
    return switch (words[1]) {
      case "resolve" -> ", \"change\": \"" + words[3] + "\", \"statement\": N, \"as\": \"done\"";
      case "window" -> ", \"option\": \"" + words[3] + "\"";
      case "waive" -> ", \"check\": \"" + words[3] + "\"";
      default -> "";
    };
  }

  private static void gate(Status status, StringBuilder text) {
    String attest = status.gate().attestations().isEmpty() ? "" : ", \"attest\": [\"all\"]";
    text.append("**To agree:** ");
    ways("approve", "{\"by\": \"YOUR NAME\"" + attest + "}", status.next(), text);
    text.append("To refuse, the same with `reject` and ")
        .append("`{\"by\": \"YOUR NAME\", \"reason\": \"WHY\"}`\n\n");
  }

  private static void ways(String signal, String input, String line, StringBuilder text) {
    text.append("More Actions → Send a Signal → `")
        .append(signal)
        .append("`, with the input\n\n```\n")
        .append(input)
        .append("\n```\n\nor type\n\n```\n")
        .append(line)
        .append("\n```\n\n");
  }
}

package io.soakgate.channel;

import io.soakgate.deployment.TellActivity.Message;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A message as one plain line: what comes from a plan or a person cannot fake a second one. */
final class Lines {
  private Lines() {}

  /** {@code production released: Deployment successful (menuca-v3-1)}; alerts say how loud. */
  static String line(Message message) {
    String loud =
        message.severity() == null ? null : message.severity().name().toUpperCase(Locale.ROOT);
    return plain(where(loud, message) + ": " + message.text() + " (" + message.deployment() + ")");
  }

  /** {@code production released}, with a word before it where there is one. */
  static String where(String before, Message message) {
    return Stream.of(before, message.environment(), message.moment())
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(" "));
  }

  // Line ends become spaces; other control characters, escape sequences and
  // marks that turn the direction of writing among them, go.
  private static String plain(String text) {
    return text.replaceAll("\\R|\\t", " ")
        .replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", "");
  }
}

package io.soakgate.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import io.soakgate.sample.Application.Header;

/**
 * Who sends a request.
 *
 * @param person whom its token stands for, or null
 * @param claims what the database is told about them, or null
 * @param refusal why they are not heard, or null
 */
record Caller(Person person, JsonNode claims, Answer refusal) {
  private static final String BEARER = "Bearer ";

  /** By the headers of a request to that route. */
  static Caller of(Headers headers, Application application, Tokens tokens, Route route) {
    String authorization = headers.getFirst("Authorization");
    Person person = null;
    if (authorization != null) {
      String token = authorization.startsWith(BEARER) ? authorization.substring(7) : "";
      person = tokens.holder(token).orElse(null);
    }
    if (person == null && (authorization != null || route.access().closed())) {
      return refused(Answer.refusal(401, "Unauthorized"));
    }
    if (person != null) {
      return route.access().admits(person)
          ? new Caller(person, person.claims(), null)
          : refused(Answer.refusal(403, "Forbidden"));
    }
    return named(headers, application.header());
  }

  private static Caller named(Headers headers, Header header) {
    String value = header == null ? null : headers.getFirst(header.name());
    if (value == null) {
      return new Caller(null, null, null);
    }
    if (!header.matches().matcher(value).matches()) {
      return refused(Answer.refusal(400, header.name() + " is not understood"));
    }
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    return new Caller(
        null,
        value.matches("\\d{1,9}")
            ? claims.put(header.claim(), Integer.parseInt(value))
            : claims.put(header.claim(), value),
        null);
  }

  private static Caller refused(Answer why) {
    return new Caller(null, null, why);
  }

  /** Whose requests are counted together. */
  String counted() {
    return person == null ? String.valueOf(claims) : person.toString();
  }
}

package io.soakgate.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import io.soakgate.http.RequestSignature;
import io.soakgate.sample.Database.Asked;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Finds the route of one request and answers it. */
record Responder(
    Application application,
    Database database,
    Tokens tokens,
    String signingKey,
    Switches switches) {

  Answer answer(Incoming incoming, Headers headers) throws IOException, InterruptedException {
    for (Route route : application.routes()) {
      Optional<Map<String, String>> path = route.fits(incoming.method(), incoming.path());
      if (path.isPresent() && (route.during() == null || switches.on(route.during()))) {
        return answer(route, path.get(), incoming, headers);
      }
    }
    return stopped(null) ? down() : Answer.refusal(404, "no such page");
  }

  private boolean stopped(Route route) {
    return (route == null || !route.access().signed()) && switches.on(Switches.STOPPED);
  }

  private static Answer down() {
    return Answer.refusal(503, "stopped");
  }

  private Answer answer(Route route, Map<String, String> path, Incoming incoming, Headers headers)
      throws IOException, InterruptedException {
    if (stopped(route)) {
      return down();
    }
    if (route.access().signed() && !signed(incoming, headers)) {
      return Answer.refusal(401, "Unauthorized");
    }
    Caller caller = Caller.of(headers, application, tokens, route);
    if (caller.refusal() != null) {
      return caller.refusal();
    }
    if (route.limit() != null && route.limit().exceeded(caller.counted(), System.nanoTime())) {
      return Answer.refusal(429, "Too Many Requests");
    }
    if (fails(route)) {
      return new Answer(500, Answer.refusal(500, "Internal Server Error").body(), "misbehaves");
    }
    try {
      Map<String, JsonNode> given = incoming.given(path);
      return answer(new Asked(route, caller.person(), caller.claims(), given));
    } catch (JsonProcessingException noJson) {
      return Answer.refusal(400, "Bad Request");
    } catch (SQLException e) {
      return Answer.of(e);
    }
  }

  private boolean signed(Incoming incoming, Headers headers) {
    return RequestSignature.hmac(signingKey)
        .holds(
            headers.getFirst(RequestSignature.TIMESTAMP),
            incoming.method(),
            incoming.path(),
            incoming.body(),
            headers.getFirst(RequestSignature.SIGNATURE),
            Instant.now());
  }

  private boolean fails(Route route) throws InterruptedException {
    Misbehaviour.Turn its = route.misbehaviour().next();
    Misbehaviour.Turn everyones = application.misbehaviour().next();
    if (its.slow() && !route.misbehaviour().slow().isZero()) {
      Thread.sleep(route.misbehaviour().slow().toMillis());
    }
    if (everyones.slow() && !application.misbehaviour().slow().isZero()) {
      Thread.sleep(application.misbehaviour().slow().toMillis());
    }
    return its.fails() || everyones.fails();
  }

  private Answer answer(Asked asked) throws SQLException, IOException {
    Route route = asked.route();
    if (route.source() instanceof Source.Literal literal) {
      return Answer.of(route.status(), literal.body());
    }
    if (route.source() instanceof Source.Turn turn) {
      switches.turn(turn.name(), turn.on());
      return Answer.of(
          route.status(), JsonNodeFactory.instance.objectNode().put(turn.name(), turn.on()));
    }
    JsonNode found = database.answer(asked);
    if (found == null) {
      return nothing(route);
    }
    return Answer.of(
        route.status(), route.source() instanceof Source.Login ? loggedIn(found) : found);
  }

  private static Answer nothing(Route route) {
    return route.source() instanceof Source.Login
        ? Answer.refusal(route.empty(), "Unauthorized")
        : Answer.of(route.empty(), JsonNodeFactory.instance.objectNode());
  }

  private JsonNode loggedIn(JsonNode row) {
    String role = row.path("role").isTextual() ? row.path("role").textValue() : null;
    JsonNode claims =
        row.path("claims").isObject() ? row.path("claims") : JsonNodeFactory.instance.objectNode();
    String token = tokens.issue(new Person(row.path("person").asText("guest"), role, claims));
    return JsonNodeFactory.instance.objectNode().put("token", token);
  }
}

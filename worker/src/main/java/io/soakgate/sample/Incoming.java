package io.soakgate.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param method of it
 * @param path of it
 * @param query behind its path, decoded
 * @param body of it
 */
record Incoming(String method, String path, Map<String, String> query, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 100_000;

  static Incoming of(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST);
    return new Incoming(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query(exchange.getRequestURI().getRawQuery()),
        body);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      String[] pair = part.split("=", 2);
      String value = pair.length == 2 ? pair[1] : "";
      query.put(decoded(pair[0]), decoded(value));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /**
   * What it brings along: fields of its JSON, of its query, of its path.
   *
   * @throws JsonProcessingException when its body is no JSON
   */
  Map<String, JsonNode> given(Map<String, String> inPath) throws IOException {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    if (body.length > 0) {
      JSON.readTree(body).properties().forEach(e -> given.put(e.getKey(), e.getValue()));
    }
    query.forEach((name, value) -> given.put(name, TextNode.valueOf(value)));
    inPath.forEach((name, value) -> given.put(name, TextNode.valueOf(value)));
    return given;
  }
}

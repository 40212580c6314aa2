package io.soakgate.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.http.Place;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Patterns;
import io.soakgate.sample.Application.Header;
import io.soakgate.sample.Application.Hook;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code application.yaml}, strictly, and reports every problem at once. */
final class ApplicationReader {
  private static final String CLAIMS = "request.jwt.claims";

  private ApplicationReader() {}

  static Application read(Node root) {
    root.required("application").ifPresent(n -> n.whole(1, 1));
    String name = root.required("name").map(Node::text).orElse(null);
    String role = root.optional("role").map(Node::text).orElse(null);
    String claims = root.optional("claims").map(Node::text).orElse(CLAIMS);
    List<Person> people = root.optional("people").map(ApplicationReader::people).orElse(List.of());
    Header header = root.optional("header").map(ApplicationReader::header).orElse(null);
    RouteReader routes = new RouteReader(people.stream().map(Person::name).toList());
    Misbehaviour misbehaviour =
        root.optional("misbehave").map(RouteReader::misbehaviour).orElse(RouteReader.fresh());
    List<Route> all =
        root.required("routes")
            .map(n -> n.items().stream().map(routes::read).toList())
            .orElse(List.of());
    ObjectNode commands =
        root.optional("commands").map(Node::json).filter(JsonNode::isObject).isPresent()
            ? (ObjectNode) root.optional("commands").orElseThrow().json()
            : null;
    List<Hook> hooks = root.optional("webhooks").map(ApplicationReader::hooks).orElse(List.of());
    root.done();
    return new Application(name, role, claims, people, header, all, misbehaviour, commands, hooks);
  }

  private static List<Hook> hooks(Node node) {
    return node.keys().stream()
        .map(name -> new Hook(name, node.required(name).map(Place::path).orElse(null)))
        .toList();
  }

  private static List<Person> people(Node node) {
    return node.keys().stream()
        .map(name -> person(name, node.required(name).orElseThrow()))
        .toList();
  }

  private static Person person(String name, Node node) {
    String role = node.optional("role").map(Node::text).orElse(null);
    JsonNode claims =
        node.optional("claims").map(Node::json).orElse(JsonNodeFactory.instance.objectNode());
    node.done();
    return new Person(name, role, claims);
  }

  private static Header header(Node node) {
    String name = node.required("name").map(Node::text).orElse(null);
    Pattern matches = node.required("matches").map(Patterns::read).orElse(null);
    String claim = node.required("claim").map(Node::text).orElse(null);
    node.done();
    return new Header(name, matches, claim);
  }
}

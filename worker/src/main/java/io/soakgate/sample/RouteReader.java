package io.soakgate.sample;

import io.soakgate.plan.reading.Node;
import io.soakgate.sample.Route.Access;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one route. */
record RouteReader(List<String> people) {
  private static final List<String> SOURCES = List.of("row", "lists", "json", "login", "switch");
  private static final Pattern ROUTE = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/[^\\s?#]*)");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  Route read(Node node) {
    Matcher route = route(node);
    String path = route == null ? "/" : route.group(2);
    Source source = source(node);
    boolean login = source instanceof Source.Login;
    Route read =
        new Route(
            route == null ? "GET" : route.group(1),
            Route.pattern(path),
            Route.names(path),
            access(node),
            node.optional("limit").map(RouteReader::limit).orElse(null),
            node.optional("first").map(Node::texts).orElse(List.of()).stream()
                .map(NamedSql::parse)
                .toList(),
            source,
            status(node, "status", 200),
            status(node, "empty", login ? 401 : source instanceof Source.Row ? 404 : 200),
            node.optional("while").map(Node::text).orElse(null),
            commits(node, route),
            node.optional("misbehave").map(RouteReader::misbehaviour).orElse(fresh()));
    node.done();
    return read;
  }

  private static Matcher route(Node node) {
    Node there = node.required("route").orElse(null);
    String text = there == null ? null : there.text();
    if (text == null) {
      return null;
    }
    Matcher route = ROUTE.matcher(text);
    if (!route.matches()) {
      there.refuse("route " + text, "it is no method and path", "write it like GET /api/{id}");
      return null;
    }
    return route;
  }

  private static Source source(Node node) {
    List<String> there = SOURCES.stream().filter(node::has).toList();
    if (there.size() != 1) {
      node.refuse(
          there.isEmpty() ? "nothing answers here" : "`" + String.join("`, `", there) + "`",
          "a route has exactly one of " + String.join(", ", SOURCES),
          "write one of them");
      there.forEach(node::optional);
      return new Source.Literal(node.json());
    }
    Node with = node.required(there.get(0)).orElseThrow();
    return switch (there.get(0)) {
      case "row" -> new Source.Row(sql(with));
      case "login" -> new Source.Login(sql(with));
      case "lists" -> lists(with);
      case "switch" -> turn(with);
      default -> new Source.Literal(with.json());
    };
  }

  private static NamedSql sql(Node node) {
    String text = node.text();
    return NamedSql.parse(text == null ? "" : text);
  }

  private static Source lists(Node node) {
    List<Source.Named> all = new ArrayList<>();
    for (String name : node.keys()) {
      node.required(name).ifPresent(n -> all.add(new Source.Named(name, sql(n))));
    }
    return new Source.Lists(all);
  }

  private static Source turn(Node node) {
    List<String> names = node.keys();
    if (names.size() != 1) {
      node.refuse("a switch", "one route turns one switch", "write `name: on` or `name: off`");
      return new Source.Turn("none", false);
    }
    String to = node.required(names.get(0)).map(n -> n.oneOf(List.of("on", "off"))).orElse("off");
    return new Source.Turn(names.get(0), "on".equals(to));
  }

  private Access access(Node node) {
    List<String> allowed = node.optional("for").map(Node::texts).orElse(List.of());
    for (String name : allowed) {
      if (!people.contains(name) && !name.equals(Access.ANYBODY_KNOWN)) {
        node.refuse("`for` names " + name, "`people` has nobody of that name", "add them there");
      }
    }
    boolean signed = Boolean.TRUE.equals(node.optional("signed").map(Node::flag).orElse(false));
    return new Access(allowed, signed);
  }

  private static RateLimit limit(Node node) {
    Integer requests = node.required("requests").map(n -> n.whole(1, 1_000_000)).orElse(1);
    Duration per = node.required("per").map(Node::positiveDuration).orElse(Duration.ofSeconds(1));
    node.done();
    return new RateLimit(
        requests == null ? 1 : requests, per == null ? Duration.ofSeconds(1) : per);
  }

  /** A request that only reads may leave traces all the same, such as how long it took. */
  private static boolean commits(Node node, Matcher route) {
    boolean writes = route != null && !route.group(1).equals("GET");
    return node.optional("commits").map(Node::flag).orElse(writes);
  }

  private static int status(Node node, String key, int otherwise) {
    Integer status = node.optional(key).map(n -> n.whole(100, 599)).orElse(otherwise);
    return status == null ? otherwise : status;
  }

  /** Nothing is done badly. */
  static Misbehaviour fresh() {
    return Misbehaviour.of(Duration.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /** What is done badly on purpose. */
  static Misbehaviour misbehaviour(Node node) {
    Duration slow = node.optional("slow").map(Node::duration).orElse(Duration.ZERO);
    BigDecimal slowShare = node.optional("slow-share").map(RouteReader::share).orElse(ALL);
    BigDecimal failShare =
        node.optional("fail-share").map(RouteReader::share).orElse(BigDecimal.ZERO);
    node.done();
    return Misbehaviour.of(slow == null ? Duration.ZERO : slow, slowShare, failShare);
  }

  private static BigDecimal share(Node node) {
    String text = node.text();
    Matcher share = SHARE.matcher(text == null ? "" : text);
    if (share.matches() && new BigDecimal(share.group(1)).compareTo(ALL) <= 0) {
      return new BigDecimal(share.group(1));
    }
    if (text != null) {
      node.refuse(text, "a share is 0% to 100%", "write it like \"2%\"");
    }
    return BigDecimal.ZERO;
  }
}

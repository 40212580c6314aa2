package io.soakgate.probe.http;

import io.soakgate.http.Field;
import io.soakgate.http.Place;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.PlanFolder;
import io.soakgate.target.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@code k6} asks for.
 *
 * @param script the file
 * @param place which endpoint
 * @param bearer where its token is, or null
 * @param vus how many users at a time
 * @param length for how long
 * @param set what else the script finds in its environment
 * @param metrics by name, the metrics of its own that count
 */
record K6Asked(
    String script,
    Place place,
    Field bearer,
    int vus,
    Duration length,
    Map<String, String> set,
    Map<String, String> metrics) {
  private static final Duration USUAL = Duration.ofSeconds(30);

  static K6Asked read(Node with) {
    String script = with.required("script").map(PlanFolder::path).orElse(null);
    Place place = Place.read(with);
    List<Field> bearer = Field.bearer(with);
    Integer vus = with.required("vus").map(n -> n.whole(1, 1_000)).orElse(1);
    Duration length = with.required("for").map(Node::positiveDuration).orElse(USUAL);
    Map<String, String> set = with.optional("set").map(K6Asked::texts).orElse(Map.of());
    Map<String, String> metrics = with.optional("metrics").map(K6Asked::texts).orElse(Map.of());
    with.done();
    return new K6Asked(
        script,
        place,
        bearer.isEmpty() ? null : bearer.get(0),
        vus == null ? 1 : vus,
        length == null ? USUAL : length,
        set,
        metrics);
  }

  private static Map<String, String> texts(Node node) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : node.keys()) {
      node.required(name).map(Node::text).ifPresent(text -> all.put(name, text));
    }
    return all;
  }

  List<String> files() {
    return script == null ? List.of() : List.of(script);
  }

  /** What the script finds in {@code __ENV}; secrets are read now. */
  Map<String, String> environment(URI uri, Target target) {
    Map<String, String> all = new LinkedHashMap<>(set);
    all.put("K6_NO_USAGE_REPORT", "true");
    all.put("BASE_URL", uri.toString());
    if (bearer != null) {
      all.put("TOKEN", bearer.reveal(target));
    }
    return all;
  }

  /** The program and its arguments; the token is none of them, since others can list those. */
  List<String> vector(Path k6, Path copy, Path summary) {
    return List.of(
        k6.toString(),
        "run",
        "--quiet",
        "--no-color",
        "--include-system-env-vars",
        "--vus",
        "" + vus,
        "--duration",
        length.toMillis() + "ms",
        "--summary-trend-stats",
        "avg,max,p(50),p(90),p(95),p(99)",
        "--summary-export",
        summary.toString(),
        copy.toString());
  }
}

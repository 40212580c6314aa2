package io.soakgate.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The demands of one runbook and where they went. The lines of the plan are found by the ids in its
 * comments; the rest stands in {@code demands/<plan>.txt}.
 *
 * @param plan the plan that the runbook became
 * @param ids every id, in order
 * @param rows what is said about each, in the order of the file
 * @param lines the lines of {@code plan.yaml} whose comments name an id
 */
record Demands(String plan, List<String> ids, List<Row> rows, Map<String, List<Integer>> lines) {
  private static final Pattern ID = Pattern.compile("([A-Z])-(\\d{3})(?: … [A-Z]-(\\d{3}))?");

  /**
   * Where one went.
   *
   * @param how {@code automatic probe human notice}
   * @param words how it is met
   * @param test the simple name of the test class that shows it
   */
  record Row(String id, String how, String words, String test) {
    boolean builtIn() {
      return words.startsWith("built in");
    }
  }

  /** Those of every runbook. */
  static List<Demands> all() throws IOException {
    List<Demands> all = new ArrayList<>();
    for (String line : resource("ids.txt")) {
      String plan = line.substring(0, line.indexOf(' '));
      all.add(new Demands(plan, named(line), rows(plan), lines(plan)));
    }
    return all;
  }

  private static List<Row> rows(String plan) throws IOException {
    return resource(plan + ".txt").stream()
        .map(line -> line.split(" \\| ", 4))
        .map(c -> new Row(c[0], c[1], c[2], c[3]))
        .toList();
  }

  private static List<String> resource(String name) throws IOException {
    try (InputStream in = Demands.class.getResourceAsStream("/demands/" + name)) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), UTF_8).lines().filter(l -> !l.isBlank()).toList();
    }
  }

  private static Map<String, List<Integer>> lines(String plan) throws IOException {
    Map<String, List<Integer>> found = new TreeMap<>();
    Path file = Stored.ROOT.resolve("plans").resolve(plan).resolve("plan.yaml");
    List<String> all = Files.exists(file) ? Files.readAllLines(file) : List.of();
    for (int i = 0; i < all.size(); i++) {
      int line = i + 1;
      comment(all.get(i))
          .forEach(id -> found.computeIfAbsent(id, n -> new ArrayList<>()).add(line));
    }
    return found;
  }

  /** The ids a line's comment names. */
  private static List<String> comment(String line) {
    int comment = line.indexOf('#');
    return comment < 0 ? List.of() : named(line.substring(comment));
  }

  private static List<String> named(String text) {
    Matcher id = ID.matcher(text);
    List<String> ids = new ArrayList<>();
    while (id.find()) {
      int from = Integer.parseInt(id.group(2));
      int to = id.group(3) == null ? from : Integer.parseInt(id.group(3));
      String letter = id.group(1);
      IntStream.rangeClosed(from, to)
          .mapToObj(n -> "%s-%03d".formatted(letter, n))
          .forEach(ids::add);
    }
    return ids;
  }

  /** The simple names of all test classes of the project. */
  static List<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Stored.ROOT)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith("Test.java"))
          .map(f -> f.replace(".java", ""))
          .toList();
    }
  }
}

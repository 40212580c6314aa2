package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every row of the list of bad inputs, {@code B-01} to {@code B-48}, is proven by something: by a
 * folder {@code B-nn-…} of a {@code refused} folder of fixtures, or by a test whose comment, or the
 * comment of whose class, names the row, or whose method does ({@code b18…}).
 */
class BadInputsTest {
  private static final int ROWS = 48;
  private static final List<String> NO_PROOF = List.of("BadInputsTest.java", "RefusedTest.java");
  private static final Pattern IN_A_COMMENT =
      Pattern.compile("(?m)^\\s*(?:/?\\*+|//).*\\bB-(\\d\\d)\\b.*$");
  private static final Pattern ID = Pattern.compile("\\bB-(\\d\\d)\\b");
  private static final Pattern METHOD = Pattern.compile("\\b(?:void|> )\\s*(\\w+)\\s*\\(");
  private static final Pattern BY_NAME = Pattern.compile("\\bvoid (b(\\d\\d)[A-Z_]\\w*)\\s*\\(");
  private static final Pattern TEST =
      Pattern.compile("@(Test|ParameterizedTest|TestFactory|RepeatedTest)\\b");

  @Test
  void everyRowIsProven() throws IOException {
    Map<String, TreeSet<String>> proofs = new TreeMap<>();
    for (Path module : modules()) {
      fixtures(module, proofs);
      tests(module, proofs);
    }
    List<String> rows =
        IntStream.rangeClosed(1, ROWS).mapToObj(n -> "B-%02d".formatted(n)).toList();
    List<String> open = rows.stream().filter(row -> !proofs.containsKey(row)).toList();

    rows.forEach(row -> System.out.println(row + " " + proofs.getOrDefault(row, new TreeSet<>())));
    System.out.println("BAD INPUTS " + (ROWS - open.size()) + " of " + ROWS);
    assertThat(open).as("rows without a fixture or a test").isEmpty();
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(Stored.ROOT)) {
      return folders.filter(f -> Files.isDirectory(f.resolve("src/test"))).sorted().toList();
    }
  }

  private static void fixtures(Path module, Map<String, TreeSet<String>> proofs)
      throws IOException {
    Path refused = module.resolve("src/test/resources/refused");
    if (!Files.isDirectory(refused)) {
      return;
    }
    try (Stream<Path> folders = Files.list(refused)) {
      for (Path folder : folders.filter(f -> Files.exists(f.resolve("expected.txt"))).toList()) {
        String name = folder.getFileName().toString();
        ID.matcher(name).results().forEach(id -> add(proofs, id.group(1), name));
      }
    }
  }

  private static void tests(Path module, Map<String, TreeSet<String>> proofs) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString();
        if (!NO_PROOF.contains(name)) {
          test(name.replace(".java", ""), Files.readString(file), proofs);
        }
      }
    }
  }

  private static void test(String name, String source, Map<String, TreeSet<String>> proofs) {
    for (MatchResult found : BY_NAME.matcher(source).results().toList()) {
      add(proofs, found.group(2), name + "#" + found.group(1));
    }
    for (MatchResult comment : IN_A_COMMENT.matcher(source).results().toList()) {
      String method = next(METHOD, source, comment.end());
      if (method != null && next(TEST, source, 0) != null) {
        ID.matcher(comment.group())
            .results()
            .forEach(id -> add(proofs, id.group(1), name + "#" + method));
      }
    }
  }

  private static String next(Pattern pattern, String source, int from) {
    return pattern
        .matcher(source)
        .results()
        .filter(m -> m.start() >= from)
        .findFirst()
        .map(m -> m.group(1))
        .orElse(null);
  }

  private static void add(Map<String, TreeSet<String>> proofs, String row, String proof) {
    proofs.computeIfAbsent("B-" + row, r -> new TreeSet<>()).add(proof);
  }
}

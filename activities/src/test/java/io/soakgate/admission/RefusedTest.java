package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad inputs, one folder each: a plan, the files it brings, and {@code expected.txt}, the whole of
 * what a user sees. Where Soakgate takes what a reader might think bad, that is the word {@code
 * accepted}. The folders are called by their row in the list of bad inputs, {@code B-01} to {@code
 * B-48}; {@code -Dsoakgate.write.docs=true} writes the messages anew, to be read before they are
 * committed.
 */
class RefusedTest {
  private static final Path FIXTURES = Path.of("src", "test", "resources", "refused");

  @TempDir Path home;

  @TestFactory
  Stream<DynamicTest> everyBadInputIsRefusedInWordsThatSayWhatToDo() throws IOException {
    List<Path> fixtures;
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      fixtures = folders.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(fixtures).hasSizeGreaterThan(40);
    return fixtures.stream()
        .map(f -> dynamicTest(f.getFileName().toString(), f.toUri(), () -> holds(f)));
  }

  private void holds(Path fixture) throws IOException {
    Path expected = fixture.resolve("expected.txt");
    String told = told(fixture);
    if (Boolean.getBoolean("soakgate.write.docs")) {
      Files.writeString(expected, told);
    }
    assertThat(told).isEqualTo(Files.readString(expected));
  }

  /** What {@code soakgate validate shop} tells of the fixture as the plan's folder. */
  private String told(Path fixture) throws IOException {
    Path plans = home.resolve(fixture.getFileName());
    Path shop = Files.createDirectories(plans.resolve("shop"));
    Files.createDirectories(shop.resolve("sql"));
    Files.writeString(shop.resolve("sql/orders.sql"), "CREATE TABLE orders (id int);\n");
    copy(fixture, shop);
    Problems problems = new Problems();
    Optional<ReadPlan> read = ReadPlan.of(plans, "shop", Shop.catalogue(plans), problems);
    assertThat(read.isPresent()).isEqualTo(problems.none());
    return read.isPresent()
        ? "accepted\n"
        : problems.list().stream().map(Problem::line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(from)) {
      all = files.filter(f -> !f.equals(from)).toList();
    }
    for (Path file : all) {
      Path there = to.resolve(from.relativize(file).toString());
      if (Files.isSymbolicLink(file)) {
        Files.createSymbolicLink(there, Files.readSymbolicLink(file));
      } else if (Files.isDirectory(file)) {
        Files.createDirectories(there);
      } else {
        Files.copy(file, there, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

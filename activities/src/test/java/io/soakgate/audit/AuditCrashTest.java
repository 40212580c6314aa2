package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server ends the session of whoever appends, before and behind every row and at commit. */
@Tag("postgres")
class AuditCrashTest {
  @TempDir Path home;

  static Stream<String> boundaries() {
    Stream<String> entries =
        IntStream.rangeClosed(1, 6)
            .boxed()
            .flatMap(n -> Stream.of("BEFORE entry " + n, "AFTER entry " + n, "COMMIT entry " + n));
    return Stream.concat(
        entries, Stream.of("BEFORE head 1", "AFTER head 1", "AFTER head 2", "COMMIT head 2"));
  }

  @ParameterizedTest
  @MethodSource("boundaries")
  void aCrashThereLeavesAChainThatVerifies(String boundary) throws Exception {
    TestStore store = TestStore.fresh(home);
    arm(store, boundary.split(" "));

    Throwable first = catchThrowable(() -> store.append("shop-1", 1, "one", "two", "three"));
    Throwable second = catchThrowable(() -> store.append("shop-1", 1, "one", "two", "three"));
    Throwable third = catchThrowable(() -> store.append("shop-1", 4, "four", "five", "six"));

    assertThat(Stream.of(first, second, third).filter(SQLException.class::isInstance)).isNotEmpty();
    assertThat(store.verify(null).problems()).isEmpty();

    store.run("DROP FUNCTION crash() CASCADE");
    store.append("shop-1", 1, "one", "two", "three");
    store.append("shop-1", 4, "four", "five", "six");
    assertThat(store.verify(null)).extracting(Verified::entries).isEqualTo(6L);
    assertThat(store.verify(null).problems()).isEqualTo(List.of());
  }

  private static void arm(TestStore store, String... boundary) throws SQLException {
    store.run(
        """
        CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$
        """);
    boolean atCommit = boundary[0].equals("COMMIT");
    String column = boundary[1].equals("entry") ? "number" : "sequence";
    store.run(
        "CREATE %s TRIGGER crash %s INSERT ON audit.%s %s FOR EACH ROW WHEN (NEW.%s = %s) EXECUTE FUNCTION crash()"
            .formatted(
                atCommit ? "CONSTRAINT" : "",
                atCommit ? "AFTER" : boundary[0],
                boundary[1],
                atCommit ? "DEFERRABLE INITIALLY DEFERRED" : "",
                column,
                boundary[2]));
  }
}

package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.soakgate.backup.ClientTools;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.target.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/audit.md} tells people to run is run. */
@Tag("postgres")
class AuditPageTest {
  private static final Path PAGE = Path.of("..", "docs", "audit.md");

  @TempDir Path home;
  private TestStore store;
  private Head head;

  @BeforeEach
  void fill() throws Exception {
    store = TestStore.fresh(home);
    head = store.shop();
    store.append("other-1", 1, "„ü“");
  }

  @Test
  void aDumpThatIsRestoredVerifies() throws Exception {
    Optional<ClientTools> tools = ClientTools.find(null);
    assumeThat(tools).as("pg_dump on this machine").isPresent();
    String name = store.database.name();
    String url =
        store
            .store
            .url()
            .replace("jdbc:postgresql://", "postgresql://" + store.database.user() + "@");
    String copy = name + "_restored";
    List<String> blocks = blocks("sh");
    assertThat(blocks).hasSize(2);

    ProcessBuilder shell =
        new ProcessBuilder(
                "sh", "-e", "-c", String.join("\n", blocks).replace("soakgate_restored", copy))
            .redirectErrorStream(true);
    Path programs = tools.get().pgDump().getParent();
    shell.environment().merge("PATH", programs.toString(), (old, more) -> more + ":" + old);
    shell.environment().put("PGPASSWORD", store.database.password());
    shell.environment().put("STORE", url);
    shell.environment().put("SERVER", url.replace("/" + name, "/postgres"));
    shell.environment().put("RESTORED", url.replace("/" + name, "/" + copy));
    shell.environment().put("DUMP", home.resolve("store.dump").toString());
    run(shell);

    Store restored =
        new Store(
            store.store.url().replace(name, copy), store.store.user(), store.store.password());
    assertThat(new Audit(restored).verify(null, head.hash()).problems()).isEmpty();
    assertThat(new Audit(restored).verify(null, null)).isEqualTo(store.verify(null));
  }

  @Test
  void thePageAloneIsEnoughToCheckAnExport() throws Exception {
    Path file = home.resolve("audit.jsonl");
    new Audit(store.store).export(null, file);
    Path checker = Files.writeString(home.resolve("check.py"), blocks("python").get(0));
    assumeThat(onThePath("python3")).as("Python on this machine").isTrue();

    assertThat(run(new ProcessBuilder("python3", checker.toString(), file.toString())))
        .isEqualTo("6 entries\n");
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    return block.results().map(found -> found.group(1)).toList();
  }

  private static boolean onThePath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private String run(ProcessBuilder program) throws IOException, InterruptedException {
    Path said = Files.createTempFile(home, "said", ".txt");
    Process process = program.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }
}

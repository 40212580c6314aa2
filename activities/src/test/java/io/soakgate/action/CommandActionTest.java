package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.target.Command;
import io.soakgate.target.Secret;
import io.soakgate.target.Target.NamedSecret;
import io.soakgate.target.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the worker's configuration, run once under the ledger. */
@Tag("postgres")
class CommandActionTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path home;
  private Playground playground;
  private final List<Command> commands = new ArrayList<>();

  @BeforeEach
  void begin() {
    playground = new Playground(home);
    allow("stop-app", LONG, "start-app", "touch", home.resolve("stopped").toString());
    allow("start-app", LONG, null, "rm", home.resolve("stopped").toString());
  }

  @Test
  void itRunsOnceAndItsUndoTakesItBack() throws Exception {
    Effect stopped = act("stop", Purpose.APPLY, 1, "stop-app", new Fence(1_000, 1));

    assertThat(home.resolve("stopped")).exists();
    assertThat(stopped.words()).matches("Ran stop-app in \\d+ ms");
    Files.delete(home.resolve("stopped"));
    assertThat(act("stop", Purpose.APPLY, 1, "stop-app", new Fence(1_000, 2)).words())
        .isEqualTo("The ledger shows stop as done");
    assertThat(home.resolve("stopped")).doesNotExist();
    Files.createFile(home.resolve("stopped"));
    assertThat(undo("stop", "{\"undo-of\": \"stop-app\"}").words())
        .matches("Ran start-app in \\d+ ms");
    assertThat(home.resolve("stopped")).doesNotExist();
    assertThat(playground.rows("SELECT subject, purpose, state FROM soakgate.ledger ORDER BY at"))
        .containsExactly("stop APPLY done", "stop UNDO done");
  }

  @Test
  void whatWasNeverAppliedIsNotTakenBack() throws Exception {
    assertThat(undo("stop", "{\"name\": \"start-app\"}").words())
        .isEqualTo("stop was never applied here: nothing to undo");
  }

  @Test
  void oneThatFailsSaysHowItEndedAndWhatItSaidLast() {
    allow("break", LONG, null, "sh", "-c", "echo begins; echo no such service >&2; exit 3");

    assertThatThrownBy(() -> act("stop", Purpose.APPLY, 1, "break", new Fence(1_000, 1)))
        .hasMessage(
            "message='stop: command break ended with exit code 3, saying: no such service',"
                + " type='failed-statement', nonRetryable=true");
  }

  @Test
  void secretsInWhatItSaysAreMaskedAndItsEnvironmentIsItsOwn() throws Exception {
    Path key = Files.writeString(home.resolve("key"), "open-sesame");
    commands.add(
        new Command(
            "show",
            List.of("sh", "-c", "echo $APP_KEY $PLAIN $GONE.; pwd"),
            LONG,
            null,
            home.toString(),
            List.of(
                new Command.Variable("APP_KEY", null, new Secret("file:" + key)),
                new Command.Variable("PLAIN", "word", null)),
            false));

    assertThat(act("stop", Purpose.APPLY, 1, "show", new Fence(1_000, 1)).notices())
        .containsExactly("*** word .", home.toRealPath().toString());
  }

  @Test
  void oneThatTakesTooLongIsStoppedWithAllItStarted() {
    allow("wait", Duration.ofMillis(200), null, "sh", "-c", "sleep 77 & sleep 77; echo never");

    assertThatThrownBy(() -> act("stop", Purpose.APPLY, 1, "wait", new Fence(1_000, 1)))
        .hasMessage(
            "message='stop: command wait took longer than 200 ms and was stopped and said nothing',"
                + " type='failed-statement', nonRetryable=true");
    Waiting.until(
        () ->
            ProcessHandle.current()
                .descendants()
                .map(p -> p.info().commandLine().orElse(""))
                .noneMatch(line -> line.contains("sleep 77")));
  }

  /** Writes a line and runs until it may go, so that it is seen running on any machine. */
  private String counted(Path times) {
    return "echo x >> %s; until [ -e %s ]; do sleep 0.05; done"
        .formatted(times, home.resolve("go"));
  }

  @Test
  void whenNobodyKnowsWhetherItRanItRunsAgainOnlyWhenSomebodyAsksAnew() throws Exception {
    Path times = home.resolve("times");
    allow("count", LONG, null, "sh", "-c", counted(times));
    assertThatThrownBy(
            () -> act("stop", Purpose.APPLY, 1, "count", new Killed(new Fence(1_000, 1))))
        .isInstanceOf(CancellationException.class);
    Files.createFile(home.resolve("go"));

    assertThatThrownBy(() -> act("stop", Purpose.APPLY, 1, "count", new Fence(1_000, 2)))
        .hasMessage(
            "message='stop: an earlier attempt began it and did not come back, so nobody knows"
                + " whether it was done; look, and retry it, or skip it when it was done',"
                + " type='refused', nonRetryable=true");
    long before = Files.exists(times) ? Files.readAllLines(times).size() : 0;
    act("stop", Purpose.APPLY, 2, "count", new Fence(2_000, 1));
    assertThat(Files.readAllLines(times)).hasSize((int) before + 1);
  }

  @Test
  void whatThePlanCallsRepeatableRunsAgainByItself() throws Exception {
    Path times = home.resolve("times");
    allow("count", LONG, null, "sh", "-c", counted(times));
    ActRequest plain =
        playground.request("stop", Purpose.APPLY, 1, "command", "{\"name\": \"count\"}");
    Spec spec = plain.spec();
    Terms repeatable = new Terms(List.of(), false, null, true, null);
    ActRequest request =
        new ActRequest(
            plain.scope(),
            plain.subject(),
            plain.purpose(),
            plain.attempt(),
            new Spec(spec.kind(), spec.with(), spec.at(), repeatable),
            plain.scripts(),
            null);
    assertThatThrownBy(() -> act(request, new Killed(new Fence(1_000, 1))))
        .isInstanceOf(CancellationException.class);
    Files.createFile(home.resolve("go"));
    long before = Files.exists(times) ? Files.readAllLines(times).size() : 0;

    act(request, new Playground.Recorder(new Fence(1_000, 2)));

    assertThat(Files.readAllLines(times)).hasSize((int) before + 1);
  }

  @Test
  void aNameThatTheTargetDoesNotAllowIsRefused() {
    assertThatThrownBy(() -> act("stop", Purpose.APPLY, 1, "drop-all", new Fence(1_000, 1)))
        .hasMessage(
            "message='stop: target menuca-test has no command drop-all; name it under its commands"
                + " in the worker's configuration', type='refused', nonRetryable=true");
  }

  private void allow(String name, Duration timeout, String undo, String... run) {
    commands.add(new Command(name, List.of(run), timeout, undo, null, List.of(), false));
  }

  private Effect undo(String subject, String with) throws Exception {
    return act(
        playground.request(subject, Purpose.UNDO, 1, "command", with),
        new Playground.Recorder(new Fence(3_000, 1)));
  }

  private Effect act(String subject, Purpose purpose, int ask, String command, Fence fence)
      throws Exception {
    return act(subject, purpose, ask, command, new Playground.Recorder(fence));
  }

  private Effect act(String subject, Purpose purpose, int ask, String command, Pulse pulse)
      throws Exception {
    String with = "{\"name\": \"" + command + "\"}";
    return act(playground.request(subject, purpose, ask, "command", with), pulse);
  }

  private Effect act(ActRequest request, Pulse pulse) throws Exception {
    List<NamedSecret> none = List.of();
    Targets targets = new Targets(List.of(playground.target.with(none, commands)));
    return new CommandAction(targets, Playground.QUICK)
        .act(Playground.node(request), request, pulse);
  }

  /** A worker that dies as soon as the command runs. */
  private record Killed(Fence fence) implements Pulse {
    @Override
    public void progress(String words) {
      if (words.contains("runs for")) {
        throw new CancellationException(words);
      }
    }

    @Override
    public Stop onCancel(Runnable stop) {
      return () -> {};
    }
  }
}

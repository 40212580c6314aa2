package io.soakgate.dev;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.soakgate.embedded.CommandLine;
import io.soakgate.embedded.OwnedProcess;
import io.soakgate.embedded.Ports;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code temporal server start-dev} as a process of its own, its history in the state folder. */
final class DevServer implements TemporalServer {
  static final String NAME = "temporal";

  /** Looked at first; two JVMs of tests beside each other must not take each other's. */
  private static final int PORT = Integer.getInteger("soakgate.temporal.port", 7233);

  private static final int UI_PORT = PORT + 1_000;
  private static final int ATTEMPTS = 3;
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final String TAKEN = "address already in use";
  private static final Pattern PORTS = Pattern.compile("--port (\\d+) --ui-port (\\d+)");

  private static final List<String> SETTINGS =
      List.of(
          // One worker polls; a task in a partition that nobody polls would wait to be forwarded.
          "matching.numTaskqueueReadPartitions=1",
          "matching.numTaskqueueWritePartitions=1",
          // Its one shard hands out tasks 20 times a second else, so each step waits up to 50 ms.
          "history.transferProcessorMaxPollRPS=1000",
          "history.timerProcessorMaxPollRPS=1000");

  private final OwnedProcess process;
  private final Path record;
  private final int port;
  private final int uiPort;
  private final boolean adopted;

  private DevServer(OwnedProcess process, Path record, int port, int uiPort, boolean adopted) {
    this.process = process;
    this.record = record;
    this.port = port;
    this.uiPort = uiPort;
    this.adopted = adopted;
  }

  /** What an earlier process left running on this state folder, if it answers; else it is ended. */
  static Optional<TemporalServer> adopt(DevOptions options)
      throws IOException, InterruptedException {
    for (OwnedProcess left : left(options)) {
      Matcher ports = PORTS.matcher(left.arguments());
      if (ports.find()) {
        DevServer server =
            new DevServer(
                left,
                options.record(NAME),
                Integer.parseInt(ports.group(1)),
                Integer.parseInt(ports.group(2)),
                true);
        if (Answering.answers(server.profile())) {
          left.write(options.record(NAME));
          return Optional.of(server);
        }
      }
      options.tell("ending Temporal server " + left.pid() + ", which runs and does not answer");
      end(left);
    }
    return Optional.empty();
  }

  /** Known by its database file, which is ours alone, even when it was never written down. */
  private static List<OwnedProcess> left(DevOptions options) {
    return OwnedProcess.with(List.of("--db-filename", database(options).toString()));
  }

  static DevServer start(Path binary, DevOptions options) throws IOException, InterruptedException {
    Files.createDirectories(database(options).getParent());
    for (int attempt = 1; ; attempt++) {
      try {
        return launch(binary, options);
      } catch (IOException failed) {
        if (attempt == ATTEMPTS || !failed.getMessage().contains(TAKEN)) {
          throw failed;
        }
      }
    }
  }

  private static DevServer launch(Path binary, DevOptions options)
      throws IOException, InterruptedException {
    int port = Ports.freeOr(last(options, 1, PORT));
    int uiPort = Ports.freeOr(last(options, 2, UI_PORT));
    options.tell("starting the Temporal server on port " + port);
    List<String> arguments = arguments(options, port, uiPort);
    Process child =
        new ProcessBuilder(CommandLine.detached(with(binary, arguments)))
            .redirectErrorStream(true)
            .redirectOutput(log(options).toFile())
            .start();
    child.getOutputStream().close();
    OwnedProcess process = OwnedProcess.of(child.toHandle(), arguments);
    process.write(options.record(NAME));
    DevServer server = new DevServer(process, options.record(NAME), port, uiPort, false);
    server.awaitReady(log(options));
    return server;
  }

  /** The port that the last server here had, so that open browser pages stay right. */
  private static int last(DevOptions options, int group, int otherwise) throws IOException {
    return OwnedProcess.read(options.record(NAME))
        .map(it -> PORTS.matcher(it.arguments()))
        .filter(Matcher::find)
        .map(it -> Integer.parseInt(it.group(group)))
        .orElse(otherwise);
  }

  private static List<String> arguments(DevOptions options, int port, int uiPort) {
    List<String> arguments = new ArrayList<>(List.of("server", "start-dev", "--ip", "127.0.0.1"));
    arguments.addAll(List.of("--port", Integer.toString(port)));
    arguments.addAll(List.of("--ui-port", Integer.toString(uiPort)));
    arguments.addAll(List.of("--db-filename", database(options).toString()));
    // What it acknowledged outlives its being killed; only a machine that loses power may lose it.
    arguments.addAll(List.of("--sqlite-pragma", "synchronous=0"));
    arguments.addAll(List.of("--namespace", "default", "--log-level", "warn"));
    for (String setting : SETTINGS) {
      arguments.addAll(List.of("--dynamic-config-value", setting));
    }
    return arguments;
  }

  private static List<String> with(Path binary, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(arguments);
    return command;
  }

  private static Path database(DevOptions options) {
    return options.folder().resolve("temporal").resolve("temporal.db");
  }

  private static Path log(DevOptions options) {
    return options.folder().resolve("temporal").resolve("server.log");
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    boolean ready;
    try {
      OwnedProcess.await(
          () -> !process.alive() || Ports.answers(port) && Ports.answers(uiPort), START);
      ready = OwnedProcess.await(() -> !process.alive() || Answering.answers(profile()), START);
    } catch (InterruptedException givenUp) {
      close();
      throw givenUp;
    }
    if (!ready || !process.alive()) {
      close();
      throw new IOException("the Temporal server did not start: " + why(log) + " (" + log + ")");
    }
  }

  /** It may say why and then go on to print where it was. */
  private static String why(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log, ISO_8859_1)) {
      return lines.filter(l -> l.contains(TAKEN)).findFirst().orElse(CommandLine.endOf(log));
    }
  }

  @Override
  public ClientConfigProfile profile() {
    return Answering.local(port);
  }

  @Override
  public Optional<String> ui() {
    return Optional.of("http://127.0.0.1:" + uiPort);
  }

  @Override
  public String story() {
    String how = adopted ? "left running, adopted, process " : "process ";
    return address() + ", UI " + ui().orElseThrow() + " (" + how + process.pid() + ")";
  }

  @Override
  public boolean outlivesUs() {
    return true;
  }

  OwnedProcess process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    try {
      end(process);
      Files.deleteIfExists(record);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(OwnedProcess process) throws IOException, InterruptedException {
    if (!process.end("TERM", STOP) && !process.end("KILL", STOP)) {
      throw new IOException("Temporal server process " + process.pid() + " cannot be stopped");
    }
  }
}

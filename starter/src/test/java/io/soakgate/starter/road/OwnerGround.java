package io.soakgate.starter.road;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.dev.DevEnvironment;
import io.soakgate.dev.DevOptions;
import io.soakgate.dev.SampleData;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PgBouncer;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.sample.Application;
import io.soakgate.sample.SampleApplication;
import io.soakgate.starter.Looked;
import io.soakgate.starter.PlanFolder;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/** The servers of {@code menuca-v3}, and deployments on them under a login that is no superuser. */
final class OwnerGround implements AutoCloseable {
  static final String OWNER = "menuca";

  private static final String PLAN = "menuca-v3";
  private static final String DATABASE = "app";
  private static final String PROVER = "menuca_prover";
  private static final String PASSWORD = "s3cret-menuca";
  private static final List<String> TARGETS = List.of("menuca-staging", "menuca-production");
  private static final Path PLANS = Path.of("..", "plans").toAbsolutePath().normalize();
  // Three days of announcement and watches pass in some seconds.
  private static final int PACE = 40_000;
  private static final long PATIENCE_SECONDS = 1_200;

  private static final String GIVE_ALL =
      """
      DO $$ DECLARE s text; BEGIN
        FOR s IN
          SELECT format('ALTER SCHEMA %I OWNER TO menuca', n.nspname)
          FROM pg_namespace n WHERE n.nspname = 'menuca_v3'
          UNION ALL
          SELECT format('ALTER TABLE %s OWNER TO menuca', c.oid::regclass)
          FROM pg_class c WHERE c.relnamespace = 'menuca_v3'::regnamespace
            AND c.relkind IN ('r', 'p', 'v', 'm')
          UNION ALL
          SELECT format('ALTER ROUTINE %s OWNER TO menuca', p.oid::regprocedure)
          FROM pg_proc p WHERE p.pronamespace = 'menuca_v3'::regnamespace
          UNION ALL
          SELECT format('ALTER TYPE %s OWNER TO menuca', t.oid::regtype)
          FROM pg_type t WHERE t.typnamespace = 'menuca_v3'::regnamespace AND t.typtype = 'e'
        LOOP EXECUTE s; END LOOP;
      END $$
      """;

  private final Path folder;
  private final DevEnvironment servers;
  private final List<SampleApplication> applications = new ArrayList<>();
  private final Map<String, String> scratches = new HashMap<>();
  private final Map<String, String> makers = new HashMap<>();
  private WorkflowServiceStubs service;
  private WorkflowClient client;

  /** How a deployment went: what its gates said beside, and its end. */
  record Walked(List<String> caveats, Closing closing, Status status) {
    /** What did not go well on the way, as far back as the status tells. */
    List<String> troubles() {
      return status.timeline().stream()
          .filter(e -> !List.of("ok", "waiting").contains(e.outcome()))
          .map(e -> e.environment() + " " + e.subject() + ": " + e.words())
          .toList();
    }
  }

  OwnerGround() throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    folder = Files.createTempDirectory(target, "owner-");
    servers =
        new DevEnvironment(
            new DevOptions(folder, CacheDirectory.path(), TARGETS, false, line -> {}));
    Files.writeString(folder.resolve("password"), PASSWORD);
  }

  void start() throws Exception {
    copyThePlan();
    servers.start();
    service =
        WorkflowServiceStubs.newServiceStubs(
            servers.temporal().profile().toWorkflowServiceStubsOptions());
    client =
        WorkflowClient.newInstance(service, servers.temporal().profile().toWorkflowClientOptions());
  }

  /**
   * The whole plan, watched for three hours, with bounds of time that a busy machine keeps too: who
   * may do what is asked here, not how fast it is.
   */
  private void copyThePlan() throws IOException {
    Path copy = folder.resolve("plans").resolve(PLAN);
    PlanFolder.copy(PLANS.resolve(PLAN), copy);
    Path yaml = copy.resolve("plan.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("for: 24h", "for: 3h")
            .replace("overhead: \"< 10%\", ", "")
            .replace("{webhook: {to: status-page}}", "{log: {}}")
            .replaceAll("slack: \\{channel: .*}}", "log: {}}")
            .replace("drill: {options: all}", "drill: {options: [full-restore]}")
            .replaceAll("([<+]) \\d+ ms\"", "$1 20 s\""));
  }

  /**
   * Makes fresh sample data on a target, and its owner.
   *
   * @param createdb whether the owner may create databases
   * @param database whether it owns the database itself too
   */
  void prepare(String target, boolean createdb, boolean database) throws Exception {
    Path sample = PLANS.resolve(PLAN).resolve("sample");
    PostgresCluster cluster = servers.cluster(target);
    new SampleData(
            cluster,
            DATABASE,
            List.of(sample.resolve("schema.sql"), sample.resolve("data.sql")),
            line -> {})
        .reset();
    try (Connection session = cluster.connect("postgres");
        Statement statement = session.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }
    scratches.remove(target);
    makers.put(target, createdb ? OWNER : PROVER);
    run(
        target,
        role(OWNER),
        role(PROVER),
        "ALTER ROLE menuca NOSUPERUSER PASSWORD '" + PASSWORD + "'",
        "ALTER ROLE menuca_prover CREATEDB PASSWORD '" + PASSWORD + "'",
        "ALTER ROLE menuca " + (createdb ? "CREATEDB" : "NOCREATEDB"),
        GIVE_ALL,
        "GRANT CREATE ON DATABASE app TO menuca",
        "GRANT menuca_app, pg_monitor TO menuca",
        "DROP DATABASE IF EXISTS soakgate WITH (FORCE)",
        "ALTER DATABASE app OWNER TO " + (database ? "menuca" : "CURRENT_USER"));
  }

  private static String role(String name) {
    return "DO $$ BEGIN CREATE ROLE "
        + name
        + " LOGIN; EXCEPTION WHEN duplicate_object THEN END $$";
  }

  /** Backups of a target are proven on the server of another one, and ways back drilled there. */
  void proveBackups(String target, String server) {
    scratches.put(target, server);
  }

  /** A session that only a superuser may end. */
  Connection superuser(String target) throws SQLException {
    PostgresCluster cluster = servers.cluster(target);
    return DriverManager.getConnection(
        cluster.url(DATABASE) + "?ApplicationName=provider", cluster.user(), cluster.password());
  }

  PgBouncer pooler(String target, String mode) throws Exception {
    return PgBouncer.start(
        folder.resolve("pgbouncer-" + mode + "-" + target),
        servers.cluster(target).port(),
        mode,
        List.of(new PgBouncer.User(OWNER, PASSWORD)));
  }

  int port(String target) {
    return servers.cluster(target).port();
  }

  /** Deploys as the owner, everybody approving. */
  Walked deploy(String id, ToIntFunction<String> port) throws Exception {
    return deploy(id, port, null, null);
  }

  /** Deploys as the owner; at a gate of staging somebody asks for a rollback instead. */
  Walked rollBackAt(String gate, String option, String id, ToIntFunction<String> port)
      throws Exception {
    return deploy(id, port, gate, option);
  }

  /** What a target's database holds. */
  Fingerprint fingerprint(String target) throws SQLException {
    try (Connection session = superuser(target)) {
      return FingerprintReader.read(session);
    }
  }

  private Walked deploy(String id, ToIntFunction<String> port, String gate, String option)
      throws Exception {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    try (nowhere;
        Polling polling =
            Polling.start(client, configuration(port), new MetricRegistry(), nowhere)) {
      WorkflowStub stub =
          client.newUntypedWorkflowStub(
              DeploymentWorkflow.TYPE,
              WorkflowOptions.newBuilder().setTaskQueue(Queues.SOAKGATE).setWorkflowId(id).build());
      stub.start(new StartRequest(PLAN, "lead"));
      Walked walked = follow(stub, polling.serves(), gate, option);
      endWhatFollows(id);
      return walked;
    }
  }

  /** Reviews of the days after would look at the sample of the next test. */
  private void endWhatFollows(String id) {
    try {
      client.newUntypedWorkflowStub(id + "/afterwards").terminate("the walk is what is tested");
    } catch (WorkflowNotFoundException e) {
      // Nothing follows a deployment that was refused or rolled back.
      return;
    }
  }

  private static Walked follow(WorkflowStub stub, String serves, String at, String option)
      throws Exception {
    List<String> caveats = new ArrayList<>();
    boolean asked = false;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      try {
        Closing closing = stub.getResult(200, TimeUnit.MILLISECONDS, Closing.class);
        return new Walked(caveats, closing, Looked.at(stub));
      } catch (WorkflowFailedException e) {
        Closing closing = ((ApplicationFailure) e.getCause()).getDetails().get(Closing.class);
        return new Walked(caveats, closing, Looked.at(stub));
      } catch (TimeoutException stillRunning) {
        Status.OpenGate gate = Looked.at(stub).gate();
        boolean here = gate != null && gate.environment().equals("staging");
        if (here && gate.moment().equals(at) && !asked) {
          asked = true;
          Command back = new Command(Command.Act.ROLLBACK, "lead", "A test.", option, "cli");
          stub.update("command", Answer.class, back);
        } else {
          approve(stub, caveats);
        }
      }
    }
    Status status = Looked.at(stub);
    stub.terminate("the test has no more patience");
    throw new AssertionError("did not end, with " + serves + ": " + status);
  }

  private static void approve(WorkflowStub stub, List<String> caveats) {
    Status.OpenGate gate = Looked.at(stub).gate();
    if (gate == null) {
      return;
    }
    gate.caveats().stream()
        .map(c -> gate.environment() + ": " + c)
        .filter(c -> !caveats.contains(c))
        .forEach(caveats::add);
    for (Status.Attestation asked : gate.attestations()) {
      if (asked.name().startsWith(Command.ANSWER_PREFIX)) {
        String prompt = asked.name().substring(Command.ANSWER_PREFIX.length());
        Command answer =
            new Command(Command.Act.ANSWER, asked.role(), "Nothing: a test.", prompt, "cli");
        stub.update("command", Answer.class, answer);
      }
    }
    for (String role : gate.missing()) {
      Approval approval =
          new Approval(
              role,
              role,
              gate.environment(),
              gate.moment(),
              gate.attempt(),
              gate.digest(),
              List.of("all"),
              "a test",
              "cli");
      stub.update("approve", Answer.class, approval);
    }
  }

  private Configuration configuration(ToIntFunction<String> port) throws Exception {
    StringBuilder yaml = new StringBuilder("soakgate: 1\n");
    PostgresCluster store = servers.cluster(DevEnvironment.STORE);
    yaml.append(
        "store: {url: \"%s\", user: %s, password: \"file:%s\"}%n"
            .formatted(store.url(DevEnvironment.STORE), store.user(), store.passwordFile()));
    yaml.append("folders: {plans: \"%s\"}%n".formatted(folder.resolve("plans")));
    yaml.append("pace: %d%nroles:%n".formatted(PACE));
    roles().forEach(role -> yaml.append("  %s: [%s]%n".formatted(role, role)));
    yaml.append("targets:\n");
    for (String target : TARGETS) {
      yaml.append(
          """
            %s:
              host: 127.0.0.1
              port: %d
              database: app
              user: menuca
              password: "file:%s"
              disposable: true
              endpoints: {api: "%s", api-log: "%s", database-log: "%s"}
          """
              .formatted(
                  target,
                  port.applyAsInt(target),
                  folder.resolve("password"),
                  api(target),
                  log(target).toUri(),
                  servers.cluster(target).log().toUri()));
      if (scratches.containsKey(target)) {
        yaml.append(
            "    scratch: {host: 127.0.0.1, port: %d, user: %s, password: \"file:%s\"}%n"
                .formatted(
                    port(scratches.get(target)),
                    makers.get(scratches.get(target)),
                    folder.resolve("password")));
      }
    }
    Problems problems = new Problems();
    return ConfigurationReader.read(
            "soakgate.yaml", yaml.toString().getBytes(StandardCharsets.UTF_8), folder, problems)
        .orElseThrow(() -> new AssertionError(problems.list()));
  }

  /** The roles of the plan; each is held by a person of its name. */
  private static List<String> roles() throws IOException {
    Problems problems = new Problems();
    byte[] plan = Files.readAllBytes(PLANS.resolve(PLAN).resolve("plan.yaml"));
    return Node.parse("plan.yaml", plan, problems)
        .flatMap(root -> root.required("roles"))
        .map(Node::keys)
        .orElseThrow(() -> new AssertionError(problems.list()));
  }

  private Path log(String target) {
    return folder.resolve(target + "-api.log");
  }

  private java.net.URI api(String target) throws Exception {
    PostgresCluster cluster = servers.cluster(target);
    Application menu =
        Application.read(PLANS.resolve(PLAN).resolve("sample/application.yaml"), new Problems())
            .orElseThrow();
    SampleApplication api =
        SampleApplication.start(
            menu,
            new Target(
                target,
                "127.0.0.1",
                cluster.port(),
                DATABASE,
                cluster.user(),
                new Secret("file:" + cluster.passwordFile()),
                true,
                true,
                true,
                List.of()),
            new SampleApplication.Place(log(target), folder.resolve(target + "-switches")));
    applications.add(api);
    return api.url();
  }

  private void run(String target, String... statements) throws SQLException {
    try (Connection session = servers.cluster(target).connect(DATABASE);
        Statement statement = session.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws IOException {
    applications.forEach(SampleApplication::close);
    if (service != null) {
      service.shutdownNow();
    }
    servers.close();
    Folders.delete(folder);
  }
}

package io.soakgate.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soakgate.target.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small application over a sample database, so that a deployment on one machine has something to
 * probe: it answers as its file says, and writes down a line for each request.
 */
public final class SampleApplication implements AutoCloseable {
  /** The name of the secret that signed requests are signed with. */
  public static final String SIGNING = "signing";

  // More would only wait for the database: each may have a session of its own.
  private static final int THREADS = 8;

  private final Application application;
  private final Place place;
  private final Tokens tokens;
  private final String signingKey;
  private final Database database;
  private final RequestLog log;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /**
   * Where it keeps things.
   *
   * @param log the file of its log
   * @param switches the folder of its switches
   */
  public record Place(Path log, Path switches) {}

  private SampleApplication(Application application, Target target, Place place)
      throws IOException {
    this.application = application;
    this.place = place;
    this.tokens = new Tokens(application.people());
    this.signingKey = tokens.secret();
    // A command turns switches, too, and makes no folder for them.
    Files.createDirectories(place.switches());
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.log = RequestLog.in(place.log());
    this.database = new Database(application, target);
  }

  /**
   * Starts it on a free loopback port.
   *
   * @param application what it is
   * @param target the database it works on
   * @param place where it writes
   * @throws IOException when no port can be bound, or the log cannot be written
   */
  public static SampleApplication start(Application application, Target target, Place place)
      throws IOException {
    SampleApplication started = new SampleApplication(application, target, place);
    started.server.createContext("/", started::answer);
    started.server.setExecutor(started.threads);
    started.server.start();
    return started;
  }

  /** Its address, without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The bearer token of one of its people. */
  public String token(String person) {
    return tokens.of(person);
  }

  /** What requests to it are signed with. */
  public String signingKey() {
    return signingKey;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Incoming incoming = Incoming.of(exchange);
      Switches switches = new Switches(place.switches());
      Responder responder = new Responder(application, database, tokens, signingKey, switches);
      send(exchange, responder.answer(incoming, exchange.getRequestHeaders()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (answer.trouble() != null) {
      log.line("ERROR", path + ": " + answer.trouble());
    }
    byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    log.line("INFO", path + " " + answer.status());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    database.close();
    log.close();
  }
}

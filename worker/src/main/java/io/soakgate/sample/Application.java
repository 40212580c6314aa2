package io.soakgate.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a sample application is, as its file says.
 *
 * @param name its sessions are called {@code <name>-api}
 * @param role the database role requests are answered as, or null for the login itself
 * @param claims the setting that carries what the database is told about who asks
 * @param people who holds a bearer token
 * @param header claims that a header makes, or null
 * @param routes what it can be asked for; the first that fits answers
 * @param misbehaviour what every route does badly on purpose
 * @param commands what the worker's configuration of its target is given as {@code commands},
 *     {@code ${switch:name}} standing for a switch's file; null without any
 * @param webhooks those of the worker that it hears
 */
public record Application(
    String name,
    String role,
    String claims,
    List<Person> people,
    Header header,
    List<Route> routes,
    Misbehaviour misbehaviour,
    ObjectNode commands,
    List<Hook> webhooks) {

  /**
   * A header that says who asks.
   *
   * @param name of the header
   * @param matches what it must look like
   * @param claim what the database is told it is
   */
  record Header(String name, Pattern matches, String claim) {}

  /**
   * Where it hears one of the worker's webhooks, signed.
   *
   * @param name of the webhook
   * @param path of the route
   */
  record Hook(String name, String path) {}

  /** The names of the people who hold a bearer token. */
  public List<String> known() {
    return people.stream().map(Person::name).toList();
  }

  /**
   * Reads its file.
   *
   * @return empty when there was any problem
   * @throws IOException when the file cannot be read
   */
  public static Optional<Application> read(Path file, Problems problems) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Optional<Application> read =
        Node.parse(file.getFileName().toString(), bytes, problems).map(ApplicationReader::read);
    return problems.none() ? read : Optional.empty();
  }
}

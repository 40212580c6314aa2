package io.soakgate.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.http.RequestSignature;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.sample.Application.Hook;
import io.soakgate.sample.SampleApplication.Place;
import io.soakgate.target.Target;
import io.soakgate.target.Target.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A running sample application and what the worker's configuration says of it. */
public final class SampleSite implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FILLED = Pattern.compile("\\$\\{(?:(switch):([a-z0-9-]+)|(url))}");

  private final SampleApplication running;
  private final Place place;
  private final ObjectNode configuration;
  private final ObjectNode webhooks = JSON.createObjectNode();

  private SampleSite(SampleApplication running, Place place, ObjectNode configuration) {
    this.running = running;
    this.place = place;
    this.configuration = configuration;
  }

  /**
   * Starts the application of one target.
   *
   * @param file its {@code application.yaml}
   * @param target the database it works on
   * @param state the folder for its log, its switches and its secrets
   * @throws IOException when the file is not understood, or it cannot be started
   */
  public static SampleSite start(Path file, Target target, Path state) throws IOException {
    Problems problems = new Problems();
    Application application =
        Application.read(file, problems)
            .orElseThrow(
                () ->
                    new IOException(
                        problems.list().stream()
                            .map(Problem::line)
                            .collect(Collectors.joining("\n"))));
    Path home = state.toAbsolutePath();
    Place place =
        new Place(
            home.resolve("logs").resolve(target.name() + "-api.log"),
            home.resolve("switches").resolve(target.name()));
    SampleApplication running = SampleApplication.start(application, target, place);
    SampleSite site = new SampleSite(running, place, JSON.createObjectNode());
    site.configure(application, home.resolve("secrets").resolve(target.name()));
    return site;
  }

  private void configure(Application application, Path secrets) throws IOException {
    ObjectNode named = configuration.putObject("secrets");
    for (String person : application.known()) {
      named.put(person, kept(secrets.resolve(person), running.token(person)));
    }
    String signing = SampleApplication.SIGNING;
    String key = kept(secrets.resolve(signing), running.signingKey());
    named.put(signing, key);
    application.webhooks().forEach(hook -> heard(hook, key));
    if (application.commands() != null) {
      configuration.set("commands", filled(application.commands()));
    }
  }

  private void heard(Hook hook, String key) {
    webhooks
        .putObject(hook.name())
        .put("url", running.url() + hook.path())
        .putObject("sign")
        .put("with", RequestSignature.HMAC)
        .put("key", key);
  }

  private static String kept(Path file, String secret) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret);
    return "file:" + file;
  }

  private JsonNode filled(JsonNode node) {
    if (node.isObject()) {
      ObjectNode all = JSON.createObjectNode();
      node.properties().forEach(e -> all.set(e.getKey(), filled(e.getValue())));
      return all;
    }
    if (node.isArray()) {
      ArrayNode all = JSON.createArrayNode();
      node.forEach(item -> all.add(filled(item)));
      return all;
    }
    return node.isTextual() ? JsonNodeFactory.instance.textNode(filled(node.textValue())) : node;
  }

  private String filled(String text) {
    return FILLED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) == null
                        ? running.url().toString()
                        : place.switches().resolve(found.group(2)).toString()));
  }

  /** What plans may call it: {@code api}, and its log {@code api-log}. */
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("api", running.url()), new Endpoint("api-log", place.log().toUri()));
  }

  /** What the worker's configuration says of its target beside that: secrets and commands. */
  public ObjectNode configuration() {
    return configuration;
  }

  /** What the worker's configuration says of the webhooks that it hears. */
  public ObjectNode webhooks() {
    return webhooks;
  }

  @Override
  public void close() {
    running.close();
  }
}

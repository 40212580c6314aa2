package io.soakgate.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.identity.SigningKey;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The Slack of one machine: everybody who holds a role, a visitor who holds none, and the channels
 * that the plan names.
 */
final class SampleSlack implements AutoCloseable {
  static final String CARDS = "prod-deployment";

  private static final String SOURCE = "slack";

  private final Plan plan;
  private final Path folder;
  private final LocalSlack slack;

  private SampleSlack(Plan plan, Path folder, LocalSlack slack) {
    this.plan = plan;
    this.folder = folder;
    this.slack = slack;
  }

  /**
   * Starts one.
   *
   * @param folder where its tokens are kept, and the key of what is pressed in it
   */
  static SampleSlack start(Plan plan, Path folder) throws IOException, InterruptedException {
    LocalSlack slack = LocalSlack.start();
    slack.workspace().channel(CARDS, false);
    plan.channels().stream()
        .filter(c -> c.spec().kind().equals("slack"))
        .filter(c -> !c.spec().with().path("create").asBoolean())
        .map(c -> c.spec().with().path("channel").asText())
        .filter(name -> slack.workspace().room(name).isEmpty())
        .forEach(name -> slack.workspace().channel(name, false));
    return new SampleSlack(plan, folder, slack);
  }

  LocalSlack slack() {
    return slack;
  }

  /**
   * Adds itself to the worker's configuration, and to itself those who hold roles there.
   *
   * @param cards whether deployments are shown there as cards, and what is pressed on them counts
   */
  void join(ObjectNode configuration, boolean cards) throws IOException {
    ObjectNode app = configuration.putObject(SOURCE).put("api", slack.url());
    app.put("bot", kept("bot", slack.tokens().bot()));
    if (cards) {
      SigningKey key = key();
      app.put("cards", CARDS)
          .put("app", kept("app", slack.tokens().app()))
          .put("key", "file:" + file("key"));
      ArrayNode keys = configuration.withObject("/sources/" + SOURCE).withArray("keys");
      keys.add(key.open().line());
      people(configuration);
    }
  }

  private void people(ObjectNode configuration) {
    Map<String, String> roles =
        plan.roles().stream().collect(Collectors.toMap(Role::name, Role::words));
    Map<String, List<String>> held = held(configuration.path("roles"));
    ObjectNode people = configuration.withObject("/people");
    people.fieldNames().forEachRemaining(name -> held.putIfAbsent(name, List.of()));
    held.forEach(
        (name, titles) -> {
          ObjectNode person = people.withObject("/" + name.replace("~", "~0").replace("/", "~1"));
          if (!person.has(SOURCE)) {
            person.put(SOURCE, id());
          }
          String title =
              titles.stream().map(t -> roles.getOrDefault(t, t)).collect(Collectors.joining(", "));
          slack.workspace().add(Member.of(person.path(SOURCE).asText(), name).titled(title));
        });
    slack.workspace().add(Member.of(id(), "visitor").titled("holds no role"));
  }

  /** The roles of each person, in the order of the configuration. */
  private static Map<String, List<String>> held(JsonNode roles) {
    Map<String, List<String>> held = new LinkedHashMap<>();
    roles
        .properties()
        .forEach(
            e ->
                names(e.getValue())
                    .forEach(n -> held.computeIfAbsent(n, k -> new ArrayList<>()).add(e.getKey())));
    return held;
  }

  private static List<String> names(JsonNode people) {
    return people.isArray()
        ? StreamSupport.stream(people.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(people.asText());
  }

  private String id() {
    return "U%08d".formatted(slack.workspace().members().size() + 1);
  }

  /** The same in every run of a state folder: a new one each time would be news in the audit. */
  private SigningKey key() throws IOException {
    if (!Files.exists(file("key"))) {
      kept("key", SigningKey.fresh().text());
    }
    return SigningKey.parse(Files.readString(file("key")));
  }

  private Path file(String name) {
    return folder.resolve(SOURCE).resolve(name);
  }

  private String kept(String name, String secret) throws IOException {
    Files.createDirectories(folder.resolve(SOURCE));
    Files.deleteIfExists(file(name));
    Files.createFile(
        file(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file(name), secret);
    return "file:" + file(name);
  }

  @Override
  public void close() {
    slack.close();
  }
}

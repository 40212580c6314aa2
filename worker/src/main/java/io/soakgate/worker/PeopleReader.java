package io.soakgate.worker;

import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.identity.PublicKeyLine;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Gate.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads who holds which role, by which keys people are known, and which intakes vouch for them. */
final class PeopleReader {
  private static final String SLACK_ID = "[UW][A-Z0-9]{6,30}";

  private final List<String> seen = new ArrayList<>();

  private PeopleReader() {}

  /** Reads {@code people}, {@code sources} and {@code roles} of the configuration. */
  static People read(Node root) {
    PeopleReader reader = new PeopleReader();
    Optional<Node> people = root.optional("people");
    List<Owner> owners = people.map(n -> reader.owners(n, true)).orElse(List.of());
    List<Owner> sources =
        root.optional("sources").map(n -> reader.owners(n, false)).orElse(List.of());
    List<String> names = people.map(Node::keys).orElse(null);
    List<Holder> holders = root.optional("roles").map(n -> holders(n, names)).orElse(List.of());
    return new People(owners, sources, holders);
  }

  private static List<Holder> holders(Node node, List<String> names) {
    return node.keys().stream()
        .map(
            role ->
                new Holder(role, node.required(role).map(n -> people(n, names)).orElse(List.of())))
        .toList();
  }

  /** The people of a role; where people are listed, a name that is not there is a slip. */
  private static List<String> people(Node node, List<String> names) {
    return names == null
        ? node.texts()
        : (node.isList() ? node.items() : List.of(node))
            .stream().map(n -> n.oneOf(names)).filter(Objects::nonNull).toList();
  }

  /**
   * @param people whether Slack may know them, as it does no intake
   */
  private List<Owner> owners(Node node, boolean people) {
    return node.keys().stream()
        .map(name -> node.required(name).map(n -> owner(name, n, people)).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }

  private Owner owner(String name, Node node, boolean person) {
    Optional<Node> keys = node.optional("keys");
    List<PublicKeyLine> lines =
        keys.map(n -> n.isList() ? n.items() : List.of(n)).orElse(List.of()).stream()
            .map(this::key)
            .filter(Objects::nonNull)
            .toList();
    String slack = person ? node.optional("slack").map(this::slackId).orElse(null) : null;
    node.done();
    return new Owner(name, lines, slack);
  }

  private String slackId(Node node) {
    String id = node.text();
    if (id != null && !id.matches(SLACK_ID)) {
      node.refuse(
          "this is no person's id in Slack",
          "it is a U or a W and capitals or digits; names and addresses can be changed there",
          "copy it from the person's profile: Copy member ID");
      return null;
    }
    if (id != null && seen.contains(id)) {
      node.refuse(
          "Slack id " + id + " stands here twice",
          "who clicks would be two people",
          "leave it with the one whose it is");
      return null;
    }
    seen.add(id);
    return id;
  }

  private PublicKeyLine key(Node node) {
    String line = node.text();
    if (line == null) {
      return null;
    }
    Optional<PublicKeyLine> key = PublicKeyLine.parse(line);
    if (key.isEmpty()) {
      node.refuse(
          "this is no public key",
          "it is ed25519: and 32 bytes in Base64",
          "paste the line that soakgate key new printed");
      return null;
    }
    if (seen.contains(key.get().id())) {
      node.refuse(
          "key " + key.get().id() + " stands here twice",
          "a key that two have proves neither of them",
          "let everybody make their own: soakgate key new");
      return null;
    }
    seen.add(key.get().id());
    return key.get();
  }
}

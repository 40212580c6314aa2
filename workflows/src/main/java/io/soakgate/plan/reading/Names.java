package io.soakgate.plan.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names: how they are written, and whether what is named is there. */
final class Names {
  private static final Pattern WRITTEN = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private Names() {}

  /** The entries of a mapping by their names, in file order. */
  static Map<String, Node> section(Node node) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (String name : node.keys()) {
      written(name, node.keyAt(name), node.problems());
      node.optional(name).ifPresent(entry -> entries.put(name, entry));
    }
    return entries;
  }

  /** Refuses what is no name. */
  static void written(String name, String at, Problems problems) {
    if (!WRITTEN.matcher(name).matches()) {
      problems.add(
          at,
          "`" + YamlText.shortened(name) + "` is no name",
          "a name is at most 63 small letters, digits and hyphens, a letter first",
          "write it like `first-half-hour`");
    }
  }

  /** The name here, when it is known; else a problem that says what is. */
  static Optional<String> known(Node node, Collection<String> names, String what) {
    String name = node.text();
    if (name == null || names.contains(name)) {
      return Optional.ofNullable(name);
    }
    node.refuse(
        "no " + what + " is called `" + YamlText.shortened(name) + "`",
        "the plan names none like that",
        Suggestion.todo(name, names, "add it to the plan first"));
    return Optional.empty();
  }

  /** True when the key is one of these names; else a problem. */
  static boolean knownKey(Node node, String key, Collection<String> names, String what) {
    if (!names.contains(key)) {
      node.problems()
          .add(
              node.keyAt(key),
              "no " + what + " is called `" + YamlText.shortened(key) + "`",
              "known here: " + Suggestion.list(names),
              Suggestion.nearest(key, names)
                  .map(near -> "did you mean `" + near + "`?")
                  .orElse("write one of them"));
    }
    return names.contains(key);
  }

  /** The names here, one or a list, each known and written once; a problem when there are none. */
  static List<String> allKnown(Node node, Collection<String> names, String what) {
    List<String> all = new ArrayList<>();
    if (node.isList() && node.items().isEmpty()) {
      node.refuse(
          "this list is empty", "nothing follows from it", "name a " + what + " or leave it away");
    }
    for (Node item : node.itemsOrSelf()) {
      known(item, names, what).ifPresent(name -> addOnce(all, name, item, what));
    }
    return all;
  }

  private static void addOnce(List<String> all, String name, Node item, String what) {
    if (all.contains(name)) {
      item.refuse(what + " `" + name + "` stands here twice", "once is enough", "remove one");
    } else {
      all.add(name);
    }
  }
}

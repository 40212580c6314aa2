package io.soakgate.plan.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One YAML document as a value with its places.
 *
 * <p>It is built from the parser's events, not from its finished tree, because an alias is already
 * followed there and a deep nesting already recursed into. What can be read around is read around,
 * so that one bad key does not hide the others: the value it leaves behind is missing, and whoever
 * reads that says nothing more.
 */
final class YamlDocument {
  private static final int DEEPEST = 20;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A value and where it stands. */
  record Marked(JsonNode value, Marks marks) {}

  /** Ends the reading where going on makes no sense; the problem is added. */
  private static final class Stopped extends RuntimeException {
    Stopped() {
      super(null, null, false, false);
    }
  }

  private final String source;
  private final String whenEmpty;
  private final Problems problems;
  private final Iterator<Event> events;
  private final Set<String> aliases = new HashSet<>();

  private YamlDocument(String source, String text, String whenEmpty, Problems problems) {
    this.source = source;
    this.whenEmpty = whenEmpty;
    this.problems = problems;
    LoadSettings settings = LoadSettings.builder().setLabel(source).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** The one document in these bytes, or empty (and a problem) when there is none. */
  static Optional<Marked> parse(String source, byte[] bytes, String whenEmpty, Problems problems) {
    Optional<String> text = Utf8.read(source, bytes, problems);
    try {
      return text.flatMap(t -> new YamlDocument(source, t, whenEmpty, problems).read());
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      String at = mark.map(m -> place(source, m)).orElse(source);
      String line = mark.map(m -> line(text.get(), m.getLine())).orElse("");
      notYaml(at, e.getProblem(), line, problems);
    } catch (YamlEngineException e) {
      problems.add(source, "this is not YAML", plain(e.getMessage()), "remove what is not text");
    } catch (Stopped e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static void notYaml(String at, String problem, String line, Problems problems) {
    if (problem != null && problem.contains("(TAB)")) {
      problems.add(
          at,
          "a tab stands before `" + line + "`",
          "YAML is indented with spaces alone",
          "put spaces in its place");
    } else {
      problems.add(
          at,
          "this is not YAML",
          plain(problem),
          "mend the line `" + line + "`, or the one before");
    }
  }

  private static String line(String text, int number) {
    String line = text.lines().skip(number).findFirst().orElse("");
    return Credentials.named(line) ? "…" : YamlText.shortened(line);
  }

  private static String plain(String words) {
    return words == null ? "it cannot be parsed" : words.replaceAll("\\s+", " ").strip();
  }

  private Optional<Marked> read() {
    events.next();
    if (!(events.next() instanceof DocumentStartEvent start)) {
      return empty();
    }
    if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
      refuse(
          start,
          "a directive",
          "only plain YAML 1.2 is read",
          "remove the lines that begin with %");
    }
    Marked root = node(events.next(), 1);
    events.next();
    if (events.next() instanceof DocumentStartEvent next) {
      refuse(
          next,
          "a second document",
          "exactly one is read",
          "remove it, or move it to a file of its own");
    }
    return root.value().isNull() ? empty() : Optional.of(root);
  }

  private Optional<Marked> empty() {
    problems.add(source, "it is empty", "there is nothing to read", whenEmpty);
    return Optional.empty();
  }

  private Marked node(Event event, int depth) {
    String at = place(event);
    if (event instanceof AliasEvent alias) {
      refuse(alias);
      return new Marked(MissingNode.getInstance(), Marks.flat(at));
    }
    plain((NodeEvent) event);
    if (event instanceof ScalarEvent scalar) {
      return new Marked(YamlText.value(scalar, at, problems), Marks.flat(at));
    }
    if (depth > DEEPEST) {
      refuse(event, "level " + depth, "at most " + DEEPEST + " levels are read", "nest less");
      throw new Stopped();
    }
    return event instanceof MappingStartEvent ? mapping(at, depth) : list(at, depth);
  }

  /** Each alias once, however often it is used: a bomb of them has few names and many places. */
  private void refuse(AliasEvent alias) {
    if (aliases.add(alias.getAlias().getValue())) {
      refuse(
          alias,
          "alias `*" + YamlText.shortened(alias.getAlias().getValue()) + "`",
          "a plan is read as it stands, and aliases of aliases could grow without end",
          "write out what it stands for, here and wherever else it is used");
    }
  }

  private void plain(NodeEvent event) {
    if (event.getAnchor().isPresent()) {
      refuse(
          event,
          "an anchor",
          "it names a place for aliases, which are not read",
          "remove the word after the `&`");
    }
    boolean tagged =
        event instanceof ScalarEvent scalar
            ? scalar.getTag().isPresent()
            : ((CollectionStartEvent) event).getTag().isPresent();
    if (tagged) {
      refuse(event, "a tag", "types are never chosen by the file", "remove the word with the `!`");
    }
  }

  private Marked list(String at, int depth) {
    ArrayNode values = JSON.arrayNode();
    List<Marks> items = new ArrayList<>();
    for (Event next = events.next(); next instanceof NodeEvent; next = events.next()) {
      Marked item = node(next, depth + 1);
      values.add(item.value());
      items.add(item.marks());
    }
    return new Marked(values, new Marks(at, null, items));
  }

  private Marked mapping(String at, int depth) {
    ObjectNode values = JSON.objectNode();
    Map<String, Marks.Key> keys = new LinkedHashMap<>();
    for (Event next = events.next(); next instanceof NodeEvent; next = events.next()) {
      String keyAt = place(next);
      Optional<String> key = key(next, depth);
      Marked value = node(events.next(), depth + 1);
      if (key.isPresent() && isNew(key.get(), keyAt, keys)) {
        values.set(key.get(), value.value());
        keys.put(key.get(), new Marks.Key(keyAt, value.marks()));
      }
    }
    return new Marked(values, new Marks(at, keys, null));
  }

  private Optional<String> key(Event event, int depth) {
    JsonNode key = node(event, depth + 1).value();
    boolean merge = event instanceof ScalarEvent s && s.isPlain() && s.getValue().equals("<<");
    if (merge) {
      refuse(event, "a merge key", "what is written here must stand here", "write the keys out");
      return Optional.empty();
    }
    if (!key.isTextual() && !key.isMissingNode()) {
      String found = key.isContainerNode() || key.isNull() ? "no word" : "`" + key.asText() + "`";
      refuse(event, "a key that is " + found, "a key is a text", "quote it, or write a word");
    }
    return Optional.ofNullable(key.textValue());
  }

  private boolean isNew(String key, String at, Map<String, Marks.Key> keys) {
    Marks.Key first = keys.get(key);
    if (first == null) {
      return true;
    }
    problems.add(
        at,
        "key `" + YamlText.shortened(key) + "` stands here again",
        "it stands at " + first.at() + " already",
        "remove one of them");
    return false;
  }

  private void refuse(Event event, String what, String why, String todo) {
    problems.add(place(event), what + " stands here", why, todo);
  }

  private String place(Event event) {
    return event.getStartMark().map(m -> place(source, m)).orElse(source);
  }

  private static String place(String source, Mark mark) {
    return source + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }
}

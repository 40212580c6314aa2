package io.soakgate.condition;

import io.soakgate.deployment.Script;
import io.soakgate.target.ScriptStore;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of admitted scripts, in lower case; those of the last 32 scripts are remembered. */
final class ScriptWords {
  private static final int REMEMBERED = 32;
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

  private final ScriptStore store;
  private final Map<String, Set<String>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  ScriptWords(ScriptStore store) {
    this.store = store;
  }

  /** Whether one of the scripts may name it: every word of the name stands in it somewhere. */
  boolean name(List<Script> scripts, String name) throws SQLException {
    Set<String> parts = words(name);
    for (Script script : scripts) {
      if (of(script).containsAll(parts)) {
        return true;
      }
    }
    return false;
  }

  /** Those of the names whose every word stands in the text. */
  static List<String> in(String text, List<String> names) {
    Set<String> words = words(text);
    return names.stream().filter(name -> words.containsAll(words(name))).toList();
  }

  private synchronized Set<String> of(Script script) throws SQLException {
    Set<String> words = known.get(script.digest());
    if (words == null) {
      byte[] bytes = store.stored(script.digest());
      if (bytes == null) {
        return Set.of();
      }
      words = words(new String(bytes, StandardCharsets.UTF_8));
      known.put(script.digest(), words);
    }
    return words;
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}

package io.soakgate.plan.reading;

import java.util.List;
import java.util.Map;

/**
 * Where a value and everything in it stands. It lies beside the value, not in it, so that a value
 * whose {@code ${name}}s are filled in keeps its places.
 *
 * @param at the place of the value itself
 * @param keys per key of a mapping, where the key and its value stand; null off the page
 * @param items the entries of a list; null off the page
 */
record Marks(String at, Map<String, Key> keys, List<Marks> items) {

  /** Where a key stands, and its value. */
  record Key(String at, Marks value) {}

  /** The places of a value that stands on no page: all of it is at one place. */
  static Marks flat(String at) {
    return new Marks(at, null, null);
  }

  /** The place of the key's value. */
  Marks under(String key) {
    return keys == null || !keys.containsKey(key) ? flat(at) : keys.get(key).value();
  }

  /** The place of the key. */
  String keyAt(String key) {
    return keys == null || !keys.containsKey(key) ? at : keys.get(key).at();
  }

  /** The place of the entry of that index. */
  Marks item(int index) {
    return items == null || index >= items.size() ? flat(at) : items.get(index);
  }
}

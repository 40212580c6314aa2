package io.soakgate.history;

/**
 * A row of the history.
 *
 * @param key as {@link Migration#key}
 * @param shown what people call it
 * @param checksum what the tool wrote; null where it wrote none
 * @param success whether the tool calls it done
 * @param words when, and by whom
 */
record Applied(String key, String shown, String checksum, boolean success, String words) {}

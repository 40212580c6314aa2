package io.soakgate.history;

/**
 * A migration of the folder as its tool would resolve it.
 *
 * @param key tells migrations apart; the same for a file and for its row
 * @param shown what people call it
 * @param file the file it stands in
 * @param checksum what the tool computes over it; null where it cannot be compared
 */
record Migration(String key, String shown, String file, String checksum) {}

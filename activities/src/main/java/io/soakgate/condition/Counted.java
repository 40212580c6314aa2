package io.soakgate.condition;

/**
 * A statement as the server counted it.
 *
 * @param id the number the server knows it by
 * @param query its text, with placeholders where values stood
 * @param millis how long all calls took together
 */
record Counted(String id, String query, long calls, double millis) {}

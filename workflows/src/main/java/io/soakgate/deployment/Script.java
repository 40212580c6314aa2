package io.soakgate.deployment;

/**
 * A script as it was admitted.
 *
 * @param path relative to the plan's folder
 * @param digest SHA-256 of its bytes, hex
 * @param bytes its size
 */
public record Script(String path, String digest, long bytes) {}

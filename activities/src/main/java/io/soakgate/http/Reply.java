package io.soakgate.http;

/**
 * What a server answered.
 *
 * @param status of the answer
 * @param body what it held; null when it was to be dropped
 */
public record Reply(int status, String body) {}

package io.soakgate.deployment;

/**
 * What a message was answered with. Refusals are answers too, so they stand in history.
 *
 * @param recorded whether it was taken
 * @param words {@code recorded: …} or {@code refused: why; what to do}
 */
public record Answer(boolean recorded, String words) {}

package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Proves who said something (decision 21, {@code docs/identity.md}).
 *
 * @param run the run id of the deployment it is meant for
 * @param issued when it was signed, ISO 8601 in UTC, as it was signed
 * @param key the id of the key: the first 12 hex digits of the SHA-256 of its 32 bytes
 * @param value the Ed25519 signature, Base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Signature(String run, String issued, String key, String value) {
  /** The same with its value. */
  public Signature with(String value) {
    return new Signature(run, issued, key, value);
  }
}

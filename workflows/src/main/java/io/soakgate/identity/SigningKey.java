package io.soakgate.identity;

import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.RollbackRequest;
import io.soakgate.deployment.Signature;
import io.soakgate.deployment.StartRequest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A person's or an intake's own key. It signs where its owner is, never in a workflow. */
public final class SigningKey {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey secret;
  private final PublicKeyLine open;

  private SigningKey(PrivateKey secret, PublicKeyLine open) {
    this.secret = secret;
    this.open = open;
  }

  /** A new key. */
  public static SigningKey fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new SigningKey(pair.getPrivate(), PublicKeyLine.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 15 and newer have Ed25519", e);
    }
  }

  /**
   * Reads what {@link #text()} wrote.
   *
   * @throws IllegalArgumentException when it is no such key; the message holds nothing of it
   */
  public static SigningKey parse(String text) {
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    PublicKeyLine open =
        text.lines().findFirst().flatMap(PublicKeyLine::parse).orElseThrow(SigningKey::none);
    if (from < 0 || to < from) {
      throw none();
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(text.substring(from + BEGIN.length(), to));
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
      SigningKey key = new SigningKey(secret, open);
      if (!open.signed(der, key.sign(der))) {
        throw none();
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw none();
    }
  }

  private static IllegalArgumentException none() {
    return new IllegalArgumentException(
        "this is no key that soakgate key new wrote: its public line, then a PKCS #8 private key");
  }

  /**
   * Its public line, then the private key as PKCS #8 in PEM (RFC 7468); for a file of its owner.
   */
  public String text() {
    return open.line()
        + "\n"
        + BEGIN
        + "\n"
        + Base64.getEncoder().encodeToString(secret.getEncoded())
        + "\n"
        + END
        + "\n";
  }

  /** What others know it by. */
  public PublicKeyLine open() {
    return open;
  }

  /**
   * The decision, signed.
   *
   * @param verb {@code approve}, {@code reject} or {@code revoke}
   * @param run the run id it is for
   * @param issued now, UTC, as ISO 8601
   */
  public Approval sign(String verb, String deployment, String run, String issued, Approval a) {
    Signature unsigned = new Signature(run, issued, open.id(), null);
    return a.with(unsigned.with(sign(SignedBytes.of(verb, deployment, a, unsigned))));
  }

  /** The command, signed. */
  public Command sign(String deployment, String run, String issued, Command c) {
    Signature unsigned = new Signature(run, issued, open.id(), null);
    return c.with(unsigned.with(sign(SignedBytes.of(deployment, c, unsigned))));
  }

  /** The start, signed. */
  public StartRequest sign(String deployment, String issued, StartRequest s) {
    Signature unsigned = new Signature(null, issued, open.id(), null);
    String value = sign(SignedBytes.of(deployment, s, unsigned));
    return new StartRequest(s.plan(), s.by(), s.mode(), unsigned.with(value));
  }

  /** The start of a rollback after an ending, signed for the workflow id it will have. */
  public RollbackRequest sign(String workflow, String issued, RollbackRequest r) {
    Signature unsigned = new Signature(null, issued, open.id(), null);
    return r.with(unsigned.with(sign(SignedBytes.of(workflow, r, unsigned))));
  }

  private String sign(byte[] bytes) {
    try {
      java.security.Signature signature = java.security.Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(bytes);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 15 and newer have Ed25519", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + open.id() + "]";
  }
}

package io.soakgate.identity;

import io.soakgate.deployment.IdentityActivity;
import io.soakgate.deployment.Signature;
import io.soakgate.identity.People.Found;
import io.soakgate.verdict.Gate.Proof;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says whether it is proven who said something. Whatever cannot be proven is an answer with its
 * reason, never an error, and never taken as proven.
 */
public final class Witness implements IdentityActivity {
  /** How far the time of a signature may be from now, both ways: clocks differ. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  private final People people;

  public Witness(People people) {
    this.people = people;
  }

  @Override
  public Identified identify(Claim claim) {
    Signature signature = claim.signature();
    if (signature == null) {
      return new Identified(Proof.none("it is not signed"), null, people.holders());
    }
    byte[] bytes = bytes(claim, signature);
    Proof proof =
        doubt(claim, signature, bytes).map(Proof::none).orElseGet(() -> proven(signature));
    return new Identified(proof, PublicKeyLine.sha256(bytes), people.holders());
  }

  private Proof proven(Signature signature) {
    Found found = people.key(signature.key()).orElseThrow();
    String whose = found.source() ? found.owner().name() + "'s " : "";
    return Proof.by(whose + "key " + signature.key());
  }

  /** Why it proves nothing, or nothing. */
  private Optional<String> doubt(Claim claim, Signature signature, byte[] bytes) {
    return incomplete(claim, signature)
        .or(() -> elsewhere(claim, signature))
        .or(() -> stale(claim, signature))
        .or(() -> forged(claim, signature, bytes));
  }

  private static Optional<String> incomplete(Claim claim, Signature s) {
    List<String> missing = new ArrayList<>();
    if (!claim.begins()) {
      need(missing, "run", s.run());
    }
    need(missing, "issued", s.issued());
    need(missing, "key", s.key());
    need(missing, "value", s.value());
    // Taking back names no gate: whatever it meets, it only makes the deployment wait.
    if (claim.approval() != null && !claim.verb().equals("revoke")) {
      need(missing, "environment", claim.approval().environment());
      need(missing, "gate", claim.approval().gate());
      need(missing, "attempt", claim.approval().attempt());
      need(missing, "digest", claim.approval().digest());
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("what is signed does not say " + String.join(", ", missing));
  }

  private static void need(List<String> missing, String name, Object value) {
    if (value == null) {
      missing.add(name);
    }
  }

  private static Optional<String> elsewhere(Claim claim, Signature s) {
    return claim.begins() || s.run().equals(claim.run())
        ? Optional.empty()
        : Optional.of("it was signed for another run of this deployment");
  }

  private static Optional<String> stale(Claim claim, Signature s) {
    try {
      Duration away = Duration.between(Instant.parse(s.issued()), claim.now()).abs();
      return away.compareTo(FRESH) <= 0
          ? Optional.empty()
          : Optional.of(
              "it was signed at %s and came at %s, more than %d minutes apart"
                  .formatted(s.issued(), claim.now(), FRESH.toMinutes()));
    } catch (DateTimeException noTime) {
      return Optional.of("its time of signing is none; write it like 2026-11-21T12:00:00Z");
    }
  }

  private Optional<String> forged(Claim claim, Signature s, byte[] bytes) {
    Optional<Found> found = people.key(s.key());
    if (found.isEmpty()) {
      return Optional.of("key " + s.key() + " is nobody's in the worker's configuration");
    }
    String owner = found.get().owner().name();
    String said = found.get().source() ? claim.source() : claim.by();
    if (!People.same(owner, said)) {
      return Optional.of("key " + s.key() + " belongs to " + owner);
    }
    if (found.get().source() && !people.vouches(owner, String.valueOf(claim.by()))) {
      return Optional.of(owner + " cannot vouch for " + claim.by() + ", whose id there is unknown");
    }
    return found.get().key().signed(bytes, s.value())
        ? Optional.empty()
        : Optional.of("the signature of key " + s.key() + " does not fit what is said");
  }

  private static byte[] bytes(Claim claim, Signature signature) {
    if (claim.approval() != null) {
      return SignedBytes.of(claim.verb(), claim.deployment(), claim.approval(), signature);
    }
    if (claim.rollback() != null) {
      return SignedBytes.of(claim.deployment(), claim.rollback(), signature);
    }
    return claim.command() != null
        ? SignedBytes.of(claim.deployment(), claim.command(), signature)
        : SignedBytes.of(claim.deployment(), claim.start(), signature);
  }
}

package io.soakgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.IdentityActivity.Claim;
import io.soakgate.deployment.Signature;
import io.soakgate.deployment.StartRequest;
import io.soakgate.identity.People.Owner;
import io.soakgate.verdict.Gate.Proof;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final SigningKey BRIAN = SigningKey.fresh();
  private static final SigningKey KIM = SigningKey.fresh();
  private static final SigningKey SLACK = SigningKey.fresh();
  private static final Witness WITNESS =
      new Witness(
          new People(
              List.of(owner("brian", BRIAN), owner("kim", KIM)),
              List.of(owner("slack", SLACK)),
              List.of()));

  private static Owner owner(String name, SigningKey key) {
    return new Owner(name, List.of(key.open()));
  }

  @Test
  void whatAPersonSignedIsProvenByTheirKey() {
    assertThat(heard(signed(BRIAN, said()))).isEqualTo(Proof.by("key " + BRIAN.open().id()));
  }

  @Test
  void anIntakeVouchesForAPersonWithItsOwnKey() {
    Approval clicked = said("brian", "slack");

    assertThat(heard(signed(SLACK, clicked)))
        .isEqualTo(Proof.by("slack's key " + SLACK.open().id()));
    assertThat(heard(signed(SLACK, said())))
        .isEqualTo(Proof.none("key " + SLACK.open().id() + " belongs to slack"));
  }

  @Test
  void slackVouchesOnlyForThoseWhoseIdIsKnown() {
    Witness witness =
        new Witness(
            new People(
                List.of(owner("brian", BRIAN), new Owner("kim", List.of(), "U0000KIM")),
                List.of(owner("slack", SLACK)),
                List.of()));

    assertThat(witness.identify(claim("approve", signed(SLACK, said("kim", "slack")))).proof())
        .isEqualTo(Proof.by("slack's key " + SLACK.open().id()));
    assertThat(witness.identify(claim("approve", signed(SLACK, said("brian", "slack")))).proof())
        .isEqualTo(Proof.none("slack cannot vouch for brian, whose id there is unknown"));
  }

  @Test
  void whatIsNotSignedIsAClaimWhateverItsSource() {
    assertThat(heard(said("brian", "slack"))).isEqualTo(Proof.none("it is not signed"));
  }

  @Test
  void aForgedSignatureProvesNothing() {
    Signature forged = new Signature("run-1", NOON.toString(), BRIAN.open().id(), "Z2FyYmFnZQ==");
    Proof proof = Proof.none("the signature of key %s does not fit what is said".formatted(id()));

    assertThat(heard(said().with(forged))).isEqualTo(proof);
    assertThat(heard(said().with(forged.with("not Base64 at all")))).isEqualTo(proof);
  }

  @Test
  void anAlteredFieldDoesNotFitItsSignature() {
    Signature genuine = signed(BRIAN, said()).signature();
    List<Approval> altered =
        List.of(
            whole("brian", "cto", "production", "go", 1, "d1", List.of("all"), null, "cli"),
            whole("brian", null, "staging", "go", 1, "d1", List.of("all"), null, "cli"),
            whole("brian", null, "production", "end", 1, "d1", List.of("all"), null, "cli"),
            whole("brian", null, "production", "go", 2, "d1", List.of("all"), null, "cli"),
            whole("brian", null, "production", "go", 1, "d2", List.of("all"), null, "cli"),
            whole("brian", null, "production", "go", 1, "d1", List.of(), null, "cli"),
            whole("brian", null, "production", "go", 1, "d1", List.of("all"), "x", "cli"),
            whole("brian", null, "production", "go", 1, "d1", List.of("all"), null, "ui"));

    assertThat(altered)
        .allSatisfy(
            a ->
                assertThat(heard(a.with(genuine)))
                    .isEqualTo(
                        Proof.none(
                            "the signature of key %s does not fit what is said".formatted(id()))));
  }

  @Test
  void anApprovalIsNoRejection() {
    Approval approval = signed(BRIAN, said());

    assertThat(WITNESS.identify(claim("reject", approval)).proof().verified()).isFalse();
  }

  @Test
  void theKeyOfAnotherPersonProvesNothing() {
    assertThat(heard(signed(KIM, said())))
        .isEqualTo(Proof.none("key " + KIM.open().id() + " belongs to kim"));
  }

  @Test
  void aWrongKeyUnderTheNameOfTheRightOneProvesNothing() {
    Approval byKim = signed(KIM, said());
    Signature renamed =
        new Signature("run-1", NOON.toString(), BRIAN.open().id(), byKim.signature().value());

    assertThat(heard(said().with(renamed)).verified()).isFalse();
  }

  @Test
  void aRevokedKeyProvesNothingFromThenOn() {
    Witness later = new Witness(new People(List.of(owner("kim", KIM)), List.of(), List.of()));

    assertThat(later.identify(claim("approve", signed(BRIAN, said()))).proof())
        .isEqualTo(Proof.none("key " + id() + " is nobody's in the worker's configuration"));
  }

  @Test
  void whatWasSignedForAnotherDeploymentOrRunProvesNothing() {
    Approval elsewhere = BRIAN.sign("approve", "shop-2", "run-1", NOON.toString(), said());
    Approval before = BRIAN.sign("approve", "shop-1", "run-0", NOON.toString(), said());

    assertThat(heard(elsewhere).why()).endsWith("does not fit what is said");
    assertThat(heard(before))
        .isEqualTo(Proof.none("it was signed for another run of this deployment"));
  }

  @Test
  void aSignatureIsFreshForFiveMinutesBothWays() {
    assertThat(at(NOON.plusSeconds(300)).verified()).isTrue();
    assertThat(at(NOON.minusSeconds(300)).verified()).isTrue();
    assertThat(at(NOON.plusSeconds(301)))
        .isEqualTo(
            Proof.none(
                "it was signed at 2026-11-21T12:05:01Z and came at 2026-11-21T12:00:00Z, more than"
                    + " 5 minutes apart"));
    assertThat(at(NOON.minusSeconds(301)).verified()).isFalse();
  }

  @Test
  void aDecisionThatNamesNoGateCannotBeProvenForOne() {
    Approval anywhere = new Approval("brian", null, null, null, null, null, null, null, "cli");

    assertThat(heard(signed(BRIAN, anywhere)))
        .isEqualTo(Proof.none("what is signed does not say environment, gate, attempt, digest"));
  }

  @Test
  void commandsAndStartsAreProvenTheSameWay() {
    Command rollback = new Command(Command.Act.ROLLBACK, "brian", "slow", "full", "cli");
    Command signed = BRIAN.sign("shop-1", "run-1", NOON.toString(), rollback);
    StartRequest start = BRIAN.sign("shop-1", NOON.toString(), new StartRequest("shop", "brian"));

    assertThat(command(signed).verified()).isTrue();
    assertThat(command(signed.withOption("indexes-only")).verified()).isFalse();
    assertThat(command(signed.to(2)).verified()).as("to another question").isFalse();
    assertThat(command(rollback)).isEqualTo(Proof.none("it is not signed"));
    assertThat(start(start).verified()).isTrue();
    assertThat(start(again("other", null, start)).verified()).isFalse();
    assertThat(start(again("shop", "quick", start)).verified()).as("another mode").isFalse();
  }

  private static StartRequest again(String plan, String mode, StartRequest signed) {
    return new StartRequest(plan, "brian", mode, signed.signature());
  }

  @Test
  void theBytesThatAreSignedAreThoseOfTheDocumentation() {
    Signature signature = new Signature("run-1", "2026-11-21T12:00:00Z", null, null);
    Approval a = whole("brian", null, "production", "go", 1, "d1", List.of("né"), "a\nb", "cli");

    assertThat(
            new String(SignedBytes.of("approve", "shop-1", a, signature), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            soakgate-decision-v1
            verb 7
            approve
            deployment 6
            shop-1
            run 5
            run-1
            environment 10
            production
            gate 2
            go
            attempt 1
            1
            digest 2
            d1
            role -
            by 5
            brian
            attest 1
            item 3
            né
            reason 3
            a
            b
            source 3
            cli
            issued 20
            2026-11-21T12:00:00Z
            """);
  }

  @Test
  void aKeyIsReadBackFromItsTextAndAnotherTextIsNone() {
    SigningKey again = SigningKey.parse(BRIAN.text());

    assertThat(again.open().line()).isEqualTo(BRIAN.open().line());
    assertThat(heard(signed(again, said())).verified()).isTrue();
    assertThatThrownBy(
            () -> SigningKey.parse(BRIAN.text().replace(BRIAN.open().line(), KIM.open().line())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "this is no key that soakgate key new wrote: its public line, then a PKCS #8 private"
                + " key");
  }

  @Test
  void aPublicKeyLineIsReadStrictly() {
    assertThat(PublicKeyLine.parse(BRIAN.open().line()).orElseThrow().id()).isEqualTo(id());
    assertThat(List.of("ed25519:", "ed25519:AAAA", "rsa:" + "A".repeat(43), "ed25519:!"))
        .allSatisfy(line -> assertThat(PublicKeyLine.parse(line)).isEmpty());
  }

  private static String id() {
    return BRIAN.open().id();
  }

  private static Approval said() {
    return said("brian", "cli");
  }

  private static Approval said(String by, String source) {
    return whole(by, null, "production", "go", 1, "d1", List.of("all"), null, source);
  }

  private static Approval whole(
      String by,
      String role,
      String environment,
      String gate,
      int attempt,
      String digest,
      List<String> attest,
      String reason,
      String source) {
    return new Approval(by, role, environment, gate, attempt, digest, attest, reason, source);
  }

  private static Approval signed(SigningKey key, Approval approval) {
    return key.sign("approve", "shop-1", "run-1", NOON.toString(), approval);
  }

  private static Proof at(Instant issued) {
    return heard(BRIAN.sign("approve", "shop-1", "run-1", issued.toString(), said()));
  }

  private static Proof heard(Approval approval) {
    return WITNESS.identify(claim("approve", approval)).proof();
  }

  private static Claim claim(String verb, Approval approval) {
    return new Claim("shop-1", "run-1", NOON, verb, approval, null, null);
  }

  private static Proof command(Command command) {
    return WITNESS
        .identify(new Claim("shop-1", "run-1", NOON, "command", null, command, null))
        .proof();
  }

  private static Proof start(StartRequest start) {
    return WITNESS.identify(new Claim("shop-1", "run-1", NOON, "start", null, null, start)).proof();
  }
}

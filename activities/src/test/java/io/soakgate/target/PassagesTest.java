package io.soakgate.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.AdmitActivity.Past;
import io.soakgate.deployment.AdmitActivity.PastQuestion;
import io.soakgate.deployment.Evidence.Said;
import io.soakgate.deployment.Passage;
import io.soakgate.deployment.Passage.What;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps production closed after a rollback, as Soakgate's own database tells it. */
@Tag("postgres")
class PassagesTest {
  private static final Instant AT = Instant.parse("2026-11-21T02:00:00Z");
  private static final PastQuestion PRODUCTION = new PastQuestion("shop", "live", "rehearsal");

  @TempDir Path home;
  private Passages passages;

  @BeforeEach
  void open() throws Exception {
    TestDatabase own = TestCluster.freshDatabase();
    Secret secret = new Secret("file:" + Files.writeString(home.resolve("own"), own.password()));
    Store store = new Store(own.url(), own.user(), secret);
    StoreSchema.migrate(store);
    passages = new Passages(store);
  }

  private Passage keep(What what, String target, String deployment, Said... said) throws Exception {
    String why = what == What.ROLLED_BACK ? "rows were lost" : null;
    Passage passage =
        new Passage(what, "shop", "d1ge57", target, target, deployment, AT, why, List.of(said));
    passages.keep(passage);
    return passage;
  }

  private static Said said(String name, String words) {
    return new Said(name, "rolled-back", "lead", name + "?", AT, "ann", words);
  }

  @Test
  void nothingIsClosedThatWasNeverRolledBackOrHasPassedSince() throws Exception {
    assertThat(passages.past(PRODUCTION)).isEqualTo(Past.NONE);
    keep(What.ROLLED_BACK, "live", "shop-1");
    keep(What.PASSED, "live", "shop-2");

    assertThat(passages.past(PRODUCTION)).isEqualTo(Past.NONE);
  }

  @Test
  void onlyAPassOfTheEnvironmentBeforeThatIsLaterThanTheRollbackOpensIt() throws Exception {
    keep(What.PASSED, "rehearsal", "shop-1");
    Passage back = keep(What.ROLLED_BACK, "live", "shop-1");
    assertThat(passages.past(PRODUCTION)).isEqualTo(new Past(back, List.of(), null));
    assertThat(passages.past(new PastQuestion("another", "live", "rehearsal")))
        .isEqualTo(Past.NONE);

    Passage anew = keep(What.PASSED, "rehearsal", "shop-2");

    assertThat(passages.past(PRODUCTION)).isEqualTo(new Past(back, List.of(), anew));
  }

  @Test
  void ofEachQuestionTheLastAnswerAboutThatRollbackCounts() throws Exception {
    keep(What.ROLLED_BACK, "live", "shop-1");
    keep(What.ANSWERED, "live", "shop-1", said("cause", "no idea"));
    Passage back = keep(What.ROLLED_BACK, "live", "shop-2");
    keep(What.ANSWERED, "live", "shop-2", said("cause", "a lock"), said("next", "smaller steps"));
    keep(What.ANSWERED, "live", "shop-2", said("cause", "a missing index"));

    Past past = passages.past(PRODUCTION);

    assertThat(past.rolledBack()).isEqualTo(back);
    assertThat(past.said())
        .containsExactly(said("cause", "a missing index"), said("next", "smaller steps"));
  }
}

package io.soakgate.verdict;

import static io.soakgate.verdict.Outcome.FAIL;
import static io.soakgate.verdict.Outcome.INCONCLUSIVE;
import static io.soakgate.verdict.Outcome.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {

  @Test
  void onlyTheLastBucketsCount() {
    assertThat(after(3, FAIL, FAIL, PASS, PASS, FAIL).broken()).isEqualTo(1);
    assertThat(after(5, FAIL, FAIL, PASS, PASS, FAIL).broken()).isEqualTo(3);
  }

  @Test
  void aBlindBucketNeitherAddsNorPushesOneOut() {
    assertThat(after(3, FAIL, INCONCLUSIVE, INCONCLUSIVE, PASS, FAIL).broken()).isEqualTo(2);
  }

  private static Recent after(int most, Outcome... buckets) {
    return List.of(buckets).stream()
        .reduce(Recent.NONE, (recent, bucket) -> recent.next(bucket, most), (a, b) -> b);
  }
}

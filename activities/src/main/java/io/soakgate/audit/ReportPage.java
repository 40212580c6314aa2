package io.soakgate.audit;

import io.soakgate.deployment.Story;

/** placeholder */
final class ReportPage {
  private ReportPage() {}

  static String of(Story story) {
    return story.deployment();
  }
}

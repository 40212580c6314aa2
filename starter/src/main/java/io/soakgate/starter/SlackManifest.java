package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.plan.Plan;
import io.soakgate.slack.Manifest;
import io.soakgate.slack.Scopes;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate slack manifest}. */
@Command(
    name = "manifest",
    description = {
      "Print what Slack makes the app of: with every scope that is needed, and no other.",
      "Paste it at api.slack.com/apps, Create New App, From a manifest."
    },
    mixinStandardHelpOptions = true)
final class SlackManifest implements Callable<Integer> {
  @Mixin private Plans plans;

  @Option(
      names = "--http",
      paramLabel = "URL",
      description =
          "where Slack sends what people click, for signed requests (default: Socket Mode)")
  private URI http;

  @Option(names = "--no-clicks", description = "people are told things, and approve elsewhere")
  private boolean noClicks;

  @Parameters(
      paramLabel = "PLAN",
      description = "plans whose channels count (default: all in the folder of plans)")
  private List<String> names;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (http != null && (noClicks || !"https".equals(http.getScheme()) || http.getHost() == null)) {
      throw new BadInput(
          noClicks
              ? "--http says where clicks go, --no-clicks that there are none; leave one away"
              : "--http " + http + ": Slack sends only to https://HOST/…");
    }
    boolean creates =
        plans.all(names).stream().map(ReadPlan::plan).anyMatch(SlackManifest::creates);
    Manifest manifest = new Manifest(new Scopes(!noClicks, creates), requests());
    spec.commandLine().getOut().print(manifest.yaml());
    return ExitCode.OK;
  }

  /** Where the worker listens, unless the address says that something rewrites it. */
  private URI requests() {
    return http == null || http.getPath().length() > 1 ? http : http.resolve("/slack/events");
  }

  private static boolean creates(Plan plan) {
    return Arranged.rooms(plan).stream().anyMatch(room -> room.create());
  }
}

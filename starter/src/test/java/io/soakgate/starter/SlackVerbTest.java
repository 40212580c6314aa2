package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.identity.SigningKey;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlackVerbTest {
  private static final String PLAN =
      """
      soakgate: 1
      name: shop
      title: The shop
      roles: {lead: lead, dba: database administrator}
      channels:
        engineering: {slack: {channel: engineering}}
        war-room: {slack: {channel: "prod-deployment-${now:MMdd}", create: true}}
      alerts: {warn: [engineering], page: [war-room], critical: [war-room]}
      changes:
        note:
          apply: note.sql
          undo: undo.sql
          verify: [{query: {text: SELECT 1 AS one}, must: {one: "= 1"}}]
      environments:
        production: {target: shop, approve: {go: [lead, dba]}, if-fails: rollback}
      """;

  @TempDir Path home;

  private Path plans() throws Exception {
    Path shop = Files.createDirectories(home.resolve("plans/shop"));
    Files.writeString(shop.resolve("plan.yaml"), PLAN);
    Files.writeString(shop.resolve("note.sql"), "CREATE TABLE note (id int);");
    Files.writeString(shop.resolve("undo.sql"), "DROP TABLE note;");
    return home.resolve("plans");
  }

  private Path configuration(LocalSlack slack, SigningKey key) throws Exception {
    Files.writeString(home.resolve("bot"), slack.tokens().bot());
    Files.writeString(home.resolve("app"), slack.tokens().app());
    Files.writeString(home.resolve("key"), key.text());
    return Files.writeString(
        home.resolve("soakgate.yaml"),
        """
        soakgate: 1
        store: {url: "jdbc:postgresql://127.0.0.1:1/nowhere", user: nobody, password: "env:NONE"}
        folders: {plans: plans}
        people: {brian: {slack: U0000LEAD}, carla: {keys: []}}
        roles: {lead: [brian], dba: [carla]}
        sources: {slack: {keys: ["%s"]}}
        slack: {api: "%s", bot: "file:%s/bot", app: "file:%s/app", key: "file:%s/key", cards: cards}
        targets: {shop: {host: 127.0.0.1, database: shop, user: nobody, password: "env:NONE"}}
        """
            .formatted(key.open().line(), slack.url(), home, home, home));
  }

  @Test
  void aCheckUpTellsWhatIsWrongAndFails() throws Exception {
    plans();
    SigningKey key = SigningKey.fresh();
    try (LocalSlack slack = LocalSlack.start()) {
      slack.workspace().add(Member.of("U0000LEAD", "brian"));
      slack.workspace().channel("cards", false).hide();

      Typed typed = Typed.at("slack", "check", "--config", configuration(slack, key).toString());

      assertThat(typed.err()).isEmpty();
      assertThat(typed.code()).isEqualTo(1);
      assertThat(typed.out().replaceFirst("(?m)^good   the clock: .*\\n", ""))
          .isEqualTo(
              """
              good   the bot token: soakgate of soakgate (T0000SOAK)
              note   scope usergroups:read is not needed; take it away
              good   scopes: chat:write, channels:read, channels:history, groups:read, groups:history, users:read, commands, channels:manage
              good   channel #cards (cards): private
              WRONG  channel #engineering (shop): is not there, or is private and without the app; make it, and type `/invite @soakgate` in it
              good   channel #prod-deployment-${now:MMdd} (shop): is made when it is first needed
              good   person brian (U0000LEAD): brian
              good   role lead: brian can click
              WRONG  role dba: nobody of carla can click; add `slack: U…` for one of them under `people`
              good   the app token: a socket can be opened
              good   the key: %s is one of `sources: slack`
              2 things are wrong
              """
                  .formatted(key.open().id()));
    }
  }

  @Test
  void withoutSlackThereIsNothingToCheck() throws Exception {
    plans();
    Path file =
        Files.writeString(
            home.resolve("soakgate.yaml"),
            """
            soakgate: 1
            store: {url: "jdbc:postgresql://127.0.0.1:1/nowhere", user: nobody, password: "env:NONE"}
            targets: {shop: {host: 127.0.0.1, database: shop, user: nobody, password: "env:NONE"}}
            """);

    assertThat(Typed.at("slack", "check", "--config", file.toString()))
        .isEqualTo(
            new Typed(
                2,
                "",
                "the worker's configuration says nothing of Slack; docs/slack.md tells how to"
                    + " begin\n"));
  }

  @Test
  void theManifestHasWhatPlansNeedAndNothingElse() throws Exception {
    String plans = plans().toString();
    String scopes =
        """
              - chat:write
              - channels:read
              - channels:history
              - groups:read
              - groups:history
        """;

    assertThat(Typed.at("slack", "manifest", "--plans", plans))
        .isEqualTo(
            new Typed(
                0,
                """
                display_information:
                  name: Soakgate
                  description: Approves and watches deployments of PostgreSQL databases
                  background_color: "#1f3a5f"
                features:
                  bot_user:
                    display_name: soakgate
                    always_online: true
                  slash_commands:
                    - command: /soakgate
                      description: What is deployed, who is asked, and what is wrong
                      usage_hint: "status | who | issue TEXT"
                      should_escape: true
                oauth_config:
                  scopes:
                    bot:
                """
                    + scopes
                    + """
                      - users:read
                      - commands
                      - channels:manage
                settings:
                  org_deploy_enabled: false
                  socket_mode_enabled: true
                  token_rotation_enabled: false
                  interactivity:
                    is_enabled: true
                """,
                ""));
    String http =
        Typed.at("slack", "manifest", "--plans", plans, "--http", "https://soakgate.example").out();
    assertThat(http)
        .contains("\n      url: https://soakgate.example/slack/events\n")
        .contains("\n    request_url: https://soakgate.example/slack/events\n")
        .contains("\n  socket_mode_enabled: false\n");
    Files.writeString(
        home.resolve("plans/shop/plan.yaml"), PLAN.replace("${now:MMdd}\", create: true", "1\""));
    assertThat(Typed.at("slack", "manifest", "--plans", plans, "--no-clicks").out())
        .contains("    bot:\n" + scopes + "settings:\n")
        .doesNotContain("slash_commands", "interactivity", "users:read", "channels:manage")
        .contains("socket_mode_enabled: false");
  }

  @Test
  void requestsComeThroughTlsOrNotAtAll() {
    assertThat(Typed.at("slack", "manifest", "--http", "http://soakgate.example/slack").err())
        .isEqualTo("--http http://soakgate.example/slack: Slack sends only to https://HOST/…\n");
    assertThat(Typed.at("slack", "manifest", "--no-clicks", "--http", "https://a/b").err())
        .isEqualTo(
            "--http says where clicks go, --no-clicks that there are none; leave one away\n");
  }
}

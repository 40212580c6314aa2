package io.soakgate.slack;

import java.net.URI;
import java.util.stream.Collectors;

/**
 * The app as Slack makes one from: a company's own, with no scope that nothing needs
 * (https://docs.slack.dev/reference/app-manifest).
 *
 * @param scopes what it may do
 * @param requests where Slack sends what people click, for signed HTTP; null for Socket Mode
 */
public record Manifest(Scopes scopes, URI requests) {
  private static final String HEAD =
      """
      display_information:
        name: Soakgate
        description: Approves and watches deployments of PostgreSQL databases
        background_color: "#1f3a5f"
      features:
        bot_user:
          display_name: soakgate
          always_online: true
      """;
  private static final String COMMAND =
      """
        slash_commands:
          - command: /soakgate
      %s      description: What is deployed, who is asked, and what is wrong
            usage_hint: "status | who | issue TEXT"
            should_escape: true
      """;
  private static final String SETTINGS =
      """
      settings:
        org_deploy_enabled: false
        socket_mode_enabled: %s
        token_rotation_enabled: false
      """;

  /** As YAML. */
  public String yaml() {
    String bot =
        scopes.names().stream()
            .map(name -> "      - " + name + "\n")
            .collect(Collectors.joining("", "oauth_config:\n  scopes:\n    bot:\n", ""));
    return HEAD + command() + bot + settings();
  }

  private String command() {
    return scopes.clicks() ? COMMAND.formatted(url("      url: ")) : "";
  }

  private String settings() {
    String all = SETTINGS.formatted(scopes.clicks() && requests == null);
    return scopes.clicks()
        ? all + "  interactivity:\n    is_enabled: true\n" + url("    request_url: ")
        : all;
  }

  private String url(String key) {
    return requests == null ? "" : key + requests + "\n";
  }
}

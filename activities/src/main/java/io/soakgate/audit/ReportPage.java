package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Script;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.EnvironmentStory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A deployment's whole story as one page: nothing is loaded from elsewhere and no script runs, so
 * it can be kept, mailed and printed.
 */
final class ReportPage {
  private ReportPage() {}

  static String of(Story story) {
    Html html = Html.document();
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    // Even if something slipped through the escaping, it could neither run nor load anything.
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    html.element("title", Format.words(story.ending().name()) + ": " + story.title());
    html.style(css()).close().open("body").open("main");
    Head.write(html, story);
    Glance.write(html, story);
    Prints.write(html, story);
    stayed(html, story.stayed());
    TimelinePicture.write(html, story);
    FiguresTable.write(html, story);
    PhasesTable.write(html, story);
    PeopleTable.write(html, story);
    IssuesTable.write(html, story);
    AnswersList.write(html, story);
    KeptOut.write(html, story);
    story.environments().forEach(e -> environment(html, e));
    SeenTables.write(html, story);
    LintTable.write(html, story);
    scripts(html, story.scripts());
    timeline(html, story.timeline());
    html.element("footer", "Soakgate · run " + story.run() + audit(story));
    return html.done();
  }

  /** With it, {@code soakgate audit verify --head} tells a chain that was cut. */
  private static String audit(Story story) {
    return story.audit() == null
        ? ""
        : " · audit entry " + story.audit().number() + ", head " + story.audit().hash();
  }

  private static void environment(Html html, EnvironmentStory environment) {
    html.open("section").element("h2", environment.environment());
    html.element(
        "p", "target " + environment.target() + ", " + environment.server(), "class", "hint");
    DrillSection.write(html, environment);
    ConditionsTable.write(html, environment);
    ChangesTable.write(html, environment);
    ChecksTable.write(html, environment);
    WatchSection.write(html, environment);
    html.close();
  }

  private static void stayed(Html html, List<String> stayed) {
    if (stayed.isEmpty()) {
      return;
    }
    html.open("section").element("h2", "What stayed").open("ul");
    stayed.forEach(words -> html.element("li", words));
    html.close().close();
  }

  private static void scripts(Html html, List<Script> scripts) {
    if (scripts.isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Scripts");
    Tables.open(html, "File", "Size", "SHA-256");
    for (Script script : scripts) {
      html.open("tr").element("td", script.path());
      html.element("td", Format.bytes(script.bytes()), "class", "nowrap");
      html.open("td").element("code", script.digest()).close().close();
    }
    Tables.close(html);
    html.close();
  }

  private static void timeline(Html html, List<Entry> timeline) {
    html.open("section").element("h2", "Everything that happened");
    Tables.open(html, "At (UTC)", "Where", "What", "", "In words");
    for (Entry entry : timeline) {
      html.open("tr");
      html.element("td", Format.time(entry.at()), "class", "nowrap");
      html.element("td", entry.environment() == null ? "–" : entry.environment());
      html.open("td").text(entry.subject());
      html.element("div", entry.kind(), "class", "hint").close();
      Tables.mark(html, Tables.tone(entry.outcome()), entry.outcome());
      html.element("td", entry.words()).close();
    }
    Tables.close(html);
    html.close();
  }

  private static String css() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.soakgate.slack.card;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import io.soakgate.slack.Posting.Sheet;
import java.util.ArrayList;
import java.util.List;

/**
 * A card while it is drawn. Whatever it is given, it stays within what Slack takes: 150 characters
 * in a heading, 3,000 in a section, and about 13,000 characters in all
 * (docs.slack.dev/reference/block-kit).
 */
final class Drawing {
  private static final int HEADING = 150;
  private static final int SECTION = 2_900;
  private static final int SMALL = 1_000;
  private static final int BUTTONS = 8;
  private static final int LINE = 300;
  private static final int TEXT = 1_000;
  // What is left for buttons, and for what surrounds texts on the way.
  private static final int ALL = 9_000;

  private final List<LayoutBlock> blocks = new ArrayList<>();
  private final StringBuilder section = new StringBuilder();
  private int used;

  /** A heading, in which nothing is markup. */
  Drawing heading(String words) {
    blocks.add(HeaderBlock.builder().text(plain(Clip.plain(words, HEADING))).build());
    used += HEADING;
    return this;
  }

  /** A line of markup in the section that is drawn; an empty one or null is none. */
  Drawing line(String markup) {
    if (markup != null && !markup.isEmpty()) {
      String line = Clip.cut(markup, SECTION);
      if (section.length() + line.length() + 1 > SECTION) {
        paragraph();
      }
      section.append(section.length() == 0 ? "" : "\n").append(line);
    }
    return this;
  }

  /**
   * What a plan, a database or a person says, as lines of a list, at most so many.
   *
   * @param rest where the others stand, as markup
   */
  Drawing list(String heading, List<String> lines, int most, String rest) {
    if (lines.isEmpty()) {
      return this;
    }
    line("*" + heading + "*");
    lines.stream().limit(most).forEach(l -> line("• " + Clip.line(l, LINE)));
    return lines.size() > most ? line("… " + (lines.size() - most) + " more" + rest) : this;
  }

  /**
   * A list of which no line may be cut or left out: all of it, or nothing.
   *
   * @return whether it is there
   */
  boolean whole(String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return true;
    }
    List<String> all = new ArrayList<>(List.of("*" + heading + "*"));
    // What is too long to be escaped whole is longer than a section, too.
    lines.forEach(l -> all.add("• " + Clip.line(l, Integer.MAX_VALUE)));
    int length = all.stream().mapToInt(l -> l.length() + 1).sum();
    boolean fits =
        used + section.length() + length <= ALL
            && all.stream().allMatch(l -> l.length() <= SECTION);
    if (fits) {
      all.forEach(this::line);
    }
    return fits;
  }

  /** Ends the section that is drawn. */
  Drawing paragraph() {
    if (section.length() > 0 && used < ALL) {
      String words = Clip.cut(section.toString(), Math.max(1, Math.min(SECTION, ALL - used)));
      blocks.add(SectionBlock.builder().text(markup(words)).build());
      used += words.length();
    }
    section.setLength(0);
    return this;
  }

  /** Something beside the point, in small letters. */
  Drawing small(String markup) {
    paragraph();
    String words = Clip.cut(markup, SMALL);
    blocks.add(ContextBlock.builder().elements(List.of(markup(words))).build());
    used += words.length();
    return this;
  }

  /** Buttons in a row; none is no row. */
  Drawing buttons(List<? extends BlockElement> buttons) {
    paragraph();
    if (!buttons.isEmpty()) {
      List<BlockElement> some = List.copyOf(buttons.subList(0, Math.min(BUTTONS, buttons.size())));
      blocks.add(ActionsBlock.builder().elements(some).build());
    }
    return this;
  }

  /**
   * The card.
   *
   * @param text all of it that is read out, or seen in a notification, escaped
   */
  Sheet as(String id, String text) {
    paragraph();
    return new Sheet(id, Clip.cut(text, TEXT), List.copyOf(blocks));
  }

  static PlainTextObject plain(String words) {
    return PlainTextObject.builder().text(words).emoji(true).build();
  }

  /** Verbatim: Slack makes links of what looks like one, too, and of names of channels. */
  private static MarkdownTextObject markup(String words) {
    return MarkdownTextObject.builder().text(words).verbatim(true).build();
  }
}

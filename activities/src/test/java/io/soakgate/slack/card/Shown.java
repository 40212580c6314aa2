package io.soakgate.slack.card;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.ButtonElement;
import io.soakgate.slack.Posting.Sheet;
import java.util.stream.Collectors;

/** A sheet as a person reads it, block by block. */
final class Shown {
  private Shown() {}

  static String of(Sheet sheet) {
    return sheet.blocks().stream().map(Shown::of).collect(Collectors.joining("\n"));
  }

  private static String of(LayoutBlock block) {
    if (block instanceof HeaderBlock header) {
      return "# " + header.getText().getText();
    }
    if (block instanceof SectionBlock section) {
      return section.getText().getText();
    }
    if (block instanceof ContextBlock context) {
      return "~ " + ((MarkdownTextObject) context.getElements().get(0)).getText();
    }
    return ((ActionsBlock) block)
        .getElements().stream()
            .map(e -> "[" + ((ButtonElement) e).getText().getText() + "]")
            .collect(Collectors.joining(" "));
  }
}

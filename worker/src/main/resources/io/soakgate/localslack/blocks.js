// Block Kit as elements.
import { element, mrkdwn, plain, decoded } from "./mrkdwn.js";

/** names: see mrkdwn; press(button): what a click on one does. */
export function blocks(list, names, press) {
  const out = new DocumentFragment();
  list.forEach((block) => out.append(one(block, names, press)));
  return out;
}

export function text(said, names) {
  return said.type === "mrkdwn" ? mrkdwn(said.text, names) : document.createTextNode(plain(said.text));
}

function one(block, names, press) {
  switch (block.type) {
    case "header": return element("h3", "header", text(block.text, names));
    case "divider": return element("hr");
    case "section": return section(block, names, press);
    case "context": return element("div", "context", ...block.elements.map((e) => element("span", "", small(e, names))));
    case "actions": return element("div", "actions", ...block.elements.map((e) => control(e, names, press)));
    case "image": return element("div", "context", `🖼️ ${block.alt_text ?? ""}`);
    case "rich_text": return element("div", "said", ...block.elements.map((e) => rich(e, names)));
    case "input": return input(block, names);
    default: return element("div", "context", `(a block of the type ${block.type}, which is not shown here)`);
  }
}

const small = (e, names) => (e.type === "image" ? `🖼️ ${e.alt_text ?? ""}` : text(e, names));

function section(block, names, press) {
  const made = element("div", "section");
  if (block.text) made.append(element("div", "said", text(block.text, names)));
  if (block.fields) {
    made.append(element("div", "fields", ...block.fields.map((f) => element("div", "said", text(f, names)))));
  }
  if (block.accessory) made.append(element("div", "accessory", control(block.accessory, names, press)));
  return made;
}

function control(e, names, press) {
  if (e.type !== "button") return element("span", "context", `(${e.type}, which is not shown here)`);
  const made = element("button", e.style ?? "", text(e.text, names));
  made.type = "button";
  made.dataset.action = e.action_id;
  if (e.accessibility_label) made.setAttribute("aria-label", e.accessibility_label);
  made.addEventListener("click", () => press(e, made));
  return made;
}

function rich(e, names) {
  const parts = (e.elements ?? []).map((p) => piece(p, names));
  if (e.type === "rich_text_preformatted") return element("pre", "", ...parts);
  if (e.type === "rich_text_quote") return element("blockquote", "", ...parts);
  if (e.type === "rich_text_list") {
    return element(e.style === "ordered" ? "ol" : "ul", "", ...e.elements.map((i) => element("li", "", rich(i, names))));
  }
  return element("div", "", ...parts);
}

function piece(p, names) {
  const said =
    p.type === "user" ? "@" + (names[p.user_id] ?? p.user_id)
    : p.type === "emoji" ? plain(`:${p.name}:`)
    : p.text ?? p.url ?? "";
  const style = p.style ?? {};
  return element(style.code ? "code" : style.bold ? "b" : style.italic ? "i" : "span", "", said);
}

/** A field of a modal; its value is found by data-block. */
function input(block, names) {
  const made = element("label", "input", element("b", "", plain(block.label.text)));
  if (block.optional) made.append(element("small", "", " (optional)"));
  made.append(field(block, names));
  if (block.hint) made.append(element("small", "hint", plain(block.hint.text)));
  const wrong = element("small", "wrong");
  wrong.dataset.wrong = block.block_id;
  wrong.setAttribute("role", "alert");
  made.append(wrong);
  return made;
}

function field(block, names) {
  const e = block.element;
  const made = document.createElement(e.options ? "select" : e.multiline ? "textarea" : "input");
  if (e.options) {
    e.options.forEach((o) => {
      const option = new Option(plain(o.text.text), o.value, false, o.value === e.initial_option?.value);
      made.append(option);
    });
  } else {
    made.value = decoded(e.initial_value ?? "");
    if (e.placeholder) made.placeholder = plain(e.placeholder.text);
    if (e.max_length) made.maxLength = e.max_length;
    if (e.min_length) made.minLength = e.min_length;
  }
  made.required = !block.optional;
  made.dataset.block = block.block_id;
  return made;
}

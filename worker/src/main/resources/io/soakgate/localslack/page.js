import { blocks, text } from "./blocks.js";
import { element, mrkdwn, plain } from "./mrkdwn.js";

const EVERY = 700;
const at = (id) => document.getElementById(id);
const kept = window.sessionStorage; // of this tab alone: another tab may be another person
let seen = null;
let mark = null;
let shown = new Map();
const opened = new Map();
const contents = new WeakMap();

async function look() {
  const person = kept.getItem("person") ?? "";
  const answer = await fetch(`seen?person=${encodeURIComponent(person)}`, {
    headers: mark ? { "If-None-Match": mark } : {},
    cache: "no-store",
  });
  if (answer.status === 304) return;
  mark = answer.headers.get("ETag");
  seen = await answer.json();
  if (seen.person) show();
}

async function keepLooking() {
  try {
    await look();
    trouble("lost", null);
  } catch (gone) {
    trouble("lost", "Nothing answers here any more. Once dev or demo runs again, load this page anew.");
  }
  setTimeout(keepLooking, EVERY);
}

let troubles = {};
function trouble(kind, words) {
  troubles[kind] = words;
  const all = Object.values(troubles).filter((w) => w).join(" ");
  at("trouble").textContent = all;
  at("trouble").hidden = !all;
}

async function act(what, more) {
  const answer = await fetch(what, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ person: seen.person, ...more }),
  });
  const said = await answer.json();
  trouble(
    "act",
    said.wrong
      ? `Not sent: ${said.wrong}.`
      : said.heard
        ? null
        : "Soakgate did not answer within three seconds; Slack shows a warning triangle then. Try again.",
  );
  await look();
  return said;
}

const names = () => Object.fromEntries([...seen.people, ...seen.rooms].map((o) => [o.id, o.name]));
const room = () => seen.rooms.find((r) => r.id === kept.getItem("room")) ?? seen.rooms[0];

function show() {
  people();
  rooms();
  posts();
  modal();
}

function people() {
  const select = at("person");
  const options = JSON.stringify(seen.people);
  if (select.dataset.options !== options) {
    select.dataset.options = options;
    select.replaceChildren(
      ...seen.people.map((p) => new Option(p.title ? `${p.name} (${p.title})` : p.name, p.id)),
    );
  }
  select.value = seen.person;
}

function rooms() {
  const current = room();
  const last = current?.posts.at(-1)?.ts;
  if (last) kept.setItem("read " + current.id, last);
  at("rooms").replaceChildren(
    ...seen.rooms.map((r) => {
      const read = kept.getItem("read " + r.id) ?? "";
      const fresh = r.posts.filter((p) => p.ts > read).length;
      const made = element("button", "", "#" + r.name);
      if (fresh) made.append(element("span", "fresh", String(fresh)));
      made.type = "button";
      made.setAttribute("aria-current", String(r === current));
      made.addEventListener("click", () => go(r));
      return made;
    }),
  );
}

function go(to) {
  kept.setItem("room", to.id);
  shown = new Map();
  at("posts").replaceChildren();
  show();
}

function posts() {
  const current = room();
  if (!current) return;
  at("room").replaceChildren("#" + current.name);
  if (current.topic) at("room").append(element("small", "", plain(current.topic)));
  const list = at("posts");
  const below = document.querySelector("main");
  const atEnd = shown.size === 0 || below.scrollHeight - below.scrollTop - below.clientHeight < 80;
  const there = new Set(current.posts.map((p) => p.ts));
  const top = current.posts.filter((p) => !p.thread || p.thread === p.ts || !there.has(p.thread));
  const now = new Map(top.map((p) => [p.ts, made(p, current)]));
  list.replaceChildren(...(now.size ? now.values() : [element("p", "context", "Nothing was said here yet.")]));
  shown = now;
  if (atEnd) below.scrollTop = below.scrollHeight;
}

/** A message with its thread; the same element as before when nothing of it changed. */
function made(post, current) {
  const replies = current.posts.filter((p) => p.thread === post.ts && p.ts !== post.ts);
  const what = JSON.stringify([post, replies, seen.person]);
  const before = shown.get(post.ts);
  if (before && contents.get(before) === what) return before;
  const whole = element("article", "", message(post, current));
  if (replies.length) whole.append(thread(post, replies, current));
  contents.set(whole, what);
  whole.dataset.ts = post.ts;
  return whole;
}

function thread(post, replies, current) {
  const asks = replies.some((r) => r.blocks.some((b) => b.type === "actions"));
  const folded = element("details", "thread");
  folded.open = opened.get(post.ts) ?? (asks || replies.length < 3);
  folded.addEventListener("toggle", () => opened.set(post.ts, folded.open));
  const count = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  folded.append(element("summary", "", `${count}, the last at ${clock(replies.at(-1).ts)}`));
  replies.forEach((r) => folded.append(message(r, current)));
  return folded;
}

const clock = (ts) =>
  new Date(Number(ts) * 1000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });

function message(post, current) {
  const whole = element("div", post.alone ? "post alone" : "post");
  if (post.alone) whole.append(element("div", "only", "Only visible to you"));
  const head = element("div", "by", element("b", "", "Soakgate"), element("span", "app", "APP"));
  head.append(element("time", "", clock(post.ts)));
  if (post.edited) head.append(element("small", "edited", "(edited)"));
  whole.append(head);
  whole.append(
    post.blocks.length
      ? blocks(post.blocks, names(), (button, e) => press(post, current, button, e))
      : element("div", "said", mrkdwn(post.text, names())),
  );
  return whole;
}

async function press(post, current, button, e) {
  if (button.confirm && !(await sure(button.confirm, button.style))) return;
  if (button.url && /^https?:\/\//.test(button.url)) window.open(button.url, "_blank", "noopener");
  e.disabled = true;
  try {
    await act("press", { room: current.id, ts: post.ts, action: button.action_id });
  } finally {
    e.disabled = false;
  }
}

function sure(asked, style) {
  const dialog = at("confirm");
  const yes = element("button", asked.style ?? style ?? "primary", plain(asked.confirm.text));
  const no = element("button", "", plain(asked.deny.text));
  dialog.replaceChildren(
    element("h3", "", plain(asked.title.text)),
    element("div", "said", text(asked.text, names())),
    element("div", "actions end", no, yes),
  );
  dialog.showModal();
  return new Promise((decided) => {
    yes.addEventListener("click", () => (dialog.returnValue = "yes") && dialog.close("yes"));
    no.addEventListener("click", () => dialog.close("no"));
    dialog.addEventListener("close", () => decided(dialog.returnValue === "yes"), { once: true });
  });
}

function modal() {
  const dialog = at("modal");
  const view = seen.modal;
  if (!view) {
    if (dialog.open) dialog.close();
    dialog.dataset.id = "";
    return;
  }
  if (dialog.dataset.id === view.id) return;
  dialog.dataset.id = view.id;
  const form = element("form", "", element("h3", "", plain(view.title.text)), blocks(view.blocks, names(), () => {}));
  const cancel = element("button", "", plain(view.close?.text ?? "Cancel"));
  cancel.type = "button";
  cancel.addEventListener("click", () => act("dismiss", {}));
  const ends = element("div", "actions end", cancel);
  if (view.submit) ends.append(element("button", "primary", plain(view.submit.text)));
  form.append(ends);
  form.noValidate = true; // the app says what is wrong, as in Slack
  form.addEventListener("submit", (event) => submit(event, form));
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
}

at("modal").addEventListener("cancel", () => act("dismiss", {}));

async function submit(event, form) {
  event.preventDefault();
  const values = {};
  form.querySelectorAll("[data-block]").forEach((e) => (values[e.dataset.block] = e.value));
  const said = await act("submit", { values });
  form.querySelectorAll("[data-wrong]").forEach((e) => (e.textContent = said.errors?.[e.dataset.wrong] ?? ""));
}

at("person").addEventListener("change", (event) => {
  kept.setItem("person", event.target.value);
  mark = null;
  look();
});

at("command").addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = at("typed").value;
  if (!typed.trim() || !seen?.person) return;
  const said = await act("command", { room: room().id, text: typed });
  if (said.heard) at("typed").value = "";
});

keepLooking();

// Slack's own markup as elements. What comes in is only ever put into text nodes.
const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", no_entry: "⛔", no_entry_sign: "🚫",
  warning: "⚠️", rotating_light: "🚨", octagonal_sign: "🛑", red_circle: "🔴", large_yellow_circle: "🟡",
  large_green_circle: "🟢", large_blue_circle: "🔵", white_circle: "⚪", black_circle: "⚫", large_orange_circle: "🟠",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", stopwatch: "⏱️", alarm_clock: "⏰", clock3: "🕒", calendar: "📅", spiral_calendar_pad: "🗓️",
  rocket: "🚀", tada: "🎉", eyes: "👀", rewind: "⏪", leftwards_arrow_with_hook: "↩️", arrow_right: "➡️", arrow_forward: "▶️",
  arrows_counterclockwise: "🔄", repeat: "🔁", double_vertical_bar: "⏸️", pause_button: "⏸️", black_square_for_stop: "⏹️",
  fast_forward: "⏩", black_right_pointing_double_triangle_with_vertical_bar: "⏭️", raised_hand: "✋", hand: "✋",
  question: "❓", grey_question: "❔", exclamation: "❗", information_source: "ℹ️", bulb: "💡", bell: "🔔", no_bell: "🔕",
  mega: "📣", loudspeaker: "📢", lock: "🔒", unlock: "🔓", key: "🔑", shield: "🛡️", wrench: "🔧", hammer_and_wrench: "🛠️",
  package: "📦", floppy_disk: "💾", memo: "📝", clipboard: "📋", page_facing_up: "📄", bar_chart: "📊", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", link: "🔗", mag: "🔍", busts_in_silhouette: "👥", bust_in_silhouette: "👤", thumbsup: "👍",
  "+1": "👍", thumbsdown: "👎", "-1": "👎", zap: "⚡", fire: "🔥", boom: "💥", wastebasket: "🗑️", speech_balloon: "💬", zzz: "💤",
  thread: "🧵", construction: "🚧", checkered_flag: "🏁", pushpin: "📌", robot_face: "🤖", heavy_minus_sign: "➖", heavy_plus_sign: "➕",
  large_green_square: "🟩", large_red_square: "🟥", large_yellow_square: "🟨", white_large_square: "⬜", black_large_square: "⬛",
  small_blue_diamond: "🔹", small_orange_diamond: "🔸", arrow_backward: "◀️", back: "🔙", pager: "📟", white_medium_square: "◻️", sos: "🆘", detective: "🕵️", test_tube: "🧪",
};
const PARTS =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+-]+):|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])|(?<!\w)_(\S(?:[^_\n]*\S)?)_(?!\w)|(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])/g;

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export const decoded = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function plain(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] ?? all);
}

/** names: who and which channel an id is. */
export function mrkdwn(text, names) {
  const out = new DocumentFragment();
  let quote = null;
  for (const part of text.split(/(```[\s\S]+?```)/)) {
    if (part.startsWith("```") && part.length > 6) {
      inline(part, names, out);
      quote = null;
      continue;
    }
    const lines = part.split("\n");
    lines.forEach((line, at) => {
      const quoted = line.startsWith("&gt;");
      if (quoted && !quote) out.append((quote = element("blockquote")));
      if (!quoted) quote = null;
      inline(quoted ? line.slice(4).trimStart() : line, names, quote ?? out);
      if (at < lines.length - 1) (quote ?? out).append("\n");
    });
  }
  return out;
}

function inline(text, names, out) {
  let from = 0;
  for (const found of text.matchAll(PARTS)) {
    out.append(decoded(text.slice(from, found.index)));
    const [all, block, code, angle, emoji, bold, italic, strike] = found;
    if (block !== undefined) out.append(element("pre", "", decoded(block.replace(/^\n/, ""))));
    else if (code !== undefined) out.append(element("code", "", decoded(code)));
    else if (angle !== undefined) out.append(angled(angle, names));
    else if (emoji !== undefined) out.append(EMOJI[emoji] ?? all);
    else nested(bold !== undefined ? "b" : italic !== undefined ? "i" : "s", bold ?? italic ?? strike, names, out);
    from = found.index + all.length;
  }
  out.append(decoded(text.slice(from)));
}

function nested(tag, text, names, out) {
  const within = element(tag);
  inline(text, names, within);
  out.append(within);
}

function angled(inside, names) {
  const bar = inside.indexOf("|");
  const what = bar < 0 ? inside : inside.slice(0, bar);
  const said = bar < 0 ? null : decoded(inside.slice(bar + 1));
  if (what.startsWith("@")) return element("span", "mention", "@" + (names[what.slice(1)] ?? said ?? what.slice(1)));
  if (what.startsWith("#")) return element("span", "mention", "#" + (names[what.slice(1)] ?? said ?? what.slice(1)));
  if (what.startsWith("!date^")) return dated(what, said);
  if (what.startsWith("!subteam^")) return element("span", "mention", said ?? what);
  if (what.startsWith("!")) return element("span", "mention loud", "@" + (said ?? what.slice(1)));
  return link(decoded(what), said);
}

function link(to, said) {
  if (!/^(https?:\/\/|mailto:)/.test(to)) return document.createTextNode(`<${to}>`);
  const made = element("a", "", said ?? to);
  made.href = to;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

/** !date^1700000000^{date_short_pretty} at {time}^https://… */
function dated(what, fallback) {
  const [, seconds, format = "{date} {time}"] = what.split("^");
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return document.createTextNode(fallback ?? what);
  const words = decoded(format).replace(/\{([a-z_]+)\}/g, (all, token) => piece(at, token) ?? all);
  const made = element("time", "", words);
  made.dateTime = at.toISOString();
  made.title = at.toISOString();
  return made;
}

function piece(at, token) {
  const day = (options) => at.toLocaleDateString(undefined, options);
  const pretty = (otherwise) => {
    const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
    return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days] ?? otherwise;
  };
  const short = { month: "short", day: "numeric", year: "numeric" };
  const long = { weekday: "long", month: "long", day: "numeric", year: "numeric" };
  const full = { month: "long", day: "numeric", year: "numeric" };
  switch (token) {
    case "date_num": return at.toISOString().slice(0, 10);
    case "date": return day(full);
    case "date_short": return day(short);
    case "date_long": return day(long);
    case "date_pretty": return pretty(day(full));
    case "date_short_pretty": return pretty(day(short));
    case "date_long_pretty": return pretty(day(long));
    case "time": return at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
    case "time_secs": return at.toLocaleTimeString();
    case "ago": return ago(at);
    default: return null;
  }
}

function ago(at) {
  const minutes = Math.round((Date.now() - at) / 60_000);
  const words = Math.abs(minutes) < 90 ? `${Math.abs(minutes)} minutes` : `${Math.round(Math.abs(minutes) / 60)} hours`;
  return minutes < 0 ? `in ${words}` : `${words} ago`;
}

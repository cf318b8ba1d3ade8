// The editor's own script. Without it every sentence can still be opened, saved and commented on, a page at a time.
//
// The field is a plain textarea, so that undo, input methods, both directions and screen readers are the browser's own.
// A tag is one character in it (① begins what ❶ ends): nothing can cut it in half. `editor_text.py` knows the same ones.

const OPENING = [...Array(20).keys()].map((n) => String.fromCharCode(0x2460 + n));
const CLOSING = [...Array(20).keys()].map((n) => String.fromCharCode(n < 10 ? 0x2776 + n : 0x24e1 + n));
const TAG = /<(\/?)([a-z][a-z0-9]*)(\/?)>/g;
const CHECK_AFTER = 350; // ms without a key
const IDLE_AFTER = 60_000; // ms without a key or a click: nobody is working

const editor = document.getElementById("editor");
const words = JSON.parse(editor.dataset.texts);
const base = location.pathname.replace(/\/$/, "");
const shelf = `translateflow ${editor.dataset.account} ${editor.dataset.place}`;
const standing = document.getElementById("standing");
const frame = document.querySelector(".page-beside iframe");
const search = document.getElementById("search");

// ---------------------------------------------------------------- what is kept in this browser

const memory = new Map();

function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`${shelf} ${name}`)) ?? otherwise;
  } catch {
    return memory.get(name) ?? otherwise;
  }
}

function keep(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem(`${shelf} ${name}`, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the text stays in this tab.
  }
}

let queue = recall("queue", []); // saves on their way, oldest first
let typed = recall("typed", {}); // texts that were never sent, by sentence
const clashes = {}; // what the server said of texts somebody else was faster with

function keepTyped(id, entry) {
  if (entry) typed[id] = entry;
  else delete typed[id];
  keep("typed", typed);
}

// ---------------------------------------------------------------- the server

let token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRF-Token"];

class Unreachable extends Error {}
class SignedOut extends Error {}

class Refused extends Error {
  constructor(html) {
    super(new DOMParser().parseFromString(html, "text/html").querySelector("main, .message")?.textContent.trim() ?? "");
  }
}

async function ask(path, { data = null, part = false } = {}) {
  const options = { headers: { "X-CSRF-Token": token }, redirect: "manual" };
  if (data) Object.assign(options, { method: "POST", body: new URLSearchParams(data) });
  options.headers[part ? "X-Part" : "Accept"] = part ? "help" : data ? "application/json" : "text/html";
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Unreachable();
  }
  if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
  if (response.status >= 500 || response.status === 429) throw new Unreachable();
  const isData = response.headers.get("Content-Type")?.startsWith("application/json");
  if (!response.ok && !isData) throw Object.assign(new Refused(await response.text()), { status: response.status });
  return isData ? response.json() : response.text();
}

/** Signing in again gives a new token: it stands in every page. */
async function renewToken() {
  const page = new DOMParser().parseFromString(await ask(location.href), "text/html");
  token = JSON.parse(page.body.getAttribute("hx-headers"))["X-CSRF-Token"];
}

async function tell(path, data, part = false) {
  try {
    return await ask(path, { data, part });
  } catch (problem) {
    if (problem.status !== 403) throw problem;
    await renewToken();
    return ask(path, { data, part });
  }
}

// ---------------------------------------------------------------- saving: at once, in order, never lost

let sending = false;
let pause = 0;
let timer = 0;

function save(operation) {
  queue.push(operation);
  keep("queue", queue);
  const row = rowOf(operation.id);
  row?.classList.add("sending");
  send();
}

async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    while (queue.length) {
      show(words.saving);
      await deliver(queue[0]);
      queue.shift();
      keep("queue", queue);
      pause = 0;
    }
    show(Object.keys(clashes).length ? words.clashes : words.saved, Object.keys(clashes)[0]);
  } catch (problem) {
    if (!(problem instanceof Unreachable || problem instanceof SignedOut)) throw problem;
    const text = problem instanceof SignedOut ? words.signedOut : words.offline;
    show(text.replace("{count}", queue.length), "", true);
    pause = Math.min(pause ? pause * 2 : 1000, 30_000);
    timer = setTimeout(send, pause);
  } finally {
    sending = false;
  }
}

async function deliver(operation) {
  const { id, seen, target, as, seconds } = operation;
  try {
    const answer = await tell(`${base}/${id}`, { seen, target, as, seconds });
    settle(id, answer, target);
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    keepTyped(id, { text: target, seen });
    rowOf(id)?.classList.replace("sending", "refused");
    show(`${words.refused} ${problem.message}`, id, true);
  }
}

function settle(id, answer, mine) {
  for (const later of queue.slice(1)) if (later.id === id && answer.outcome === "saved") later.seen = answer.seen;
  prepared.delete(id);
  paint(id, answer.page);
  count(answer.counts);
  const was = rowOf(id);
  const row = fragment(answer.row).querySelector(".sentence");
  if (was) {
    row.classList.toggle("current", was.classList.contains("current"));
    was.replaceWith(row);
  }
  if (answer.outcome === "saved") {
    delete clashes[id];
    if (typed[id]?.text === mine) keepTyped(id, null);
    if (current?.id === id) current.saved(answer);
    return;
  }
  clashes[id] = answer;
  keepTyped(id, { text: mine, seen: answer.seen });
  row.classList.add("clashing");
  if (current?.id === id) current.clash(answer);
}

function show(text, id = "", isProblem = false) {
  standing.textContent = text;
  standing.classList.toggle("problem", isProblem);
  if (id) {
    const link = Object.assign(document.createElement("a"), { href: `?segment=${id}#s${id}`, textContent: words.look });
    standing.append(" ", link);
  }
}

function count(counts) {
  for (const [name, figure] of Object.entries(counts)) {
    for (const place of document.querySelectorAll(`[data-count="${name}"]`)) place.textContent = figure;
  }
}

addEventListener("online", send);
addEventListener("pagehide", () => current?.keepNow());

// ---------------------------------------------------------------- one sentence, opened

const rowOf = (id) => document.getElementById(`s${id}`);
const idOf = (row) => row?.id.slice(1);
const visibleRows = () => [...document.querySelectorAll(".sentence")].filter((row) => !row.hidden);
const prepared = new Map(); // panels asked for in advance, by sentence

let current = null;
let lastPanel = null;

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function panelOf(id) {
  const seen = rowOf(id)?.dataset.seen;
  const known = prepared.get(id);
  if (known?.seen === seen) return known.html;
  const html = ask(`${base}/${id}`);
  html.catch(() => prepared.delete(id));
  prepared.set(id, { seen, html });
  return html;
}

async function open(id, { focus = true } = {}) {
  if (current?.id === id) {
    if (focus) current.field.focus();
    return;
  }
  close();
  const row = rowOf(id);
  if (!row) return;
  row.classList.add("current");
  const place = Object.assign(document.createElement("li"), { className: "opened" });
  row.after(place);
  let form;
  try {
    form = fragment(await panelOf(id)).querySelector("form");
  } catch (problem) {
    if (!(problem instanceof Unreachable) || !lastPanel) {
      place.remove();
      show(problem instanceof SignedOut ? words.signedOut.replace("{count}", queue.length) : words.unreachable, "", true);
      return;
    }
    form = panelFromRow(row);
  }
  if (!place.isConnected) return; // another one was opened meanwhile
  place.append(form, Object.assign(document.createElement("div"), { className: "help" }));
  current = new Sentence(form, place.querySelector(".help"));
  history.replaceState(null, "", `?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), segment: id })}`);
  if (focus) current.focus();
  light(id);
  current.loadHelp();
  const next = neighbour(1);
  if (next) panelOf(idOf(next)).catch(() => {});
}

/** Without a connection: what the line itself knows is enough to translate by. */
function panelFromRow(row) {
  const form = lastPanel.cloneNode(true);
  const [source, target] = row.querySelectorAll("p");
  form.action = `${base}/${idOf(row)}`;
  Object.assign(form.dataset, { id: idOf(row), tags: row.dataset.tags ?? "", alone: row.dataset.alone ?? "" });
  form.elements.seen.value = row.dataset.seen;
  form.querySelector(".source").innerHTML = source.innerHTML;
  form.querySelector("[data-source]").value = source.textContent;
  form.elements.target.value = target.textContent;
  for (const part of form.querySelectorAll(".tags, .terms, .difference, .clash, .findings > *")) part.remove();
  return form;
}

function close() {
  if (!current) {
    document.querySelector(".opened")?.remove();
    document.querySelector(".sentence.current")?.classList.remove("current");
    return;
  }
  current.keepNow();
  current.end();
  current.form.closest(".opened").remove();
  document.querySelector(".sentence.current")?.classList.remove("current");
  current = null;
}

function neighbour(step) {
  const rows = visibleRows();
  const at = rows.findIndex((row) => row.classList.contains("current"));
  return rows[at + step];
}

function go(step) {
  const next = current ? neighbour(step) : visibleRows().at(step > 0 ? 0 : -1);
  if (next) open(idOf(next));
}

class Sentence {
  constructor(form, help) {
    this.form = form;
    this.help = help;
    this.id = form.dataset.id;
    this.field = form.elements.target;
    this.mirror = form.querySelector(".mirror");
    this.source = form.querySelector("[data-source]").value;
    this.names = form.dataset.raw === undefined && form.dataset.tags ? form.dataset.tags.split(" ") : [];
    this.alone = new Set(form.dataset.alone ? form.dataset.alone.split(" ") : []);
    this.seconds = 0;
    this.active = Date.now();
    this.base = this.toChips(this.field.value);
    this.field.value = this.base;
    this.clock = setInterval(() => this.tick(), 1000);
    lastPanel = form.cloneNode(true);
    this.listen();
    this.recover();
    this.changed(false);
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(event.submitter?.value ?? "confirmed");
    });
    this.field.addEventListener("input", () => this.changed());
    for (const kind of ["copy", "cut"]) this.field.addEventListener(kind, (event) => this.copyOut(event));
    for (const kind of ["paste", "drop"]) this.field.addEventListener(kind, (event) => this.takeIn(event));
    this.form.addEventListener("click", (event) => this.clicked(event));
    for (const kind of ["keydown", "pointerdown"]) this.form.addEventListener(kind, () => (this.active = Date.now()));
  }

  clicked(event) {
    const button = event.target.closest("button, a");
    if (!button) return;
    const { tag, insert, do: act } = button.dataset;
    if (tag) this.insertTag(Number(tag));
    else if (insert) this.insert(insert);
    else if (act === "copy") this.copySource();
    else if (act === "mine") this.submit("confirmed");
    else if (act === "theirs") {
      event.preventDefault();
      this.takeTheirs();
    }
  }

  // -- tags

  toChips(text) {
    if (!this.names.length) return text;
    return text.replace(TAG, (whole, slash, name, alone) => {
      const at = this.names.indexOf(name);
      if (at < 0 || Boolean(alone) !== this.alone.has(name) || (slash && alone)) return whole;
      return (slash ? CLOSING : OPENING)[at];
    });
  }

  toTags(text) {
    this.names.forEach((name, at) => {
      text = text.replaceAll(OPENING[at], this.alone.has(name) ? `<${name}/>` : `<${name}>`);
      text = text.replaceAll(CLOSING[at], `</${name}>`);
    });
    return text;
  }

  insertTag(at) {
    if (at >= this.names.length) return;
    const { selectionStart, selectionEnd, value } = this.field;
    const [opening, closing] = [OPENING[at], CLOSING[at]];
    if (this.alone.has(this.names[at])) this.insert(opening);
    else if (selectionEnd > selectionStart) this.insert(opening + value.slice(selectionStart, selectionEnd) + closing);
    else this.insert(value.split(opening).length > value.split(closing).length ? closing : opening);
  }

  // -- text

  /** Insert so that the browser's own undo takes it back. */
  insert(text) {
    this.field.focus();
    if (!document.execCommand("insertText", false, text)) {
      this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
      this.changed();
    }
  }

  replace(text) {
    this.field.focus();
    this.field.select();
    this.insert(this.toChips(text));
  }

  copySource() {
    this.replace(this.source);
  }

  copyOut(event) {
    const { selectionStart, selectionEnd, value } = this.field;
    if (selectionStart === selectionEnd) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.toTags(value.slice(selectionStart, selectionEnd)));
    if (event.type === "cut") document.execCommand("delete");
  }

  takeIn(event) {
    event.preventDefault();
    const text = (event.clipboardData ?? event.dataTransfer).getData("text/plain");
    this.insert(this.toChips(text.replace(/\s*[\r\n]+\s*/g, " ")));
  }

  changed(isTyping = true) {
    this.reflect();
    const button = this.form.querySelector("[data-accept]");
    if (button) {
      const drafted = this.form.dataset.state === "draft" || this.form.dataset.state === "outdated";
      const label = !drafted ? "save" : this.field.value === this.base ? "accept" : "amend";
      button.textContent = button.dataset[label];
    }
    if (!isTyping) return;
    this.active = Date.now();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.keepNow();
      this.check();
    }, CHECK_AFTER);
  }

  /** Draw what lies behind the letters: chips, and spaces nobody sees. */
  reflect() {
    const parts = this.field.value.split(/([\u2460-\u2473\u2776-\u277f\u24eb-\u24f4\u00a0\u202f])/);
    this.mirror.replaceChildren(
      ...parts.map((part, at) => {
        if (at % 2 === 0) return part;
        const isSpace = part === "\u00a0" || part === "\u202f";
        if (!isSpace && !this.names[OPENING.indexOf(part)] && !this.names[CLOSING.indexOf(part)]) return part;
        const kind = isSpace ? "space" : OPENING.includes(part) ? "t" : "t e";
        return Object.assign(document.createElement("i"), { className: kind, textContent: part });
      }),
      "\u200b",
    );
  }

  async check() {
    const target = this.toTags(this.field.value);
    try {
      const answer = await tell(`${base}/${this.id}/check`, { target });
      if (current !== this || target !== this.toTags(this.field.value)) return;
      this.form.querySelector(".findings").innerHTML = answer.findings;
      paint(this.id, answer.page);
    } catch {
      // Checks wait for the connection; the text does not.
    }
  }

  // -- keeping, saving, deciding

  recover() {
    const kept = typed[this.id];
    if (clashes[this.id]) this.clash(clashes[this.id]);
    if (!kept || kept.text === this.toTags(this.base)) return;
    this.field.value = this.toChips(kept.text);
    if (!clashes[this.id]) this.form.querySelector(".findings").textContent = words.recovered;
  }

  keepNow() {
    clearTimeout(this.waiting);
    const text = this.toTags(this.field.value);
    if (queue.some((operation) => operation.id === this.id && operation.target === text)) return;
    keepTyped(this.id, this.field.value === this.base ? null : { text, seen: this.form.elements.seen.value });
  }

  submit(as) {
    const target = this.toTags(this.field.value);
    keepTyped(this.id, null);
    this.base = this.field.value;
    save({ id: this.id, seen: this.form.elements.seen.value, target, as, seconds: this.spend() });
    const next = neighbour(1);
    if (next) open(idOf(next));
  }

  saved(answer) {
    this.form.elements.seen.value = answer.seen;
    this.base = this.toChips(answer.target);
    this.form.querySelector(".clash")?.remove();
    const row = rowOf(this.id);
    this.form.dataset.state = ["draft", "outdated", "reviewed"].find((state) => row.classList.contains(state)) ?? "empty";
    if (this.field.value !== this.base && !typed[this.id]) this.field.value = this.base;
    this.changed(false);
    this.loadHelp();
  }

  clash(answer) {
    this.form.elements.seen.value = answer.seen;
    this.form.querySelector(".clash")?.remove();
    this.form.querySelector(".field").before(fragment(answer.clash));
  }

  async takeTheirs() {
    delete clashes[this.id];
    this.field.value = this.base;
    keepTyped(this.id, null);
    prepared.delete(this.id);
    rowOf(this.id).classList.remove("clashing");
    const { id } = this;
    close();
    await open(id);
  }

  // -- help

  async loadHelp(html = null) {
    try {
      this.help.innerHTML = html ?? (await ask(`${base}/${this.id}/help`));
    } catch {
      return; // the sentence can be translated without
    }
    this.help.querySelectorAll("[data-take]").forEach((button, at) => {
      if (at < 9) button.append(Object.assign(document.createElement("kbd"), { textContent: `Ctrl+M ${at + 1}` }));
    });
  }

  take(number) {
    const button = this.help.querySelectorAll("[data-take]")[number];
    if (button) this.replace(button.dataset.take);
  }

  comment() {
    const say = this.help.querySelector(".say");
    if (!say) return;
    say.open = true;
    say.querySelector("textarea").focus();
  }

  async sendForm(form) {
    const data = Object.fromEntries(new FormData(form));
    try {
      if (form.matches(".undo")) {
        keepTyped(this.id, null);
        settle(this.id, await tell(form.action, { ...data, seen: this.form.elements.seen.value }), "");
      } else this.loadHelp(await tell(form.action, data, true));
    } catch {
      show(words.unreachable, "", true);
    }
  }

  // -- time

  tick() {
    if (!document.hidden && Date.now() - this.active < IDLE_AFTER) this.seconds += 1;
  }

  spend() {
    const { seconds } = this;
    this.seconds = 0;
    return seconds;
  }

  focus() {
    this.field.focus({ preventScroll: true });
    this.form.closest(".opened").previousElementSibling.scrollIntoView({ block: "nearest" });
    this.form.scrollIntoView({ block: "nearest" });
  }

  end() {
    clearInterval(this.clock);
    clearTimeout(this.waiting);
  }
}

document.addEventListener("submit", (event) => {
  if (current?.help.contains(event.target)) {
    event.preventDefault();
    current.sendForm(event.target);
  }
});

document.addEventListener("click", (event) => {
  const take = event.target.closest("[data-take]");
  if (take) current?.replace(take.dataset.take);
  const act = event.target.closest("[data-do]")?.dataset.do;
  if (act === "keys") document.getElementById("keys").showModal();
  if (act === "page") togglePage();
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest(".sentence > a, #standing a");
  const row = link ?? (getSelection().isCollapsed ? event.target.closest(".sentence") : null);
  if (!row) return;
  event.preventDefault();
  open(link?.hash ? link.hash.slice(2) : idOf(row));
});

// ---------------------------------------------------------------- the page beside

let lit = [];

const pageOf = () => frame?.contentDocument;

/** The sentences of the front matter stand outside the body, where the site's templates put them. */
function placesOf(id) {
  const page = pageOf();
  if (!page) return [];
  const { title, summary, caption } = editor.dataset;
  const front = { [title]: ".release h1", [summary]: ".release .summary", [caption]: ".release .lead figcaption" };
  return [...page.querySelectorAll(front[id] ?? `[data-segment="${id}"]`)];
}

function light(id) {
  for (const place of lit) place.classList.remove("lit");
  lit = placesOf(id);
  for (const place of lit) place.classList.add("lit");
  const [first] = lit;
  if (!first) return;
  const { top, bottom } = first.getBoundingClientRect();
  const view = frame.contentWindow;
  if (top < 0 || bottom > view.innerHeight) view.scrollTo({ top: view.scrollY + top - view.innerHeight / 3 });
}

/** Show a sentence as it is now; what came from the server is HTML of the release, in a page that runs no script. */
function paint(id, pieces) {
  const places = placesOf(id);
  if (places.some((place) => !place.dataset.segment)) {
    if (current?.id === id) for (const place of places) place.textContent = current.toTags(current.field.value).replace(TAG, "");
    return;
  }
  places.forEach((place, at) => {
    if (pieces[at] === undefined) return;
    place.innerHTML = pieces[at];
    for (const name of ["lang", "dir", "data-untranslated"]) place.removeAttribute(name);
  });
}

function watchPage() {
  const page = pageOf();
  if (!page?.body) return;
  const { title, summary, caption } = editor.dataset;
  page.addEventListener("click", (event) => {
    event.preventDefault();
    const marked = event.target.closest("[data-segment]")?.dataset.segment;
    const front = [["h1", title], [".summary", summary], ["figcaption", caption]];
    const id = marked ?? front.find(([place]) => event.target.closest(place))?.[1];
    if (id) open(id);
  });
  page.addEventListener("keydown", onKey);
  if (current) light(current.id);
}

frame?.addEventListener("load", watchPage);
if (pageOf()?.readyState === "complete") watchPage();

function togglePage(hidden = !document.body.classList.contains("no-page")) {
  document.body.classList.toggle("no-page", hidden);
  keep("page", hidden);
}

// ---------------------------------------------------------------- keys

let chord = false;

const KEYS = {
  "Alt+ArrowDown": () => go(1),
  "Ctrl+ArrowDown": () => go(1),
  "Alt+ArrowUp": () => go(-1),
  "Ctrl+ArrowUp": () => go(-1),
  "Ctrl+Home": () => open(idOf(visibleRows()[0])),
  "Ctrl+End": () => open(idOf(visibleRows().at(-1))),
  "Ctrl+/": () => search.focus(),
  "Ctrl+Enter": () => current?.submit("confirmed"),
  "Ctrl+Shift+Enter": () => current?.submit("draft"),
  "Ctrl+e": () => (current ? current.field.focus() : go(1)),
  "Ctrl+o": () => current?.copySource(),
  "Ctrl+u": () => current?.comment(),
  "Ctrl+m": () => (chord = true),
  "Ctrl+Alt+z": () => current?.help.querySelector(".undo button")?.click(),
  "Alt+p": () => togglePage(),
};

function nameOf(event) {
  const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  const modifiers = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : ""];
  return [...modifiers.filter(Boolean), key].join("+").replace(/^Ctrl\+Shift\+\/$/, "Ctrl+/");
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // an input method is at work
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const isTyping = event.target.closest?.("input, textarea, select");
  const wasChord = chord;
  if (!["Control", "Meta"].includes(event.key)) chord = false;
  let act;
  if (digit && wasChord) act = () => current?.take(digit - 1);
  else if (digit && (event.ctrlKey || event.metaKey) && current) act = () => current.insertTag(digit - 1);
  else if (event.key === "Escape" && current && !document.querySelector("dialog[open]")) act = leave;
  else if (event.key === "?" && !isTyping) act = () => document.getElementById("keys").showModal();
  else if (event.key === "Enter" && event.target === current?.field && !event.ctrlKey && !event.metaKey) act = () => {};
  else act = KEYS[nameOf(event)];
  if (!act) return;
  event.preventDefault();
  act();
}

function leave() {
  const { id } = current;
  close();
  rowOf(id)?.querySelector("a").focus();
}

document.addEventListener("keydown", onKey);

// ---------------------------------------------------------------- search

search.hidden = false;
search.addEventListener("input", () => {
  const wanted = search.value.trim().toLocaleLowerCase();
  for (const row of document.querySelectorAll(".sentence")) {
    row.hidden = Boolean(wanted) && !row.textContent.toLocaleLowerCase().includes(wanted);
  }
  for (const block of document.querySelectorAll(".block")) block.hidden = !block.querySelector(".sentence:not([hidden])");
});
search.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const [first] = visibleRows();
  if (first) open(idOf(first));
});

// ---------------------------------------------------------------- begin

for (const button of document.querySelectorAll("[data-do][hidden]")) button.hidden = false;
if (recall("page", innerWidth < 1100)) togglePage(true);
for (const id of Object.keys(typed)) rowOf(id)?.classList.add("unsent");
const opened = document.querySelector(".opened .pane");
if (opened) {
  current = new Sentence(opened, document.querySelector(".opened .help"));
  current.focus();
} else {
  const first = visibleRows().find((row) => !row.classList.contains("reviewed"));
  if (first) open(idOf(first), { focus: true });
}
if (queue.length) send();

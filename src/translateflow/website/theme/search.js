/* Filters the list of titles on the search page. Without this script the list is complete, and the browser's own search
   finds words in it. Asks for the words of the texts, a file a month from the same folder, when somebody begins to type. */
"use strict";

(() => {
  const page = document.querySelector(".search");
  const form = page.querySelector("form");
  const field = form.querySelector("input");
  const status = page.querySelector("[role=status]");
  const sections = [...page.querySelectorAll("section")];
  const months = [...page.querySelectorAll("ol[data-words]")].map((list) => ({
    list,
    items: [...list.children],
    words: null,
  }));

  /* One spelling for what people type alike: no case, accents, vowel signs, tatweel or kinds of apostrophe. */
  const others = { ß: "ss", ı: "i", ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe", ى: "ي", ة: "ه", ٱ: "ا", ک: "ك", ی: "ي" };
  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[\p{M}\u0640\u00ad\u200b-\u200f'ʼ’‘`]/gu, "")
      .replace(/[ßıłøđæœىةٱکی]/g, (letter) => others[letter]);

  const load = async (month) => {
    const titles = month.items.map((item) => fold(item.textContent));
    month.words = titles;
    try {
      const answer = await fetch(month.list.dataset.words);
      if (answer.ok) month.words = (await answer.json()).map((text, at) => titles[at] + " " + fold(text));
    } catch {
      /* Without the words of the texts the titles still answer. */
    }
  };

  let loading = null;
  let asked = 0;
  const search = async () => {
    const mine = ++asked;
    const query = fold(field.value).split(/\s+/u).filter(Boolean);
    if (query.length) await (loading ??= Promise.all(months.map(load)));
    if (mine !== asked) return;
    let found = 0;
    for (const month of months) {
      let here = 0;
      month.items.forEach((item, at) => {
        item.hidden = !query.every((word) => month.words[at].includes(word));
        here += !item.hidden;
      });
      month.list.hidden = !here;
      found += here;
    }
    for (const section of sections) section.hidden = !section.querySelector("ol:not([hidden])");
    const { found: words, none } = status.dataset;
    status.textContent = !query.length ? "" : found ? words.replace("{count}", found) : none;
    const address = new URL(location.href);
    if (query.length) address.searchParams.set("q", field.value.trim());
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  };

  form.hidden = false;
  page.querySelector(".without-script").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  field.addEventListener("input", search);
  field.value = new URL(location.href).searchParams.get("q") ?? "";
  if (field.value) search();
})();

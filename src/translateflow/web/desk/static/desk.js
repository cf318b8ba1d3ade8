// The desk's own script: what pages do beyond forms and links. Every page works without it.
"use strict";

(() => {
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRF-Token"];

  document.addEventListener("htmx:responseError", () => {
    document.getElementById("messages")?.scrollIntoView({ block: "nearest" });
  });

  // A grave action asks once more; without this script it is done at once, and the audit log knows.
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // Keys: / to the search, j and k from row to row, x to select. Nothing while somebody types.
  const rows = () => [...document.querySelectorAll(".board tr, main tbody tr")].filter((row) => row.querySelector("a"));
  const step = (by) => {
    const all = rows();
    const now = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.max(0, Math.min(all.length - 1, now + by))];
    (next?.querySelector("a.title") ?? next?.querySelector("a"))?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const search = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (search) search.focus();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "x") document.activeElement.closest("tr")?.querySelector("input[type=checkbox]")?.click();
    else return;
    event.preventDefault();
  });

  // A job tells how it goes on; its figures are then asked for as a part of the page.
  const follow = () => {
    const figures = document.querySelector("#figures[data-events]");
    if (!figures || figures.dataset.followed) return;
    figures.dataset.followed = "yes";
    const source = new EventSource(figures.dataset.events);
    const refresh = () => htmx.ajax("GET", figures.dataset.part, { target: "#figures", swap: "outerHTML" });
    const progress = (event) => {
      const said = JSON.parse(event.data);
      const bar = document.querySelector("#figures progress");
      if (bar) { bar.max = said.items || 1; bar.value = said.done; }
    };
    let due = 0;
    source.addEventListener("progress", (event) => {
      progress(event);
      // The bar moves with every event, the figures at most once a second.
      if (Date.now() > due) { due = Date.now() + 1000; refreshQuietly(); }
    });
    source.addEventListener("over", () => { source.close(); refresh(); });
    const refreshQuietly = () =>
      fetch(figures.dataset.part, { headers: { "HX-Request": "true" } })
        .then((answer) => (answer.ok ? answer.text() : ""))
        .then((html) => {
          const list = html && new DOMParser().parseFromString(html, "text/html").querySelector(".pairs");
          if (list) document.querySelector("#figures .pairs")?.replaceWith(list);
        });
    window.addEventListener("pagehide", () => source.close());
  };
  document.addEventListener("DOMContentLoaded", follow);

  // What is written stays in this browser until it is stored.
  const keep = () => {
    const form = document.querySelector("form[data-keep]");
    if (!form) return;
    const key = `translateflow:${location.pathname}:${form.dataset.keep}`;
    const fields = () => [...form.elements].filter((field) => field.name && !["csrf", "seen", "minor"].includes(field.name));
    const values = () => Object.fromEntries(fields().map((field) => [field.name, field.value]));
    const untouched = JSON.stringify(values());
    const note = document.getElementById("kept");
    const restore = () => {
      const kept = JSON.parse(localStorage.getItem(key) ?? "null");
      if (!kept || kept.seen !== (form.dataset.seen ?? "") || JSON.stringify(kept.values) === untouched) return;
      for (const field of fields()) if (field.name in kept.values) field.value = kept.values[field.name];
      const discard = document.createElement("button");
      discard.type = "button";
      discard.className = "quiet";
      discard.textContent = form.dataset.discard;
      discard.addEventListener("click", () => { localStorage.removeItem(key); location.reload(); });
      note.replaceChildren(form.dataset.restored, " ", discard);
    };
    if (!document.querySelector("[role=alert]")) restore();
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => localStorage.setItem(key, JSON.stringify({ seen: form.dataset.seen ?? "", values: values() })), 400);
    });
    form.addEventListener("submit", () => { clearTimeout(timer); localStorage.removeItem(key); });
  };
  document.addEventListener("DOMContentLoaded", keep);

  // Pasted from Word or a web page: the server makes Markdown of it.
  document.addEventListener("paste", async (event) => {
    const area = event.target.closest?.("[data-paste]");
    const html = event.clipboardData?.getData("text/html");
    if (!area || !html) return;
    event.preventDefault();
    const plain = event.clipboardData.getData("text/plain");
    const [start, end] = [area.selectionStart, area.selectionEnd];
    let text = plain;
    try {
      const answer = await fetch(area.dataset.paste, {
        method: "POST", headers: { "X-CSRF-Token": token() }, body: new URLSearchParams({ html }),
      });
      if (answer.ok) text = await answer.text();
    } catch { /* without a connection the plain text is pasted */ }
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // Files can be dropped on a form that takes files.
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest?.("form.drop");
      if (!form || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", kind === "dragover");
      if (kind !== "drop") return;
      form.querySelector("input[type=file]").files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }
})();

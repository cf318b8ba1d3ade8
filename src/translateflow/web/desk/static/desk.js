// The desk's own script: what pages do beyond forms and links. Every page works without it.
"use strict";

document.addEventListener("htmx:responseError", () => {
  document.getElementById("messages")?.scrollIntoView({ block: "nearest" });
});

// A grave action asks once more; without this script it is done at once, and the audit log knows.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

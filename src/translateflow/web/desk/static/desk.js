// The desk's own script: what pages do beyond forms and links. Every page works without it.
"use strict";

document.addEventListener("htmx:responseError", () => {
  document.getElementById("messages")?.scrollIntoView({ block: "nearest" });
});

// The composer: toolbar, preview, Ctrl+Enter, a draft that survives a closed tab, one press one post.
import { define, fetchPart, parts } from "../behave.js";
import { edit, marks } from "./marks.js";

define("composer", (composer) => {
  const text = composer.querySelector("textarea");
  const form = text.form;
  const tools = composer.querySelector(".tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]")?.dataset.mark;
    if (mark) edit(text, marks[mark]);
    if (event.target.closest("[data-show-preview]")) preview(composer, text);
  });
  rove(tools);
  text.addEventListener("keydown", (event) => keys(event, text, form, composer));
  keepDraft(form, text, composer.querySelector("[data-status]"), tools.dataset.kept);
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button.primary")) button.setAttribute("aria-busy", "true");
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  composer.addEventListener("toggle", () => composer.open && text.focus());
  composer.querySelector("[data-clear]")?.addEventListener("click", (event) => {
    event.preventDefault();
    answer(composer, "", "");
    text.focus();
  });
});

// Says whom the composer answers; empty: everyone.
export function answer(composer, id, name) {
  composer.querySelector("input[name=reply_to]").value = id;
  const line = composer.querySelector("[data-to]");
  line.hidden = !id;
  line.querySelector("[data-name]").textContent = name;
}

function keys(event, text, form, composer) {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit();
  } else if (control && ["b", "i", "k"].includes(event.key.toLowerCase())) {
    event.preventDefault();
    edit(text, marks[{ b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()]]);
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    if (marks.goOn(text)) event.preventDefault();
  } else if (event.key === "Escape" && composer.open) {
    composer.open = false;
    composer.querySelector("summary").focus();
  }
}

async function preview(composer, text) {
  const pane = composer.querySelector("[data-preview-pane]");
  const button = composer.querySelector("[data-show-preview]");
  if (!pane.hidden) {
    pane.hidden = true;
    text.hidden = false;
    text.focus();
  } else {
    const html = await fetchPart(composer.dataset.preview, new URLSearchParams({ body: text.value }));
    pane.replaceChildren(parts(html));
    pane.hidden = false;
    text.hidden = true;
  }
  button.setAttribute("aria-pressed", String(!pane.hidden));
  const { preview: show, write } = composer.querySelector(".tools").dataset;
  button.textContent = pane.hidden ? show : write;
}

// A toolbar is one stop for Tab; arrows walk inside it.
function rove(tools) {
  const buttons = [...tools.querySelectorAll("button")];
  buttons.forEach((button, i) => (button.tabIndex = i ? -1 : 0));
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const here = buttons.indexOf(document.activeElement);
    const next = buttons[(here + step + buttons.length) % buttons.length];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
    event.preventDefault();
  });
}

// The text waits in this browser until the server has taken it; a form that comes back with an error brings its own.
function keepDraft(form, text, status, said) {
  const name = `kring-draft:${form.dataset.draft}`;
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.value);
  const kept = read(name);
  if (kept && text.value.trim() === text.defaultValue.trim() && !form.querySelector("[aria-invalid=true]")) {
    for (const [field, value] of kept) {
      const target = form.elements[field];
      if (target && (!target.value || field === "body")) target.value = value;
    }
  }
  let timer;
  const keep = () => {
    if (!text.value.trim()) return localStorage.removeItem(name);
    localStorage.setItem(name, JSON.stringify(fields().map((field) => [field.name, field.value])));
    if (status) status.textContent = said;
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
    sessionStorage.setItem("kring-sent", name);
  });
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

// What was sent is forgotten once the topic it went to is on the screen; after any error it is still there.
export function forgetSent() {
  const name = sessionStorage.getItem("kring-sent");
  if (!name || !document.querySelector("[data-live-room]")) return;
  localStorage.removeItem(name);
  sessionStorage.removeItem("kring-sent");
}

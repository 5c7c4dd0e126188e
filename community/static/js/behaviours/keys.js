// Keys for those who leave the mouse alone; the dialog lists them and can switch them all off in this browser.
import { define } from "../behave.js";

const OFF = "kring-keys-off";
const deeds = { "/": search, j: () => step(1), k: () => step(-1), r: reply, gh: () => location.assign("/") };

define("keys", (list) => {
  const dialog = list.closest("dialog");
  const choice = list.querySelector("input");
  const opener = document.querySelector(`[data-dialog="${dialog.id}"]`);
  opener.hidden = matchMedia("(pointer: coarse)").matches;
  choice.checked = !localStorage.getItem(OFF);
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (!choice.checked || event.ctrlKey || event.metaKey || event.altKey || isBusy()) return;
    const deed = event.key === "?" ? () => dialog.showModal() : (deeds[before + event.key] ?? deeds[event.key]);
    before = event.key === "g" ? "g" : "";
    if (!deed) return;
    event.preventDefault();
    deed();
  });
});

function isBusy() {
  return document.activeElement?.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog:modal");
}

function search() {
  const field = [...document.querySelectorAll("#q, #q-top")].find((found) => found.checkVisibility());
  if (field) field.focus();
  else location.assign("/search/");
}

function here() {
  return document.activeElement?.closest(".post");
}

// From the post that has the focus, or else from the one at the top of the window.
function step(by) {
  const posts = [...document.querySelectorAll(".post")].filter((post) => post.checkVisibility());
  const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 1;
  const at = here() ? posts.indexOf(here()) : posts.findLastIndex((post) => post.getBoundingClientRect().top <= top);
  const post = posts[at + by];
  if (!post) return;
  post.setAttribute("tabindex", "-1");
  post.focus({ preventScroll: true });
  post.scrollIntoView({ block: "start" });
}

function reply() {
  const link = here()?.querySelector("[data-behaviour=reply]");
  if (link) link.click();
  else document.querySelector("#composer:not([open]) > summary")?.click();
}

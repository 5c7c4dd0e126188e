// "Reply" and "Quote" at a post open the composer of the page; text that is selected in a post is quoted.
import { define } from "../behave.js";
import { answer } from "./composer.js";
import { put } from "./marks.js";

const dock = () => document.getElementById("composer");

function open(post, isOpening) {
  const composer = dock();
  composer.open = true;
  const name = post.querySelector(".post-head .name")?.textContent ?? "";
  answer(composer, isOpening ? "" : post.dataset.post, name);
  const text = composer.querySelector("textarea");
  text.focus();
  return text;
}

define("reply", (link) => {
  link.addEventListener("click", (event) => {
    const post = link.closest(".post");
    if (!dock() || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const chosen = chosenIn(post);
    const text = open(post, link.dataset.opening === "1");
    if (chosen) quote(text, post, chosen);
  });
});

define("quote", (link) => {
  link.addEventListener("click", (event) => {
    const post = link.closest(".post");
    if (!dock() || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    link.closest("details").open = false;
    const chosen = chosenIn(post) || post.querySelector(".prose:not(.peek *)").innerText;
    quote(open(post, post.classList.contains("opening")), post, chosen);
  });
});

// A triple click reaches into what follows the text, so what lies outside the body is left out.
function chosenIn(post) {
  const selection = getSelection();
  const body = post.querySelector(".post-body");
  if (!body || !selection.rangeCount || selection.isCollapsed) return "";
  const range = selection.getRangeAt(0).cloneRange();
  if (!body.contains(range.startContainer)) return "";
  if (!body.contains(range.endContainer)) range.setEndAfter(body.lastChild);
  return range.toString().trim();
}

function quote(text, post, words) {
  const start = text.value && !text.value.endsWith("\n") ? "\n\n" : "";
  const line = `${start}[quote="${post.dataset.name}, post:${post.dataset.post}"]\n${words.trim()}\n[/quote]\n\n`;
  put(text, text.value.length, text.value.length, line);
}

// Selecting words in a post offers to quote them.
let offer;
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const post = selection.anchorNode?.parentElement?.closest(".post");
  const words = post && dock() ? chosenIn(post) : "";
  if (!words) {
    offer?.remove();
    return;
  }
  if (!offer) {
    offer = document.createElement("button");
    offer.type = "button";
    offer.className = "button s primary quote-offer";
    offer.textContent = dock().querySelector(".tools").dataset.quote;
    offer.addEventListener("mousedown", (event) => event.preventDefault());
    offer.addEventListener("click", () => {
      const from = offer.post;
      const chosen = chosenIn(from);
      quote(open(from, from.classList.contains("opening")), from, chosen);
      offer.remove();
    });
  }
  offer.post = post;
  post.querySelector(".post-head").append(offer);
});

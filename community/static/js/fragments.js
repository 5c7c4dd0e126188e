// Buttons and links with hx-post or hx-get swap the part that hx-target names with the server's answer.
import { bindAll, fetchPart, parts } from "./behave.js";

document.addEventListener("click", async (event) => {
  const source = event.target.closest?.("[hx-post], [hx-get]");
  if (!source || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (source.getAttribute("aria-busy") === "true") return;
  if (source.dataset.folds && foldAway(source)) return;
  await swap(source);
});

function foldAway(source) {
  const target = document.querySelector(source.getAttribute("hx-target"));
  if (!target?.hasChildNodes()) return false;
  target.replaceChildren();
  source.setAttribute("aria-expanded", "false");
  return true;
}

export async function swap(source) {
  const target = document.querySelector(source.getAttribute("hx-target"));
  const post = source.getAttribute("hx-post");
  const body = post ? new URLSearchParams([[source.name, source.value]]) : null;
  source.setAttribute("aria-busy", "true");
  try {
    const content = parts(await fetchPart(post ?? source.getAttribute("hx-get"), body));
    if (!content.hasChildNodes()) return; // we were sent elsewhere
    placeIn(target, content, source);
    if (source.hasAttribute("aria-expanded")) source.setAttribute("aria-expanded", "true");
  } catch {
    // What cannot be swapped is done the plain way, which also says what is wrong.
    if (source.form) source.form.requestSubmit(source);
    else location.assign(source.href);
  } finally {
    source.removeAttribute("aria-busy");
  }
}

function placeIn(target, content, source) {
  const fresh = content.firstElementChild;
  if (source.getAttribute("hx-swap") === "outerHTML") target.replaceWith(content);
  else target.replaceChildren(content);
  if (!fresh) return;
  bindAll(fresh);
  const name = source.getAttribute("value");
  if (name) fresh.querySelector(`.reaction[value="${CSS.escape(name)}"], [data-behaviour~=react]`)?.focus();
}

// Binds behaviours to elements: <details data-behaviour="menu"> gets what was defined as "menu".
const behaviours = new Map();

export function define(name, bind) {
  behaviours.set(name, bind);
}

export function bindAll(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) bind(element);
  if (root.matches?.("[data-behaviour]")) bind(root);
}

function bind(element) {
  if (element.dataset.bound) return;
  element.dataset.bound = "1";
  for (const name of element.dataset.behaviour.split(" ")) behaviours.get(name)?.(element);
}

export const language = document.documentElement.lang || "en";

// The form whose token every deed on this page is sent with.
export function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

export async function fetchPart(url, body) {
  const headers = { "HX-Request": "true" };
  if (body) headers["X-CSRFToken"] = token();
  const answer = await fetch(url, { method: body ? "POST" : "GET", headers, body, credentials: "same-origin" });
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere) location.assign(elsewhere);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status}`);
  return text;
}

export function parts(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

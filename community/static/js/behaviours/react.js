// The six reactions open beside the button instead of on a page of their own.
import { bindAll, define, fetchPart, parts } from "../behave.js";

define("react", (link) => {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const open = link.parentElement.querySelector(".kinds");
    if (open) return close(link, open);
    const kinds = parts(await fetchPart(link.href)).firstElementChild;
    link.after(kinds);
    link.setAttribute("aria-expanded", "true");
    bindAll(kinds);
    kinds.querySelector("button").focus();
    kinds.addEventListener("keydown", (key) => key.key === "Escape" && close(link, kinds));
  });
});

function close(link, kinds) {
  kinds.remove();
  link.setAttribute("aria-expanded", "false");
  link.focus();
}

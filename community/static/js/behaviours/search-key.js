// "/" goes to the search field, unless somebody is typing.
import { define } from "../behave.js";

export const isTyping = () => document.activeElement?.closest("input, textarea, select, [contenteditable]") != null;

define("search-key", (field) => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
    event.preventDefault();
    field.focus();
  });
});

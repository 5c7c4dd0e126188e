// Copies a permalink and says so.
import { define } from "../behave.js";
import { toast } from "./toast.js";

define("copy-link", (link) => {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.closest("details")?.removeAttribute("open");
    toast(link.dataset.copied);
  });
});

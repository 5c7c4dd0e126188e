// A control opens the dialog that it names.
import { define } from "../behave.js";

define("dialog", (control) => {
  control.addEventListener("click", (event) => {
    const dialog = document.getElementById(control.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
});

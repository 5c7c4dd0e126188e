// The last file of the bundle: everything is defined, so the page can be bound.
import { bindAll } from "./behave.js";
import { forgetSent } from "./behaviours/composer.js";

forgetSent();
bindAll(document);

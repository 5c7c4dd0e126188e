// A moment as people say it near by: "12 min", "yesterday"; the exact text stays as its title.
import { define, language } from "../behave.js";

const near = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" });
const STEPS = [[60, "second", 1], [3600, "minute", 60], [86400, "hour", 3600], [7 * 86400, "day", 86400]];

function say(moment) {
  const ago = (Date.now() - moment) / 1000;
  if (ago < 60) return near.format(0, "second");
  for (const [below, unit, size] of STEPS.slice(1)) if (ago < below) return near.format(-Math.floor(ago / size), unit);
  return (moment.getFullYear() === new Date().getFullYear() ? day : dayAndYear).format(moment);
}

const shown = new Set();

define("relative-time", (element) => {
  element.title = element.textContent.trim();
  element.moment = new Date(element.dateTime);
  element.textContent = say(element.moment);
  shown.add(element);
});

setInterval(() => {
  for (const element of shown) {
    if (!element.isConnected) shown.delete(element);
    else element.textContent = say(element.moment);
  }
}, 60000);

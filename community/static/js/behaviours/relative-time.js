// A moment as people say it near by: "12 min", "yesterday", "3 Nov"; the exact text stays as its title.
import { define, language } from "../behave.js";

const place = language === "en" ? "en-GB" : language; // the house writes British English
const near = new Intl.RelativeTimeFormat(place, { numeric: "auto" });
const day = new Intl.DateTimeFormat(place, { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat(place, { day: "numeric", month: "short", year: "numeric" });
const [justNow, hours] = language === "nl" ? ["zojuist", "u"] : ["just now", "h"];
const DAY = 86400;

function say(moment) {
  const now = new Date();
  const ago = (now - moment) / 1000;
  if (ago < 60) return justNow;
  if (ago < 3600) return `${Math.floor(ago / 60)} min`;
  if (ago < DAY) return `${Math.floor(ago / 3600)} ${hours}`;
  if (new Date(now - DAY * 1000).toDateString() === moment.toDateString()) return near.format(-1, "day");
  return (moment.getFullYear() === now.getFullYear() ? day : dayAndYear).format(moment);
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

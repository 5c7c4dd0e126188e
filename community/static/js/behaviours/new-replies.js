// What others post while you read waits in a pill; nothing moves until it is pressed.
import { bindAll, define, fetchPart, parts } from "../behave.js";
import { listen } from "../live.js";

define("new-replies", (pill) => {
  const topic = pill.closest("[data-live-room]");
  const link = pill.querySelector("a");
  const waiting = new Set();
  let last = Number(topic.dataset.last);
  if (!document.getElementById("deed")) return; // guests have no socket

  const show = (count) => {
    link.textContent = count === 1 ? link.dataset.one : link.dataset.many.replace("{n}", count);
    pill.hidden = count === 0;
  };
  const readAgain = async () => {
    const found = parts(await fetchPart(`${topic.dataset.after}${last}/`)).querySelectorAll(".post");
    for (const post of found) waiting.add(Number(post.id.replace("post-", "")));
    show(waiting.size);
  };
  listen(topic.dataset.liveRoom, (notice) => {
    if (notice.kind === "read-again") readAgain();
    else if (notice.kind === "post-added" && notice.number > last && !document.getElementById(`post-${notice.number}`)) {
      waiting.add(notice.number);
      show(waiting.size);
      link.href = link.href.replace(/post=\d+/, `post=${notice.number}`);
    } else if (notice.kind === "post-changed" || notice.kind === "post-removed") {
      document.querySelector(`[data-post="${notice.id}"]`)?.classList.add("stale");
    }
  });
  link.addEventListener("click", async (event) => {
    if (topic.dataset.lastPage !== "1" || topic.dataset.threaded === "1") return; // the plain link goes there
    event.preventDefault();
    const rows = parts(await fetchPart(`${topic.dataset.after}${last}/`));
    const fresh = [...rows.children];
    document.getElementById("posts").append(rows);
    fresh.forEach(bindAll);
    last = Math.max(last, ...waiting);
    waiting.clear();
    show(0);
    const first = fresh[0]?.querySelector(".post");
    first?.setAttribute("tabindex", "-1");
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "start", behavior: "auto" });
  });
});

// One socket a browser: joins the rooms of the page, hears ids, and comes back by itself after a break.
const HEARTBEAT = 25000;
const listeners = new Map();
let socket;
let beat;
let tries = 0;

export function listen(room, hear) {
  listeners.set(room, [...(listeners.get(room) ?? []), hear]);
  if (socket?.readyState === WebSocket.OPEN) tell({ do: "join", room });
  else connect();
}

function tell(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function connect() {
  if (socket && socket.readyState <= WebSocket.OPEN) return;
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/`);
  socket.addEventListener("open", () => {
    for (const room of listeners.keys()) tell({ do: "join", room });
    if (tries) for (const hear of [...listeners.values()].flat()) hear({ kind: "read-again" });
    tries = 0;
    beat = setInterval(() => tell({ do: "ping" }), HEARTBEAT);
  });
  socket.addEventListener("message", (event) => {
    const notice = JSON.parse(event.data);
    const heard = notice.room ? (listeners.get(notice.room) ?? []) : [...listeners.values()].flat();
    for (const hear of heard) hear(notice);
  });
  socket.addEventListener("close", (event) => {
    clearInterval(beat);
    if (event.code === 4403 || (event.code === 4401 && tries > 1)) return;
    tries += 1;
    // Spread out, so that a thousand browsers do not come back in the same second.
    setTimeout(connect, Math.min(60000, 1000 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random()));
  });
}

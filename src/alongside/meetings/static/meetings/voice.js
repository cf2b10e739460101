// Offers voice in the room where this browser can, and fetches what it takes only when somebody switches it on.
const root = document.querySelector("[data-talk]");

// Voice that was on comes back after another page of this tab, with the microphone off. Only this tab keeps which room.
const KEY = "alongside.voice";
const here = root?.dataset.join;

/** Show what belongs to a state; who pressed a button that is gone goes on at the next one. */
function show(state) {
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  for (const part of root.querySelectorAll("[data-while]")) part.hidden = part.dataset.while !== state;
  if (held?.closest("[hidden]")) {
    [...root.querySelectorAll("button")].find((one) => !one.closest("[hidden]"))?.focus();
  }
}

function kept() {
  try {
    return sessionStorage;
  } catch {
    return {}; // a browser that keeps nothing, not even for this tab
  }
}

function showAndKeep(state) {
  if (state === "on") kept()[KEY] = here;
  else delete kept()[KEY];
  show(state);
}

let isJoining = false;
let does = {
  async join() {
    if (isJoining) return;
    isJoining = true;
    try {
      const { begin } = await import(root.dataset.script);
      does = { ...does, ...(await begin(root, showAndKeep)) };
    } catch (error) {
      root.querySelector("[data-said]").textContent = error.sentence ?? root.dataset.saidNot;
    }
    isJoining = false;
  },
};

root?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-does]");
  if (button) does[button.dataset.does]();
});

if (root && window.RTCPeerConnection && window.EventSource) {
  show("off");
  if (kept()[KEY] === here) does.join();
}

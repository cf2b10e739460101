// Offers voice in the room where this browser can, and fetches what it takes only when somebody switches it on.
const root = document.querySelector("[data-talk]");

/** Show what belongs to a state; who pressed a button that is gone goes on at the next one. */
function show(state) {
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  for (const part of root.querySelectorAll("[data-while]")) part.hidden = part.dataset.while !== state;
  if (held?.closest("[hidden]")) {
    [...root.querySelectorAll("button")].find((one) => !one.closest("[hidden]"))?.focus();
  }
}

let isJoining = false;
let does = {
  async join() {
    if (isJoining) return;
    isJoining = true;
    try {
      const { begin } = await import(root.dataset.script);
      does = { ...does, ...(await begin(root, show)) };
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

if (root && window.RTCPeerConnection && window.EventSource) show("off");

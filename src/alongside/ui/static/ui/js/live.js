// Keeps parts of a page up to date. A part says what it is about and where to fetch itself:
//   <div data-live-topic="reach-out" data-live-ref="ID" data-live-url="/reach-out/ID/parts/">
// `data-live-topic` may hold several topics, or "*" for all; `data-live-ref` is optional. The stream carries topics and
// ids only, so what somebody sees is always what the server lets them see at that moment. Somebody who came by a link
// and has no account gets no stream: their page looks every ten seconds.
//
// What many look at together comes with the stream itself, the same for all of them, and never holds a field to type in:
//   <div data-live-shared="TOPIC:ID"><div data-live-part="NAME">…</div></div>
// With lines, those come that the page does not have, from the version it was made of:
//   <div data-live-shared="TOPIC:ID" data-live-known="VERSION"><ol data-live-lines><li data-line="NUMBER">…</li></ol></div>
// After each change a "shared" event says what the clock of the server shows (`detail`, in milliseconds).
//
// A part that somebody is typing in is left alone until they have sent it or left it.

const POLL_MS = 10_000;
const waiting = new Set();
let poll;

function parts() {
  return [...document.querySelectorAll("[data-live-topic]")];
}

function isAbout(part, { topic, ref }) {
  const topics = part.dataset.liveTopic.split(" ");
  const own = part.dataset.liveRef;
  if (topic === "everything" || topics.includes("*")) return true;
  return topics.includes(topic) && (!own || !ref || own === ref);
}

function isEdited(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "select-one") {
    // Where none is said to be chosen, browsers choose the first.
    const begins = [...field.options].findIndex((option) => option.defaultSelected);
    return field.options.length > 0 && field.selectedIndex !== Math.max(begins, 0);
  }
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

/** Whether somebody is in the middle of something there: a question that is open, a sound, or a field they write in. */
function isTypedIn(part) {
  if (part.querySelector("dialog[open], .asks")) return true;
  if ([...part.querySelectorAll("audio")].some((sound) => !sound.paused && !sound.ended)) return true;
  return [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some(
    (field) => field === document.activeElement || isEdited(field),
  );
}

/** What a part says, without what differs in every copy: form tokens, times said in relation to now, and what is open. */
function gist(part) {
  const copy = part.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.removeAttribute("value");
  for (const time of copy.querySelectorAll("time")) time.textContent = "";
  for (const opened of copy.querySelectorAll("details, dialog")) opened.removeAttribute("open");
  return copy.innerHTML;
}

/** Replace what a part says, and only then: what has not changed is not read out again. */
function swap(part, html) {
  const fresh = part.cloneNode(false);
  fresh.innerHTML = html;
  if (gist(fresh) === gist(part)) {
    const times = fresh.querySelectorAll("time");
    part.querySelectorAll("time").forEach((time, place) => {
      if (time.textContent !== times[place].textContent) time.textContent = times[place].textContent;
    });
    return;
  }
  for (const opened of part.querySelectorAll("details[id][open]")) {
    fresh.querySelector(`#${CSS.escape(opened.id)}`)?.setAttribute("open", "");
  }
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function refresh(part) {
  const turn = (part.liveTurn = (part.liveTurn ?? 0) + 1);
  const response = await fetch(part.dataset.liveUrl, { headers: { "X-Requested-With": "live" } });
  if (response.redirected || [401, 403, 404, 410].includes(response.status)) {
    // Signed out meanwhile, or no longer for this person: the whole page has to say so. Never right after loading,
    // or a page whose part is always refused would reload for ever.
    if (performance.now() > POLL_MS) reload();
  } else if (response.ok) {
    const html = await response.text();
    if (turn === part.liveTurn) show(part, html);
  }
}

/** Put what was fetched last into the part, unless somebody is typing there: then it comes when they are done. */
function show(part, html) {
  if (isTypedIn(part)) {
    waiting.add(part);
    return;
  }
  waiting.delete(part);
  swap(part, html);
}

/** Load the page anew; but a form on its way (signing out, erasing) brings a page of its own, which comes first. */
function reload() {
  const isSending = performance.now() - sentAt < POLL_MS;
  setTimeout(() => window.location.reload(), isSending ? POLL_MS : 0);
}

/** The stream says that this is not for this person any more; a page may hold what they are writing ("stream-ended"). */
function end() {
  stream.close();
  if (document.dispatchEvent(new CustomEvent("stream-ended", { cancelable: true }))) reload();
}

export function refreshAll(chosen = parts()) {
  for (const part of chosen) refresh(part).catch(lost);
}

function say(words) {
  const notice = document.querySelector("[data-connection]");
  if (notice.textContent !== words) notice.textContent = words;
}

function lost() {
  if (stream) poll ??= setInterval(look, POLL_MS);
}

/** One round of polling: back to listening when the stream is, otherwise fetch everything and say that it is slow. */
function look() {
  if (stream.readyState === EventSource.OPEN) {
    found();
    return;
  }
  if (parts().length) say(document.querySelector("[data-connection]").dataset.connection);
  refreshAll();
  if (stream.readyState === EventSource.CLOSED) listen();
}

function found() {
  say("");
  clearInterval(poll);
  poll = undefined;
  // Something may have happened between the page being made, or the stream breaking, and now.
  refreshAll();
}

/** Put lines after those that are there; one that is told again takes the place of the first. */
function addLines(lines) {
  const list = document.querySelector("[data-live-lines]");
  for (const [number, html] of lines) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html.trim();
    const line = list.querySelector(`[data-line="${number}"]`);
    if (line) line.replaceWith(fresh.content);
    else if (number > Number(list.lastElementChild?.dataset.line ?? 0)) list.append(fresh.content);
  }
}

function share({ at, parts: changed, lines = [] }, version) {
  addLines(lines);
  for (const [name, html] of Object.entries(changed)) {
    const part = document.querySelector(`[data-live-part="${name}"]`);
    if (part) swap(part, html);
  }
  const shared = document.querySelector("[data-live-known]");
  if (shared) shared.dataset.liveKnown = version;
  document.dispatchEvent(new CustomEvent("shared", { detail: at }));
}

let stream;
let sentAt = -Infinity;
function listen() {
  const shared = document.querySelector("[data-live-shared]");
  const { liveShared, liveKnown } = shared?.dataset ?? {};
  const asked = shared ? `?shared=${liveShared}${liveKnown ? `&known=${liveKnown}` : ""}` : "";
  stream = new EventSource(document.body.dataset.live + asked);
  stream.addEventListener("shared", (event) => share(JSON.parse(event.data), event.lastEventId));
  stream.addEventListener("shared-over", end);
  stream.addEventListener("open", found);
  stream.addEventListener("error", lost);
  stream.addEventListener("session-ended", end);
  stream.addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    refreshAll(parts().filter((part) => isAbout(part, news)));
  });
}

function begin() {
  if (document.body.dataset.live) listen();
  else if (parts().length) poll = setInterval(() => refreshAll(), POLL_MS);
}

/** A page that nobody looks at holds no connection: a browser has only six of them for one host. */
function rest() {
  stream?.close();
  clearInterval(poll);
  poll = undefined;
}

document.addEventListener("visibilitychange", () => (document.hidden ? rest() : begin()));
document.addEventListener("submit", (event) => {
  sentAt = event.timeStamp;
});
document.addEventListener("close", () => setTimeout(() => refreshAll([...waiting])), true);
document.addEventListener("pause", () => setTimeout(() => refreshAll([...waiting])), true);
document.addEventListener("focusout", () => setTimeout(() => refreshAll([...waiting])));

begin();

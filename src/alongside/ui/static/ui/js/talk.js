// Keeps a conversation at what was written last for whoever reads it there; who reads further up is told in a line that
// something came, and loses none of what they read. What was on no screen is not read. A message is sent without loading
// the page anew, so that one writes on.
//   <div data-conversation="/where/it/is/noted/as/read/"><ol><li data-line="NUMBER">…</li></ol></div>

import { refreshAll } from "./live.js";

const AGAIN_MS = 2000;
const GAP = 12;
const talk = document.querySelector("[data-conversation]");
const foot = talk?.parentElement.querySelector(".foot");
const newer = foot?.querySelector("[data-newer]");

let seen; // up to which message it was on the screen
let noted; // and up to which that is noted
let known; // the last message that the page has
let isFollowing = false;
let isAwaited = false; // one's own message is on its way onto the page
let isSending = false;
let anchor;

const lines = () => [...talk.querySelectorAll("[data-line]")];
const numberOf = (line) => Number(line?.dataset.line ?? 0);

/** Between which heights of the window lines are seen: below what stays at its top, above where one writes. */
function room() {
  const top = Math.max(0, document.querySelector(".masthead").getBoundingClientRect().bottom);
  const bar = document.querySelector(".places");
  const isBelow = bar && getComputedStyle(bar).position === "fixed";
  const end = isBelow ? bar.getBoundingClientRect().top : window.innerHeight;
  return { top, bottom: Math.min(end, foot.getBoundingClientRect().top) };
}

/** Whether a line is on the screen, or of a long one as much as half a screen holds. */
function isShown(line, { top, bottom }) {
  const place = line.getBoundingClientRect();
  const needed = Math.min(place.height, (bottom - top) / 2);
  return place.top + needed <= bottom + 1 && place.bottom > top;
}

/** Look what is on the screen: whether that is the end, what of it is new, and which line stays where it is. */
function look() {
  const all = lines();
  const within = room();
  const last = all.at(-1);
  isFollowing = Boolean(last) && isShown(last, within) && last.getBoundingClientRect().bottom <= within.bottom + GAP;
  const first = all.find((line) => line.getBoundingClientRect().bottom > within.top);
  anchor = first && { number: numberOf(first), top: first.getBoundingClientRect().top };
  if (!document.hidden) seen = Math.max(seen, ...all.filter((line) => isShown(line, within)).map(numberOf));
  newer.hidden = !all.some((line) => numberOf(line) > seen && !line.matches(".mine"));
  note();
}

/** Say once what was on the screen: until it is noted it is new wherever else it is told of. */
async function note() {
  if (seen <= noted) return;
  const before = noted;
  noted = seen;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  body.append("number", seen);
  const answer = await fetch(talk.dataset.conversation, { method: "POST", body }).catch(() => undefined);
  if (!answer?.ok) noted = before; // with the next that is seen
}

/** Bring all from a line to the last into sight; where that is more than a screen, its beginning. */
function leadTo(first) {
  const { top, bottom } = room();
  const from = first.getBoundingClientRect().top - GAP - top;
  const down = lines().at(-1).getBoundingClientRect().bottom + GAP - bottom;
  if (down > 0) window.scrollBy(0, Math.min(down, from));
  else if (from < 0) window.scrollBy(0, from);
}

/** Have what somebody reads stay where it is, when lines above it went. */
function hold() {
  const line = anchor && talk.querySelector(`[data-line="${anchor.number}"]`);
  if (line) window.scrollBy(0, line.getBoundingClientRect().top - anchor.top);
}

function change() {
  const all = lines();
  const fresh = all.filter((line) => numberOf(line) > known);
  known = Math.max(known, numberOf(all.at(-1)));
  if (all.length && (isFollowing || (isAwaited && fresh.length))) leadTo(fresh[0] ?? all.at(-1));
  else hold();
  if (fresh.length) isAwaited = false;
  look();
}

async function send(form, body) {
  isSending = true;
  const headers = { "X-Requested-With": "talk" };
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", headers }).catch(() => undefined);
  if (!answer || answer.status >= 500) {
    form.querySelector(".said").textContent = form.dataset.waits;
    setTimeout(send, AGAIN_MS, form, body);
    return;
  }
  isSending = false;
  const page = answer.type === "basic" && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.status === 201) begin(form, body.get("text"), page.body);
  else if (page && page.querySelector("#write form")) ask(page.querySelector("#write"));
  else form.submit(); // its usual way, which says what was wrong
}

/** A new message under a new key; what was typed while the last was on its way stays. */
function begin(form, sent, fresh) {
  const { text, request_key: key } = form.elements;
  const rest = text.value.startsWith(sent) ? text.value.slice(sent.length) : text.value;
  const next = fresh.querySelector("form.pen [name=request_key]");
  form.querySelector(".said").textContent = "";
  text.value = text.defaultValue = "";
  if (!next || form.closest("#write").querySelector(".notice, .errors")) {
    form.closest("#write").replaceChildren(...fresh.childNodes);
  } else {
    key.value = next.value;
  }
  const field = foot.querySelector("textarea");
  if (field && rest) field.value = rest;
  field?.focus({ preventScroll: true });
  isAwaited = true;
  refreshAll();
}

/** What is asked about a message, or wrong with it, stands in the page that came back: it is not sent a second time. */
function ask(asked) {
  foot.querySelector("#write").replaceChildren(...asked.childNodes);
  const first = foot.querySelector("[autofocus]") ?? foot.querySelector("textarea");
  first?.focus({ preventScroll: true });
  first?.scrollIntoView({ block: "center" });
}

function listen() {
  new MutationObserver(change).observe(talk, { childList: true });
  // Fonts and pictures come, and something is unfolded: who is at the end stays there.
  new ResizeObserver(() => {
    if (isFollowing) leadTo(lines().at(-1));
  }).observe(talk);
  window.addEventListener("scroll", look, { passive: true });
  window.addEventListener("resize", () => (isFollowing ? leadTo(lines().at(-1)) : look()));
  document.addEventListener("visibilitychange", look);
  newer.addEventListener("click", (event) => {
    event.preventDefault();
    const first = lines().find((line) => numberOf(line) > seen);
    leadTo(first);
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    look();
  });
  foot.addEventListener("submit", (event) => {
    // What is kept, led on or sent as it is goes its usual way.
    if (!event.target.matches(".pen") || event.submitter?.name) return;
    event.preventDefault();
    if (!isSending) send(event.target, new FormData(event.target));
  });
  foot.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target.name !== "text") return;
    event.target.form.requestSubmit();
  });
}

/** Begin at what was written last, unless something is said elsewhere on the page, or its address leads elsewhere. */
function start() {
  const last = lines().at(-1);
  seen = noted = known = numberOf(last);
  const isSaid = document.querySelector(".messages").childElementCount > 0 || foot.querySelector(".notice, .errors");
  if (last && !isSaid && ["", "#newest"].includes(window.location.hash)) leadTo(last);
  look();
  listen();
}

if (talk) start();

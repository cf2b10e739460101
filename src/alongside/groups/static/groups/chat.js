// Makes of what everybody in a chat room sees what is one's own: my lines, my clock, what I may do. Sends a line without
// loading the page anew. A line that could not be sent is sent again under the same key until it is, and so is there once.

const chat = document.querySelector("[data-live-shared]");
const list = chat.querySelector("[data-live-lines]");
const form = chat.querySelector("[data-line-form]");
const { me, zone, clock, looksAfter } = chat.dataset;
// From whom I do not hear, here and for me alone.
const unheard = new Set(chat.dataset.unheard.split(" ").filter(Boolean));
const MOST_LINES = 300;
const AGAIN_MS = 2000;

const language = document.documentElement.lang;
const hour = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone: zone, hourCycle: clock });
const day = self.days(zone, "medium");

/** When a line was written, on my clock: in the same way for what came with the page and for what comes live. */
function moment(at) {
  return day.format(at) === day.format(new Date()) ? hour.format(at) : `${day.format(at)}, ${hour.format(at)}`;
}

function numberOf(line) {
  return Number(line.dataset.line);
}

/** Bring lines and form in line with what everybody is told. */
function settle() {
  const { first, quiet } = chat.querySelector("[data-chat-facts]").dataset;
  while (list.firstElementChild && numberOf(list.firstElementChild) < Number(first)) list.firstElementChild.remove();
  cut();
  for (const line of list.querySelectorAll("[data-line]:not([data-settled])")) settleLine(line);
  settleHere();
  const rests = quiet === "yes" && looksAfter !== "yes";
  chat.querySelector("[data-nothing]").hidden = rests || list.childElementCount > 0;
  const earlier = chat.querySelector("[data-earlier]");
  const top = list.firstElementChild;
  earlier.hidden = !top || numberOf(top) <= Number(first);
  if (top) earlier.querySelector("a").href = `?before=${numberOf(top)}`;
  sayUntil();
  if (form) rest(rests);
  showHidden();
}

/** Until when the room rests, on my clock, where what came was said to everybody on another. */
function sayUntil() {
  const why = chat.querySelector("[data-why-quiet]");
  if (!why || why.dataset.zone === zone) return;
  why.textContent = why.textContent.replace(why.dataset.said, moment(new Date(why.dataset.until)));
  why.dataset.zone = zone;
}

/** While a room rests there is no field, unless somebody was typing in it: then it stays, with why. */
function rest(rests) {
  const resting = form.querySelector("[data-resting]");
  const keeps = form.elements.text.value !== "";
  const why = chat.querySelector("[data-why-quiet]")?.textContent.trim() ?? "";
  form.hidden = rests && !keeps;
  const words = rests && keeps ? `${why} ${resting.dataset.resting}` : "";
  if (resting.textContent !== words) resting.textContent = words;
}

/** What of mine is hidden, and why, nobody else reads: it is on the page that is made for me. */
async function showHidden() {
  const hidden = hiddenLines();
  if (hidden === shownHidden) return;
  shownHidden = hidden;
  const answer = await fetch(window.location.pathname);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  chat.querySelector("[data-own-hidden]").replaceChildren(...page.querySelector("[data-own-hidden]").childNodes);
}

function hiddenLines() {
  return [...list.querySelectorAll(`[data-hidden][data-seat="${me}"]`)].map(numberOf).join(" ");
}

/** Keep the newest lines without a gap: what was missed in a long absence is read page by page. */
function cut() {
  const lines = [...list.children];
  let from = Math.max(0, lines.length - MOST_LINES);
  for (let place = lines.length - 1; place > from; place--) {
    if (numberOf(lines[place]) !== numberOf(lines[place - 1]) + 1) from = place;
  }
  for (const line of lines.slice(0, from)) line.remove();
}

/** Say of nobody that they are here from whom I do not hear; where nobody else is, nothing of it. */
function settleHere() {
  const here = chat.querySelector("[data-live-part=here]");
  for (const one of here.querySelectorAll("[data-here]")) if (unheard.has(one.dataset.here)) one.remove();
  here.hidden = !here.querySelector("[data-here]");
}

function settleLine(line) {
  if (unheard.has(line.dataset.seat)) {
    // Its place stays, as lines are counted.
    line.hidden = true;
    line.replaceChildren();
    line.dataset.settled = "yes";
    return;
  }
  const isMine = line.dataset.seat === me;
  line.classList.toggle("mine", isMine);
  for (const own of line.querySelectorAll("[data-own]")) own.hidden = !isMine;
  for (const other of line.querySelectorAll("[data-others]")) other.hidden = isMine;
  for (const looks of line.querySelectorAll("[data-looks]")) looks.hidden = looksAfter !== "yes";
  for (const tells of line.querySelectorAll("[data-tell]")) tells.hidden = looksAfter === "yes";
  for (const time of line.querySelectorAll("time")) time.textContent = moment(new Date(time.dateTime));
  line.dataset.settled = "yes";
}

async function send() {
  const body = new FormData(form);
  const said = form.querySelector(".said:not([data-resting])");
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { "X-Requested-With": "chat" },
    });
  } catch {
    answer = { status: 503 };
  }
  if (answer.status >= 500) {
    said.textContent = form.dataset.waits;
    setTimeout(send, AGAIN_MS);
    return;
  }
  said.textContent = "";
  form.removeAttribute("data-sending");
  if (answer.type === "opaqueredirect") beginAnew();
  else if (answer.status === 204 && form.querySelector(".notice")) beginAnew(); // what was asked is answered
  else if (answer.status === 204) begin(body);
  else if (answer.status === 422) ask(await answer.text());
  else form.submit(); // its usual way, which says what was wrong and keeps what was typed
}

/** What is asked about a line, or wrong with it, stands in the page that came back: it is not sent a second time. */
function ask(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const asked = page.querySelector("#write");
  const same = asked?.querySelector("[data-line-form]");
  if (!same) {
    form.submit();
    return;
  }
  form.replaceChildren(...same.childNodes);
  form.hidden = same.hidden;
  same.replaceWith(form);
  document.querySelector("#write").replaceWith(asked);
  const first = form.querySelector("[autofocus]") ?? form.elements.text;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: "center" });
}

/** What is to be read now stands between one's line and the field, wherever somebody was on the page. */
function beginAnew() {
  window.history.scrollRestoration = "manual";
  window.history.replaceState(null, "", `${window.location.pathname}#write`);
  window.location.reload();
}

/** A new line under a new key; what was typed while the last was on its way stays. */
function begin(body) {
  const text = form.elements.text;
  text.readOnly = false;
  if (text.value === body.get("text")) text.value = "";
  form.elements.key.value = crypto.randomUUID?.() ?? keyByHand();
  text.focus({ preventScroll: true });
}

/** Pages without TLS have no `randomUUID`. */
function keyByHand() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

form?.addEventListener("submit", (event) => {
  if (event.submitter?.name === "sure") return; // what was asked about goes its usual way, as it is
  event.preventDefault();
  if (form.hasAttribute("data-sending")) return;
  form.setAttribute("data-sending", "");
  form.elements.text.readOnly = true;
  send();
});

form?.addEventListener("keydown", (event) => {
  if (event.target !== form.elements.text) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

/** Begin where one writes, unless something is said at the top of the page, or its address leads elsewhere. */
function beginAtField() {
  const isSaid = document.querySelector(".messages").childElementCount > 0;
  // A page that is loaded anew does not go where its address leads.
  if (window.location.hash === "#write") chat.querySelector("#write").scrollIntoView();
  else if (form && !form.hidden && !isSaid && !window.location.hash) form.scrollIntoView({ block: "nearest" });
}

let shownHidden = hiddenLines();
document.addEventListener("shared", settle);
settle();
beginAtField();

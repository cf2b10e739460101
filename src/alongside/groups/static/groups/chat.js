// Makes of what everybody in a chat room sees what is one's own: my lines, my clock, what I may do. Sends a line without
// loading the page anew. A line that could not be sent is sent again under the same key until it is, and so is there once.

const chat = document.querySelector("[data-live-shared]");
const list = chat.querySelector("[data-live-lines]");
const form = chat.querySelector("[data-line-form]");
const { me, zone, looksAfter } = chat.dataset;
// From whom I do not hear, here and for me alone.
const unheard = new Set(chat.dataset.unheard.split(" ").filter(Boolean));
const MOST_LINES = 300;
const AGAIN_MS = 2000;

const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: zone,
});

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
  chat.querySelector("[data-nothing]").hidden = list.childElementCount > 0;
  const earlier = chat.querySelector("[data-earlier]");
  const top = list.firstElementChild;
  earlier.hidden = !top || numberOf(top) <= Number(first);
  if (top) earlier.querySelector("a").href = `?before=${numberOf(top)}`;
  if (form) form.hidden = quiet === "yes" && looksAfter !== "yes";
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
  // What came live says its time on no clock of anybody's.
  if (line.dataset.settled !== "page") {
    for (const time of line.querySelectorAll("time")) time.textContent = clock.format(new Date(time.dateTime));
  }
  line.dataset.settled = "yes";
}

async function send() {
  const body = new FormData(form);
  const said = form.querySelector(".said");
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
  if (answer.type === "opaqueredirect") window.location.reload();
  else if (answer.status === 204) begin(body);
  else form.submit(); // its usual way, which says what was wrong and keeps what was typed
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

form?.elements.text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

for (const line of list.children) line.dataset.settled = "page";
for (const line of list.children) settleLine(line);
document.addEventListener("shared", settle);
settle();

// Says on the page of a thread that answers came, once they have, and shows them when asked to.
//
// Whatever else is pressed on the page of a thread first keeps what somebody is writing, as "Keep it for later" does: a
// kind word, or "Answer this", loads the page anew, and their words are there again. How they are kept: `keeping.js`, which
// comes after this one, so that a link of a post is followed once they are kept, and not before.
const writing = document.querySelector("#write form");

/** Do what was pressed once what somebody is writing is kept, if there is something. */
async function afterKeeping(event, act) {
  if (!self.draft?.isEdited()) return;
  event.preventDefault();
  if (await self.draft.keep()) act();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form !== writing && form.closest("main")) afterKeeping(event, () => form.requestSubmit(event.submitter));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".posts a[href], [data-newer] a[href]");
  if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) afterKeeping(event, () => link.click());
});

// "Answer this" leads to the field, and what is typed then goes into it. A browser that goes where an address leads takes
// the focus away once more, after the page has come.
if (window.location.hash === "#write" && new URLSearchParams(window.location.search).has("answers")) {
  window.addEventListener("load", () => requestAnimationFrame(() => writing?.querySelector("textarea")?.focus()));
}

// What is new comes as a number and a link, never by itself: nobody loses the line they read.
const newer = document.querySelector("[data-newer]");
let told = Number(newer?.dataset.newer);

async function tell() {
  const newest = Number(newer.dataset.liveKnown);
  if (newest <= told) return;
  const before = told;
  told = newest;
  try {
    const answer = await fetch(`${window.location.pathname}?since=${newer.dataset.newer}`);
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    if (told === newest) say(html);
  } catch {
    told = before; // the next that comes brings it as well
  }
}

function say(html) {
  // Read aloud once: whoever is writing is not interrupted by each answer.
  if (newer.childElementCount) newer.ariaLive = "off";
  const isFocused = newer.contains(document.activeElement);
  newer.innerHTML = html;
  const link = newer.querySelector("a");
  // What is being written still answers the post that was chosen for it.
  const answers = writing?.elements.answers?.value;
  if (link && answers) link.search += `&answers=${answers}`;
  if (isFocused) link?.focus();
}

if (newer) {
  document.addEventListener("shared", tell);
  tell();
}

// Who may not read the thread any more keeps what they are writing: sent, it is given back, and a cry reaches people.
// Who was signed out keeps nothing on the screen.
document.addEventListener("stream-ended", async (event) => {
  if (!self.draft?.isEdited()) return;
  event.preventDefault();
  const answer = await fetch(window.location.pathname, { method: "HEAD" });
  if (answer.redirected) window.location.reload();
});

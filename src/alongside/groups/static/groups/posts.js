// Whatever else is pressed on the page of a thread first keeps what somebody is writing, as "Keep it for later" does: a
// kind word, or "Answer this", loads the page anew, and their words are there again.
const writing = document.querySelector("#write form");

function fields() {
  return [...(writing?.querySelectorAll("textarea, input[type=text]") ?? [])];
}

function isEdited() {
  return fields().some((field) => field.value !== field.defaultValue);
}

// Tells whether to go on. What cannot be kept is sent once more, as "Keep it for later" does: the page that comes says why,
// and holds the words.
async function keep() {
  const button = writing.querySelector("[name=keep]");
  try {
    const body = new FormData(writing, button);
    const answer = await fetch(writing.action, { method: "POST", body, redirect: "manual" });
    if (answer.status >= 400) {
      writing.requestSubmit(button);
      return false;
    }
  } catch {
    // No network: the browser says so when it does what was pressed.
  }
  for (const field of fields()) field.defaultValue = field.value;
  return true;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form === writing || !form.closest("main") || !isEdited()) return;
  event.preventDefault();
  if (await keep()) form.requestSubmit(event.submitter);
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".posts a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !isEdited()) return;
  event.preventDefault();
  if (await keep()) link.click();
});

// Makes of what everybody at an event sees what is one's own: what I asked, and what I said I would like to hear. Sends a
// press without loading the page anew, so that what somebody is writing stays.
const stage = document.querySelector("[data-live-shared]");

function ids(name) {
  return new Set(stage.dataset[name].split(" ").filter(Boolean));
}

function show(part, isSo) {
  if (part && part.hidden === isSo) part.hidden = !isSo;
}

/** Bring one's own words in line with what everybody is told. */
function settle() {
  const voted = ids("voted");
  const asked = ids("asked");
  for (const one of stage.querySelectorAll("[data-question]")) {
    const id = one.dataset.question;
    show(one, !asked.has(id));
    show(one.querySelector("[data-want]"), !voted.has(id));
    show(one.querySelector("[data-unwant]"), voted.has(id));
  }
  const unheard = ids("unheard");
  for (const line of stage.querySelectorAll("[data-by]")) {
    show(line, line.dataset.by !== stage.dataset.me);
    if (unheard.has(line.dataset.by)) line.closest(".line").remove();
  }
  // Nobody says that they will come to what has begun.
  if (stage.querySelector("[data-begun]")) document.querySelector("[data-until-begun]")?.remove();
}

/** Note what was pressed, and leave the focus on the button that undoes it. */
function remember(button) {
  const voted = ids("voted");
  if (button.name === "want") voted.add(button.value);
  else voted.delete(button.value);
  stage.dataset.voted = [...voted].join(" ");
  settle();
  const other = button.name === "want" ? "unwant" : "want";
  button.parentElement.querySelector(`[name=${other}]`)?.focus();
}

document.addEventListener("shared", settle);

// A press, without a new page; where that does not work, the form goes its usual way, and says what was wrong.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-quiet]")) return;
  event.preventDefault();
  const button = event.submitter;
  const body = new FormData(form, button);
  let isDone = false;
  try {
    const headers = { "X-Requested-With": "stage" };
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", headers });
    isDone = answer.status === 204;
    if (answer.type === "opaqueredirect") {
      // It is done, and there is something to read, where the page begins.
      window.history.scrollRestoration = "manual";
      window.history.replaceState(null, "", window.location.pathname);
      window.location.reload();
      return;
    }
  } catch {
    // No network: the browser says so when the form is sent its usual way.
  }
  if (!isDone) {
    form.removeAttribute("data-quiet");
    form.requestSubmit(button);
    return;
  }
  form.reset();
  if (button?.name === "want" || button?.name === "unwant") remember(button);
});

settle();

/* Counts an urge's minutes down, in whole minutes and without a sound, then shows what comes after. Without a script the
   page says when it is over by the clock. */

const LOOK_EVERY_MS = 1000;
const timer = document.querySelector("[data-surf]");
const over = document.querySelector("[data-surf-over]");
const bar = timer.querySelector("progress");
const left = timer.querySelector("[data-left]");
const minutes = new Intl.NumberFormat(document.documentElement.lang, {
  style: "unit",
  unit: "minute",
  unitDisplay: "long",
});
// How long it is: the clock of a device may be wrong, but it goes on while the page sleeps.
const end = Date.now() + Number(timer.dataset.surf) * 1000;

function finish() {
  timer.hidden = true;
  over.hidden = false;
  over.querySelector("h2").focus();
}

function look() {
  const seconds = Math.max(0, (end - Date.now()) / 1000);
  const said = minutes.format(Math.ceil(seconds / 60));
  bar.value = bar.max - seconds;
  if (left.textContent !== said) left.textContent = said;
  if (seconds === 0) {
    clearInterval(watch);
    finish();
  }
}

const watch = setInterval(look, LOOK_EVERY_MS);
for (const part of timer.querySelectorAll("[data-with-script]")) part.hidden = false;
for (const part of timer.querySelectorAll("[data-without-script]")) part.hidden = true;
look();

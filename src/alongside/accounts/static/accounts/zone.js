// Proposes the time zone this browser is set to, as long as nobody has chosen one, and folds away what it could guess.
const list = document.querySelector("select[data-zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (list && zone && list.value === "UTC") {
  if (![...list.options].some((option) => option.value === zone)) {
    list.append(new Option(zone.split("/").pop().replaceAll("_", " "), zone));
  }
  list.value = zone;
}

const guessed = document.querySelector("details[data-guessed]");
if (guessed) {
  guessed.open = !zone;
  guessed.removeAttribute("data-guessed");
}

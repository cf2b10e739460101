// Says whose clock is asked for, if nobody chose one, and asks the device where it is when somebody presses "Near me", never before.
const form = document.querySelector("[data-search]");
const near = form.querySelector("[data-near]");
const said = form.querySelector("[data-near-said]");
const { near: point, place, tz } = form.elements;

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
const here = new URL(location);

if (tz.matches("select")) {
  // An address that somebody passed on says nothing of a clock: it is shown on this one, unless another is to be chosen.
  if (zone && !zone.startsWith("Etc/") && !here.searchParams.has("tz")) {
    here.searchParams.set("tz", zone);
    location.replace(here);
  }
} else tz.value ||= zone;

// A town that is written counts instead of where the device was.
place.addEventListener("input", () => {
  point.value = "";
});

// What is empty stays out of the address, so that it is short enough to pass on.
form.addEventListener("submit", () => {
  for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
});

// Back from a page found: the fields are there again.
addEventListener("pageshow", () => {
  for (const field of form.elements) field.disabled = false;
});

if ("geolocation" in navigator) {
  near.hidden = false;
  near.addEventListener("click", () => {
    said.textContent = said.dataset.words;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // About a kilometre: enough to find what is near, too little to find somebody's door.
        point.value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
        place.value = "";
        form.requestSubmit();
      },
      () => {
        said.textContent = said.dataset.failed;
      },
      { enableHighAccuracy: false, maximumAge: 600_000, timeout: 15_000 },
    );
  });
}

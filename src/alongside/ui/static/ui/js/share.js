// Copies a link or hands it to the device's own way of sharing; ui/share.html says what it needs. Which of both the device
// can is said once, on the page as a whole: a part of it that is fetched anew is right as it comes. Without either, the
// link can be marked and copied by hand.
const can = document.documentElement.classList;
can.toggle("can-copy", Boolean(navigator.clipboard));
can.toggle("can-share", Boolean(navigator.share));

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-link]")) event.target.select();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".passes-on [data-copy], .passes-on [data-share]");
  if (!button) return;
  const link = button.closest(".passes-on").querySelector("[data-link]").value;
  if ("share" in button.dataset) {
    // Whoever changes their mind in the device's own window has done nothing wrong.
    await navigator.share({ url: link }).catch(() => {});
  } else {
    const field = button.closest(".passes-on").querySelector("[data-link]");
    const said = button.parentElement.querySelector("[data-copied]");
    // Where copying is refused, the link is marked, to be copied by hand.
    await navigator.clipboard.writeText(link).then(
      () => (said.textContent = said.dataset.copied),
      () => field.focus(),
    );
  }
});

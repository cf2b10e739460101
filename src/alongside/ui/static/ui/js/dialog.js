// Opens the dialog that a link or button names, before it does what it does: <a href="/page/" data-dialog="id">. Esc closes
// a menu, as it closes a dialog.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    dialog.showModal();
  } else if (event.target.tagName === "DIALOG") {
    // A press beside the dialog; what is in it lies in the elements inside.
    event.target.close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details:is(.more, .ways)[open]")) {
    if (menu.contains(event.target)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

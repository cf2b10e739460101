// Opens the dialog that a link or button names, before it does what it does: <a href="/page/" data-dialog="id">.

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

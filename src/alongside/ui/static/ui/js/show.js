// Lets somebody look at what they type into a field that hides it: <button data-show aria-controls="id" hidden>.

for (const button of document.querySelectorAll("[data-show]")) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.ariaPressed = String(shown);
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  // Sent as what it is, so that browsers offer to keep it as a passphrase and never as a text.
  field.form.addEventListener("submit", () => show(false));
}

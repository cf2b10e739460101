// Shows the passkey buttons where the browser has passkeys, and says so when the device did not finish.
if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
  }
  for (const sentence of document.querySelectorAll("[data-without-passkeys]")) {
    sentence.hidden = true;
  }
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.getElementById("passkey-trouble");
  trouble.hidden = false;
});

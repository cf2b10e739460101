// Shows the passkey buttons where the browser has passkeys, and says so when the device did not finish.
if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
  }
  for (const sentence of document.querySelectorAll("[data-without-passkeys]")) {
    sentence.hidden = true;
  }
}

// What to begin with, and what that is given, stands in the page as data: nothing may be written inline.
for (const script of document.querySelectorAll("script[data-allauth-onload]")) {
  const begin = script.dataset.allauthOnload.split(".").reduce((found, part) => found?.[part], window);
  begin?.(JSON.parse(script.textContent));
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.getElementById("passkey-trouble");
  trouble.hidden = false;
});

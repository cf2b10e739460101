// Copies the recovery codes; without JavaScript they can be marked by hand.
const copy = document.querySelector("[data-copy]");
const said = document.querySelector("[data-said]");

if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const codes = [...document.querySelectorAll(`#${copy.dataset.copy} code`)].map((code) => code.textContent);
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      said.textContent = said.dataset.copied;
    } catch {
      said.textContent = said.dataset.failed;
    }
  });
}

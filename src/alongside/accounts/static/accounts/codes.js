// Copies or prints the recovery codes; without JavaScript they can be marked and printed by hand.
const copy = document.querySelector("[data-copy]");
const print = document.querySelector("[data-print]");

if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const codes = [...document.querySelectorAll(`#${copy.dataset.copy} code`)].map((code) => code.textContent);
    await navigator.clipboard.writeText(codes.join("\n"));
    document.querySelector("[data-copied]").hidden = false;
  });
}

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

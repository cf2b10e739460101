// Copies a link or hands it to the device's own way of sharing. Without it the link can be marked and copied by hand.
class ShareLink extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    const copy = this.querySelector("[data-copy]");
    const share = this.querySelector("[data-share]");
    const said = this.querySelector("[data-copied]");
    input.addEventListener("focus", () => input.select());
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(input.value);
      said.textContent = said.dataset.copied;
    });
    share.hidden = !navigator.share;
    // Whoever changes their mind in the device's own window has done nothing wrong.
    share.addEventListener("click", () => navigator.share({ url: input.value }).catch(() => {}));
  }
}

customElements.define("share-link", ShareLink);

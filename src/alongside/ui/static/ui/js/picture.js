/* Makes a chosen picture smaller before it leaves the device, and shows it: a photo of a phone can be too large to send,
   and what it says about where it was taken stays behind. What cannot be opened here is sent as it is; the server looks. */

const QUALITY = 0.85;

const root = document.querySelector("[data-picture]");
const field = root.querySelector("input");
const said = root.querySelector("[data-said]");
const longest = Number(root.dataset.longest);
const shown = document.createElement("canvas");

/** Draw it no larger than it will be kept, on white where it lets something through. */
function draw(picture) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  shown.width = Math.max(1, Math.round(picture.width * scale));
  shown.height = Math.max(1, Math.round(picture.height * scale));
  const pen = shown.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, shown.width, shown.height);
  pen.drawImage(picture, 0, 0, shown.width, shown.height);
}

function put(blob) {
  const files = new DataTransfer();
  files.items.add(new File([blob], "picture.jpg", { type: "image/jpeg" }));
  field.files = files.files;
}

async function choose() {
  shown.remove();
  said.textContent = "";
  const [file] = field.files;
  if (!file) return;
  const picture = await createImageBitmap(file);
  draw(picture);
  picture.close();
  const blob = await new Promise((done) => shown.toBlob(done, "image/jpeg", QUALITY));
  // Another one was chosen meanwhile.
  if (!blob || field.files[0] !== file) return;
  put(blob);
  shown.setAttribute("aria-hidden", "true");
  root.append(shown);
  said.textContent = root.dataset.saidChosen;
}

field.addEventListener("change", () => choose().catch(() => {}));

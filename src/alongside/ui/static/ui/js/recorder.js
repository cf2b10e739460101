/* Records a voice note into a form's field for a file: record, listen, record anew, throw away. Nothing leaves the page
   before the form is sent. Where there is no microphone, or it stays closed, a file can be chosen; ui/forms/recorder.html
   says what belongs to which state. What was recorded is played by Web Audio, for it needs no address of its own. */

const LOOK_EVERY_MS = 200;
const SOON_S = 10;
// What browsers record, the most usual first; the last one is for those that will not say.
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", ""];
const BITS_A_SECOND = 48_000;

const root = document.querySelector("[data-recorder]");
const field = root.querySelector("input");
const longest = Number(root.dataset.longest);
const largest = Number(root.dataset.largest);
let recorder;
let source;
let asking = false;

function show(state) {
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  for (const part of root.querySelectorAll("[data-while]")) part.hidden = !part.dataset.while.split(" ").includes(state);
  // Who pressed a button that is gone goes on at the next one.
  if (held?.closest("[hidden]")) next()?.focus();
}

function next() {
  return [...root.querySelectorAll("button, input")].find((one) => !one.closest("[hidden]"));
}

function say(what) {
  root.querySelector("[data-said]").textContent = what ? root.dataset[what] : "";
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function write(where, seconds) {
  const place = root.querySelector(where);
  const words = clock(seconds);
  if (place.textContent !== words) place.textContent = words;
}

async function record() {
  if (asking) return;
  hush();
  asking = true;
  try {
    begin(await navigator.mediaDevices.getUserMedia({ audio: true }));
  } catch {
    show("choosing");
    say("saidRefused");
  }
  asking = false;
}

function begin(stream) {
  const mimeType = KINDS.find((kind) => kind === "" || MediaRecorder.isTypeSupported(kind));
  recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: BITS_A_SECOND });
  const pieces = [];
  const began = performance.now();
  const spent = () => (performance.now() - began) / 1000;
  let soon = false;
  const watch = setInterval(() => {
    const left = Math.max(0, longest - spent());
    write("[data-left]", Math.ceil(left));
    if (left <= SOON_S && !soon) say("saidSoon");
    soon = left <= SOON_S;
    if (left === 0) stop();
  }, LOOK_EVERY_MS);
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    clearInterval(watch);
    for (const track of stream.getTracks()) track.stop();
    keep(new Blob(pieces, { type: recorder.mimeType }), spent());
  });
  write("[data-left]", longest);
  recorder.start();
  show("recording");
  say("saidRecording");
}

function stop() {
  if (recorder?.state === "recording") recorder.stop();
}

function keep(blob, seconds) {
  if (blob.size > largest) {
    drop();
    return say("saidLarge");
  }
  const files = new DataTransfer();
  files.items.add(new File([blob], "voice", { type: blob.type }));
  field.files = files.files;
  write("[data-length]", Math.min(longest, Math.max(1, Math.round(seconds))));
  show("kept");
  say("saidKept");
}

async function listen() {
  const player = new AudioContext();
  try {
    const buffer = await player.decodeAudioData(await field.files[0].arrayBuffer());
    source = new AudioBufferSourceNode(player, { buffer });
  } catch {
    return say("saidSilent");
  }
  source.connect(player.destination);
  source.addEventListener("ended", () => {
    player.close();
    if (!root.querySelector('[data-does="hush"]').hidden) show("kept");
  });
  source.start();
  say("");
  show("playing");
}

function hush() {
  source?.stop();
  source = undefined;
}

function drop() {
  hush();
  field.value = "";
  show("ready");
  say("saidDropped");
}

const does = { record, stop, listen, hush, drop };

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-does]");
  if (button) does[button.dataset.does]();
});

// Whoever sends it while it still records means what was said so far: it stops, and they see that it is not sent yet.
field.form.addEventListener("submit", (event) => {
  if (recorder?.state !== "recording") return;
  event.preventDefault();
  stop();
});

field.addEventListener("change", () => {
  const tooLarge = field.files[0]?.size > largest;
  if (tooLarge) field.value = "";
  say(tooLarge ? "saidLarge" : "");
});

if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder && window.DataTransfer) show("ready");

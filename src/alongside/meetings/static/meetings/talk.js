// Speaks with the others in the room: a connection to each of them, through the relay alone. No browser learns where another
// is: only ways through the relay are looked for ("relay"), only those are told, and the server passes on nothing else.
// Microphone and camera are opened when somebody presses, and closed again, not only silenced.
const COLLECT_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 400;
const WAIT_MS = 3_000;
const HEARD_LEVEL = 0.01;
const STILL_HEARD_MS = 1_000;
const WANTED = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { max: 15 } },
};

class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
    this.sentence = sentence;
  }
}

/** What a browser says of itself, without any address. */
export function withoutAddresses(sdp) {
  return sdp
    .split("\r\n")
    .filter((line) => !line.startsWith("a=candidate") && line !== "a=end-of-candidates")
    .map((line) =>
      line
        .replace(/^(c=|a=rtcp:\d+ )IN IP[46] \S+$/, "$1IN IP4 0.0.0.0")
        .replace(/^(o=.* )IN IP[46] \S+$/, "$1IN IP4 127.0.0.1")
        .replace(/^(m=\S+) [1-9]\d* /, "$1 9 "),
    )
    .join("\r\n");
}

/** A way through the relay without what it says of the way there; "" for any other. */
export function throughRelay(candidate) {
  if (!/ typ relay( |$)/.test(candidate)) return "";
  return candidate.replace(/ raddr \S+ rport \d+/, " raddr 0.0.0.0 rport 0");
}

/** How much sound has arrived on a line so far: its energy, and for how many seconds. */
async function sound(line) {
  const found = [...((await line?.getStats())?.values() ?? [])].find((one) => one.type === "inbound-rtp");
  return { energy: found?.totalAudioEnergy ?? 0, seconds: found?.totalSamplesDuration ?? 0 };
}

/** How loud it was between two looks, on the average: 0 is silence, 1 as loud as can be. */
function loudness(before, now) {
  const seconds = now.seconds - before.seconds;
  return seconds > 0 ? Math.sqrt(Math.max(0, now.energy - before.energy) / seconds) : 0;
}

/** Somebody else who speaks, as they are shown; how their sound arrives here is for those built on it. */
export class Voice {
  constructor(talk, { id, name }) {
    this.talk = talk;
    this.id = id;
    this.arrived = { energy: 0, seconds: 0 };
    this.heardAt = -Infinity;
    this.row = talk.root.querySelector("template").content.firstElementChild.cloneNode(true);
    this.row.querySelector("[data-name]").textContent = name;
    talk.root.querySelector(".voices").append(this.row);
  }

  receivers() {
    return [];
  }

  isThere() {
    return false;
  }

  receive() {}

  fill() {}

  restart() {}

  play(track) {
    const player = this.row.querySelector(track.kind);
    player.srcObject = new MediaStream([track]);
    if (track.kind === "audio") player.muted = this.talk.isDeaf;
    // A browser that has seen no press on this page yet may keep it silent: then there is a button to hear.
    player.play().catch(({ name }) => name === "NotAllowedError" && track.kind === "audio" && this.talk.hearing(true));
  }

  /** Say how they are: not there yet, quiet or speaking; and show their camera while it is on. */
  look() {
    const isThere = this.isThere();
    const isHeard = isThere && performance.now() - this.heardAt < STILL_HEARD_MS;
    const { isComing, isQuiet, isSpeaking } = this.talk.root.dataset;
    const words = isHeard ? isSpeaking : isThere ? isQuiet : isComing;
    const state = this.row.querySelector("[data-state]");
    if (state.textContent !== words) state.textContent = words;
    this.row.classList.toggle("heard", isHeard);
    this.row.querySelector("video").hidden = !this.line("video")?.getSynchronizationSources().length;
  }

  line(kind) {
    return this.receivers().find(({ track }) => track.kind === kind);
  }

  /** Hear whether they spoke since the last time, however short: a look at one moment misses a word between two. */
  async listenTo() {
    const now = await sound(this.line("audio"));
    if (loudness(this.arrived, now) > HEARD_LEVEL) this.heardAt = performance.now();
    this.arrived = now;
    this.look();
  }

  close() {
    this.row.remove();
  }
}

/** Somebody else, and the connection to their browser. */
class Other extends Voice {
  constructor(talk, one) {
    super(talk, one);
    // Of two who offer at once, one gives way.
    this.isPolite = talk.me > one.id;
    this.isOffering = false;
    this.work = Promise.resolve();
    this.connect();
    this.look();
  }

  connect() {
    const pc = (this.pc = new RTCPeerConnection(this.talk.configuration()));
    pc.addEventListener("icecandidate", ({ candidate }) => {
      const way = throughRelay(candidate?.candidate ?? "");
      if (way) this.talk.send(this.id, "candidate", way);
    });
    pc.addEventListener("negotiationneeded", () => this.offer().catch(() => {}));
    pc.addEventListener("track", ({ track }) => this.play(track));
    pc.addEventListener("iceconnectionstatechange", () => this.mend());
    // Only one of the two lays out what there is to send; both send on it.
    if (!this.isPolite) {
      for (const kind of ["audio", "video"]) pc.addTransceiver(kind, { direction: "sendrecv" });
      this.fill();
    }
  }

  async offer() {
    this.isOffering = true;
    try {
      await this.pc.setLocalDescription();
      this.tell();
    } finally {
      this.isOffering = false;
    }
  }

  tell() {
    const { type, sdp } = this.pc.localDescription;
    this.talk.send(this.id, type, withoutAddresses(sdp));
  }

  /** Take letters one after the other. */
  receive(kind, body) {
    this.work = this.work.then(() => this.take(kind, body)).catch(() => {});
  }

  async take(kind, body) {
    const pc = this.pc;
    if (kind === "candidate") {
      if (throughRelay(body)) await pc.addIceCandidate({ candidate: body, sdpMLineIndex: 0 });
      return;
    }
    if (kind === "answer") {
      await pc.setRemoteDescription({ type: kind, sdp: body });
      return;
    }
    const isBoth = this.isOffering || pc.signalingState !== "stable";
    if (isBoth && !this.isPolite) return;
    await pc.setRemoteDescription({ type: kind, sdp: body });
    this.fill();
    await pc.setLocalDescription();
    this.tell();
  }

  /** Send what is open here on every line there is. */
  fill() {
    for (const line of this.pc.getTransceivers()) {
      line.direction = "sendrecv";
      line.sender.replaceTrack(this.talk.tracks[line.receiver.track.kind]).catch(() => {});
    }
  }

  receivers() {
    return this.pc.getReceivers();
  }

  isThere() {
    return ["connected", "completed"].includes(this.pc.iceConnectionState);
  }

  /** Find another way when this one broke: at once when there is none, after a moment when there may be. */
  mend() {
    const isLost = this.pc.iceConnectionState === "failed";
    clearTimeout(this.mending);
    if (isLost) this.restart();
    else if (this.pc.iceConnectionState === "disconnected") this.mending = setTimeout(() => this.restart(), WAIT_MS);
    this.look();
  }

  restart() {
    if (this.pc.signalingState === "closed") return;
    this.pc.setConfiguration(this.talk.configuration());
    this.pc.restartIce();
  }

  close() {
    clearTimeout(this.mending);
    this.pc.close();
    super.close();
  }
}

/** The talk as this browser is in it. */
export class Talk {
  constructor(root, show) {
    Object.assign(this, { root, show, others: new Map(), tracks: { audio: null, video: null }, isDeaf: false });
    this.token = root.querySelector("[name=csrfmiddlewaretoken]").value;
    this.post = Promise.resolve();
  }

  configuration() {
    return { iceServers: [this.relay], iceTransportPolicy: "relay", bundlePolicy: "max-bundle" };
  }

  async ask(what, fields = {}) {
    const response = await fetch(this.root.dataset[what], { method: "POST", body: this.form(fields) });
    if (!response.ok) {
      const told = await response.json().catch(() => ({}));
      throw new Refused(response.status, told.sentence);
    }
    return response.status === 204 ? null : response.json();
  }

  form(fields) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrfmiddlewaretoken: this.token, ...fields })) body.set(name, value);
    return body;
  }

  /** One letter after the other: a way is of no use before what it is a way to. */
  send(to, kind, body) {
    this.post = this.post.then(() => this.ask("letter", { to, kind, body })).catch(() => {});
  }

  say(what) {
    this.saying = what;
    this.root.querySelector("[data-said]").textContent = this.root.dataset[what];
  }

  async start() {
    this.say("saidJoining");
    await this.join();
    // It also says that this person is in the room while the page is out of sight.
    const shared = document.querySelector("[data-live-shared]");
    this.stream = new EventSource(document.body.dataset.live + (shared ? `?shared=${shared.dataset.liveShared}` : ""));
    this.stream.addEventListener("message", (event) => {
      if (["meeting-voice", "everything"].includes(JSON.parse(event.data).topic)) this.collect();
    });
    this.stream.addEventListener("open", () => this.collect());
    for (const gone of ["session-ended", "shared-over"]) this.stream.addEventListener(gone, () => this.stop());
    this.timers = [setInterval(() => this.collect(), COLLECT_EVERY_MS), setInterval(() => this.look(), LOOK_EVERY_MS)];
    this.online = () => this.restart();
    this.away = () => navigator.sendBeacon(this.root.dataset.leave, this.form({}));
    addEventListener("online", this.online);
    addEventListener("pagehide", this.away);
    this.show("on");
    this.say(this.others.size ? "saidOn" : "saidAlone");
    this.listDevices();
  }

  async join() {
    this.take(await this.ask("join"));
  }

  other(one) {
    return new Other(this, one);
  }

  restart() {
    for (const other of this.others.values()) other.restart();
  }

  fill() {
    for (const other of this.others.values()) other.fill();
  }

  take({ me, others, letters, relay }) {
    this.me = me;
    this.relay = relay;
    const ids = new Set(others.map(({ id }) => id));
    for (const [id, other] of this.others) {
      if (!ids.has(id)) this.drop(id, other);
    }
    for (const one of others) {
      if (!this.others.has(one.id)) this.others.set(one.id, this.other(one));
    }
    if (["saidOn", "saidAlone"].includes(this.saying)) this.say(this.others.size ? "saidOn" : "saidAlone");
    for (const { from, kind, body } of letters) this.others.get(from)?.receive(kind, body);
  }

  drop(id, other) {
    other.close();
    this.others.delete(id);
  }

  /** Fetch what there is; asked again meanwhile, once more. */
  async collect() {
    this.isAsked = true;
    if (this.isCollecting) return;
    this.isCollecting = true;
    while (this.isAsked && !this.isOver) {
      this.isAsked = false;
      await this.fetch();
    }
    this.isCollecting = false;
  }

  async fetch() {
    try {
      const told = await this.ask("collect");
      if (!this.isOver) this.take(told);
      if (this.isLost) this.say(this.tracks.audio ? "saidMicrophone" : this.others.size ? "saidOn" : "saidAlone");
      this.isLost = false;
    } catch (error) {
      if (error.status === 404) await this.rejoin();
      else if (error.status >= 400 && error.status < 429) this.stop(error.sentence);
      else {
        this.isLost = true;
        // Without an answer there is no connection at all; with one that is of no use, it is weak.
        this.say(error instanceof Refused ? "saidLost" : "saidGone");
      }
    }
  }

  /** The place was given up while there was no network: take another, if this is still a room for us. */
  async rejoin() {
    for (const [id, other] of this.others) this.drop(id, other);
    try {
      await this.join();
    } catch (error) {
      if (error instanceof Refused) this.stop(error.sentence);
    }
  }

  look() {
    for (const other of this.others.values()) other.listenTo().catch(() => {});
  }

  /** End it here. */
  stop(sentence) {
    this.isOver = true;
    this.stream?.close();
    for (const timer of this.timers ?? []) clearInterval(timer);
    removeEventListener("online", this.online);
    removeEventListener("pagehide", this.away);
    for (const [id, other] of this.others) this.drop(id, other);
    for (const kind of ["audio", "video"]) this.close(kind);
    this.turn("ears", "on");
    this.show("off");
    if (sentence) this.root.querySelector("[data-said]").textContent = sentence;
    else this.say("saidLeft");
  }

  async leave() {
    this.stop();
    await this.ask("leave").catch(() => {});
  }

  /** Show the one of two buttons that can be pressed now, and stay with it. */
  turn(what, to) {
    const held = document.activeElement;
    for (const button of this.root.querySelectorAll(`[data-${what}]`)) button.hidden = button.dataset[what] !== to;
    if (held?.hidden) this.root.querySelector(`[data-${what}="${to}"]`).focus();
  }

  async open(kind) {
    const chosen = this.root.querySelector(`[data-device="${kind}input"]`).value;
    const wanted = { ...WANTED[kind], ...(chosen && { deviceId: { exact: chosen } }) };
    const stream = await navigator.mediaDevices.getUserMedia({ [kind]: wanted });
    this.close(kind);
    const [track] = stream.getTracks();
    if (this.isOver) return track.stop();
    track.addEventListener("ended", () => (kind === "audio" ? this.mute() : this.hide()));
    this.put(kind, track);
    this.listDevices();
  }

  close(kind) {
    this.tracks[kind]?.stop();
    this.put(kind, null);
  }

  put(kind, track) {
    this.tracks[kind] = track;
    this.fill();
    this.turn(kind === "audio" ? "mic" : "camera", track ? "on" : "off");
    if (kind === "audio") return;
    const own = this.root.querySelector("[data-own]");
    own.srcObject = track && new MediaStream([track]);
    own.hidden = !track;
    if (track) own.play().catch(() => {});
  }

  async opened(kind, words) {
    if (this.isOpening) return;
    this.isOpening = true;
    await this.open(kind).then(
      () => !this.isOver && this.say(words),
      () => this.say("saidRefused"),
    );
    this.isOpening = false;
  }

  mute() {
    this.close("audio");
    this.say("saidNoMicrophone");
  }

  hide() {
    this.close("video");
    this.say("saidNoCamera");
  }

  hearing(isDeaf) {
    this.isDeaf = isDeaf;
    for (const player of this.root.querySelectorAll(".voices audio")) {
      player.muted = isDeaf;
      if (!isDeaf) player.play().catch(() => {});
    }
    this.turn("ears", isDeaf ? "off" : "on");
    this.say(isDeaf ? "saidDeaf" : "saidHearing");
  }

  /** Name the microphones and cameras there are; browsers tell them once one was opened. */
  async listDevices() {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    for (const choice of this.root.querySelectorAll("[data-device]")) {
      const chosen = choice.value;
      const named = devices.filter((one) => one.kind === choice.dataset.device && one.label);
      choice.replaceChildren(...named.map((one) => new Option(one.label, one.deviceId, false, one.deviceId === chosen)));
      choice.closest("p").hidden = named.length < 2;
      choice.onchange = () => {
        const kind = choice.dataset.device.replace("input", "");
        if (this.tracks[kind]) this.opened(kind, kind === "audio" ? "saidMicrophone" : "saidCamera");
      };
    }
  }

  does() {
    return {
      leave: () => this.leave(),
      speak: () => this.opened("audio", "saidMicrophone"),
      mute: () => this.mute(),
      film: () => this.opened("video", "saidCamera"),
      hide: () => this.hide(),
      deafen: () => this.hearing(true),
      hear: () => this.hearing(false),
    };
  }
}

/** Switch voice on; throws what the server says when that cannot be. Returns what the buttons do from now on. */
export async function begin(root, show) {
  const talk = new Talk(root, show);
  await talk.start();
  return talk.does();
}

// Speaks with the others through the bridge of this place, where it has one: one connection to send on, one to hear all.
// Both go through the relay alone, and neither side is told an address but a relay's. Buttons, names and devices are those
// of a talk without a bridge (talk.js). No browser speaks with the bridge itself: the server asks it.
const GATHER_MS = 5_000;
const MORE_WAYS_MS = 500;
const WAIT_MS = 5_000;

/** Wait for the ways through the relay: the first is enough, others may follow for a moment. */
function gathered(pc) {
  if (pc.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((done) => {
    const last = setTimeout(done, GATHER_MS);
    pc.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate) return void setTimeout(done, MORE_WAYS_MS);
      clearTimeout(last);
      done();
    });
  });
}

export async function begin(root, show) {
  const { Talk, Voice, throughRelay, withoutAddresses } = await import(root.dataset.talk);

  /** What this browser says of a connection: all that names no address, and the ways through the relay. */
  function side(pc) {
    const ways = pc.localDescription.sdp
      .split("\r\n")
      .filter((line) => line.startsWith("a=candidate:"))
      .map((line) => throughRelay(line.slice(2)))
      .filter(Boolean);
    const [head, first, ...rest] = withoutAddresses(pc.localDescription.sdp).split(/^(?=m=)/m);
    // All media share one connection, so its ways stand once.
    return [head, first, ...ways.map((way) => `a=${way}\r\n`), ...rest].join("");
  }

  /** Somebody else: what is heard of them comes on lines that the bridge says are theirs. */
  class Heard extends Voice {
    constructor(talk, one) {
      super(talk, one);
      this.lines = [];
      this.look();
    }

    receivers() {
      return this.lines;
    }

    isThere() {
      return this.lines.length > 0 && this.talk.down?.connectionState === "connected";
    }

    hear(lines) {
      const fresh = lines.filter((line) => !this.lines.includes(line));
      this.lines = lines;
      for (const line of fresh) this.play(line.track);
      this.look();
    }
  }

  class Bridged extends Talk {
    other(one) {
      return new Heard(this, one);
    }

    /** Come in and send. Where the bridge does not answer, go out again and have it said. */
    async join() {
      this.unplug();
      await super.join();
      try {
        await this.publish();
      } catch (error) {
        this.unplug();
        for (const [id, other] of this.others) this.drop(id, other);
        await this.ask("leave").catch(() => {});
        throw error;
      }
      this.follow();
    }

    connection(name) {
      const pc = new RTCPeerConnection(this.configuration());
      if (name === "up") this.isUp = false;
      pc.addEventListener("connectionstatechange", () => this.mend(pc, name));
      return (this[name] = pc);
    }

    async publish() {
      const up = this.connection("up");
      for (const kind of ["audio", "video"]) up.addTransceiver(kind, { direction: "sendonly" });
      this.fill();
      await up.setLocalDescription();
      await gathered(up);
      const { answer } = await this.ask("publish", { sdp: side(up) });
      await up.setRemoteDescription({ type: "answer", sdp: answer });
    }

    /** Have the others hear this browser: what it sends arrives. */
    async arrive(up) {
      try {
        await this.ask("sending");
      } catch {
        return this.rejoin();
      }
      if (this.up !== up) return;
      this.missed = 0;
      this.isUp = true;
    }

    fill() {
      for (const { sender, receiver } of this.up?.getTransceivers() ?? []) {
        sender.replaceTrack(this.tracks[receiver.track.kind]).catch(() => {});
      }
    }

    take(told) {
      super.take(told);
      this.sending = told.sending;
      // What was told may be older than what we sent: only when it is missing twice has the bridge forgotten us.
      this.missed = !this.isUp || this.sending[this.me] ? 0 : this.missed + 1;
      if (typeof this.heard === "string") this.follow();
    }

    async fetch() {
      await super.fetch();
      if (!this.isOver && !this.isJoining && (!this.up || this.missed > 1)) await this.rejoin();
    }

    async rejoin() {
      if (this.isJoining) return;
      this.isJoining = true;
      await super.rejoin();
      this.isJoining = false;
    }

    /** Hear those who send now; asked again meanwhile, once more. */
    async follow() {
      this.heard ??= "";
      this.isBehind = true;
      if (this.isFollowing) return;
      this.isFollowing = true;
      while (this.isBehind && !this.isOver) {
        this.isBehind = false;
        const wanted = JSON.stringify(Object.entries(this.sending).filter(([seat]) => seat !== this.me).sort());
        if (wanted !== this.heard) {
          const { up } = this;
          const error = await this.listen().catch((found) => found);
          if (this.up !== up) continue;
          if (error) this.again(error);
          else this.heard = wanted;
        }
      }
      this.isFollowing = false;
    }

    /** What is refused for now is asked for at the next look. Where it is not known what arrived, all begins anew. */
    again({ status }) {
      if (!this.isOver && ![409, 429].includes(status)) this.rejoin();
    }

    async listen() {
      const { offer, whose } = await this.ask("listen");
      if (!offer) return;
      const down = this.down ?? this.connection("down");
      await down.setRemoteDescription({ type: "offer", sdp: offer });
      await down.setLocalDescription();
      await gathered(down);
      await this.ask("answer", { sdp: side(down) });
      const lines = down.getTransceivers();
      for (const [seat, other] of this.others) {
        other.hear(lines.filter(({ mid }) => whose[mid] === seat).map(({ receiver }) => receiver));
      }
    }

    /** Begin anew when a connection broke: at once when it is lost, after a moment when it may come back. */
    mend(pc, name) {
      clearTimeout(pc.mending);
      if (this[name] !== pc || this.isOver) return;
      if (pc.connectionState === "connected" && name === "up" && !this.isUp) this.arrive(pc);
      else if (pc.connectionState === "failed") this.rejoin();
      else if (pc.connectionState === "disconnected") pc.mending = setTimeout(() => this.restart(), WAIT_MS);
      this.look();
    }

    restart() {
      if ([this.up, this.down].some((pc) => pc && pc.connectionState !== "connected")) this.rejoin();
    }

    unplug() {
      for (const name of ["up", "down"]) {
        clearTimeout(this[name]?.mending);
        this[name]?.close();
        this[name] = null;
      }
      this.heard = null;
      this.isUp = false;
    }

    stop(sentence) {
      super.stop(sentence);
      this.unplug();
    }
  }

  const talk = new Bridged(root, show);
  await talk.start();
  return talk.does();
}

/* A reach-out that was pressed without a network: kept in the vault of this browser until it is sent or called off.

   Pages and the service worker share it as `self.waiting`. It is sent under the key its form had, so that the server
   counts it once however often it arrives; with a form token fetched for it; and only for whoever pressed it. */

(() => {
  const NAME = "reach-out";
  const SENT = "reach-out-sent";
  // As in reachouts/urls.py; tests/reachouts/test_waiting.py compares.
  const PAGE = "/reach-out/waiting/";
  const SEND = "/reach-out/waiting/send/";
  // An hour later somebody may be asleep, or with people: then they are asked whether they still want it sent.
  const ASK_AFTER_MS = 30 * 60 * 1000;

  /* One at a time, of all open pages and the service worker. */
  const alone = (act) => (navigator.locks ? navigator.locks.request(NAME, act) : act());

  const current = () => self.vault.get(NAME);
  const sent = () => self.vault.get(SENT);

  /** Keep what was pressed. `isUncertain` when it was on its way and no answer came. */
  async function press(fields, { isUncertain = false } = {}) {
    const key = fields.request_key || crypto.randomUUID();
    await self.vault.remove(SENT);
    await self.vault.put(NAME, { fields: { ...fields, request_key: key }, pressedAt: Date.now(), isUncertain }, { page: PAGE });
  }

  const isOld = ({ pressedAt, confirmedAt }) => Date.now() - (confirmedAt ?? pressedAt) > ASK_AFTER_MS;

  /** Say once more that it is wanted: from now on it counts as fresh. */
  async function confirm() {
    const record = await current();
    if (record) await self.vault.put(NAME, { ...record, confirmedAt: Date.now() }, { page: PAGE });
  }

  async function hand(fields) {
    const asked = await fetch(SEND, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (asked.redirected) return { state: "signed-out" };
    if (!asked.ok) return { state: "waiting" };
    const { whose, token } = await asked.json();
    if (whose !== (await self.vault.whose())) return { state: "signed-out" };
    const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken: token });
    const answer = await fetch(SEND, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.redirected) return { state: "signed-out" };
    if (answer.status === 422) return { state: "refused" };
    return answer.ok ? { state: "sent", url: (await answer.json()).url } : { state: "waiting" };
  }

  /** Send it, if it is fresh. Resolves to `{state}`: none, ask, waiting, signed-out, refused, or sent with its `url`. */
  const send = () =>
    alone(async () => {
      const record = await current();
      if (!record) return { state: "none" };
      if (isOld(record)) return { state: "ask" };
      const outcome = await hand(record.fields).catch(() => ({ state: "waiting" }));
      if (outcome.state === "sent") {
        await self.vault.put(SENT, { url: outcome.url });
        await self.vault.remove(NAME);
      }
      return outcome;
    });

  /** Forget it; resolves to what `send` says when it has gone out in this very moment. */
  const callOff = () =>
    alone(async () => {
      const record = await current();
      await self.vault.remove(NAME);
      const gone = record ? null : await sent();
      return gone ? { state: "sent", url: gone.url } : { state: "none" };
    });

  /** Forget that something was sent: its page has been reached. */
  const arrived = () => self.vault.remove(SENT);

  self.waiting = Object.freeze({ TAG: NAME, FORM: "/reach-out/", press, confirm, current, sent, send, callOff, arrived });
})();

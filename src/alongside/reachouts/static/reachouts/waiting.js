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
  // A weak network may neither take nor refuse: then this try is over, and whoever waits for its end goes on.
  const GIVE_UP_AFTER_MS = 10 * 1000;
  // So long other open pages are told that it went out; later they offer to reach out anew.
  const SENT_LASTS_MS = 2 * 60 * 1000;

  /* One at a time, of all open pages and the service worker. */
  const alone = (act) => (navigator.locks ? navigator.locks.request(NAME, act) : act());

  const current = () => self.vault.get(NAME);
  /** What has just gone out, as `{url}`, or null. */
  async function sent() {
    const gone = await self.vault.get(SENT);
    return gone && Date.now() - gone.sentAt < SENT_LASTS_MS ? gone : null;
  }

  const keep = (record) => self.vault.put(NAME, record, { page: PAGE, at: record.confirmedAt ?? record.pressedAt });

  /** Whether this is still the one that waits: another may have been pressed while it was on its way. */
  const isCurrent = async ({ fields }) => (await current())?.fields.request_key === fields.request_key;

  /** Keep what `owner`, a tag of the vault, pressed; nobody else's page keeps anything here.

      `isUncertain` when it was on its way and no answer came. */
  async function press(fields, { owner, isUncertain = false }) {
    if (!owner || owner !== (await self.vault.whose())) throw new Error("somebody else is signed in here now");
    const key = fields.request_key || crypto.randomUUID();
    await self.vault.remove(SENT);
    await keep({ fields: { ...fields, request_key: key }, pressedAt: Date.now(), isUncertain });
  }

  const isOld = ({ pressedAt, confirmedAt }) => Date.now() - (confirmedAt ?? pressedAt) > ASK_AFTER_MS;

  /** Say once more that it is wanted: from now on it counts as fresh. */
  async function confirm() {
    const record = await current();
    if (record) await keep({ ...record, confirmedAt: Date.now() });
  }

  const leadsAway = ({ type }) => type === "opaqueredirect";

  function ask(options) {
    const over = new AbortController();
    setTimeout(() => over.abort(), GIVE_UP_AFTER_MS);
    // To be sent to the page to sign in says enough; fetching it would change the key of a form that stands open.
    const how = { redirect: "manual", signal: over.signal, headers: { Accept: "application/json" } };
    return fetch(SEND, { ...how, ...options });
  }

  async function hand(record) {
    const asked = await ask({ cache: "no-store" });
    if (leadsAway(asked)) return { state: "signed-out" };
    if (!asked.ok) return { state: "waiting" };
    const { whose, token } = await asked.json();
    if (whose !== (await self.vault.whose())) return { state: "signed-out" };
    // From here on it may arrive without an answer coming back, and nobody may say any more that it did not.
    if (!record.isUncertain && (await isCurrent(record))) await keep({ ...record, isUncertain: true });
    const body = new URLSearchParams({ ...record.fields, csrfmiddlewaretoken: token });
    const answer = await ask({ method: "POST", body });
    if (leadsAway(answer)) return { state: "signed-out" };
    if (answer.status === 422) return { state: "refused" };
    return answer.ok ? { state: "sent", url: (await answer.json()).url } : { state: "waiting" };
  }

  /** Send it, if it is fresh. Resolves to `{state}`: none, ask, waiting, signed-out, refused, or sent with its `url`. */
  const send = () =>
    alone(async () => {
      const record = await current();
      if (!record) return { state: "none" };
      if (isOld(record)) return { state: "ask" };
      const outcome = await hand(record).catch(() => ({ state: "waiting" }));
      if (outcome.state !== "sent") return outcome;
      if (!(await isCurrent(record))) return { state: "waiting" };
      await self.vault.put(SENT, { url: outcome.url, sentAt: Date.now() });
      await self.vault.remove(NAME);
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

  self.waiting = Object.freeze({ TAG: NAME, FORM: "/reach-out/", press, confirm, current, sent, send, callOff });
})();

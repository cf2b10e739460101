/* Check-ins that were answered without a network: kept in the vault of this browser, in order, until each is sent.

   Pages and the service worker share it as `self.answered`. Each is sent under the key its form had, so that the server
   counts it once however often it arrives; with the moment it was pressed; and only for whoever pressed it. */

(() => {
  const NAME = "check-in-answers";
  const LOCK = "check-ins";
  // As in checkins/urls.py; tests/checkins/test_waiting.py compares.
  const PAGE = "/check-ins/waiting/";
  const SEND = "/check-ins/waiting/send/";
  const GIVE_UP_AFTER_MS = 10 * 1000;

  /* One at a time, of all open pages and the service worker. */
  const alone = (act) => (navigator.locks ? navigator.locks.request(LOCK, act) : act());

  /** What waits, the oldest first: `{fields, name, pressedAt, isRefused}`. */
  const waiting = async () => (await self.vault.get(NAME)) ?? [];

  async function keep(records) {
    if (!records.length) return self.vault.remove(NAME);
    // What was refused waits for a look only; there is no need to lead to it again and again.
    return self.vault.put(NAME, records, { page: PAGE, at: records[0].pressedAt });
  }

  /** Keep what `owner`, a tag of the vault, pressed; nobody else's page keeps anything here. */
  const press = (fields, { owner, name = "" }) =>
    alone(async () => {
      if (!owner || owner !== (await self.vault.whose())) throw new Error("somebody else is signed in here now");
      const pressedAt = Date.now();
      const record = { fields: { ...fields, pressed: String(pressedAt) }, name, pressedAt };
      const known = (await waiting()).filter(({ fields: { key } }) => key !== fields.key);
      await keep([...known, record]);
    });

  /** Put away what was refused, once it has been read. */
  const putAway = () => alone(async () => keep((await waiting()).filter(({ isRefused }) => !isRefused)));

  const leadsAway = ({ type }) => type === "opaqueredirect";

  function ask(options) {
    const over = new AbortController();
    setTimeout(() => over.abort(), GIVE_UP_AFTER_MS);
    // To be sent to the page to sign in says enough; fetching it would change the key of a form that stands open.
    const how = { redirect: "manual", signal: over.signal, headers: { Accept: "application/json" } };
    return fetch(SEND, { ...how, ...options });
  }

  function body(fields, token) {
    const found = new URLSearchParams({ csrfmiddlewaretoken: token });
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) found.append(name, one);
    return found;
  }

  /** Hand one over: "sent", "refused", "signed-out" or "waiting". */
  async function hand({ fields }) {
    const asked = await ask({ cache: "no-store" });
    if (leadsAway(asked)) return "signed-out";
    if (!asked.ok) return "waiting";
    const { whose, token } = await asked.json();
    if (whose !== (await self.vault.whose())) return "signed-out";
    const answer = await ask({ method: "POST", body: body(fields, token) });
    if (leadsAway(answer)) return "signed-out";
    if ([404, 422].includes(answer.status)) return "refused";
    return answer.ok ? "sent" : "waiting";
  }

  /** Send what waits, one after the other; resolves to none, sent, refused, signed-out or waiting. */
  const send = () =>
    alone(async () => {
      let said = "none";
      for (const record of await waiting()) {
        const outcome = record.isRefused ? "refused" : await hand(record).catch(() => "waiting");
        if (outcome === "waiting" || outcome === "signed-out") return outcome;
        const others = (await waiting()).filter(({ fields: { key } }) => key !== record.fields.key);
        const kept = outcome === "refused" ? [...others, { ...record, isRefused: true }] : others;
        await keep(kept.sort((one, other) => one.pressedAt - other.pressedAt));
        if (said !== "refused") said = outcome;
      }
      return said;
    });

  self.answered = Object.freeze({ TAG: NAME, FORM: "/check-ins/answer/", press, waiting, putAway, send });
})();

/* What this browser keeps for one signed-in person, encrypted: the vault.

   Pages take it in as a module, the service worker with importScripts; both find it as `self.vault`. One IndexedDB store
   holds the key (AES-GCM, not extractable), whose vault it is, and one sealed value per name. What this protects from,
   and what not: docs/explanation/offline.md. */

(() => {
  const STORE = "kept";
  const KEY = ":key";
  const WHOSE = ":whose";
  const isOwn = (name) => !name.startsWith(":");

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  function database() {
    const opening = indexedDB.open("alongside", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    return done(opening);
  }

  /** Run `act` on the store and wait until what it wrote is there to stay. */
  async function inStore(mode, act) {
    const opened = await database();
    try {
      const transaction = opened.transaction(STORE, mode, { durability: "strict" });
      const finished = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
      const result = await act(transaction.objectStore(STORE));
      await finished;
      return result;
    } finally {
      opened.close();
    }
  }

  const read = (name) => inStore("readonly", (store) => done(store.get(name)));

  /** The key there is, or a new one; of two that are made at once the first stays. */
  async function key() {
    const known = await read(KEY);
    if (known) return known;
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    return inStore("readwrite", async (store) => {
      const first = await done(store.get(KEY));
      if (!first) await done(store.put(fresh, KEY));
      return first ?? fresh;
    });
  }

  /* Name and owner are authenticated: a value that was moved, or is from somebody else's time here, does not open. */
  const label = (name, whose) => new TextEncoder().encode(JSON.stringify([name, whose]));

  const whose = async () => (await read(WHOSE)) ?? null;

  /** From now on this is the vault of `tag`; what another person left in it is deleted first. */
  async function belongTo(tag) {
    if ((await whose()) === tag) return;
    await inStore("readwrite", async (store) => {
      await done(store.clear());
      await done(store.put(tag, WHOSE));
    });
  }

  /** Keep a JSON value. `plain` stays readable: addresses of pages here and moments, nothing about anybody. */
  async function put(name, value, plain = {}) {
    const tag = await whose();
    if (!tag) throw new Error("nobody is signed in here");
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const options = { name: "AES-GCM", iv, additionalData: label(name, tag) };
    const sealed = await crypto.subtle.encrypt(options, await key(), new TextEncoder().encode(JSON.stringify(value)));
    await inStore("readwrite", async (store) => {
      if ((await done(store.get(WHOSE))) !== tag) throw new Error("somebody else is signed in here now");
      await done(store.put({ plain: { at: Date.now(), ...plain }, iv, sealed }, name));
    });
  }

  /** What is kept under a name, or null: also when it cannot be opened, and then it goes. */
  async function get(name) {
    const [row, secret, tag] = [await read(name), await read(KEY), await whose()];
    if (!row) return null;
    try {
      const options = { name: "AES-GCM", iv: row.iv, additionalData: label(name, tag) };
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(options, secret, row.sealed)));
    } catch {
      await remove(name);
      return null;
    }
  }

  const remove = (name) => inStore("readwrite", (store) => done(store.delete(name)));

  /** What is readable of everything kept: `{name: plain}`. */
  async function labels() {
    return inStore("readonly", async (store) => {
      const [names, rows] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      return Object.fromEntries(names.map((name, place) => [name, rows[place].plain]).filter(([name]) => isOwn(name)));
    });
  }

  /** Forget everything, the key first of all. */
  const drop = () => inStore("readwrite", (store) => done(store.clear()));

  const isPossible = () => Boolean(self.indexedDB && self.crypto?.subtle);

  self.vault = Object.freeze({ isPossible, whose, belongTo, put, get, remove, labels, drop });
})();

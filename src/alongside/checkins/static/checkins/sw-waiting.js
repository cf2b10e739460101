/* The part of the service worker that keeps a check-in which could not be sent, and sends it when the network is back. */

self.unsent.set(self.answered.FORM, async (request) => {
  const form = await request.formData();
  const { csrfmiddlewaretoken: _, kept_for: owner, ...names } = Object.fromEntries(form);
  const fields = Object.fromEntries(Object.keys(names).map((name) => [name, form.getAll(name)]));
  await self.answered.press({ ...fields, key: names.key }, { owner, name: names.called });
  await self.registration.sync?.register(self.answered.TAG);
});

self.addEventListener("sync", (event) => {
  if (event.tag !== self.answered.TAG) return;
  event.waitUntil(
    self.answered.send().then((said) => {
      // A failure is what has the browser try again.
      if (said === "waiting") throw new Error("it could not be sent yet");
    }),
  );
});

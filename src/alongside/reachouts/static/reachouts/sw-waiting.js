/* The part of the service worker that keeps a reach-out which could not be sent, and sends it when the network is back.

   Where the browser has Background Sync it wakes this worker also when no page is open: soon after the network is back,
   and a few times more. It is not a promise, and the page does not make it one. */

self.unsent.set(self.waiting.FORM, async (request) => {
  const { csrfmiddlewaretoken: _, kept_for: owner, ...fields } = Object.fromEntries(await request.formData());
  await self.waiting.press(fields, { owner, isUncertain: true });
  await self.registration.sync?.register(self.waiting.TAG);
});

self.addEventListener("sync", (event) => {
  if (event.tag !== self.waiting.TAG) return;
  event.waitUntil(
    self.waiting.send().then(({ state }) => {
      // A failure is what has the browser try again.
      if (state === "waiting") throw new Error("it could not be sent yet");
    }),
  );
});

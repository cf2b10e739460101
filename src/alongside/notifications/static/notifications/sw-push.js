/* The part of the service worker that shows what is pushed. `/sw.js` takes it in with importScripts.

   A push is JSON: title, body, url (a path here), tag (a second copy replaces the first, silently) and lang. */

const pushed = (event) => {
  try {
    const said = event.data.json();
    return typeof said.title === "string" && typeof said.tag === "string" && said.tag !== "" ? said : null;
  } catch {
    return null;
  }
};

/* Never leads away from here, whatever was pushed. */
const addressOf = (path) => {
  try {
    const address = new URL(path, self.location.origin);
    return address.origin === self.location.origin ? address.href : self.location.origin;
  } catch {
    return self.location.origin;
  }
};

self.addEventListener("push", (event) => {
  const said = pushed(event);
  if (!said) return;
  event.waitUntil(
    self.registration.showNotification(said.title, {
      body: said.body,
      lang: said.lang,
      tag: said.tag,
      renotify: false,
      data: { url: said.url },
    }),
  );
});

const open = async (address) => {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((client) => client.url === address);
  return there ? there.focus() : self.clients.openWindow(address);
};

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(addressOf(event.notification.data?.url ?? "/")));
});

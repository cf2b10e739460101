/* On the offline page: "Try again" leads to the page that was asked for, whose address this tab still has. Where that takes
   nothing but what is sent from a form, it leads to the page of the form. The address is said whole: a path that begins with
   two slashes would lead to another site. */

const again = document.querySelector("[data-again]");
const asked = location.origin + location.pathname + location.search;

again.addEventListener("click", async (event) => {
  if (location.pathname === again.dataset.again) return;
  event.preventDefault();
  const answer = await fetch(asked, { method: "HEAD", redirect: "manual" }).catch(() => null);
  const isOurs = document.referrer.startsWith(`${location.origin}/`);
  if (answer?.status === 405) location.assign(isOurs ? document.referrer : again.href);
  else location.assign(asked);
});

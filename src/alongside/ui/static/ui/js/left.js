// After somebody left quickly, what the tab still has in its history stays out of sight. The only script that runs before
// the page is shown. A page that Back, Forward, a reload or a restored tab brings up gives way to the neutral one, until an
// address of ours is opened anew, here or in another tab. `history` and `location` cannot forget; this is what can be done.
{
  const neutral = document.currentScript.dataset.neutral;
  const page = document.documentElement;
  const kept = () => {
    try {
      return sessionStorage;
    } catch {
      return {}; // a browser that keeps nothing, not even for this tab
    }
  };

  const giveWay = () => {
    page.style.visibility = "hidden";
    document.title = "";
    window.location.replace(neutral);
  };

  if (window.location.pathname === neutral) {
    kept().left = "yes";
  } else if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
    delete kept().left;
  } else if (kept().left) {
    giveWay();
  }

  // A page that the browser keeps alive comes back as it was hidden, so nothing of it flashes up.
  window.addEventListener("pagehide", ({ persisted }) => {
    if (persisted) page.style.visibility = "hidden";
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    if (kept().left && window.location.pathname !== neutral) giveWay();
    else page.style.visibility = "";
  });
}

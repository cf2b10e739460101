// Makes tabs of sections that stand one below the other: <div data-tabs="Name"><section data-tab="Label" id="…">.
// Keys as in the ARIA Authoring Practices Guide, pattern "Tabs": arrows, Home and End move and choose at once.

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

function choose(tabs, chosen) {
  for (const tab of tabs) {
    tab.ariaSelected = String(tab === chosen);
    tab.tabIndex = tab === chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
  }
}

function moved(tabs, event) {
  const mirrored = getComputedStyle(event.target).direction === "rtl" ? -1 : 1;
  const here = tabs.indexOf(event.target);
  if (event.key === "Home") return tabs[0];
  if (event.key === "End") return tabs.at(-1);
  return event.key in STEPS ? tabs.at((here + STEPS[event.key] * mirrored) % tabs.length) : null;
}

function tabOf(section) {
  const tab = document.createElement("button");
  tab.type = "button";
  tab.role = "tab";
  tab.id = `${section.id}-tab`;
  tab.textContent = section.dataset.tab;
  tab.setAttribute("aria-controls", section.id);
  section.setAttribute("role", "tabpanel");
  section.setAttribute("aria-labelledby", tab.id);
  return tab;
}

function build(group) {
  const sections = [...group.querySelectorAll(":scope > [data-tab]")];
  const tabs = sections.map(tabOf);
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", group.dataset.tabs);
  list.append(...tabs);
  group.prepend(list);
  for (const heading of group.querySelectorAll("[data-tab-heading]")) heading.classList.add("sr-only");
  for (const tab of tabs) tab.addEventListener("click", () => choose(tabs, tab));
  list.addEventListener("keydown", (event) => {
    const next = moved(tabs, event);
    if (!next) return;
    event.preventDefault();
    choose(tabs, next);
    next.focus();
  });
  choose(tabs, tabs[sections.findIndex((section) => `#${section.id}` === location.hash)] ?? tabs[0]);
}

document.querySelectorAll("[data-tabs]").forEach(build);

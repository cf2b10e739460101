// What the tests ask of a page. No page loads this: a test puts it there.
(() => {
  const named = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || "").trim().replace(/\s+/g, " ");
    const classes = element.getAttribute("class");
    return `${element.localName}${classes ? `.${classes.trim().replace(/\s+/g, ".")}` : ""} "${words.slice(0, 40)}"`;
  };
  const styleOf = (element, pseudo) => getComputedStyle(element, pseudo);
  const isThere = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  // Kept for screen readers alone: a pixel wide, on purpose.
  const isForEars = (element) => element.closest(".sr-only") !== null || element.getBoundingClientRect().width <= 1;

  // What is wider than the page, innermost first; nothing when nobody has to scroll sideways.
  function sideways() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const beyond = (element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > root.clientWidth + 0.5 || box.left < -0.5);
    };
    const all = [...document.body.querySelectorAll("*")].filter((element) => beyond(element) && !isForEars(element));
    const innermost = all.filter((element) => ![...element.children].some(beyond));
    return [`${root.scrollWidth} px wide: ${innermost.slice(0, 3).map(named).join(", ")}`];
  }

  const clips = (element) => {
    const { overflowX, overflowY, textOverflow } = styleOf(element);
    // What scrolls can be read; what is only hidden cannot.
    return [overflowX, overflowY].some((way) => way === "hidden" || way === "clip") || textOverflow === "ellipsis";
  };
  function textBoxes(element) {
    const boxes = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || !node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
      if (isForEars(node.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      boxes.push(...range.getClientRects());
    }
    return boxes;
  }
  const fits = (inner, outer) =>
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 4 &&
    inner.bottom <= outer.bottom + 4;

  // Words that are cut off, or hang out of the box they belong to.
  function cutOff() {
    const found = [];
    for (const element of document.querySelectorAll("a, button, summary, label, legend, h1, h2, h3, th, td, svg")) {
      if (!isThere(element) || isForEars(element) || styleOf(element).display === "inline") continue;
      const own = element.getBoundingClientRect();
      if (!textBoxes(element).every((box) => fits(box, own))) found.push(named(element));
    }
    for (const element of document.body.querySelectorAll("*")) {
      if (!isThere(element) || isForEars(element) || !clips(element) || element.localName === "select") continue;
      const own = element.getBoundingClientRect();
      if (!textBoxes(element).every((box) => fits(box, own))) found.push(`${named(element)} hides some of it`);
    }
    return [...new Set(found)];
  }

  // What moves, or would. A thousandth of a second is no motion.
  function moving() {
    const found = document.getAnimations().map((animation) => `runs: ${named(animation.effect.target)}`);
    const lasts = (durations) => durations.split(",").some((duration) => parseFloat(duration) > 0.001);
    for (const element of document.querySelectorAll("*")) {
      for (const pseudo of [null, "::before", "::after"]) {
        const style = styleOf(element, pseudo);
        if (style.transitionProperty !== "none" && lasts(style.transitionDuration)) found.push(`transition: ${named(element)}`);
        if (style.animationName !== "none" && lasts(style.animationDuration)) found.push(`animation: ${named(element)}`);
      }
    }
    return [...new Set(found)];
  }

  const hasRing = (element) => {
    const { outlineStyle, outlineWidth, outlineColor } = styleOf(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/^rgba\(.*, 0\)$/.test(outlineColor);
  };
  // The ring may be around what shows the control: its label, or what holds both.
  const ringed = (element) => [element, ...(element.labels || []), element.parentElement].some(hasRing);
  function isOnTop(element) {
    const shown = [element, ...(element.labels || [])].flatMap((one) => [...one.getClientRects()]);
    return shown.some(({ left, right, top, bottom }) =>
      [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([across, down]) => {
        const hit = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down);
        return hit !== null && (hit.contains(element) || element.contains(hit) || hit.closest("label")?.control === element)
          && hit !== document.body && hit !== document.documentElement;
      }),
    );
  }
  // The element that has the focus: what it is called, and what is wrong with how that shows.
  function focused() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const wrong = [];
    if (!ringed(element)) wrong.push("no ring");
    if (!isOnTop(element)) wrong.push("covered or out of sight");
    return { name: named(element), wrong };
  }
  // Everything a keyboard can reach whose focus cannot be seen.
  function unseenFocus() {
    const able = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
    const found = [];
    for (const element of document.querySelectorAll(able)) {
      if (element.disabled || element.type === "hidden" || !isThere(element)) continue;
      element.focus();
      if (document.activeElement !== element) continue;
      for (const wrong of focused().wrong) found.push(`${named(element)}: ${wrong}`);
    }
    document.activeElement?.blur();
    scrollTo(0, 0);
    return found;
  }

  // Where one is, told from the other places by something that is left when colours are the reader's own.
  function unmarkedPlace() {
    const kept = ["borderTop", "borderBottom", "borderLeft", "borderRight", "outline", "textDecorationLine", "fontWeight",
      "color", "backgroundColor", "content"];
    const look = (element) => JSON.stringify([null, "::before", "::after"].map((pseudo) =>
      [element, ...element.children].map((one) => kept.map((property) => styleOf(one, pseudo)[property]))));
    return [...document.querySelectorAll("nav")].flatMap((nav) => {
      const here = nav.querySelector("[aria-current]");
      const like = here && [...nav.querySelectorAll("a:not([aria-current])")].find((other) => other.className === here.className);
      return like && look(like) === look(here) ? [named(here)] : [];
    });
  }

  // Words that keep the page's colours where the reader asked for their own.
  function ownColours() {
    const holdsOn = (element) => styleOf(element).forcedColorAdjust === "none" && textBoxes(element).length > 0;
    return [...document.body.querySelectorAll("*")].filter(holdsOn).map(named);
  }

  globalThis.probes = { ownColours, sideways, cutOff, moving, unseenFocus, focused, unmarkedPlace };
})();

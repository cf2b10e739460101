/* Shows the safety card on the offline page, when this browser was asked to keep it. */

const section = document.querySelector("[data-safety-card]");
const part = (name, within = section) => within.querySelector(`[data-${name}]`);

/** A copy of a template with its named places filled in as text. */
function filled(template, words) {
  const copy = part(template).content.cloneNode(true);
  for (const [name, text] of Object.entries(words)) part(name, copy).textContent = text;
  return copy;
}

function callButton({ dial, address }) {
  const copy = part("number").content.cloneNode(true);
  const link = copy.querySelector("a");
  if (address.startsWith("tel:")) link.href = address;
  link.querySelector("bdi").textContent = dial;
  return link;
}

function person({ name, ways, numbers }) {
  const copy = filled("person", { name, ways });
  part("numbers", copy).append(...numbers.map(callButton));
  return copy;
}

function show({ called, sentence, people }) {
  part("called").textContent = called;
  part("sentence").textContent = sentence;
  part("sentence").hidden = !sentence;
  part("people").querySelector("ul").append(...people.map(person));
  part("people").hidden = !people.length;
  section.hidden = false;
}

const card = self.vault.isPossible() ? await self.vault.get("safety-card").catch(() => null) : null;
if (card) show(card);

/* Shows the safety card on the offline page, when this browser was asked to keep it. */

const section = document.querySelector("[data-safety-card]");
const part = (name, within = section) => within.querySelector(`[data-${name}]`);

/** Fill a place with text, its lines as they were written. */
function write(place, text) {
  const line = (words, number) => (number ? [document.createElement("br"), words] : [words]);
  place.replaceChildren(...text.split("\n").flatMap(line));
}

function callButton({ dial, address }) {
  const copy = part("number").content.cloneNode(true);
  const link = copy.querySelector("a");
  if (address.startsWith("tel:")) link.href = address;
  link.querySelector("bdi").textContent = dial;
  return link;
}

function person({ name, ways, numbers }) {
  const copy = part("person").content.cloneNode(true);
  part("name", copy).textContent = name;
  write(part("ways", copy), ways);
  part("numbers", copy).append(...numbers.map(callButton));
  return copy;
}

function show({ called, sentence, people }) {
  part("called").textContent = called;
  write(part("sentence"), sentence);
  part("sentence").hidden = !sentence;
  part("people").querySelector("ul").append(...people.map(person));
  part("people").hidden = !people.length;
  section.hidden = false;
}

const card = self.vault.isPossible() ? await self.vault.get("safety-card").catch(() => null) : null;
if (card) show(card);

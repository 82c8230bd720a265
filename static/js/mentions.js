// Offers names when somebody types @ in a comment. Without this file the same people can be ticked under "Tell somebody".

const SHOWN = 6;
const BEFORE_CARET = /(^|[^\p{L}\p{N}_@])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*){0,3})$/u;

/** The people who can be told, from the ticks of the same form. */
function peopleOf(form, field) {
  return [...form.querySelectorAll(`input[name="${field}"]`)].map((tick) => ({
    tick,
    name: tick.dataset.name,
    said: tick.labels[0].textContent.trim(),
  }));
}

/** Whether a name, or a word in it, begins with what was typed. */
function fits(name, typed) {
  const [whole, begun] = [name.toLocaleLowerCase(), typed.toLocaleLowerCase()];
  return whole.startsWith(begun) || whole.split(" ").some((word) => word.startsWith(begun));
}

class Mentions {
  constructor(box) {
    this.box = box;
    this.people = peopleOf(box.form, box.dataset.mentions);
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.id = `${box.id}-people`;
    this.list.className = "app-mentions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "People you can tell");
    this.list.hidden = true;
    this.said = document.createElement("div");
    this.said.className = "govuk-visually-hidden";
    this.said.setAttribute("aria-live", "polite");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    box.after(this.list, this.said);
    box.addEventListener("input", () => this.offer());
    box.addEventListener("click", () => this.offer());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  typed() {
    if (this.box.selectionStart !== this.box.selectionEnd) return null;
    return this.box.value.slice(0, this.box.selectionStart).match(BEFORE_CARET);
  }

  offer() {
    const found = this.typed();
    const people = found ? this.people.filter((one) => fits(one.name, found[2])).slice(0, SHOWN) : [];
    if (!people.length) return this.close();
    this.list.replaceChildren(...people.map((one, number) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${number}`;
      item.className = "app-mentions__item";
      item.setAttribute("role", "option");
      item.textContent = one.said;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); this.choose(one); });
      return item;
    }));
    this.offered = people;
    this.list.hidden = false;
    this.mark(0);
    this.said.textContent = `${people.length} ${people.length === 1 ? "person" : "people"}: up and down to choose, Enter to tell them.`;
  }

  mark(number) {
    this.active = (number + this.offered.length) % this.offered.length;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === this.active)));
    this.box.setAttribute("aria-activedescendant", this.list.children[this.active].id);
  }

  key(event) {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown") this.mark(this.active + 1);
    else if (event.key === "ArrowUp") this.mark(this.active - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.offered[this.active]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(one) {
    const found = this.typed();
    if (!found) return this.close();
    const start = this.box.selectionStart - found[2].length;
    this.box.setRangeText(`${one.name} `, start, this.box.selectionStart, "end");
    one.tick.checked = true;
    this.box.form.querySelector("[data-mention-choices]")?.setAttribute("open", "");
    this.close();
    this.said.textContent = `${one.name} will be told.`;
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.box.removeAttribute("aria-activedescendant");
  }
}

document.querySelectorAll("textarea[data-mentions]").forEach((box) => new Mentions(box));

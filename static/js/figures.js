// "Cite a figure" beside each part: a list to pick from, put into the text where the cursor was. Without this file the
// link leads to a page of its own.

const make = (tag, className = "", text = "") => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

let known = null; // what the service has told of the figures, asked for once a page

async function figuresAt(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

class Picker {
  constructor(link) {
    this.link = link;
    this.slot = link.closest("[data-slot]");
    this.box = this.slot.querySelector("textarea");
    this.place = link.closest("p");
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => { event.preventDefault(); this.panel ? this.close() : this.open(); });
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
  }

  async open() {
    const title = this.slot.dataset.title;
    this.panel = make("div", "app-cite");
    this.panel.setAttribute("role", "group");
    this.panel.setAttribute("aria-label", `Cite a figure in “${title}”`);
    this.panel.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
    this.link.setAttribute("aria-expanded", "true");
    const status = make("p", "govuk-body app-quiet app-tight", "Looking for the figures…");
    status.setAttribute("role", "status");
    this.panel.append(status);
    this.place.after(this.panel);
    try {
      known ??= await figuresAt(this.link.href);
    } catch {
      status.textContent = "The figures can’t be shown just now. Your words are safe: try again in a moment.";
      return;
    }
    if (!this.panel) return;
    if (!known.here.length && !known.others.length) {
      status.textContent = "No figures are loaded yet. A data administrator can load the published files under Figures.";
      return;
    }
    this.draw(status);
  }

  draw(status) {
    const id = `find-${this.slot.dataset.slot}`;
    const label = make("label", "govuk-label govuk-label--s", "Find a figure");
    label.htmlFor = id;
    this.find = make("input", "govuk-input app-cite__find");
    this.find.id = id;
    this.find.type = "search";
    this.find.autocomplete = "off";
    this.find.addEventListener("input", () => this.list(status));
    this.find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    this.lists = make("div", "app-cite__lists");
    this.lists.tabIndex = 0;
    this.lists.setAttribute("role", "group");
    this.lists.setAttribute("aria-label", "Figures");
    const close = make("button", "app-button-link", "Close");
    close.type = "button";
    close.addEventListener("click", () => this.close());
    this.panel.replaceChildren(label, this.find, status, this.lists, close);
    this.list(status);
    this.find.focus();
  }

  list(status) {
    const words = this.find.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const fits = (one) => words.every((word) => `${one.label} ${one.reading}`.toLocaleLowerCase().includes(word));
    const [here, others] = [known.here.filter(fits), known.others.filter(fits)];
    const total = here.length + others.length;
    status.textContent = total === 1 ? "1 figure" : `${total} figures`;
    this.lists.replaceChildren(
      ...this.group("Figures of this statement", here),
      ...this.group(here.length || known.here.length ? "All other figures" : "All figures", others),
    );
  }

  group(title, some) {
    if (!some.length) return [];
    const list = make("ul", "govuk-list app-figurelist");
    list.append(...some.map((one) => this.row(one)));
    return [make("p", "govuk-heading-s app-tight", title), list];
  }

  row(one) {
    const item = make("li", "app-figurelist__item");
    item.append(make("strong", "", one.label));
    const said = [one.ours && `${one.figure} (${one.when})`, one.england && `England ${one.england}`].filter(Boolean);
    item.append(make("br"), said.join(" · "), make("br"), make("span", "app-source", one.reading));
    const acts = make("div", "app-cite__acts");
    if (one.ours) acts.append(this.button("Put our figure in", one.ours, one.label));
    if (one.theirs) acts.append(this.button("Put England’s figure in", one.theirs, one.label));
    item.append(acts);
    return item;
  }

  button(text, reference, label) {
    const button = make("button", "govuk-button govuk-button--secondary app-tight", text);
    button.type = "button";
    button.append(make("span", "govuk-visually-hidden", `: ${label}`));
    button.addEventListener("click", () => this.put(reference));
    return button;
  }

  /** The reference where the cursor was, parted from the words beside it. */
  put(reference) {
    const { value, selectionStart: start, selectionEnd: end } = this.box;
    const before = start && !/[\s(“]$/.test(value.slice(0, start)) ? " " : "";
    const after = end < value.length && /^\w/.test(value.slice(end)) ? " " : "";
    this.box.setRangeText(`${before}${reference}${after}`, start, end, "end");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
    this.box.focus();
  }

  close() {
    this.panel?.remove();
    this.panel = null;
    this.link.setAttribute("aria-expanded", "false");
    this.link.focus();
  }
}

for (const link of document.querySelectorAll("a[data-cite]")) new Picker(link);

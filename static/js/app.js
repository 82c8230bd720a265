// Starts GOV.UK Frontend's components, and asks before written words are left behind.
// Everything also works without this file.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

/** What a form would send now, as one string, so that two moments can be compared. */
function contents(form) {
  const parts = [];
  for (const [name, value] of new FormData(form)) {
    if (name === "csrfmiddlewaretoken") continue;
    parts.push([name, value instanceof File ? `${value.name} ${value.size}` : value]);
  }
  return JSON.stringify(parts);
}

/** Ask before leaving a form marked data-warn-unsaved, but only when something in it really differs. */
function warnWhenUnsaved() {
  const saved = new Map();
  let sending = false;
  for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
    // A form that came back with errors holds words that are nowhere else yet.
    saved.set(form, form.dataset.warnUnsaved === "unsaved" ? null : contents(form));
    form.addEventListener("submit", () => { sending = true; });
    // A save without a page load says so by this event: what is there now is the new starting point.
    form.addEventListener("app:saved", () => saved.set(form, contents(form)));
  }
  if (!saved.size) return;
  window.addEventListener("pageshow", () => { sending = false; });
  window.addEventListener("beforeunload", (event) => {
    if (sending) return;
    for (const [form, before] of saved) {
      // A page that saves by itself takes the mark away and asks by itself: see writing.js.
      if (form.isConnected && "warnUnsaved" in form.dataset && contents(form) !== before) {
        event.preventDefault();
        return;
      }
    }
  });
}

/** A scrolling region takes a tab stop only while there is something to scroll. */
function watchScrollRegions() {
  const regions = document.querySelectorAll(".app-scroll, .app-workbench__side");
  const settle = (region) => {
    const more = region.scrollWidth > region.clientWidth + 1 || region.scrollHeight > region.clientHeight + 1;
    if (more) region.setAttribute("tabindex", "0");
    else region.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver((entries) => entries.forEach((entry) => settle(entry.target)));
  regions.forEach((region) => observer.observe(region));
}

/** Show what belongs to a choice only while it is ticked. GOV.UK's own script would say so with aria-expanded, which
 * ARIA does not allow on a radio. */
function revealByChoice() {
  const choices = [...document.querySelectorAll("input[data-reveals]")];
  const settle = () => {
    for (const choice of choices) {
      const kind = choice.type === "radio" ? "radios" : "checkboxes";
      const region = document.getElementById(choice.dataset.reveals);
      region.classList.toggle(`govuk-${kind}__conditional--hidden`, !choice.checked);
    }
  };
  if (!choices.length) return;
  document.addEventListener("change", settle);
  window.addEventListener("pageshow", settle);
  settle();
}

/** What belongs to a choice that is not ticked is not to be seen, so it is not sent either. */
function sendOnlyWhatIsSeen() {
  const hidden = ".govuk-radios__conditional--hidden, .govuk-checkboxes__conditional--hidden";
  const leftOut = new Set();
  document.addEventListener("submit", (event) => {
    for (const region of event.target.querySelectorAll(hidden)) {
      for (const field of region.querySelectorAll("input:enabled, select:enabled, textarea:enabled")) {
        field.disabled = true;
        leftOut.add(field);
      }
    }
  });
  window.addEventListener("pageshow", () => {
    leftOut.forEach((field) => { field.disabled = false; });
    leftOut.clear();
  });
}

/** What is folded on a small screen stands open where there is room for it beside, or above, what it is about. */
function openWhereThereIsRoom() {
  if (!window.matchMedia("(min-width: 900px)").matches) return;
  for (const folded of document.querySelectorAll("details[data-open-when-wide]")) folded.open = true;
}

/** One box over a list marked data-tick-all that ticks every item in it; half ticked while only some are. */
function tickAllOfAList() {
  for (const [place, list] of document.querySelectorAll("[data-tick-all]").entries()) {
    const items = [...list.querySelectorAll("input[type=checkbox]")];
    if (items.length < 2) continue;
    const all = document.createElement("input");
    all.type = "checkbox";
    all.className = "govuk-checkboxes__input";
    all.id = `tick-all-${place + 1}`;
    const label = document.createElement("label");
    label.className = "govuk-label govuk-checkboxes__label";
    label.htmlFor = all.id;
    label.append(list.dataset.tickAll);
    const box = document.createElement("div");
    box.className = "govuk-checkboxes__item";
    box.append(all, label);
    const group = document.createElement("div");
    group.className = "govuk-checkboxes govuk-checkboxes--small app-return__all app-no-print";
    group.append(box);
    list.before(group);
    const settle = () => {
      const ticked = items.filter((item) => item.checked).length;
      all.checked = ticked === items.length;
      all.indeterminate = ticked > 0 && ticked < items.length;
    };
    all.addEventListener("change", () => items.forEach((item) => { item.checked = all.checked; }));
    list.addEventListener("change", settle);
    window.addEventListener("pageshow", settle);
    settle();
  }
}

openWhereThereIsRoom();
tickAllOfAList();
warnWhenUnsaved();
revealByChoice();
sendOnlyWhatIsSeen();
watchScrollRegions();

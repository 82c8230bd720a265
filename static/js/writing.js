// Saves what people write while they write, and shows who else is there. The page is an ordinary form without it.
//
// Nothing written is ever dropped: a text counts as saved only when the service has said so with its version. A save
// that got no answer is sent again word for word, so that the answer tells whether it had arrived. Words are kept in
// this page only, never in the browser's storage: many of these computers are shared.

const PAUSE = 2500; // ms after the last letter
const LONGEST = 20000; // ms that somebody may write on without a pause before it is saved all the same
const POLL = 5000; // ms between two looks at who is there
const PATIENCE = 20000; // ms after which an answer is no longer waited for
const WAITS = [2000, 4000, 8000, 15000, 30000]; // ms until the next try, longer each time
const NEAR = 2000; // characters left from which they are counted out loud

const clean = (text) => text.replace(/\r\n?/g, "\n").replace(/\s+$/, "");
const many = (number, one, more) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : more}`;

/** Characters as the service counts them: an emoji is one. */
function lengthOf(text) {
  let length = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length) { length -= 1; i += 1; }
  }
  return length;
}

/** One box with everything around it. */
class Slot {
  constructor(element) {
    this.element = element;
    this.key = element.dataset.slot;
    this.title = element.dataset.title;
    this.limit = Number(element.dataset.limit);
    this.guide = Number(element.dataset.guide);
    this.box = element.querySelector("textarea");
    // What the service holds, as far as this page knows; null where a page that came back holds words it does not.
    this.base = "waits" in element.dataset ? null : clean(this.box.value);
    this.conflict = null; // {version, text, began} while two texts wait for a choice
    this.over = this.tooLong;
    this.refused = null; // a text the service would not take: not sent again until it changes
    this.left = null; // {text, version} of the person's own text after they kept the other: on its way to be kept aside
    const theirs = element.querySelector("template[data-theirs]"); // a page that came back with two texts
    if (theirs) this.conflict = { ...theirs.dataset, text: theirs.content.textContent };
    this.count();
  }

  field(kind) { return this.element.querySelector(`input[name="${kind}-${this.key}"]`); }
  get version() { return Number(this.field("version").value); }
  /** The version the person had before them: on a page that came back with two texts it stands apart. */
  get startedFrom() { return Number(this.field("was").value || this.field("version").value); }
  get text() { return clean(this.box.value); }
  get tooLong() { return lengthOf(this.text) > this.limit; }
  get unsaved() { return this.conflict !== null || this.text !== this.base; }
  get due() { return this.conflict === null && this.text !== this.base && !this.tooLong && this.text !== this.refused; }

  /** What the service says it holds now. */
  settle(base, { version, began }) {
    this.base = base;
    this.field("version").value = version;
    this.field("began").value = began;
    this.field("was").value = "";
    this.refused = null;
  }

  /** Show another text without moving the person's place in it. */
  show(text) {
    const { selectionStart, selectionEnd, scrollTop } = this.box;
    this.box.value = text;
    if (document.activeElement === this.box) this.box.setSelectionRange(selectionStart, selectionEnd);
    this.box.scrollTop = scrollTop;
    this.count();
  }

  note(sentence) {
    const note = this.element.querySelector("[data-note]");
    note.textContent = sentence;
    note.hidden = !sentence;
  }

  /** What the service found in a text that it has saved: it stays until a save finds it gone. */
  found(what) {
    const line = this.element.querySelector("[data-found]");
    line.querySelector("[data-what]").textContent = what;
    line.hidden = !what;
  }

  /** What is wrong with the figures it cites, as the service has drawn it. */
  claims(html) {
    const place = this.element.querySelector("[data-claims]");
    if (place) place.innerHTML = html;
  }

  /** The sentence above the box that says why it can't be saved; empty takes it away. */
  error(sentence) {
    const error = this.element.querySelector("[data-error]");
    error.querySelector("[data-sentence]").textContent = sentence;
    error.hidden = !sentence;
    this.element.classList.toggle("govuk-form-group--error", Boolean(sentence));
    this.box.classList.toggle("govuk-textarea--error", Boolean(sentence));
    const described = [`${this.box.id}_helptext`, `${this.box.id}_count`, ...(sentence ? [error.id] : [])];
    this.box.setAttribute("aria-describedby", described.join(" "));
    if (!sentence) this.settleSummary();
  }

  /** Take what is settled out of the list of errors that the page came back with. */
  settleSummary() {
    const summary = document.querySelector(".govuk-error-summary");
    summary?.querySelector(`a[href="#${this.box.id}"]`)?.closest("li").remove();
    if (summary && !summary.querySelector("li")) {
      summary.remove();
      document.title = document.title.replace(/^Error: /, "");
    }
  }

  count() {
    const text = this.text;
    // As words_in in assurance/cited.py counts: a figure that is cited is one word, a sign that sets a text out is none.
    const read = text.replace(/\{\{[^{}\n]{1,320}\}\}/g, "0");
    const words = read.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    const left = this.limit - lengthOf(text);
    const said = [`${many(words, "word", "words")} of about ${this.guide.toLocaleString("en-GB")}`];
    if (left < 0) said.push(`${many(-left, "character", "characters")} too many`);
    else if (left <= NEAR) said.push(`${many(left, "character", "characters")} left`);
    const line = this.element.querySelector("[data-count]");
    line.textContent = said.join(" · ");
    line.classList.toggle("app-slot__count--over", left < 0);
  }

  /** A text that is too long is said to be so here, before anything is sent. */
  checkLength() {
    const over = lengthOf(this.text) - this.limit;
    if (over > 0) {
      this.error(`“${this.title}” is ${many(over, "character", "characters")} over the limit of ` +
        `${this.limit.toLocaleString("en-GB")}, so it is not saved. Shorten it: your words are kept on this page.`);
    } else if (this.over) {
      this.error("");
    }
    this.over = over > 0;
    return over <= 0;
  }
}

/** The whole page: one save under way at a time, and one look around every few seconds. */
class Writing {
  constructor(form) {
    this.form = form;
    this.slots = new Map([...form.querySelectorAll("[data-slot]")].map((el) => [el.dataset.slot, new Slot(el)]));
    this.status = form.querySelector("[data-save-status]");
    this.presence = form.querySelector("[data-presence]");
    this.announcer = form.querySelector("[data-announce]");
    this.token = form.elements.csrfmiddlewaretoken.value;
    this.sending = null; // what is under way or in doubt: Map of key to {text, version}
    this.busy = false;
    this.failures = 0;
    this.stopped = false; // the service said no for a reason that trying again does not mend
    this.trouble = "";
    this.names = "";
    this.timer = this.retry = this.firstLetter = null;
    this.last = Promise.resolve();
    form.removeAttribute("data-warn-unsaved");
    this.listen();
    form.querySelector("[data-cancel]").remove(); // there is nothing left to cancel
    document.querySelector("[data-lately]")?.remove();
    form.querySelector("[data-finish]").textContent = "Save and finish";
    this.say("What you write is saved by itself.");
    if ([...this.slots.values()].some((slot) => slot.due)) this.save(); // what came back with errors elsewhere
    else if (this.unsaved.length) this.sayHow(clock());
    this.look();
    setInterval(() => this.look(), POLL);
  }

  listen() {
    this.form.addEventListener("input", (event) => {
      const slot = this.slotOf(event.target);
      if (!slot) return;
      slot.count();
      slot.note("");
      if (slot.due || slot.tooLong || this.trouble) this.later();
    });
    this.form.addEventListener("focusout", (event) => {
      const slot = this.slotOf(event.target);
      if (slot && slot.checkLength() && slot.due) this.save();
    });
    this.form.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.finish();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save();
      else { this.save(); this.look(); }
    });
    window.addEventListener("online", () => this.save());
    window.addEventListener("focus", () => { if (this.trouble) this.save(); });
    window.addEventListener("beforeunload", (event) => {
      if (!this.leaving && this.unsaved.length) event.preventDefault();
    });
  }

  slotOf(element) { return this.slots.get(element.closest?.("[data-slot]")?.dataset.slot); }
  get unsaved() { return [...this.slots.values()].filter((slot) => slot.unsaved || slot.left); }

  // --- Saying -----------------------------------------------------------------------------------------------------

  /** The line beside the button. Only what changes things for the person is also read out. */
  say(sentence, { trouble = false, link = null, aloud = false } = {}) {
    this.status.hidden = false;
    this.status.textContent = sentence;
    this.status.classList.toggle("app-savebar__status--trouble", trouble);
    if (link) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: link.href, target: "_blank", rel: "noopener", className: "govuk-link" });
      anchor.textContent = link.text;
      this.status.append(" ", anchor);
    }
    if (aloud || (trouble && sentence !== this.trouble)) this.announce(this.status.textContent);
    if (!trouble && this.trouble) this.announce(sentence);
    this.trouble = trouble ? sentence : "";
  }

  announce(sentence) { this.announcer.textContent = sentence; }

  // --- Saving -----------------------------------------------------------------------------------------------------

  later() {
    clearTimeout(this.timer);
    this.firstLetter ??= Date.now();
    const wait = Math.max(0, Math.min(PAUSE, this.firstLetter + LONGEST - Date.now()));
    this.timer = setTimeout(() => {
      const lengths = [...this.slots.values()].map((slot) => slot.checkLength());
      this.save();
      if (lengths.includes(false) && !this.busy) this.sayHow(clock());
    }, wait);
  }

  /** Save what is due, unless a save is under way: then it follows. */
  save() {
    clearTimeout(this.timer);
    this.firstLetter = null;
    if (this.busy) return this.last.then(() => (this.failures ? undefined : this.save()));
    if (!this.sending) {
      const slots = [...this.slots.values()];
      const left = slots.find((slot) => slot.left); // one at a time: a request holds one choice
      const due = left ? [] : slots.filter((slot) => slot.due);
      if (!left && !due.length) return this.last;
      this.sending = new Map(left
        ? [[left.key, { ...left.left, leaves: true }]]
        : due.map((slot) => [slot.key, { text: slot.text, version: slot.version }]));
    }
    clearTimeout(this.retry);
    this.busy = true;
    this.last = this.send().finally(() => { this.busy = false; this.goOn(); });
    return this.last;
  }

  async send() {
    const body = new FormData();
    body.set("writer", this.form.elements.writer.value);
    for (const [key, { text, version, leaves }] of this.sending) {
      body.set(`text-${key}`, text);
      body.set(`version-${key}`, version);
      if (leaves) body.set("keep", `theirs ${key}`);
    }
    if (!this.trouble) this.say("Saving…");
    const answer = await this.post(this.form.dataset.save, body);
    if (answer) this.take(answer);
  }

  /** The answer as {status, ...}; null when there was none, which has been said already. */
  async post(url, body, quiet = false) {
    let response, said;
    try {
      const asked = { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
      response = await fetch(url, { ...asked, headers: { Accept: "application/json", "X-CSRFToken": this.token } });
      said = await response.json();
    } catch {
      if (!quiet) this.unreachable(response);
      return null;
    }
    if (response.status === 403 && said.token) {
      // Signing in in another window changes the token; the next try fits.
      const again = this.token !== said.token && !this.refreshed;
      this.token = said.token;
      this.form.elements.csrfmiddlewaretoken.value = said.token;
      this.refreshed = true;
      if (again) return this.post(url, body, quiet);
    }
    this.refreshed = false;
    return { status: response.status, ...said };
  }

  unreachable(response) {
    this.failures += 1;
    const why = response?.status === 400
      ? "what was sent could not be read"
      : response && response.status < 600 && response.status >= 500 ? "the service is not available" : "we can’t reach the service";
    this.say(`Not saved, still trying: ${why}. Your words are kept on this page.`, { trouble: true });
  }

  take(answer) {
    if (this.isAway(answer)) {
      this.failures += 1;
      return;
    }
    if (!answer.slots) {
      // Not allowed, locked, not there: trying again soon would not help, and the words are still in the boxes.
      this.stopped = true;
      this.sending = null;
      this.say(answer.sentence ?? "Not saved: something went wrong on our side. Your words are kept on this page.", { trouble: true });
      return;
    }
    const sent = this.sending;
    this.sending = null;
    this.failures = 0;
    this.stopped = false;
    for (const [key, now] of Object.entries(answer.slots)) this.saved(this.slots.get(key), sent.get(key).text, now);
    for (const [key, both] of Object.entries(answer.stale)) this.clash(this.slots.get(key), both);
    for (const [key, { text, leaves }] of sent) {
      if (!leaves) continue;
      this.slots.get(key).left = null;
      const slot = this.slots.get(key);
      // Whoever has brought it back or written on meanwhile is not offered to have that replaced.
      if (slot.text === slot.base) {
        this.offerBack(slot, text, answer.left.includes(key)
          ? "You kept the other text. Yours is kept aside, among the versions of this part. "
          : "You kept the other text. Yours is not kept. ");
      }
      sent.delete(key); // nothing else is to be said of it
      delete answer.refused[key];
    }
    for (const [key, sentence] of Object.entries(answer.refused)) {
      this.slots.get(key).refused = sent.get(key).text;
      this.slots.get(key).error(sentence);
      this.announce(sentence);
    }
    for (const key of sent.keys()) {
      const what = answer.found[key] ?? "";
      const slot = this.slots.get(key);
      if (what && slot.element.querySelector("[data-found]").hidden) this.announce(`“${slot.title}” looks like it holds ${what}.`);
      slot.found(what);
      if (key in (answer.claims ?? {})) slot.claims(answer.claims[key]);
    }
    this.settleTick();
    const auto = this.form.elements.autosaved;
    auto.value = [...new Set([...auto.value.split(" ").filter(Boolean), ...answer.saved])].join(" ");
    this.sayHow(answer.at);
  }

  /** Nothing looks like personal data any more: what was asked about it goes. */
  settleTick() {
    const tick = this.form.elements.not_personal_data;
    if (!tick || this.form.querySelector("[data-found]:not([hidden]), [data-error]:not([hidden])")) return;
    tick.closest(".govuk-form-group").remove();
    this.form.elements.not_personal_data_seen?.remove();
  }

  /** Signed out, or somebody else signed in on this computer: said with the way back. */
  isAway(answer) {
    const away = answer.status === 401 || Boolean(answer.somebody_else);
    if (away) {
      const link = { href: answer.sign_in, text: "Sign in in a new window, then come back to this one" };
      this.say(answer.sentence, { trouble: true, link });
    }
    this.away = away;
    return away;
  }

  sayHow(at) {
    const waiting = this.unsaved.filter((slot) => slot.unsaved && !slot.due);
    if (waiting.length) {
      const titles = waiting.map((slot) => `“${slot.title}”`).join(" and ");
      this.say(`${titles} ${waiting.length === 1 ? "is" : "are"} not saved: see above. Everything else is saved.`, { trouble: true });
    } else {
      this.say(`Saved ${at}`, { aloud: !this.told });
      this.told = true;
    }
  }

  saved(slot, sent, now) {
    slot.element.querySelector("[data-review]")?.remove();
    if (!("text" in now)) {
      slot.settle(sent, now);
      if (slot.refused === null && !slot.tooLong) slot.error("");
    } else if (slot.text === sent) {
      this.refresh(slot, now);
      slot.note("Somebody else saved this part meanwhile. You see what stands now; yours is in the history.");
    }
    // Where more was written meanwhile on an older text, the next save asks which one to keep.
  }

  refresh(slot, now) {
    slot.show(now.text);
    slot.settle(clean(now.text), now);
  }

  /** After a save: what was written meanwhile follows; what did not arrive is tried again, less and less often. */
  goOn() {
    if (this.stopped) return;
    if (this.failures) {
      const wait = WAITS[Math.min(this.failures, WAITS.length) - 1];
      this.retry = setTimeout(() => this.save(), wait);
    } else if ([...this.slots.values()].some((slot) => slot.due || slot.left)) {
      this.later();
    }
  }

  // --- Two texts --------------------------------------------------------------------------------------------------

  clash(slot, both) {
    slot.conflict = both;
    slot.element.querySelector("[data-conflict]").innerHTML = both.html; // drawn and escaped by the service
    slot.error(both.sentence);
    this.announce(both.sentence);
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (button?.name === "confirm") {
      event.preventDefault();
      this.confirm(button);
    }
    if (button?.name !== "keep") return;
    event.preventDefault();
    const [which, key] = button.value.split(" ");
    const slot = this.slots.get(key);
    const both = slot.conflict;
    // First what this page starts from: taking the button away moves the focus, which saves what is due.
    const mine = { text: slot.text, version: slot.startedFrom };
    slot.settle(clean(both.text), both);
    if (which === "theirs") {
      slot.left = mine;
      slot.show(both.text);
    }
    slot.box.focus();
    slot.conflict = null;
    slot.error("");
    slot.element.querySelector("[data-conflict]").replaceChildren();
    if (which === "theirs") this.offerBack(slot, mine.text, "You kept the other text. ");
    if (slot.due || slot.left) this.save();
    else this.sayHow(clock());
  }

  /** Choosing the other text can be taken back at once as long as this page is open. */
  offerBack(slot, mine, sentence) {
    slot.note(sentence);
    const back = document.createElement("button");
    Object.assign(back, { type: "button", className: "app-button-link", textContent: "Bring my text back" });
    back.addEventListener("click", () => {
      slot.note("");
      slot.show(mine);
      slot.box.focus();
      this.later();
    });
    slot.element.querySelector("[data-note]").append(back);
  }

  async confirm(button) {
    const slot = this.slotOf(button);
    await this.save();
    const body = new FormData();
    body.set("writer", this.form.elements.writer.value);
    body.set("confirm", `${slot.key} ${slot.version}`);
    const answer = await this.post(this.form.dataset.confirm, body);
    if (answer?.status !== 200) return;
    slot.element.querySelector("[data-review]")?.remove();
    slot.note(answer.sentence);
    this.announce(answer.sentence);
    slot.box.focus();
  }

  // --- Who is there -----------------------------------------------------------------------------------------------

  async look() {
    if (document.visibilityState === "hidden" || this.looking || this.stopped) return;
    this.looking = true;
    const body = new FormData();
    body.set("writer", this.form.elements.writer.value);
    body.set("slot", this.slotOf(document.activeElement)?.key ?? "");
    for (const slot of this.slots.values()) body.set(`version-${slot.key}`, slot.version);
    const answer = await this.post(this.form.dataset.here, body, true);
    this.looking = false;
    const wasAway = this.away;
    if (!answer || this.isAway(answer) || answer.status !== 200) return;
    if (this.failures) this.save(); // the service is there again
    else if (wasAway) this.say("You are signed in again. What you write is saved by itself.");
    this.meet(answer.others);
    for (const one of answer.newer) this.heard(this.slots.get(one.slot), one);
    if (answer.locked && !this.stopped) {
      this.stopped = true;
      this.say("This section was agreed or signed off meanwhile, so its text is locked. What was saved stands.", { trouble: true });
    }
  }

  meet(others) {
    this.presence.hidden = !others.length;
    this.presence.textContent = others.map((one) => one.sentence).join(" ");
    const names = others.map((one) => one.name).join(", ");
    if (names !== this.names && names) this.announce(`Also here: ${names}.`);
    this.names = names;
  }

  /** Somebody saved a part: shown at once where this person has not touched it, told where they have. */
  heard(slot, now) {
    if (!slot || this.busy || this.sending || slot.conflict || now.version <= slot.version) return;
    const who = now.mine ? "You saved this part in another window" : `${now.who} saved this part`;
    if (!slot.unsaved) {
      this.refresh(slot, now);
      slot.note(`${who} at ${now.when}. You see the new text.`);
    } else {
      slot.note(`${who} at ${now.when}, while you were writing. When yours is saved you see both and choose.`);
    }
  }

  // --- Leaving ----------------------------------------------------------------------------------------------------

  async finish() {
    for (const slot of this.slots.values()) slot.checkLength();
    await this.save();
    await this.last;
    const [first] = this.unsaved;
    if (!first) {
      this.leaving = true;
      this.form.submit();
    } else if (!this.failures && !this.stopped && (first.due || first.left)) {
      this.finish();
    } else {
      if (!this.trouble) this.sayHow(clock());
      (first.element.querySelector("[data-conflict] h2") ?? first.box).focus();
      first.element.scrollIntoView({ block: "start" });
    }
  }
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

const form = document.querySelector("form[data-writing]");
if (form) new Writing(form);

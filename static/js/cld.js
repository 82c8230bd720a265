// Shows how far a Client Level Data file is, and refuses one that is too large before any of it is sent.
// Without this file the form is an ordinary one, and the server says the same.

/** The sentence for a file over the limit, or nothing. */
function refusal(form, input) {
  const most = Number(form.dataset.maxBytes);
  const file = input.files[0];
  if (!file || file.size <= most) return "";
  const limit = Math.floor(most / 1_000_000);
  return `The file is larger than ${limit} MB, the most this page takes. Nothing of it was sent. Ask the people who run ` +
    `this service to import it where it runs, with: manage.py import_cld FILE --round ${form.dataset.round} ` +
    `--pool ${form.dataset.pool}`;
}

/** Show the sentence above the field, the way the server does, or take it away. */
function tell(input, sentence) {
  const group = input.closest(".govuk-form-group");
  const id = "cld-problem";
  group.querySelectorAll(".govuk-error-message").forEach((one) => one.remove());
  group.classList.toggle("govuk-form-group--error", sentence !== "");
  input.classList.toggle("govuk-file-upload--error", sentence !== "");
  if (!sentence) {
    input.removeAttribute("aria-describedby");
    return;
  }
  const error = document.createElement("p");
  error.id = id;
  error.className = "govuk-error-message";
  error.setAttribute("role", "alert");
  const before = document.createElement("span");
  before.className = "govuk-visually-hidden";
  before.textContent = "Error: ";
  error.append(before, sentence);
  input.before(error);
  input.setAttribute("aria-describedby", id);
  input.focus();
}

const LOST = "The connection broke off, so nothing of the file was kept. Try again.";
const STOPPED = "You stopped it. Nothing of the file was kept.";
const UNSURE = "You stopped it, and the service can’t be asked whether it was done by then. Look at the pool before you try again.";
const MOMENT = 1500; // milliseconds, by which a file that was through when Stop was pressed is kept

/** Send the form by itself, with a bar that fills. */
function send(form, input) {
  const place = document.getElementById("cld-progress");
  const bar = document.getElementById("cld-bar");
  const text = document.getElementById("cld-text");
  const step = document.getElementById("cld-step");
  const request = new XMLHttpRequest();
  let told = -1;
  let arrived = false;
  const over = (sentence) => {
    place.hidden = true;
    form.hidden = false;
    window.removeEventListener("beforeunload", stay);
    tell(input, sentence);
  };
  const stay = (event) => event.preventDefault();
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((100 * event.loaded) / event.total);
    bar.value = percent;
    if (percent === 100) {
      arrived = true;
      step.textContent = "Candidates are being made";
      bar.removeAttribute("value");
      text.textContent = "The whole file has arrived. This takes a few seconds more.";
    } else if (percent >= told + 10) {  // heard now and then, not at every step
      told = percent;
      text.textContent = `${percent}% of ${Math.ceil(event.total / 1_000_000)} MB`;
    }
  });
  request.addEventListener("load", () => {
    let said = {};
    try { said = JSON.parse(request.responseText); } catch { /* a page instead of an answer */ }
    if (said.address) {
      window.removeEventListener("beforeunload", stay);
      window.location.assign(said.address);
    } else {
      over(said.sentence ?? LOST);
    }
  });
  request.addEventListener("error", () => over(LOST));
  request.addEventListener("abort", async () => {
    if (!arrived) {
      over(STOPPED);
      return;
    }
    // Whoever stops at the last moment may be too late: the service knows.
    step.textContent = "Stopping";
    text.textContent = "";
    try {
      await new Promise((done) => setTimeout(done, MOMENT));
      const answer = await fetch(window.location.href, { headers: { Accept: "application/json" } });
      const { latest } = await answer.json();
      if (String(latest) === form.dataset.latest) {
        over(STOPPED);
      } else {
        window.removeEventListener("beforeunload", stay);
        window.location.assign(form.dataset.files.replace(/0\/$/, `${latest}/`)); // it was done already: what came of it
      }
    } catch {
      over(UNSURE);
    }
  });
  document.getElementById("cld-stop").addEventListener("click", () => request.abort(), { once: true });
  window.addEventListener("beforeunload", stay);
  tell(input, "");
  bar.value = 0;
  step.textContent = "The file is on its way";
  text.textContent = "";
  form.hidden = true;
  place.hidden = false;
  step.focus();
  request.open("POST", form.action || window.location.href);
  request.setRequestHeader("Accept", "application/json");
  request.send(new FormData(form));
}

for (const form of document.querySelectorAll("form[data-max-bytes]")) {
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => tell(input, refusal(form, input)));
  form.addEventListener("submit", (event) => {
    const sentence = refusal(form, input) ||
      (input.files.length ? "" : "Choose your council’s Client Level Data file, then send it again. Nothing was changed.");
    if (sentence) {
      event.preventDefault();
      event.stopImmediatePropagation();
      tell(input, sentence);
    } else if ("cld" in form.dataset) {
      event.preventDefault();
      send(form, input);
    }
  }, { capture: true });
}

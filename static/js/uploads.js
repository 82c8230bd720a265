// Says that a file is too large before any of it is sent. Without this file the server says so after it has arrived.

/** The sentence for a file over the limit, or nothing. */
function refusal(input) {
  const most = Number(input.dataset.maxBytes);
  const file = input.files[0];
  if (!file || file.size <= most) return "";
  const size = Math.ceil(file.size / 1_000_000).toLocaleString("en-GB");
  return `“${file.name}” is about ${size} MB. Files can be up to ${input.dataset.maxWords}. Nothing was sent. ` +
    "Save a smaller copy (pictures make files large), split it, or add a link to where it is kept.";
}

/** Show the sentence above the field, the way the server does, or take it away. */
function tell(input, sentence) {
  const group = input.closest(".govuk-form-group");
  const id = `${input.id}_too_large`;
  document.getElementById(id)?.remove();
  group.classList.toggle("govuk-form-group--error", sentence !== "");
  input.classList.toggle("govuk-file-upload--error", sentence !== "");
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  if (sentence) {
    const error = document.createElement("p");
    error.id = id;
    error.className = "govuk-error-message";
    error.setAttribute("role", "alert");
    const before = document.createElement("span");
    before.className = "govuk-visually-hidden";
    before.textContent = "Error: ";
    error.append(before, sentence);
    input.before(error);
    described.push(id);
  }
  input.setAttribute("aria-describedby", described.join(" "));
}

for (const input of document.querySelectorAll("input[type=file][data-max-bytes]")) {
  input.addEventListener("change", () => tell(input, refusal(input)));
  input.form.addEventListener("submit", (event) => {
    const sentence = refusal(input);
    if (!sentence) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(input, sentence);
    input.focus();
  }, { capture: true });
}

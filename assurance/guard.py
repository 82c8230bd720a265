"""The personal-data guard: asks before something that looks like personal data is kept outside the case room.

A form that takes free text inherits from GuardedForm before forms.Form. When something is found in it, the form comes
back with everything that was typed, says in each field what was found and where, and asks to take it out or to tick
that it is not personal data about someone who draws on care. What was ticked is told in the history by `told`: kinds,
places and marks, never the thing itself. A mark is a keyed hash, by which the same thing is not asked about twice.
"""

import hashlib
import hmac
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.conf import settings

from assurance import identifiers
from assurance.identifiers import Kind
from assurance.widgets import Hidden

CONFIRMED = "said was not personal data"  # the verb in the history
TICK = "This is not personal data about someone who draws on care"
TICK_HINT = "For example the council’s own phone number. Your tick is kept in the history."
TICK_FIELD, SEEN_FIELD = "not_personal_data", "not_personal_data_seen"


@dataclass(frozen=True)
class Concern:
    """One thing found in what somebody typed: in which field, of which kind, on which line, and its mark.

    `line` is 0 where the text has only one.
    """

    where: str
    label: str
    kind: Kind
    line: int
    mark: str


def mark_of(thing: str) -> str:
    """A keyed hash of something that was found: tells whether two are the same, and nothing else."""
    return hmac.new(settings.SECRET_KEY.encode(), f"guard:{thing}".encode(), hashlib.sha256).hexdigest()[:16]


def marks_in(*texts: str, closely: bool = False) -> frozenset[str]:
    """The marks of everything found in some texts."""
    return frozenset(
        mark_of(finding.of(text)) for text in texts for finding in identifiers.find(text, closely=closely)
    )


def concerns_in(
    texts: Mapping[str, tuple[str, str]], *, known: Iterable[str] = (), closely: bool = False
) -> list[Concern]:
    """What is found in texts, given as key: (label, text); without the things whose marks are known already."""
    known = frozenset(known)
    return [
        Concern(key, label, kind, line, mark)
        for key, (label, text) in texts.items()
        for kind, line, mark in _looked_through(text, closely)
        if mark not in known
    ]


_findings: OrderedDict[bytes, tuple[tuple[Kind, int, str], ...]] = OrderedDict()
KEPT = 4096  # texts; kinds, lines and marks are kept under a text's hash, never the text or what was found in it


def _looked_through(text: str, closely: bool) -> tuple[tuple[Kind, int, str], ...]:
    """What is found in a text: kind, line (0 in a text of one line) and mark. A text is looked through once."""
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() + bytes([closely])
    found = _findings.get(key)
    if found is None:
        lines = "\n" in text
        all_found = identifiers.find(text, closely=closely)
        found = tuple((f.kind, f.line if lines else 0, mark_of(f.of(text))) for f in all_found)
        _findings[key] = found
        if len(_findings) > KEPT:
            _findings.popitem(last=False)
    return found


def sentence(concerns: Iterable[Concern]) -> str:
    """What was found in one text and where: "an NHS number (line 3) and 2 postcodes (lines 4 and 7)"."""
    lines: dict[Kind, list[int]] = {}
    for concern in concerns:
        lines.setdefault(concern.kind, []).append(concern.line)
    said = []
    for kind, on in lines.items():
        what = _a(kind.label) if len(on) == 1 else f"{len(on)} {kind.labels}"
        said.append(f"{what}{_on(sorted(set(on) - {0}))}")
    return _and(said)


def without_places(concerns: Iterable[Concern]) -> str:
    """What was found, without the lines: "an NHS number and 2 postcodes"."""
    return in_words({"kind": concern.kind} for concern in concerns)


def _on(lines: list[int]) -> str:
    if not lines:
        return ""
    named = _and([str(number) for number in lines[:5]] + (["more"] if len(lines) > 5 else []))
    return f" (line{'s' if len(lines) > 1 else ''} {named})"


def in_words(findings: Iterable[Mapping[str, str]]) -> str:
    """How many of each kind a file's findings are: "an NHS number and 2 postcodes"."""
    counts = Counter(Kind(one["kind"]) for one in findings if one["kind"] in set(Kind))
    return _and([_a(kind.label) if n == 1 else f"{n} {kind.labels}" for kind, n in counts.items()])


def told(concerns: Iterable[Concern]) -> dict:
    """What the history keeps of a tick: kinds, places and marks."""
    concerns = list(concerns)
    by_field: dict[str, list[Concern]] = {}
    for concern in concerns:
        by_field.setdefault(concern.label, []).append(concern)
    return {
        "found": [f"{label}: {sentence(some)}" for label, some in by_field.items()],
        "marks": sorted({concern.mark for concern in concerns}),
    }


def _a(words: str) -> str:
    return f"an {words}" if words[0] in "aeiouAEIOUN" and not words.startswith("National") else f"a {words}"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


class GuardedForm(forms.Form):
    """A form whose free text is looked through. `confirmed` holds what was ticked, for the history.

    What stood in the form before is not asked about again; a form may name other things already confirmed in
    `guard_known` (marks), and may leave fields out by naming them in `guard_leaves`. With `guard_closely` names with
    their title, street addresses and numbers of records are asked about too.
    """

    guard_closely = False
    guard_leaves: frozenset[str] = frozenset()
    guard_known: frozenset[str] | None = None
    guard_keeps = (
        "Nothing is saved yet; your words are still here."  # what became of them, at the end of the sentence
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.confirmed: list[Concern] = []
        if self.is_bound and self.add_prefix(SEEN_FIELD) in self.data:
            self._ask()

    def _ask(self) -> None:
        self.fields[TICK_FIELD] = forms.BooleanField(label=TICK, help_text=TICK_HINT, required=False)
        self.fields[SEEN_FIELD] = forms.CharField(widget=Hidden, required=False)

    def tick_last(self) -> None:
        """Put the tick after the other fields; for a form that adds its fields after this class has begun."""
        self.order_fields([name for name in self.fields if name not in {TICK_FIELD, SEEN_FIELD}])

    def clean(self) -> dict:
        """Ask about what is new, once; a tick holds for exactly what was asked about."""
        given = super().clean() or self.cleaned_data
        found = concerns_in(self._free_texts(given), known=self._known(), closely=self.guard_closely)
        seen = _fingerprint(found)
        ticked = bool(given.get(TICK_FIELD)) and given.get(SEEN_FIELD) == seen
        if found and ticked:
            self.confirmed = found
        elif found:
            self._come_back(found, seen)
        return given

    def _free_texts(self, given: Mapping) -> dict[str, tuple[str, str]]:
        texts = {}
        for name, field in self.fields.items():
            free = type(field) in {forms.CharField, forms.URLField} or isinstance(field.widget, forms.Textarea)
            if free and not isinstance(field.widget, forms.HiddenInput | forms.PasswordInput):
                value = given.get(name)
                if isinstance(value, list):  # a form that makes lines of it
                    value = "\n".join(map(str, value))
                if isinstance(value, str) and name not in self.guard_leaves:
                    texts[name] = (str(field.label), value)
        return texts

    def _known(self) -> frozenset[str]:
        if self.guard_known is not None:
            return self.guard_known
        before = [self.get_initial_for_field(field, name) for name, field in self.fields.items()]
        return marks_in(*(text for text in before if isinstance(text, str)), closely=self.guard_closely)

    def _come_back(self, found: list[Concern], seen: str) -> None:
        self._ask()
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN_FIELD)] = seen
        self.data.pop(self.add_prefix(TICK_FIELD), None)
        for name in dict.fromkeys(concern.where for concern in found):
            self.add_error(
                name,
                f"This looks like it holds {sentence(c for c in found if c.where == name)}. Take it out, or tick at "
                f"the end of the form that it is not personal data. {self.guard_keeps}",
            )


def _fingerprint(found: list[Concern]) -> str:
    return hashlib.sha256(" ".join(sorted(f"{c.where} {c.mark}" for c in found)).encode()).hexdigest()[:16]

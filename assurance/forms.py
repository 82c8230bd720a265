"""The forms of the ground floor: they validate, nothing more."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from assurance.closing import MOST_TO_SAY
from assurance.models import Area, Council, Edition, Part, Round, User
from assurance.roles import Role
from assurance.widgets import DayInput

MAX_EDITION_BYTES = 200_000
HEX_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Give the colour as # and six digits or letters, like #1d70b8.")


class FirstRunForm(forms.Form):
    """What a fresh installation needs to know."""

    token = forms.CharField(
        label="Set-up token",
        help_text="It was printed where the service was started.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Give the set-up token that was printed where the service was started."},
    )
    area = forms.ModelChoiceField(
        label="Your council",
        queryset=Area.objects.filter(kind=Area.Kind.COUNCIL, ended_on=None, invented=False).order_by("name"),
        empty_label="Choose your council",
        error_messages={"required": "Choose your council.", "invalid_choice": "Choose a council from the list."},
    )
    edition = forms.ModelChoiceField(
        label="Edition of the framework",
        help_text="How the regulator scores. You can start later rounds under another edition.",
        queryset=Edition.objects.newest_first(),
        empty_label=None,
        error_messages={"required": "Choose an edition.", "invalid_choice": "Choose an edition from the list."},
    )
    round_title = forms.CharField(
        label="Name of your first round",
        help_text="For example: 2027 annual self-assessment",
        max_length=120,
        error_messages={"required": "Give your first round a name."},
    )
    round_slug = forms.CharField(
        label="Its short address",
        help_text="A word or year for web addresses, such as 2027. Small letters, figures and hyphens.",
        max_length=50,
        error_messages={"required": "Give your first round a short address, such as 2027."},
    )
    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Give your name."},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Give your e-mail address.",
            "invalid": "Give an e-mail address like name@council.gov.uk.",
        },
    )
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three unrelated words make a good one.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password."},
    )

    def clean_password(self) -> str:
        """Refuse a password that is short, common or like the person's name."""
        password = self.cleaned_data["password"]
        person = User(name=self.data.get("name", ""), email=self.data.get("email", ""))
        validate_password(password, person)
        return password


class CouncilForm(forms.Form):
    """How the council is named and coloured."""

    name = forms.CharField(
        label="Name of the council",
        max_length=200,
        help_text="As it should stand on pages and documents.",
        error_messages={"required": "Give the council's name."},
    )
    colour = forms.CharField(
        label="House colour",
        help_text="Used as a line at the top of pages and on documents. # and six digits or letters, like #1d70b8.",
        validators=[HEX_COLOUR],
        max_length=7,
        error_messages={"required": "Give a colour, like #1d70b8."},
    )


def _roles_field() -> forms.MultipleChoiceField:
    field = forms.MultipleChoiceField(
        label="Roles",
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose all that apply.",
        error_messages={"invalid_choice": "Choose roles from the list."},
    )
    field.label_size = "m"
    field.choice_hints = ROLE_HINTS
    return field


ROLE_HINTS = {
    Role.OFFICER: "Writes the statements they are given",
    Role.PSW: "Reads the round, writes where assigned, runs the case room",
    Role.AUDITOR: "Audits the cases they are given, nothing else",
    Role.PROGRAMME_MANAGER: "Runs the round: people, all statements, scores, documents",
    Role.DIRECTOR: "As the programme manager, and signs off",
    Role.LEAD_MEMBER: "Reads a round they are invited to; scores only when the director shares them",
    Role.DATA_ADMIN: "Reads the round and imports figures",
    Role.SYSTEM_ADMIN: "People, settings and reference tables; sees no content by this role",
    Role.CHALLENGER: "From outside, invited to one round until a given day",
}


class PersonForm(forms.Form):
    """Somebody new in a council."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Give the person's name."})
    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it.",
        error_messages={
            "required": "Give the person's e-mail address.",
            "invalid": "Give an e-mail address like name@council.gov.uk.",
        },
    )
    job_title = forms.CharField(label="Job title (optional)", max_length=120, required=False)
    roles = _roles_field()

    def clean_roles(self) -> list[Role]:
        """At least one role: without any, somebody could see nothing."""
        if not self.cleaned_data["roles"]:
            raise ValidationError("Choose at least one role.")
        return [Role(role) for role in self.cleaned_data["roles"]]


class RolesForm(forms.Form):
    """The roles a person holds; none takes them out of the council."""

    roles = _roles_field()

    def clean_roles(self) -> list[Role]:
        """The roles as values of the table."""
        return [Role(role) for role in self.cleaned_data["roles"]]


class EditionFileForm(forms.Form):
    """A YAML file with an edition of the framework."""

    file = forms.FileField(
        label="Edition file",
        help_text="A YAML file of at most 200 kB.",
        error_messages={
            "required": "Choose the YAML file of an edition.",
            "empty": "The file is empty. Choose the YAML file of an edition.",
        },
    )

    def clean_file(self) -> bytes:
        """The file's bytes, when it is small enough to be an edition."""
        file = self.cleaned_data["file"]
        if file.size > MAX_EDITION_BYTES:
            raise ValidationError(
                f"“{file.name}” is {file.size // 1000:,} kB. An edition's file is at most 200 kB; nothing was loaded."
            )
        return file.read()


class RoundForm(forms.Form):
    """A new round, empty or started from an earlier one of the council."""

    def __init__(self, *args, council: Council, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["previous"].queryset = rounds = Round.objects.filter(council=council).newest_first()
        self.initial["previous"] = first = rounds.first()
        if first is None:
            del self.fields["current"]  # the first is what people find
            del self.fields["invitations"]

    previous = forms.ModelChoiceField(
        label="Start from",
        help_text="People, texts and citations come along, each marked until somebody has looked at it. "
        "The earlier round stays as it was.",
        queryset=Round.objects.none(),
        required=False,
        empty_label="Nothing: begin empty",
        error_messages={"invalid_choice": "Choose one of your council’s rounds."},
    )
    invitations = forms.BooleanField(
        label="Invite the same lead members and challengers",
        help_text="To the new round too, from its first day. A challenger’s invitation then ends on the day the "
        "self-assessment has to be ready. Leave this empty to invite people when the round is ready for them.",
        required=False,
    )
    title = forms.CharField(
        label="Name of the round",
        max_length=120,
        help_text="For example: 2027 annual self-assessment",
        error_messages={"required": "Give the round a name."},
    )
    slug = forms.CharField(
        label="Short address",
        max_length=50,
        help_text="A word or year for web addresses, such as 2027. Small letters, figures and hyphens.",
        error_messages={"required": "Give the round a short address, such as 2027."},
    )
    edition = forms.ModelChoiceField(
        label="Edition of the framework",
        queryset=Edition.objects.newest_first(),
        empty_label=None,
        error_messages={"required": "Choose an edition.", "invalid_choice": "Choose an edition from the list."},
    )
    due_on = forms.DateField(
        label="When the self-assessment has to be ready (optional)",
        required=False,
        widget=DayInput,
        error_messages={"invalid": "Give a real date, such as 26 2 2027."},
    )
    current = forms.BooleanField(
        label="Everybody finds it on Home at once",
        help_text="Leave this empty while you prepare it: people go on finding the round they are in, with their "
        "work. You can make the new one current at any time; the round before it is closed with that, and stays "
        "readable.",
        required=False,
    )


class RoundSettingsForm(forms.Form):
    """What can be changed in a round that has started."""

    title = forms.CharField(
        label="Name of the round", max_length=120, error_messages={"required": "Give the round a name."}
    )
    due_on = forms.DateField(
        label="When the self-assessment has to be ready (optional)",
        required=False,
        widget=DayInput,
        error_messages={"invalid": "Give a real date, such as 26 2 2027."},
    )


class OpenRoundForm(forms.Form):
    """Why a closed round has to be opened again."""

    because = forms.CharField(
        label="Why does it have to be opened again?",
        help_text="It stands in the round’s history. Name nobody who draws on care.",
        max_length=MOST_TO_SAY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say why the round has to be opened again: a sentence is enough.",
            "max_length": f"Keep the reason under {MOST_TO_SAY:,} characters.",
        },
    )


class AssignForm(forms.Form):
    """Who has a section."""

    def __init__(self, *args, council: Council, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        writers = (
            User.objects.filter(memberships__council=council, memberships__role__in=WRITERS, is_active=True)
            .order_by("name")
            .distinct()
        )
        self.fields["owner"] = forms.ModelChoiceField(
            label="Owner",
            help_text="One person who answers for it and gives the score.",
            queryset=writers,
            required=False,
            empty_label="Nobody yet",
            error_messages={"invalid_choice": "Choose somebody from the list."},
        )
        self.fields["contributors"] = forms.ModelMultipleChoiceField(
            label="Contributors",
            help_text="They may write too.",
            queryset=writers,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choose people from the list."},
        )
        self.fields["reviewers"] = forms.ModelMultipleChoiceField(
            label="Reviewers",
            help_text="They read it when it is ready and agree it or ask for changes. Somebody who does not write it.",
            queryset=writers,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choose people from the list."},
        )

    def clean(self) -> dict:
        """A person is only one of the three: nobody reviews what they write."""
        given = super().clean()
        writing = {given.get("owner"), *(given.get("contributors") or [])}
        both = [person.name for person in given.get("reviewers") or [] if person in writing]
        if both:
            self.add_error(
                "reviewers", f"{' and '.join(both)} can’t both write and review this section. Choose one of the two."
            )
        return given


WRITERS = [Role.OFFICER, Role.PSW, Role.PROGRAMME_MANAGER, Role.DIRECTOR]


class InviteForm(forms.Form):
    """Letting a lead member or challenger into a round."""

    def __init__(self, *args, round: Round, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ModelChoiceField(
            label="Whom to invite",
            queryset=User.objects.filter(
                memberships__council_id=round.council_id,
                memberships__role__in=[Role.LEAD_MEMBER, Role.CHALLENGER],
                is_active=True,
            )
            .order_by("name")
            .distinct(),
            empty_label="Choose somebody",
            error_messages={"required": "Choose whom to invite.", "invalid_choice": "Choose somebody from the list."},
        )
        self.fields["until"] = forms.DateField(
            label="Last day (optional)",
            help_text="A challenger needs one; after it, they see nothing.",
            required=False,
            widget=DayInput,
            error_messages={"invalid": "Give a real date, such as 26 2 2027."},
        )
        self.council_id = round.council_id

    def clean(self) -> dict:
        """A challenger's invitation ends on a day."""
        given = super().clean()
        person = given.get("person")
        if person and not given.get("until") and "until" not in self.errors:
            roles = set(person.memberships.filter(council_id=self.council_id).values_list("role", flat=True))
            if Role.LEAD_MEMBER not in roles:
                self.add_error("until", f"{person.name} is a challenger. Give the last day of the invitation.")
        return given


class PartForm(forms.Form):
    """One part that people write."""

    title = forms.CharField(label="Title", max_length=120, error_messages={"required": "Give the part a title."})
    help = forms.CharField(
        label="Help text (optional)", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    word_guide = forms.IntegerField(
        label="Word guide",
        min_value=1,
        max_value=3000,
        initial=200,
        help_text="About how many words. It guides; it does not limit.",
        error_messages={
            "required": "Give a number of words.",
            "invalid": "Give a whole number of words, such as 200.",
            "min_value": "Give at least 1 word.",
            "max_value": "Give at most 3,000 words.",
        },
    )
    scope = forms.ChoiceField(
        label="Where it is asked for",
        choices=Part.Scope.choices,
        widget=forms.RadioSelect,
        initial=Part.Scope.STATEMENT,
        error_messages={"required": "Choose where the part is asked for."},
    )
    retired = forms.BooleanField(
        label="Hide this part", required=False, help_text="What is written in it is kept and comes back when shown."
    )


class StatementPromptsForm(forms.Form):
    """Guidance, subtopics and prompts of a statement, as plain lines."""

    guidance = forms.CharField(
        label="Guidance (optional)", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )
    subtopics = forms.CharField(
        label="Subtopics and prompts",
        required=False,
        max_length=20_000,
        strip=False,
        help_text="A line for each subtopic, and under it a line for each prompt, beginning with a hyphen (-).",
        widget=forms.Textarea(attrs={"rows": 24}),
    )

    def clean_subtopics(self) -> list[tuple[str, list[str]]]:
        """[(subtopic, [prompt, ...]), ...]; a prompt before any subtopic is an error with its line."""
        found: list[tuple[str, list[str]]] = []
        for number, line in enumerate(self.cleaned_data["subtopics"].splitlines(), 1):
            text = line.strip()
            if not text:
                continue
            if text.startswith("-"):
                if not found:
                    raise ValidationError(f"Line {number} is a prompt, but no subtopic stands above it.")
                found[-1][1].append(text.lstrip("- ").strip())
            elif len(text) > 200:
                raise ValidationError(f"Line {number} is too long for a subtopic: keep it under 200 characters.")
            else:
                found.append((text, []))
        return found


def prompts_as_lines(subtopics: list[tuple[str, list[str]]]) -> str:
    """The text that StatementPromptsForm reads back into the same subtopics and prompts."""
    return "\n\n".join("\n".join([title, *(f"- {prompt}" for prompt in prompts)]) for title, prompts in subtopics)

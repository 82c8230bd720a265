"""The attributes of a form's widgets, as the GOV.UK pack writes them. In Python, because a page has hundreds."""

from collections.abc import Mapping
from functools import cache
from html import escape

from crispy_forms.templatetags.crispy_forms_filters import optgroups
from django import forms, template
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from assurance.widgets import hidden_boxes

register = template.Library()

# What the pack writes itself, and what GOV.UK pages do without: the browser's own checks, maxlength (it cuts pasted
# text silently) and placeholders.
LEFT_OUT = frozenset(
    {"id", "class", "required", "placeholder", "maxlength", "minlength", "cols", "data-max-length",
     "aria-describedby", "aria-invalid"}
)  # fmt: skip
OF_NUMBERS = frozenset({"min", "max", "step"})  # the pack asks for numbers in a box for text


@register.filter
def attributes(attrs: Mapping[str, object], typed: str = "") -> SafeString:
    """A widget's attributes but for those the pack writes itself; `typed` is the type of an input.

    >>> attributes({"rows": 5, "required": True, "autofocus": True, "title": 'a "b"', "disabled": False})
    ' rows="5" autofocus title="a &quot;b&quot;"'
    """
    left_out = LEFT_OUT | OF_NUMBERS if typed == "number" else LEFT_OUT
    written = [
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False and name not in left_out
    ]
    return mark_safe("".join(written))  # noqa: S308 - each was escaped


# --- A field by its widget ------------------------------------------------------------------------------------------

# The first that a widget is: its template, and what it holds.
WAYS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.CheckboxInput, "checkbox", ""),
    (forms.CheckboxSelectMultiple, "choices", "checkboxes"),
    (forms.RadioSelect, "choices", "radios"),
    (forms.Select, "select", ""),
    (forms.SelectDateWidget, "date", ""),
    (forms.MultiWidget, "several", ""),
    (forms.PasswordInput, "password", "one box"),
    (forms.FileInput, "file", "one box"),
    (forms.widgets.Input, "input", "one box"),
    (forms.Widget, "textarea", "one box"),
)


@register.simple_tag(takes_context=True)
def whole_field(context: Context) -> SafeString:
    """The `field` of an include of components/field.html, by the template of its widget."""
    field = context["field"]
    if field.is_hidden:
        return hidden_boxes(field)
    name, holds = _way(type(field.field.widget))
    told = {"size": context.get("label_size") or getattr(field.field, "label_size", ""), "kind": holds}
    if holds == "one box":
        told["widget"] = widget = field.subwidgets[0].data
        told["character_limit"] = widget["attrs"].get("data-max-length") if name == "textarea" else None
    with context.push(**told):
        return context.template.engine.get_template(f"govuk/widgets/{name}.html").render(context)


@cache
def _way(kind: type[forms.Widget]) -> tuple[str, str]:
    return next((name, holds) for widget, name, holds in WAYS if issubclass(kind, widget))


@register.filter
def options(field: BoundField) -> SafeString:
    """What a select offers, in its groups."""
    written = []
    for group, offered, _ in optgroups(field):
        inside = "".join(_option(one) for one in offered)
        written.append(f'<optgroup label="{escape(str(group))}">{inside}</optgroup>' if group else inside)
    return mark_safe("".join(written))  # noqa: S308 - each was escaped


def _option(offered: Mapping) -> str:
    said = f'value="{escape(str(offered["value"]))}"'
    said += " selected" if offered["selected"] else ""
    said += " disabled" if offered["attrs"].get("disabled") else ""
    return f"<option {said}>{conditional_escape(offered['label'])}</option>\n"


# --- What stands around a field: four includes for each took half of the time of a page with many -------------------


@register.simple_tag(takes_context=True)
def field_label(context: Context) -> SafeString:
    """The label of the `field` of an include of components/field.html."""
    field = context["field"]
    heading = _is_heading(context)
    label = format_html(
        '<label class="govuk-label{}{}{}" for="{}">{}</label>',
        _size("govuk-label", context), f" {name}" if (name := context.get("label_class")) else "", _hidden(context),
        field.id_for_label, context.get("label_text") or field.label,
    )  # fmt: skip
    return format_html('<h1 class="govuk-label-wrapper">{}</h1>\n' if heading else "{}\n", label)


@register.simple_tag(takes_context=True)
def field_legend(context: Context) -> SafeString:
    """The same for a field of several inputs."""
    label = context.get("label_text") or context["field"].label
    if _is_heading(context):
        label = format_html('<h1 class="govuk-fieldset__heading">{}</h1>', label)
    size = _size("govuk-fieldset__legend", context)
    return format_html(
        '<legend class="govuk-fieldset__legend{}{}">{}</legend>\n', size, _hidden(context), label
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def field_hint_and_error(context: Context) -> SafeString:
    """A field's hint, and what is wrong with what was typed."""
    field = context["field"]
    hint, errors = field.help_text, field.errors
    said = format_html(_FIELD_HINT, field.auto_id, hint) if hint else ""
    if not errors:
        return mark_safe(said)  # noqa: S308 - escaped
    wrong = format_html_join(mark_safe("<br>"), "{}", ((one,) for one in errors))
    return format_html("{}" + _FIELD_ERROR, said, field.auto_id, wrong)


@register.simple_tag(takes_context=True)
def field_described(context: Context) -> SafeString:
    """The attribute that leads from a field to its hint, its error and its count of characters."""
    field = context["field"]
    ids = [f"{field.id_for_label}-info"] if context.get("character_limit") else []
    ids += [f"{field.auto_id}_helptext"] if field.help_text else []
    ids += [f"{field.auto_id}_error"] if field.errors else []
    return format_html(' aria-describedby="{}"', " ".join(ids)) if ids else mark_safe("")


_FIELD_HINT = '<div id="{}_helptext" class="govuk-hint">{}</div>\n'
_FIELD_ERROR = (
    '<p id="{}_error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {}</p>\n'
)


def _is_heading(context: Context) -> bool:
    return bool(context.get("label_heading") or getattr(context["field"].field, "label_heading", False))


def _size(of: str, context: Context) -> str:
    return f" {of}--{size}" if (size := context.get("size")) else ""


def _hidden(context: Context) -> str:
    return " govuk-visually-hidden" if context.get("form_show_labels") is False else ""


# --- Choices and dates ----------------------------------------------------------------------------------------------

_MORE = '<div class="govuk-{kind}__conditional{hidden}" id="{id}-more">{fields}</div>\n'
_HINT = '<div id="{id}-item-hint" class="govuk-hint govuk-{kind}__hint">{hint}</div>\n'


@register.filter
def choice_items(field: BoundField, kind: str) -> SafeString:
    """The items of radios or checkboxes: `kind` is "radios" or "checkboxes"; hints are the field's `choice_hints`.

    `conditional` of the field names, by choice, the bound fields that belong to it: they stand within the choice, and
    with JavaScript only while it is ticked.
    """
    more: Mapping[str, list[BoundField]] = getattr(field.field, "conditional", {})
    hints = {str(value): hint for value, hint in getattr(field.field, "choice_hints", {}).items()}
    typed = {"radios": "radio", "checkboxes": "checkbox"}[kind]
    written = []
    for choice in field:
        option = choice.data
        value, words = escape(str(option["value"])), conditional_escape(option["label"])
        id, hint = escape(option["attrs"].get("id", "")), hints.get(str(option["value"]), "")
        within = more.get(str(option["value"]), [])
        attrs = attributes(option["attrs"] | ({"data-reveals": f"{id}-more"} if within else {}))
        described = f' aria-describedby="{id}-item-hint"' if hint else ""
        written.append(
            f'<div class="govuk-{kind}__item"><input class="govuk-{kind}__input" id="{id}" '
            f'name="{escape(option["name"])}" type="{typed}" value="{value}"{described}{attrs}>\n'
            f'<label class="govuk-label govuk-{kind}__label" for="{id}">{words}</label>\n'
            f"{format_html(_HINT, id=id, kind=kind, hint=hint) if hint else ''}</div>\n"
        )
        if within:
            fields = mark_safe("".join(render_to_string("govuk/field.html", {"field": one}) for one in within))  # noqa: S308
            hidden = "" if option["selected"] else f" govuk-{kind}__conditional--hidden"
            written.append(format_html(_MORE, kind=kind, id=id, hidden=hidden, fields=fields))
    return mark_safe("".join(written))  # noqa: S308 - each was escaped


_BOX = (
    '<div class="govuk-date-input__item"><div class="govuk-form-group">\n'
    '<label class="govuk-label govuk-date-input__label" for="id_{name}">{label}</label>\n'
    '<input class="govuk-input govuk-date-input__input govuk-input--width-{width}{error}" id="id_{name}" '
    'name="{name}" type="text" inputmode="numeric"{value}{disabled}>\n</div></div>\n'
)


@register.filter
def date_boxes(field: BoundField) -> SafeString:
    """The three boxes of a date. After an error they show what was typed.

    The widget is made of Django's SelectDateWidget; asked for its parts it would make three long lists for each date.
    """
    held = {} if field.form.is_bound else field.field.widget.format_value(field.value())
    boxes = []
    for part, label, width in (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4)):
        name = f"{field.html_name}_{part}"
        value = field.form.data.get(name, "") if field.form.is_bound else held.get(part)
        boxes.append(
            format_html(
                _BOX, name=name, label=label, width=width, error=" govuk-input--error" if field.errors else "",
                value=format_html(' value="{}"', value) if value else "",
                disabled=" disabled" if field.field.disabled else "",
            )
        )  # fmt: skip
    return mark_safe("".join(boxes))  # noqa: S308 - each was escaped

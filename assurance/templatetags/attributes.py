"""The attributes of a form's widgets, as the GOV.UK pack writes them. In Python, because a page has hundreds."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

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
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in attrs.items()
        if value is not False and name not in left_out
    ]
    return mark_safe("".join(written))  # noqa: S308 - each was escaped


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
_ITEM = (
    '<div class="govuk-{kind}__item"><input class="govuk-{kind}__input" id="{id}" name="{name}" type="{type}" '
    'value="{value}"{described}{attrs}>\n<label class="govuk-label govuk-{kind}__label" for="{id}">{label}</label>\n'
    "{hint}</div>\n"
)
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
        id, hint = option["attrs"].get("id", ""), hints.get(str(option["value"]), "")
        within = more.get(str(option["value"]), [])
        written.append(
            format_html(
                _ITEM, kind=kind, id=id, name=option["name"], type=typed, value=str(option["value"]),
                described=format_html(' aria-describedby="{}-item-hint"', id) if hint else "",
                attrs=attributes(option["attrs"] | ({"data-reveals": f"{id}-more"} if within else {})),
                label=option["label"], hint=format_html(_HINT, id=id, kind=kind, hint=hint) if hint else "",
            )
        )  # fmt: skip
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

"""The attributes of a form's widgets, as the GOV.UK pack writes them. In Python, because a page has hundreds."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
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

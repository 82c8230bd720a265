"""Parts of forms that Django would set with three templates each."""

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Hidden(forms.HiddenInput):
    """A hidden field, written out at once: a page to write in holds three beside every text, some sixty in all."""

    def render(self, name: str, value, attrs: dict | None = None, renderer: BaseRenderer | None = None) -> SafeString:
        """The same element as Django's, its attributes escaped; a value that is None or empty is left out."""
        said = self.format_value(value)
        shown = {"type": "hidden", "name": name} | ({} if said is None else {"value": said})
        return format_html("<input{}>", flatatt(shown | self.build_attrs(self.attrs, attrs)))

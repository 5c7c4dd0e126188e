"""What the field component needs to know of a form field, whatever its widget."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField


def control(bound: BoundField, *, switch: bool = False, rows: int = 0) -> dict[str, Any]:
    """Label, control as HTML, hint and errors of a bound field, with what ties them together for readers."""
    widget = bound.field.widget
    is_choice = isinstance(widget, forms.CheckboxInput)
    is_group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    attrs: dict[str, Any] = {}
    if not is_choice and not is_group:
        attrs["class"] = _with(widget.attrs.get("class"), "input")
    elif switch and is_choice:
        attrs |= {"class": "switch", "role": "switch"}
    if rows:
        attrs["rows"] = rows
    if bound.errors and next(iter(bound.form.errors)) == bound.name and getattr(bound.form, "takes_focus", True):
        attrs["autofocus"] = True  # where to mend first
    if is_group and bound.aria_describedby:
        attrs["aria-describedby"] = bound.aria_describedby
    return {
        "id": bound.auto_id,
        "label": bound.label,
        "input": "" if is_group else bound.as_widget(attrs=attrs),
        "options": list(bound) if is_group else [],
        "kind": "group" if is_group else "choice" if is_choice else "control",
        "switch": switch and is_choice,
        "hint": bound.help_text,
        "errors": list(bound.errors),
        "optional": not (bound.field.required or is_choice or is_group or isinstance(widget, forms.Select)),
        "described_by": bound.aria_describedby,
    }


def _with(classes: str | None, name: str) -> str:
    return f"{classes} {name}" if classes else name

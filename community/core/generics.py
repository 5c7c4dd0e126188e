"""Lets `ModelAdmin[Topic]` and the like be written, as the type checker asks; at run time the parameter is dropped."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.forms import ModelForm


def _same(cls: type, _parameter: Any) -> type:
    return cls


def allow() -> None:
    """Called once, while settings load."""
    for base in (ModelAdmin, ModelForm):
        setattr(base, "__class_getitem__", classmethod(_same))  # noqa: B010  # the stubs know it by another way

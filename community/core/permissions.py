"""The vocabulary of permission: a verdict with its reason, and the two ways to refuse."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Verdict:
    """May this be done? A refusal carries the sentence shown to the person."""

    allowed: bool
    reason: Words = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def no(reason: Words) -> Verdict:
    """A refusal with its sentence."""
    return Verdict(False, reason)


class Refusal(Exception):
    """Base of both refusals; `reason` is the sentence for the person, `status` the HTTP answer."""

    status = 422

    def __init__(self, reason: Words) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Denied(Refusal):
    """This person may not do this."""

    status = 403


class Refused(Refusal):
    """This cannot be done as asked, whoever asks."""


def require(verdict: Verdict) -> None:
    """Raise Denied with the verdict's sentence unless it allows."""
    if not verdict:
        raise Denied(verdict.reason)

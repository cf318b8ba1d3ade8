"""Failures of accounts: who may come in, and with what."""

from __future__ import annotations

from translateflow.errors.base import RefusedError, UnreachableError, UsageError


class AccountError(UsageError):
    """An account cannot be made or is not there: a mail address twice, or unknown."""

    def __init__(self, mail: str, problem: str) -> None:
        super().__init__(f"“{mail}” {problem}.", remedy="`translateflow users list` shows the accounts there are.")
        self.mail = mail
        self.problem = problem


class BadGrantError(UsageError):
    """A role was named that there is not."""

    def __init__(self, text: str, known: tuple[str, ...]) -> None:
        remedy = f"Roles are: {', '.join(known)}; translator and reviewer name a language: translator:uk."
        super().__init__(f"“{text}” is not a role.", remedy=remedy)
        self.text = text


class WeakPasswordError(UsageError):
    """A password that would be guessed, or that cannot be kept as it was typed."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"This password {problem}.", remedy="A short sentence that only you know is a good password.")
        self.problem = problem


class LastAdminError(RefusedError):
    """The only admin would go, and nobody could let anybody in any more."""

    def __init__(self, mail: str) -> None:
        super().__init__(f"“{mail}” is the only admin.", remedy="Make somebody else an admin first.")
        self.mail = mail


class SignInRefusedError(RefusedError):
    """Address and password do not belong together. It never says which of the two is wrong."""

    def __init__(self) -> None:
        super().__init__("Address and password do not belong together.", remedy="Try again, or ask for a new password.")


class DeadLinkError(RefusedError):
    """A link that works once has been used, has run out, or was never made."""

    def __init__(self) -> None:
        super().__init__("This link no longer works.", remedy="Each works once and for a while: ask for a new one.")


class TooManyTriesError(RefusedError):
    """Somebody tries too often; `seconds` says when the next try is possible."""

    def __init__(self, seconds: int) -> None:
        minutes = max(1, round(seconds / 60))
        super().__init__("Too many tries.", remedy=f"Try again in {minutes} min.")
        self.seconds = seconds


class ForbiddenError(RefusedError):
    """An account may not do this."""

    def __init__(self, action: str, language: str = "") -> None:
        where = f" in {language}" if language else ""
        super().__init__(f"Your account does not have the right to {action}{where}.", remedy="An admin can give it.")
        self.action = action
        self.language = language


class IdentityRefusedError(RefusedError):
    """An identity provider's answer lets nobody in."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The provider's answer lets nobody in: {reason}.", remedy="Ask an admin to invite you.")
        self.reason = reason


class ProviderError(UnreachableError):
    """The identity provider cannot be used."""

    def __init__(self, issuer: str, problem: str) -> None:
        super().__init__(f"The identity provider {issuer} {problem}.", remedy="Sign in by password, or tell an admin.")
        self.issuer = issuer

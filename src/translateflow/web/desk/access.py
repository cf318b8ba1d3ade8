"""Who may what, decided here and nowhere else.

Every view names its Action with `needs`; the guard asks `may` before the view runs, with the language of the address as
the object. A view without an Action is refused for everybody: forgetting it cannot open anything.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from translateflow.model.account import AccountRole, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Any

    from translateflow.model.account import Account

    View = TypeVar("View", bound=Callable[..., Any])


class Action(StrEnum):
    """What somebody may be allowed to do. The values stand in messages: “the right to …”."""

    OPEN = "open this page"
    OWN = "change your own account"
    READ = "see releases, jobs, memory and glossary"
    TRANSLATE = "translate"
    SIGN_OFF = "sign off"
    TEACH = "change memory and glossary"
    WRITE = "add, change and synchronize releases"
    DRAFT = "start and stop drafting"
    PUBLISH = "publish and withdraw"
    ADMINISTER = "manage accounts and read the audit log"


PER_LANGUAGE: Final = frozenset({Action.TRANSLATE, Action.SIGN_OFF, Action.TEACH})
"""What translators and reviewers may do in their languages only."""

_ANYBODY: Final = frozenset({Action.OPEN})
_SIGNED_IN: Final = _ANYBODY | {Action.OWN}
_TRANSLATOR: Final = frozenset({Action.READ, Action.TRANSLATE})
_REVIEWER: Final = _TRANSLATOR | {Action.SIGN_OFF, Action.TEACH}
_EDITOR: Final = _REVIEWER | {Action.WRITE, Action.DRAFT, Action.PUBLISH}
_ALLOWED: Final = {
    AccountRole.TRANSLATOR: _TRANSLATOR,
    AccountRole.REVIEWER: _REVIEWER,
    AccountRole.EDITOR: _EDITOR,
    AccountRole.ADMIN: frozenset(Action),
}

_WITHIN: Final = {
    Scope.READ: frozenset({Action.OPEN, Action.READ}),
    Scope.WRITE: frozenset({Action.TRANSLATE, Action.TEACH, Action.WRITE, Action.DRAFT}),
    Scope.APPROVE: frozenset({Action.SIGN_OFF, Action.PUBLISH}),
    Scope.ADMIN: frozenset({Action.ADMINISTER, Action.OWN}),
}


def may(account: Account | None, action: Action, language: str = "") -> bool:
    """Say whether an account may do this, in this language where the action knows languages.

    Without a language, an action that knows languages is allowed to those only who may do it in every language.
    """
    if action in (_ANYBODY if account is None else _SIGNED_IN):
        return True
    if account is None:
        return False
    return any(
        action in _ALLOWED[grant.role] and (action not in PER_LANGUAGE or grant.language in {"", language})
        for grant in account.grants
    )


def may_anywhere(account: Account | None, action: Action) -> bool:
    """Say whether an account may do this in at least one language: for menus, never to let somebody in."""
    return account is not None and any(action in _ALLOWED[grant.role] for grant in account.grants)


def allowed_languages(account: Account | None, action: Action, languages: Iterable[str]) -> tuple[str, ...]:
    """Give those of the languages in which an account may do this."""
    return tuple(language for language in languages if may(account, action, language))


def within(scopes: Collection[Scope], action: Action) -> bool:
    """Say whether a token with these scopes reaches that far; the account's own rights bound it as well."""
    return any(action in _WITHIN[scope] for scope in scopes)


def needs(action: Action) -> Callable[[View], View]:
    """Name the Action a view needs. The language is the view's argument `language`, where its address has one."""

    def mark(view: View) -> View:
        view.desk_action = action  # type: ignore[attr-defined]  # a function's own attribute, read by action_of
        return view

    return mark


def action_of(view: Callable[..., Any] | None) -> Action | None:
    """Give the Action a view names; None refuses everybody."""
    return getattr(view, "desk_action", None)

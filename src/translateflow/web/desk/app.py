"""The desk as an application. What is new is registered here, and nowhere else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from translateflow.web.desk import (
    account,
    assets,
    audit,
    board,
    compose,
    drafting,
    editor,
    editor_bulk,
    editor_files,
    glossary,
    jobs,
    memory,
    people,
    provider,
    quality,
    queue,
    release,
    sign_in,
    signing,
)
from translateflow.web.desk.access import Action, allowed_languages, may, may_anywhere
from translateflow.web.desk.asked import somebody
from translateflow.web.desk.failures import use_failures
from translateflow.web.desk.forgery import use_forgery_check
from translateflow.web.desk.headers import use_headers
from translateflow.web.desk.identity import use_guard, use_identity
from translateflow.web.desk.messages import use_messages
from translateflow.web.desk.speech import use_speech
from translateflow.web.desk.throttle import Throttle
from translateflow.web.desk.words import use_words
from translateflow.web.events import EventStreams
from translateflow.workflow.board import Board

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint

    from translateflow.workspace import Newsroom

MAX_REQUEST_BYTES: Final = 12 * 1024 * 1024
"""The largest upload: a Word file with pictures. Everything above is refused before it is read."""

_BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    assets.blueprint,
    sign_in.blueprint,
    provider.blueprint,
    board.blueprint,
    compose.blueprint,
    release.blueprint,
    drafting.blueprint,
    jobs.blueprint,
    memory.blueprint,
    glossary.blueprint,
    quality.blueprint,
    editor.blueprint,
    editor_bulk.blueprint,
    editor_files.blueprint,
    signing.blueprint,
    queue.blueprint,
    account.blueprint,
    people.blueprint,
    audit.blueprint,
)


class Desk(Flask):
    """Flask with a newsroom."""

    # Our templates end in .html.jinja, which Flask's own rule for escaping does not know.
    jinja_options = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}  # noqa: RUF012 — Flask's own name

    def __init__(self, newsroom: Newsroom, wake: Callable[[], None]) -> None:
        super().__init__("translateflow.web.desk", static_folder=None)
        self.newsroom = newsroom
        self.throttle = Throttle()
        self.wake = wake
        self.aside: Callable[[Callable[[], object]], object] = _start
        self.streams = EventStreams()
        self.board = Board(newsroom)
        self.board_pages = board.BoardPages()

    def close(self) -> None:
        """End the streams that are open."""
        self.streams.close()


def _start(work: Callable[[], object]) -> None:
    threading.Thread(target=work, name="aside", daemon=True).start()


def make_desk(newsroom: Newsroom, wake: Callable[[], None] = lambda: None) -> Desk:
    """Make the desk of a newsroom, to be mounted at `/desk`. `wake` is called when there is a job to work off.

    The order of the `use_…` is the order of a request: who asks, in which language we answer, may they, is it them.
    """
    app = Desk(newsroom, wake)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_REQUEST_BYTES
    if newsroom.settings.desk.proxies:
        count = newsroom.settings.desk.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    use_failures(app)
    use_headers(app)
    use_identity(app)
    use_speech(app)
    use_words(app)
    use_guard(app)
    use_forgery_check(app)
    use_messages(app)
    audit.use_audit(app)
    board.use_board(app.jinja_env.globals)
    app.jinja_env.globals.update(
        Action=Action,
        asset=assets.asset,
        me=somebody,
        may=lambda action, language="": may(somebody(), action, language),
        may_anywhere=lambda action: may_anywhere(somebody(), action),
        allowed_languages=lambda action, languages: allowed_languages(somebody(), action, languages),
        newsroom_title=newsroom.settings.title,
    )
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app

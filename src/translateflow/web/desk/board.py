"""The board: every release in every language."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from flask import Blueprint, render_template, request, url_for
from markupsafe import Markup

from translateflow.web.desk.access import Action, may, needs
from translateflow.web.desk.asked import by_htmx, desk, newsroom, somebody, speech
from translateflow.web.desk.board_rows import BoardQuery, Show, Sort, choose, cut, is_late, read_query
from translateflow.web.desk.words import state_mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translateflow.workflow.board import Standing
    from translateflow.workflow.status import ReleaseStatus

blueprint = Blueprint("board", __name__)

_ROWS_KEPT: Final = 4000


class BoardPages:
    """What was chosen and rendered lately, as long as the standings it was made from are the same objects."""

    def __init__(self) -> None:
        self._standings: Mapping[str, Standing] = {}
        self._chosen: dict[BoardQuery, tuple[Standing, ...]] = {}
        self._rows: dict[tuple[str, str, bool, bool], tuple[Standing, Markup]] = {}

    def chosen(self, standings: Mapping[str, Standing], query: BoardQuery) -> tuple[Standing, ...]:
        """Give what a query lets through, in order."""
        if standings is not self._standings:
            self._standings, self._chosen = standings, {}
        key = BoardQuery(query.text, query.show, query.language, query.sort)
        if key not in self._chosen:
            self._chosen[key] = choose(standings.values(), key)
        return self._chosen[key]

    def row(self, standing: Standing, now: dt.datetime) -> Markup:
        """Give a row in the language of who asks."""
        late, may_draft = is_late(standing, now), may(somebody(), Action.DRAFT)
        key = (standing.slug, speech(), late, may_draft)
        made = self._rows.get(key)
        if made is None or made[0] is not standing:
            if len(self._rows) > _ROWS_KEPT:
                self._rows.clear()
            html = render_template("desk/board_row.html.jinja", standing=standing, late=late, may_draft=may_draft)
            made = self._rows[key] = (standing, Markup(html))  # noqa: S704 — a template of ours made it
        return made[1]


@blueprint.get("/")
@needs(Action.READ)
def show() -> str:
    """Show where everything stands; to htmx the list alone."""
    query = read_query(request.args)
    board, pages, now = desk().board, desk().board_pages, dt.datetime.now(dt.UTC)
    page = cut(pages.chosen(board.look(), query), query.page)
    settings = newsroom().settings
    return render_template(
        "desk/board_list.html.jinja" if by_htmx() else "desk/board.html.jinja",
        page=page,
        rows=[pages.row(standing, now) for standing in page.standings],
        query=query,
        missing=board.missing,
        shows=list(Show),
        sorts=list(Sort),
        languages=settings.targets,
        address=_address,
    )


def _address(query: BoardQuery, page: int) -> str:
    """Give the address of another page of the same query."""
    return url_for(
        "board.show",
        q=query.text or None,
        show=query.show.value or None,
        language=query.language or None,
        sort=query.sort.value or None,
        page=page if page > 1 else None,
    )


def use_board(app_globals: dict[str, object]) -> None:
    """Give templates what rows need."""
    app_globals.update(state_mark=state_mark, work_link=_work_link, columns=_columns)


def _columns(status: ReleaseStatus) -> tuple[str, ...]:
    """Give the languages in the newsroom's order, so that a language stands in one column; strays at the end."""
    settings = newsroom().settings
    return tuple(dict.fromkeys((settings.source, *settings.targets, *status.languages)))


def _work_link(slug: str, language: str, source_language: str) -> str:
    """Give where a language of a release is worked on."""
    if language == source_language:
        return url_for("release.show", slug=slug)
    return url_for("editor.show", slug=slug, language=language)

"""Show site and desk; meanwhile do what is due."""

from __future__ import annotations

import contextlib
import logging
import threading
from typing import TYPE_CHECKING

from translateflow.errors import TranslateflowError
from translateflow.logs import LogFormat
from translateflow.settings.operation import MetricsAccess
from translateflow.web.mount import Mounted
from translateflow.web.observed import MetricsPage, Observed
from translateflow.web.preview import PreviewApp
from translateflow.web.report import ReportApp
from translateflow.web.server import serve_site
from translateflow.web.site import make_site_app
from translateflow.workflow.editions import make_site
from translateflow.workflow.keep_house import run_round
from translateflow.workflow.send_notices import run_notify
from translateflow.workflow.sign_in import make_setup_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import WSGIApplication

    from translateflow.workspace import Newsroom

_log = logging.getLogger(__name__)

LEAVE_SECONDS = 5.0  # how long the end of the process waits for a mail that is on its way
ROUND_EVERY = 5.0  # seconds between two looks for work; an embargo ends at most this late


def run_serve(
    newsroom: Newsroom, host: str, port: int, on_ready: Callable[[str], None], tell: Callable[[str], None]
) -> None:
    """Serve until stopped. Raises PortTakenError."""
    house = _House(newsroom, _speaker(newsroom, tell))
    keepers = [threading.Thread(target=house.keep, name="housekeeping")]
    if newsroom.settings.notify.is_used:
        # Beside the housekeeping: a mail server that hangs must not keep a release back.
        keepers.append(threading.Thread(target=house.tell_people, name="notifications", daemon=True))
    site = make_site_app(newsroom.site_folder, site=make_site(newsroom))
    makers: dict[str, Callable[[], WSGIApplication]] = {
        "/desk": lambda: _make_desk(newsroom, house.wake),
        "/preview": lambda: PreviewApp(newsroom),
        "/api/v1": lambda: _make_api(newsroom),
    }
    if newsroom.settings.site.reports:
        makers["/report"] = lambda: ReportApp(newsroom)
    mounted = Mounted(site, makers)
    app = _observe(newsroom, mounted)

    def ready(url: str) -> None:
        on_ready(url)
        _welcome(newsroom, url, tell)
        for keeper in keepers:
            keeper.start()

    try:
        serve_site(app, host, port, ready)
    finally:
        mounted.close()
        house.end()
        for keeper in keepers:
            if keeper.is_alive():
                keeper.join(None if not keeper.daemon else LEAVE_SECONDS)


def _make_desk(newsroom: Newsroom, wake: Callable[[], None]) -> WSGIApplication:
    from translateflow.web.desk.app import make_desk  # noqa: PLC0415 — who only shows the site never loads it

    return make_desk(newsroom, wake)


def _make_api(newsroom: Newsroom) -> WSGIApplication:
    from translateflow.web.api.app import Api  # noqa: PLC0415 — as above

    return Api(newsroom)


def _observe(newsroom: Newsroom, app: WSGIApplication) -> WSGIApplication:
    """Give every request an id, and where the newsroom wants metrics count them."""
    options = newsroom.settings.metrics
    if options.access is MetricsAccess.OFF:
        return Observed(app)
    from translateflow.workflow import instruments, metrics  # noqa: PLC0415 — most newsrooms measure nothing

    registry = metrics.make_metrics(newsroom, pages=True)
    page = MetricsPage(options, lambda: metrics.render_metrics(registry), metrics.CONTENT_TYPE)
    return Observed(app, count=instruments.count_request, metrics=page)


def _speaker(newsroom: Newsroom, tell: Callable[[str], None]) -> Callable[[str], None]:
    """Give how the housekeeping speaks: to the person at the terminal, or as lines of a log that a program reads."""
    return _log.info if newsroom.settings.log.format is LogFormat.JSON else tell


def _welcome(newsroom: Newsroom, url: str, tell: Callable[[str], None]) -> None:
    """Say how the first person comes in; a database that is away is told by the housekeeping."""
    with contextlib.suppress(TranslateflowError):
        secret = make_setup_link(newsroom)
        if secret:
            tell("There are no accounts yet. Whoever opens this link becomes the admin of the desk:")
            tell(f"{url}desk/link/{secret}")


class _House:
    """What is done from time to time, or at once when somebody wakes it."""

    def __init__(self, newsroom: Newsroom, tell: Callable[[str], None]) -> None:
        self._newsroom = newsroom
        self._tell = tell
        self._stop = threading.Event()
        self._bell = threading.Event()
        self._said = ""

    def wake(self) -> None:
        """Look for work now."""
        self._bell.set()

    def end(self) -> None:
        """End after what is being done."""
        self._stop.set()
        self._bell.set()

    def keep(self) -> None:
        """Do what is due until ended."""
        while not self._stop.is_set():
            self._bell.wait(ROUND_EVERY)
            self._bell.clear()
            if not self._stop.is_set():
                self._round()

    def tell_people(self) -> None:
        """Tell people and programs of news until ended."""
        while not self._stop.wait(ROUND_EVERY):
            self._carefully(lambda: run_notify(self._newsroom, self._stop))

    def _round(self) -> None:
        self._carefully(self._do_what_is_due)

    def _do_what_is_due(self) -> None:
        if run_round(self._newsroom, self._stop, self._tell):
            self.wake()

    def _carefully(self, work: Callable[[], object]) -> None:
        try:
            work()
            self._said = ""
        except TranslateflowError as error:
            # Once per problem: it may last until somebody mends it, and the site goes on meanwhile.
            if str(error) != self._said:
                self._said = str(error)
                self._tell(f"error: {self._said}")
        except Exception:  # noqa: BLE001 — logged with its traceback
            # A mistake of ours must not end the housekeeping while the site goes on as if nothing were.
            _log.exception("the housekeeping broke down; it tries again")

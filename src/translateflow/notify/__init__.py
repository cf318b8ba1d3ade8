"""Events -> messages. Pure but for the mail server; who is told, and what became of it, stands in `workflow/`."""

from translateflow.notify.hook import HookCall, make_hook_call, sign_call
from translateflow.notify.mail import make_mail, send_mail
from translateflow.notify.ping import indexnow_call, websub_call
from translateflow.notify.wording import Wording, word_event

__all__ = [
    "HookCall",
    "Wording",
    "indexnow_call",
    "make_hook_call",
    "make_mail",
    "send_mail",
    "sign_call",
    "websub_call",
    "word_event",
]

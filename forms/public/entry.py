"""One person at one form: which version, in which language, by which way in, and what was typed so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from forms import access
from forms.asking import checking
from forms.asking.checking import Checked, Raw
from forms.asking.narrowing import OUTSIDE, for_roles
from forms.asking.pages import Page, Posted, pages
from forms.document import FormDocument
from forms.files.keeping import known
from forms.kinds.files import FILES
from forms.models import Attachment, FormDefinition, FormDraft, FormLink, FormVersion
from forms.models.submission import PAPER
from forms.sent import drafts, windows
from forms.sent.tokens import new_code, sealed
from forms.texts import Texts, easy, has_easy

# What the page itself asks of whoever types in from paper.
HELPED_BY, ANSWERED_ON = "_helped_by", "_answered_on"
EASY = "stegvis_easy"  # the cookie of whoever reads plain language
OF_PAPER = (HELPED_BY, ANSWERED_ON)


@dataclass
class Entry:
    """The form as it lies before one person.

    way      name of the addresses: `public_form`, `personal_form` or `paper_form`
    where    what the addresses take: the short name, or the token
    owner    for whom it is kept: somebody signed in, or who types in from paper
    code     what the browser carries for somebody without an account; new once something is kept
    """

    request: HttpRequest
    definition: FormDefinition
    version: FormVersion
    way: str
    where: Mapping[str, str]
    channel: str
    language: str
    link: FormLink | None = None
    owner: Any = None
    draft: FormDraft | None = None
    code: str = ""
    gives_code: bool = field(default=False, init=False)

    @property
    def roles(self) -> frozenset[str]:
        """Whoever answers from outside is the participant, signed in or not, and so is the paper that staff type in."""
        mine = access.seams.roles_of(self.owner) if self.owner and self.on_paper else frozenset()
        return mine | {OUTSIDE}

    @cached_property
    def document(self) -> FormDocument:
        return for_roles(self.version.document(), self.roles)

    @cached_property
    def texts(self) -> Texts:
        """The words, in plain language when the person asked for it."""
        said = self.version.texts(self.language)
        return easy(said) if self.plainly else said

    @cached_property
    def has_easy(self) -> bool:
        return has_easy(self.version.texts(self.language))

    @property
    def plainly(self) -> bool:
        return self.request.COOKIES.get(EASY) == "yes" and self.has_easy

    @property
    def title(self) -> str:
        return self.texts.get("form.title", "")

    @property
    def on_paper(self) -> bool:
        return self.channel == PAPER

    @property
    def stored(self) -> dict[str, list[str]]:
        """What is kept of what was typed; nothing once it is sent."""
        return self.draft.typed if self.draft and not self.draft.sent_at else {}

    @cached_property
    def files(self) -> list[Attachment]:
        return list(self.draft.attachments.all()) if self.draft and self.draft.pk else []

    def facts(self) -> dict[str, Any]:
        """What is known beside the answers: what the link says, and the files kept so far."""
        said = dict(self.link.facts) if self.link else {}
        return {**said, FILES: known(self.files)}

    def raw(self, typed: Posted | None = None) -> Raw:
        """What was typed, or the first answers when nothing was."""
        given = self.stored if typed is None else typed
        if not given and self.link:
            return checking.prefilled(self.document, self.link.facts)
        return checking.read(self.document, given)

    def judged(self, raw: Raw) -> Checked:
        return checking.check(
            self.document, self.texts, raw, facts=self.facts(), today=timezone.localdate()
        )

    def pages(self, checked: Checked) -> list[Page]:
        return pages(self.document, checked.hidden)

    def refusal(self) -> str:
        """Why the form takes no answers now; "" when it does. A link to a version of its own ends by itself."""
        if self.link and self.link.version_id:
            return ""
        return windows.open_to(self.version) or ""

    def begin(self) -> FormDraft:
        """The draft that keeps what is typed; begun when something is kept for the first time."""
        if self.draft is None or self.draft.sent_at:
            if not (self.link or self.owner):
                self.code, self.gives_code = new_code(), True
            self.draft = drafts.begin(
                self.version,
                language=self.language,
                channel=self.channel,
                owner=self.owner,
                link=self.link,
                code=self.code if not (self.link or self.owner) else "",
            )
            self.__dict__.pop("files", None)
        return self.draft

    def url(self, view: str = "fill", *, mark: str = "", **query: str) -> str:
        """The address of a page of this form."""
        address = reverse(f"{self.way}:{view}", kwargs=dict(self.where))
        asked = urlencode({name: value for name, value in query.items() if value})
        return address + (f"?{asked}" if asked else "") + (f"#{mark}" if mark else "")

    @cached_property
    def urls(self) -> dict[str, str]:
        """The addresses that pages link to."""
        views = ("draft", "check", "receipt", "answers", "forget", "again", "blank", "blank_pdf")
        return {view: self.url(view) for view in views}

    def finish(self, response: HttpResponseBase) -> HttpResponseBase:
        """Give the browser what it needs to come back, until it is closed: the machine may be shared."""
        if self.gives_code:
            response.set_cookie(
                cookie_of(self.definition),
                sealed(self.code),
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        # A link stands in no log as the page somebody comes from. Told nothing at all, browsers would not say either
        # from which site a form is sent, and it would be refused.
        response.headers["Referrer-Policy"] = "strict-origin" if self.link else "same-origin"
        response.headers["X-Robots-Tag"] = "noindex" if self.link else "noarchive"
        return response


def cookie_of(definition: FormDefinition) -> str:
    return f"stegvis_form_{definition.pk}"

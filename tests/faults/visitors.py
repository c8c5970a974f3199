"""People at work over HTTP while something is killed. They note what the site acknowledged, and nothing else."""

import re
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import requests

from tests.factories.accounts import PASSWORD
from tests.faults.place import PATIENCE, Place, until

SEEN = re.compile(r'name="seen" value="([^"]*)"')
TIMEOUT = 30.0
WITH_FORM = ("first", "last")
Work = tuple[int, int, str]  # case, task, step
Said = Literal["done", "done already"]


class NotAnswered(Exception):
    """The site did not say that it was done."""


class Visitor:
    """One person with a browser of their own."""

    def __init__(self, place: Place, username: str) -> None:
        self.place = place
        self.username = username
        self.browser = requests.Session()
        self.browser.trust_env = False

    def sign_in(self) -> None:
        """Through the form that everybody uses."""
        self.browser.get(self._address("/accounts/login/"), timeout=TIMEOUT)
        answer = self.post("/accounts/login/", login=self.username, password=PASSWORD)
        assert answer.status_code == 302, answer.status_code

    def finish(self, work: Work) -> Said:
        """Write the answers, look at them once more, finish.

        errors    NotAnswered when the site broke down on the way
        """
        try:
            return self._finish(work)
        except requests.RequestException as failure:
            raise NotAnswered from failure

    def _finish(self, work: Work) -> Said:
        case, task, step = work
        page = f"/work/cases/{case}/tasks/{task}/"
        if step in WITH_FORM:
            written = _answered(self.post(page, remark=self.words(work)), 302, 409)
            if written.status_code == 409:
                return "done already"
        shown = self.browser.get(self._address(f"{page}check/"), timeout=TIMEOUT)
        seen = SEEN.search(_answered(shown, 200).text)
        if not seen:  # a finished task has no such page
            return "done already"
        told = _answered(self.post(f"{page}check/", seen=seen[1]), 302)
        assert told.headers["location"] == f"/work/cases/{case}/"
        return "done"

    def keep_draft(self, work: Work) -> None:
        """Write something and leave it there."""
        case, task, _ = work
        answer = self.post(f"/work/cases/{case}/tasks/{task}/draft/", remark=self.draft(work))
        assert answer.json()["saved"] is True

    def sees(self, work: Work, words: str) -> bool:
        """Whether the page of a task shows these words."""
        case, task, _ = work
        shown = self.browser.get(
            self._address(f"/work/cases/{case}/tasks/{task}/"), timeout=TIMEOUT
        )
        return shown.status_code == 200 and words in shown.text

    def words(self, work: Work) -> str:
        """What this person answers; nobody else writes that."""
        return f"{self.username} finished {work[1]}"

    def draft(self, work: Work) -> str:
        """What this person has begun to write."""
        return f"{self.username} began {work[1]}"

    def post(self, path: str, **fields: str) -> requests.Response:
        """Post a form of a page that was opened before."""
        fields["csrfmiddlewaretoken"] = self.browser.cookies["csrftoken"]
        return self.browser.post(
            self._address(path), fields, timeout=TIMEOUT, allow_redirects=False
        )

    def _address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.place.port}{path}"


def _answered(answer: requests.Response, *expected: int) -> requests.Response:
    """The answer, when it is one of those a page may give; a site that broke down may say 500 or more."""
    if answer.status_code >= 500:
        raise NotAnswered(answer.status_code)
    assert answer.status_code in expected, (answer.status_code, answer.url, answer.text[:2000])
    return answer


class Load:
    """Several people who work through what they have to do, all at once, each thing tried once.

    acknowledged   what the site said is done
    unanswered     what it broke down over: done or not done, nobody told
    """

    def __init__(self, place: Place, work: Mapping[str, Iterable[Work]]) -> None:
        self.place = place
        self.work = {name: [tuple(each) for each in mine] for name, mine in work.items()}
        self.visitors = {name: Visitor(place, name) for name in work}
        self.acknowledged: list[tuple[str, Work]] = []
        self.unanswered: list[tuple[str, Work]] = []
        self._pool = ThreadPoolExecutor(len(self.visitors))

    def sign_in(self) -> None:
        """Everybody, before anything is killed."""
        list(self._pool.map(Visitor.sign_in, self.visitors.values()))

    def start(self) -> None:
        """Everybody goes to work."""
        self._busy = [self._pool.submit(self._work_through, name) for name in self.work]

    def wait_for(self, more: int, *, then: float = 0.0) -> None:
        """Wait until so much more was acknowledged, and a moment longer: into the middle of a request."""
        enough = len(self.acknowledged) + more
        until(lambda: len(self.acknowledged) >= enough, f"{more} more tasks were acknowledged")
        time.sleep(then)

    def finish(self) -> None:
        """Wait until everybody has tried everything. What went wrong in a visitor is raised here."""
        for each in self._busy:
            each.result(2 * PATIENCE)
        self._pool.shutdown()

    def try_again(self) -> list[Said]:
        """As people do: whoever got no answer presses the button once more."""
        return [self.visitors[name].finish(work) for name, work in self.unanswered]

    def _work_through(self, name: str) -> None:
        for work in self.work[name]:
            try:
                said = self.visitors[name].finish(work)
            except NotAnswered:
                self.unanswered.append((name, work))
                until(self.place.is_well, "the site answers again")
            else:
                assert said == "done", work  # each task belongs to one person, who tries it once
                self.acknowledged.append((name, work))

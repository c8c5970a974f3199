"""What comes late, or twice at once: nothing that was sent is taken back, nothing deleted comes again."""

import pytest

from forms.models import FormDraft, FormLink, Submission
from forms.sent import drafts, links
from forms.sent.sending import LinkClosed, send
from tests.cases.test_races import at_once
from tests.forms.public.conftest import Person, only_draft, open_form

ADDRESS = "/sv/forms/wish/"


@pytest.mark.django_db
def test_a_save_that_comes_after_sending_does_not_bring_the_draft_back():
    open_form()
    person = Person(ADDRESS)
    person.post({"name": "Aino"})
    late = only_draft()
    person.send()

    with pytest.raises(drafts.SentAlready):
        drafts.keep(late, {"name": ["Aino once more"]}, language="sv")

    assert only_draft().typed == {}
    assert only_draft().sent_at is not None
    assert Submission.objects.count() == 1


@pytest.mark.django_db
def test_a_save_that_comes_after_a_link_was_withdrawn_keeps_nothing():
    made = links.make(open_form(open_to="link").definition, about="case:7")
    Person(f"/l/{made.token}/").post({"name": "Aino"})
    late = only_draft()
    links.withdraw(about="case:7")

    with pytest.raises(drafts.SentAlready):
        drafts.keep(late, {"name": ["Aino"]}, language="sv")

    assert not FormDraft.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("rest", ["", "draft/"])
def test_a_page_that_comes_late_is_told_so(monkeypatch, rest):
    open_form()
    person = Person(ADDRESS)
    person.post({"name": "Aino"})
    keep = drafts.keep

    def sent_just_before(draft, typed, **said):
        send(FormDraft.objects.get(), answers={"name": "Aino"})
        keep(draft, typed, **said)

    monkeypatch.setattr(drafts, "keep", sent_just_before)
    page = person.post({"name": "Bo"}, rest)

    if rest:
        assert (page.status_code, page.json()["saved"]) == (410, False)
        assert "annat fönster" in page.json()["words"]
    else:
        assert page.url == f"{ADDRESS}receipt/"
    assert Submission.objects.get().answers == {"name": "Aino"}


@pytest.mark.django_db
def test_a_draft_deleted_while_it_is_sent_is_not_sent():
    open_form()
    Person(ADDRESS).post({"name": "Aino"})
    mine = only_draft()
    FormDraft.objects.all().delete()

    with pytest.raises(LinkClosed):
        send(mine, answers={"name": "Aino"})

    assert not Submission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_windows_at_one_link_wait_for_each_other():
    """All lock the link first: one draft is kept, and neither sender nor withdrawer is thrown out as a deadlock."""
    version = open_form(open_to="link")

    for _trial in range(3):
        made = links.make(version.definition, about="case:7")
        window = Person(f"/l/{made.token}/")
        saved = at_once(*[lambda n=n, w=window: typed_in(w, f"W{n}") for n in range(3)])
        draft = FormDraft.objects.select_related("link").get()
        sent, withdrawn = at_once(
            lambda draft=draft: send(draft, answers={"name": "Aino"}),
            lambda: links.withdraw(about="case:7"),
        )

        assert saved == [200, 200, 200]
        assert (type(sent), withdrawn) in [(Submission, 0), (LinkClosed, 1)]
        FormDraft.objects.all().delete()
        Submission.objects.all().delete()
        FormLink.objects.all().delete()


def typed_in(window: Person, wish: str) -> int:
    return Person(window.address).post({"wish": wish}, "draft/").status_code

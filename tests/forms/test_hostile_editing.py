"""What a machine may send in the place of the editor's page: a sentence and a right status, nothing stored by half."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from forms.counted.recipes import Recipe
from forms.models import FormDefinition, FormVersion
from tests.factories.editing import posted
from tests.factories.forms import make_definition, question, section, when
from tests.forms.hostile import DAYS, FIGURES, LETTERS, MARKUP
from tests.forms.of_every_kind import of_every_kind
from tests.forms.public.test_hostile import written

pytestmark = pytest.mark.django_db
STRUCTURE = ("count", "type", "order", "deleted", "id")
STRANGE = ("", "-1", "9" * 5000, "x", "\x00", "1.5")
TYPED = [written(v) for v in (*MARKUP[::5], *LETTERS[::6], *FIGURES[::8], *DAYS[::16], "9" * 5000)]


@pytest.fixture
def admin(client):
    client.force_login(get_user_model().objects.create_superuser("admin", "admin@example.org", "x"))
    client.raise_request_exception = True
    return client


def address(view: str, made: FormDefinition) -> str:
    return reverse(f"wagtailsnippets_forms_formdefinition:{view}", args=[made.pk])


def sent(admin, made: FormDefinition, fields):
    """Save as the editor would; what was not saved has left nothing behind."""
    before = made.revisions.count()
    answer = admin.post(address("edit", made), fields)
    assert answer.status_code in {200, 302, 400}
    stored = FormDefinition.objects.get(pk=made.pk).revisions.count() - before
    assert stored == (answer.status_code == 302)
    return answer


def opens(admin, made: FormDefinition) -> None:
    """Whatever was saved, the pages about it open."""
    for view in ("edit", "try", "rules"):
        assert admin.get(address(view, made)).status_code == 200, view
    latest = FormDefinition.objects.get(pk=made.pk).get_latest_revision_as_object()
    assert latest.make_preview_request().status_code == 200


@pytest.mark.parametrize("part", STRUCTURE)
def test_the_makeup_of_the_blocks_cannot_be_made_a_fault(admin, part):
    inner = question("in", "group", items=(question("b"),))
    made = make_definition("m", section("s", question("a"), question("g", "group", items=(inner,))))
    plain = posted(made)
    names = [name for name in plain if name.endswith(f"-{part}") and name.startswith("body")]
    for name in (names[0], names[-1]):
        for value in STRANGE:
            answer = sent(admin, made, {**plain, name: written(value)})
            if answer.status_code == 400:
                assert "<h1>" in answer.content.decode()
        missing = {each: given for each, given in plain.items() if each != name}
        sent(admin, made, missing)
    opens(admin, made)


def test_two_blocks_in_the_same_place_are_refused(admin):
    made = make_definition("m", section("s", question("a"), question("b")))
    fields = {**posted(made), "body-0-value-fields-1-order": "0"}

    assert sent(admin, made, fields).status_code == 400


@pytest.mark.parametrize("value", TYPED, ids=range(len(TYPED)))
def test_any_text_in_every_setting_of_every_kind_is_kept_as_a_draft_or_refused(admin, value):
    made = make_definition("every", *of_every_kind(in_rows=False).sections)
    fields = {
        name: value if "-value" in name and not name.endswith(STRUCTURE) else given
        for name, given in posted(made).items()
    }

    answer = sent(admin, made, fields)

    assert answer.status_code != 400
    assert answer.status_code == 302 or answer.context["form"].errors
    opens(admin, made)


@pytest.mark.parametrize("value", ["1e400", "-1e400", "NaN", "inf", "9" * 400, "1_0", "٣"])
def test_numbers_beyond_all_numbers_in_a_grid_never_reach_the_database_as_such(admin, value):
    counted = question("b", "calculated", recipe=Recipe("count", ("a",)))
    asked = section("s", question("a", "choice", choices=("x",)), counted)
    made = make_definition("grid", asked)
    fields = {
        **posted(made),
        "body-0-value-fields-0-value-choices": f"x\tEtt\t{value}",
        "body-0-value-fields-1-value-bands": f"low\tLåg\t{value}\t{value}",
    }

    assert sent(admin, made, fields).status_code in {200, 302}
    opens(admin, made)


def test_a_thousand_rows_that_say_the_same_have_a_thousand_codes(admin):
    made = make_definition("same", {"a": {"kind": "choice", "choices": ("x",)}})
    fields = {**posted(made), "body-0-value-fields-0-value-choices": "Samma\n" * 1500}

    assert sent(admin, made, fields).status_code == 302

    latest = FormDefinition.objects.get().get_latest_revision_as_object()
    codes = [each.code for each in latest.compiled()[0].field("a").choices]
    assert len(set(codes)) == 1500


def published(admin, made: FormDefinition) -> list[str]:
    """Press publish; the sentences that stand in the way."""
    answer = sent(admin, made, {**posted(made), "action-publish": "1"})
    assert answer.status_code == 200
    assert not FormVersion.objects.exists()
    return [str(each) for each in answer.context["form"].non_field_errors()]


def test_a_rule_about_itself_is_refused_by_name(admin):
    made = make_definition(
        "self", section("s", question("a", visible_if=when(("a", "answered"))), question("b"))
    )

    assert any("”A”" in each for each in published(admin, made))


def test_rows_inside_rows_inside_rows_are_refused_by_name(admin):
    deepest = question("third", "group", items=(question("c"),))
    inner = question("second", "group", items=(deepest,))
    made = make_definition("deep", section("s", question("first", "group", items=(inner,))))

    assert any("”Second”" in each for each in published(admin, made))


def test_two_thousand_questions_are_refused_with_their_number(admin):
    made = make_definition("many", section("s", *(question(f"q{n}") for n in range(2000))))
    document, _texts = made.compiled()

    (sentence, *_rest) = [each.sentence for each in made.problems()]
    assert len(list(document.fields())) == 2000
    assert "2000" in sentence.replace("\xa0", "")
    answer = admin.post(address("edit", made), {f"x{n}": "" for n in range(20_001)})
    assert answer.status_code == 413
    assert "<h1>" in answer.content.decode()


def deep(levels: int):
    """Rows inside rows, as no editor would send them."""
    inside = {"type": "text", "value": {"label": "x", "key": "x"}}
    for n in range(levels):
        inside = {"type": "group", "value": {"label": "g", "key": f"g{n}", "items": [inside]}}
    return {"type": "section", "value": {"title": "s", "key": "s", "fields": [inside]}}


@pytest.mark.parametrize("levels", [12, 40])
def test_blocks_nested_deeper_than_the_editor_draws_are_cut_or_refused_and_open(admin, levels):
    made = make_definition("raw", {"a": "text"})
    FormDefinition.objects.update(body=json.dumps([deep(levels)]))

    opens(admin, made)
    made = FormDefinition.objects.get()
    assert any(made.problems())

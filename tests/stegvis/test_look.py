"""Each part of the look: it says the right thing to those who look and to those who listen."""

from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from stegvis import icons

CSS = Path("site/stegvis/static/stegvis/css")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def page(source: str, **context) -> BeautifulSoup:
    html = Template("{% load look %}" + source).render(Context(context))
    return BeautifulSoup(html, "html.parser")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


class Contact(forms.Form):
    way = forms.ChoiceField(
        label="How?", choices=[("call", "Call"), ("write", "Write")], widget=forms.RadioSelect
    )
    phone = forms.RegexField(r"^\d+$", label="Phone", help_text="Only digits", required=False)
    agrees = forms.BooleanField(label="I agree", required=False)


def test_the_way_tells_what_is_done_and_where_one_is():
    rows = [
        {"name": "Start", "state": "done", "date": "6 July"},
        {"name": "Middle", "state": "here"},
        {"name": "End"},
    ]

    shown = page('{% steps rows "Phases" %}', rows=rows)

    assert shown.ol["aria-label"] == "Phases"
    assert "steps--stair" in shown.ol["class"]
    assert [words(item) for item in shown("li")] == [
        "Start (done) 6 July",
        "Here now Middle",
        "End",
    ]
    assert [item.get("aria-current") for item in shown("li")] == [None, "step", None]
    assert "steps__item--ahead" in shown("li")[2]["class"]


def test_more_than_seven_steps_become_a_list():
    rows = [{"name": str(number)} for number in range(8)]

    assert "steps--stair" not in page('{% steps rows "Phases" %}', rows=rows).ol["class"]


def test_the_next_step_is_one_link_that_the_key_opens():
    shown = page('{% next_step "Call" url="/task/1/" action="Begin" key=True %}')

    link = shown.select_one("[data-next]")
    assert (link["href"], link["aria-keyshortcuts"]) == ("/task/1/", "N")
    assert shown.section["aria-labelledby"] == shown.h2["id"]


def test_a_late_task_says_so_in_words_and_the_row_has_one_link():
    row = {
        "title": "Call",
        "url": "/t/",
        "when": "2 days late",
        "late": True,
        "phase": "P",
        "at": 1,
        "of": 3,
    }

    shown = page("{% tasks rows %}", rows=[row])

    assert words(shown.select_one(".tasks__late")) == "2 days late"
    assert [link["href"] for link in shown("a")] == ["/t/"]
    assert shown.select_one(".mini")["aria-hidden"] == "true"


def test_text_from_people_is_never_markup():
    rows = [{"title": "<b>x</b>", "text": "<script>1</script>", "date": "today"}]

    shown = page("{% timeline rows %}", rows=rows)

    assert shown.script is None
    assert words(shown.h3) == "<b>x</b>"


def test_an_unsigned_entry_has_an_edge_and_its_link_names_the_entry():
    row = {
        "title": "Sleep",
        "icon": "pen",
        "kind": "Journal",
        "open": True,
        "url": "/e/",
        "action": "Go on",
    }

    shown = page("{% timeline rows %}", rows=[row])

    assert "timeline__item--open" in shown.li["class"]
    assert words(shown.a) == "Go on : Sleep"


def test_a_goal_counts_the_steps_taken():
    states = ("done", "done", "here", "ahead")
    changes = [{"text": state, "state": state} for state in states]
    goal = {"own": "I want", "subs": [{"title": "Sleep", "changes": changes}]}

    shown = page("{% goal_tree goal %}", goal=goal)

    assert words(shown.select_one(".goal__progress")) == "2 of 4 steps taken"
    said = [words(state) for state in shown.select(".goal__state")]
    assert said == ["Taken", "Taken", "Under way", "Ahead"]


def test_the_ruler_says_its_days_in_words():
    shown = page(
        '{% period_ruler "Decision 1" start=start end=end last=last today=today %}',
        start=date(2026, 9, 7), end=date(2027, 3, 6), last=date(2028, 3, 6), today=date(2026, 11, 19),
    )  # fmt: skip

    assert shown.svg["aria-label"] == (
        "In force 7 September – 6 March 2027. 73 of 181 days have passed. May go on until 6 March 2028."
    )
    assert words(shown.h2) == "Decision 1"


def test_errors_lead_to_their_fields():
    shown = page(
        "{% errors form %}{% for one in form %}{% field one %}{% endfor %}",
        form=Contact({"phone": "x"}),
    )

    targets = [link["href"].removeprefix("#") for link in shown.select(".errors a")]
    assert targets == ["id_way_0", "id_phone"]
    assert all(shown.find(id=target) for target in targets)
    assert words(shown.select_one(".errors h2")) == "2 things to correct"
    assert words(shown.select(".errors a")[0]) == "“How?” needs an answer."
    assert shown.select_one(".errors")["role"] == "alert"


def test_a_form_without_mistakes_has_no_summary():
    assert page("{% errors form %}", form=Contact()).select_one(".errors") is None


def test_a_control_is_described_by_its_hint_and_its_error():
    shown = page("{% field form.phone %}", form=Contact({"way": "call", "phone": "x"}))

    control = shown.find("input")
    described = [words(shown.find(id=ident)) for ident in control["aria-describedby"].split()]
    assert described == ["Only digits", "Enter a valid value."]
    assert control["aria-invalid"] == "true"
    assert shown.label["for"] == control["id"]


def test_choices_are_a_group_with_a_name_and_every_control_has_a_label():
    shown = page("{% for one in form %}{% field one %}{% endfor %}", form=Contact())

    assert words(shown.fieldset.legend) == "How?"
    assert all(shown.find("label", attrs={"for": control["id"]}) for control in shown("input"))


def test_a_description_is_left_out_when_there_is_nothing_to_say():
    assert (
        "aria-describedby"
        not in page("{% field form.agrees %}", form=Contact()).find("input").attrs
    )


@pytest.mark.parametrize(("kind", "role"), [("error", "alert"), ("success", None)])
def test_only_what_went_wrong_interrupts(kind, role):
    assert (
        page("{% notice 'Words' kind=kind %}", kind=kind).select_one(".notice").get("role") == role
    )


def test_crumbs_end_with_this_page():
    shown = page('{% crumbs "/cases/" "Cases" "Sirkka" %}')

    assert [words(item) for item in shown("li")] == ["Cases", "Sirkka"]
    assert shown("li")[1]["aria-current"] == "page"


def test_facts_without_a_value_are_left_out():
    assert words(page("{% facts rows %}", rows=[("Born", 1981), ("Phone", "")]).dl) == "Born 1981"


def test_the_chosen_filter_is_marked_for_listeners_too():
    rows = [
        {"label": "All", "url": "?", "current": True, "count": 0},
        {"label": "Mine", "url": "?m"},
    ]

    shown = page('{% filter_bar rows label="Show" %}', rows=rows)

    assert [link.get("aria-current") for link in shown("a")] == ["true", None]
    assert [words(link) for link in shown("a")] == ["All 0", "Mine"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{% empty "Nothing" text="Later" url="/q/" action="Queue" %}', "Nothing Later Queue"),
        ('{% saved "Saved 10.42" %}', "Saved 10.42"),
        ('{% show_more "/m/" "Show older" %}', "Show older"),
        ('{% show_more "" "Show older" %}', ""),
        ("{% notes rows empty='None' %}", "None"),
        ("{% tips lines about='Goals' %}", "Tips : Goals One Two"),
        ("{% finish lines_of title='Then' %}", "Then It moves on"),
        ('{% jump parts label="Parts" %}', "Goals"),
    ],
)
def test_small_parts_say_what_they_are_given(source, said):
    context = {
        "rows": [], "lines": ["One", "Two"], "lines_of": [{"text": "It moves on"}],
        "parts": [{"label": "Goals", "url": "#"}],
    }  # fmt: skip

    assert words(page(source, **context)) == said


@pytest.mark.parametrize("name", sorted(icons.ICONS))
def test_every_icon_is_hidden_from_listeners(name):
    assert page("{% icon name %}", name=name).svg["aria-hidden"] == "true"


def test_a_misspelt_icon_is_a_mistake():
    with pytest.raises((KeyError, TemplateSyntaxError)):
        page('{% icon "clok" %}')


def test_numbers_in_drawings_keep_their_point_in_swedish():
    with translation.override("sv"):
        circle = page("{% mini 3 5 %}").circle

    assert (circle["cx"], circle["cy"]) == ("25.2", "7.9")

"""Counting a whole form: values that build on each other, values within rows, what is hidden, what a table calls."""

from datetime import date

import pytest

from forms.conditions.rules import Row, Rule
from forms.counted.recipes import Band, Recipe
from forms.counted.scoring import band_of, in_order, spoken, values
from forms.document import Field, FormDocument, Section

TODAY = date(2026, 11, 22)
MOOD = Field("mood", "scale", least=0, most=5)


def form(*fields: Field) -> FormDocument:
    return FormDocument((Section("main", fields),))


def counted(key: str, recipe: Recipe, **settings) -> Field:
    return Field(key, "calculated", recipe=recipe, **settings)


def test_values_build_on_each_other_and_a_missing_one_goes_on_missing():
    whole = form(
        MOOD,
        counted("twice", Recipe("sum", ("mood",), times=2)),
        counted("more", Recipe("formula", formula='{"+": [{"var": "twice"}, 1]}')),
    )

    assert values(whole, {"mood": 3}, today=TODAY) == {"twice": 6, "more": 7}
    assert values(whole, {}, today=TODAY) == {"twice": None, "more": None}
    assert [each["key"] for each in spoken(whole)] == ["twice", "more"]


def test_values_that_read_each_other_in_a_ring_are_left_out():
    ring = form(counted("a", Recipe("sum", ("b",))), counted("b", Recipe("sum", ("a",))))

    assert in_order(ring) == []
    assert values(ring, {}, today=TODAY) == {}


def test_what_the_browser_or_a_caller_says_a_value_is_does_not_count():
    whole = form(MOOD, counted("twice", Recipe("sum", ("mood",), times=2)))

    assert values(whole, {"mood": 3, "twice": 99}, today=TODAY) == {"twice": 6}
    assert values(whole, {"twice": 99}, today=TODAY) == {"twice": None}


def test_a_hidden_value_is_absent_also_for_those_that_read_it():
    when = Rule("all", (Row("mood", "at_least", 3),))
    whole = form(
        MOOD,
        counted("twice", Recipe("sum", ("mood",), times=2), visible_if=when),
        counted("sum", Recipe("sum", ("mood", "twice"), at_least=1)),
    )

    assert values(whole, {"mood": 3}, today=TODAY) == {"twice": 6, "sum": 9}
    assert values(whole, {"mood": 2}, today=TODAY) == {"twice": None, "sum": 2}


def test_rows_are_counted_each_and_then_together():
    hours = Field("hours", "number")
    pay = counted("pay", Recipe("sum", ("row.hours",), times=10))
    whole = form(
        Field("work", "group", items=(hours, pay)), counted("all", Recipe("sum", ("work.pay",)))
    )

    found = values(whole, {"work": [{"hours": 2}, {"hours": 1.5}]}, today=TODAY)

    assert found == {"work-0-pay": 20, "work-1-pay": 15, "all": 35}


@pytest.mark.parametrize(("value", "name"), [(10, "a"), (20, "b"), (15, ""), (None, "")])
def test_a_table_names_the_line_that_says_the_value(value, name):
    table = Recipe("table", ("mood",), bands=(Band("a", None, 2, 10), Band("b", 3, None, 20)))

    assert band_of(table, value) == name


def test_a_persons_age_is_counted_on_the_day_of_the_answer():
    whole = form(Field("born", "date"), counted("age", Recipe("years_between", ("born",))))

    assert values(whole, {"born": "2008-11-22"}, today=TODAY) == {"age": 18}
    assert values(whole, {"born": "2008-11-23"}, today=TODAY) == {"age": 17}


def test_a_formula_that_cannot_be_read_has_no_value_instead_of_an_error():
    whole = form(MOOD, counted("broken", Recipe("formula", formula='{"==": [1, 1]}')))

    assert values(whole, {"mood": 3}, today=TODAY) == {"broken": None}

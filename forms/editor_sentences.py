"""What stands in the way of publishing a form, said to the person who builds it."""

from django.utils.translation import gettext as _


def no_title() -> str:
    return _("Give the form a title.")


def too_long(text: str, length: int, most: int) -> str:
    return _("“%(text)s” is too long: %(length)s characters, and %(most)s fit. Shorten it.") % {
        "text": beginning(text),
        "length": length,
        "most": most,
    }


def several_lines(text: str) -> str:
    return _("“%(text)s” has several lines where one fits. Write it on one line.") % {
        "text": beginning(text)
    }


def number_too_large(written: str, named: str) -> str:
    return _(
        "“%(written)s” in “%(named)s” is larger than anybody counts. Write a smaller number."
    ) % {
        "written": written,
        "named": named,
    }


def beginning(text: str, most: int = 50) -> str:
    """Quote a long text by how it begins."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


def no_questions() -> str:
    return _("The form asks nothing yet. Add a question.")


def section_without_title(key: str) -> str:
    return _("A section has no title (%(key)s). Write one.") % {"key": key or "?"}


def section_without_questions(named: str) -> str:
    return _("The section “%(named)s” is empty. Add a question or remove the section.") % {
        "named": named
    }


def section_key_twice(key: str) -> str:
    return _("Two sections have the key “%(key)s”. Change one of them.") % {"key": key}


def key_twice(key: str) -> str:
    return _("Two questions have the key “%(key)s”. Change one of them.") % {"key": key}


def without_label(key: str) -> str:
    return _("A question has no words of its own (%(key)s). Write what it asks.") % {
        "key": key or "?"
    }


def bad_key(key: str, named: str) -> str:
    return _(
        "The key “%(key)s” of “%(named)s” cannot be used. Use small letters a–z, figures and _,"
        " begin with a letter, and choose a word the platform does not need itself."
    ) % {"key": key, "named": named or key}


def too_deep(named: str) -> str:
    return _(
        "“%(named)s” repeats inside questions that already repeat twice. Use at most two levels."
    ) % {"named": named}


def bad_pattern(pattern: str, named: str) -> str:
    return _(
        "The pattern of “%(named)s” cannot be read: %(pattern)s. Choose one from the list, or mend it."
    ) % {
        "named": named,
        "pattern": beginning(pattern),
    }


def bad_decimals(named: str, most: int) -> str:
    return _("“%(named)s” can have 0–%(most)s decimals.") % {"named": named, "most": most}


def unknown_country(country: str, named: str) -> str:
    return _("“%(named)s” does not know “%(country)s”. Write fi or se.") % {
        "country": country,
        "named": named,
    }


def unknown_region(region: str, named: str) -> str:
    return _(
        "“%(named)s” does not know the country “%(country)s”. Write two letters, for example fi."
    ) % {"country": region, "named": named}


def unknown_numbers(given: str, named: str) -> str:
    return _("“%(named)s” does not know “%(given)s”. Write fi, se or temporary.") % {
        "given": given,
        "named": named,
    }


def too_few_statements(named: str) -> str:
    return _("“%(named)s” needs at least two lines.") % {"named": named}


def too_many_statements(named: str, most: int) -> str:
    return _("“%(named)s” has more than %(most)s lines. Split it in two questions.") % {
        "named": named,
        "most": most,
    }


def statement_twice(key: str, named: str) -> str:
    return _("Two lines of “%(named)s” have the key “%(key)s”. Change one of them.") % {
        "named": named,
        "key": key,
    }


def statement_without_label(key: str, named: str) -> str:
    return _("A line of “%(named)s” has no words (%(key)s). Write what it says.") % {
        "named": named,
        "key": key or "?",
    }


def stop_without_condition(named: str) -> str:
    return _("“%(named)s” stops everybody. Say under conditions when it is to stop.") % {
        "named": named
    }


def known_without_fact(named: str) -> str:
    return _("Say what of the case “%(named)s” shows, for example participant.name.") % {
        "named": named
    }


def check_without_words(named: str) -> str:
    return _("A check of “%(named)s” has no sentence. Write what the person should look at.") % {
        "named": named
    }


def check_reads_others(named: str) -> str:
    return _("A check of “%(named)s” says nothing yet. Add a line to it, or remove it.") % {
        "named": named
    }


def too_many_questions(count: int, most: int) -> str:
    return _("The form has %(count)s questions, and %(most)s fit. Split it into several forms.") % {
        "count": count,
        "most": most,
    }


def group_without_questions(named: str) -> str:
    return _("“%(named)s” repeats nothing. Add a question to it.") % {"named": named}


def limits_crossed(named: str) -> str:
    return _("“%(named)s”: the smallest answer is larger than the largest. Change one of them.") % {
        "named": named
    }


def scale_limits(named: str, most: int) -> str:
    return _("“%(named)s”: a scale goes over whole numbers and has 2 to %(most)s answers.") % {
        "named": named,
        "most": most,
    }


def too_many_rows(named: str, most: int) -> str:
    return _("“%(named)s” can be repeated %(most)s times at most.") % {"named": named, "most": most}


def negative_limit(named: str) -> str:
    return _("“%(named)s”: a limit is below zero. Write how many, or leave it empty.") % {
        "named": named
    }


def more_than_choices(named: str) -> str:
    return _("“%(named)s” wants more answers than it offers. Lower the number or add choices.") % {
        "named": named
    }


def bad_step(named: str) -> str:
    return _("“%(named)s”: a step is larger than zero.") % {"named": named}


def no_choices(named: str) -> str:
    return _("“%(named)s” has nothing to choose from. Add choices.") % {"named": named}


def code_twice(code: str, named: str) -> str:
    return _("“%(named)s” has two choices with the code “%(code)s”. Change one of them.") % {
        "named": named,
        "code": code,
    }


def bad_code(code: str, named: str) -> str:
    return _(
        "“%(named)s”: the code “%(code)s” cannot be used. Use small letters a–z, figures and _."
    ) % {"named": named, "code": code}


def choice_without_label(code: str, named: str) -> str:
    return _("“%(named)s”: the choice “%(code)s” has no words. Write what it says.") % {
        "named": named,
        "code": code,
    }


def bad_score(score: str, named: str) -> str:
    return _("The score “%(score)s” of “%(named)s” is not a whole number.") % {
        "score": score,
        "named": named,
    }


def kind_changed(named: str, key: str) -> str:
    return _(
        "“%(named)s” was published as another kind of question. Answers already given would be"
        " misread: choose a new key instead of “%(key)s”."
    ) % {"named": named, "key": key}


def empty_condition(named: str) -> str:
    return _("The condition on “%(named)s” is empty. Add a line or remove it.") % {"named": named}


def unknown_field(field: str, named: str) -> str:
    return _("The condition on “%(named)s” reads “%(field)s”, which is not asked here.") % {
        "named": named,
        "field": field,
    }


def reads_itself(named: str) -> str:
    return _(
        "The condition of “%(named)s” reads its own answer. Let it read a question that comes before."
    ) % {"named": named}


def asked_later(field: str, named: str) -> str:
    return _(
        "The condition on “%(named)s” reads “%(field)s”, which is asked later. Move one of them."
    ) % {"named": named, "field": field}


def bad_operator(operator: str, field: str, named: str) -> str:
    return _(
        "The condition on “%(named)s”: “%(field)s” is not the kind of question that can be"
        " compared with “%(operator)s”."
    ) % {"named": named, "field": field, "operator": operator}


def bad_value(value: str, field: str, named: str) -> str:
    return _("The condition on “%(named)s”: “%(value)s” is no possible answer to “%(field)s”.") % {
        "named": named,
        "field": field,
        "value": value,
    }


def contradiction(field: str, named: str) -> str:
    return _(
        "The condition on “%(named)s” can never hold: its lines about “%(field)s” contradict."
    ) % {
        "named": named,
        "field": field,
    }

"""What the journal and notices say about asking several parties."""

from django.utils.translation import gettext_noop

# Why somebody is asked no longer, as it is chosen and read.
GROUND_WORDS: dict[str, str] = {
    "consent_withdrawn": gettext_noop("The consent is withdrawn"),
    "declined": gettext_noop("They cannot or will not answer"),
    "not_needed": gettext_noop("The answer is no longer needed"),
    "wrong_party": gettext_noop("It was the wrong one to ask"),
    "other": gettext_noop("Something else"),
}
_KIND = gettext_noop("Asking several")
ASKING_TRACES: dict[str, tuple[str, str, str]] = {
    "party_asked": ("letter", _KIND, gettext_noop("%(party)s is asked: %(task)s")),
    "party_answered": ("letter", _KIND, gettext_noop("%(party)s has answered: %(task)s")),
    "party_answered_late": (
        "letter",
        _KIND,
        gettext_noop("%(party)s has answered after the case went on: %(task)s"),
    ),
    "party_early": (
        "letter",
        _KIND,
        gettext_noop("An answer of %(party)s has come early: %(task)s"),
    ),
    "party_answered_early": (
        "letter",
        _KIND,
        gettext_noop("The early answer of %(party)s is written down: %(task)s"),
    ),
    "early_answer_taken": (
        "letter",
        _KIND,
        gettext_noop("The answer that %(party)s gave earlier is counted: %(task)s"),
    ),
    "party_written_for": (
        "pen",
        _KIND,
        gettext_noop("The answer of %(party)s is written down by somebody else: %(task)s"),
    ),
    "party_reminded": ("clock", _KIND, gettext_noop("%(party)s is reminded: %(task)s")),
    "party_stopped": ("pause", _KIND, gettext_noop("%(party)s is asked no longer: %(task)s")),
    "went_on_enough": (
        "check",
        _KIND,
        gettext_noop("%(answered)s of %(asked)s have answered, that is enough: %(task)s"),
    ),
    "went_on_deadline": (
        "clock",
        _KIND,
        gettext_noop(
            "The day to answer by has passed, %(answered)s of %(asked)s answered: %(task)s"
        ),
    ),
    "went_on_reason": (
        "pause",
        _KIND,
        gettext_noop(
            "On without the missing answers, %(answered)s of %(asked)s answered: %(task)s"
        ),
    ),
}
ASKING_NOTICES: dict[str, str] = {
    "asked": gettext_noop("You are asked: %(task)s"),
    "asked_no_longer": gettext_noop("You are not asked any more: %(task)s"),
    "party_answered": gettext_noop("An answer has come: %(task)s"),
    "party_declined": gettext_noop("Somebody cannot answer: %(task)s"),
    "asking_done": gettext_noop("The answers are there: %(task)s. You can read them now."),
}

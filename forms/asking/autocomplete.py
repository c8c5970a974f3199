"""What a browser may fill in for whoever answers about themselves (WCAG 1.3.5). Pure."""

from collections.abc import Mapping

from forms.document import Field

NOTHING = "off"
_KINDS: Mapping[str, str] = {"email": "email", "phone": "tel"}
_PARTS: Mapping[str, str] = {
    "street": "address-line1",
    "postcode": "postal-code",
    "place": "address-level2",
}
# Facts that say what a question asks, and keys as they are made of the usual words for it.
_FACTS: Mapping[str, str] = {"participant.name": "name"}
_BIRTHDAYS = ("birthday", "birth_date", "date_of_birth")
_KEYS: Mapping[str, Mapping[str, str]] = {
    "text": {
        **dict.fromkeys(("name", "full_name", "your_name", "namn", "ditt_namn", "nimi"), "name"),
        **dict.fromkeys(("first_name", "given_name", "fornamn", "etunimi"), "given-name"),
        **dict.fromkeys(("last_name", "family_name", "efternamn", "sukunimi"), "family-name"),
        **dict.fromkeys(("postcode", "postnummer", "postinumero"), "postal-code"),
    },
    "date": dict.fromkeys((*_BIRTHDAYS, "fodelsedag", "fodelsedatum", "syntymaaika"), "bday"),
}


def token(question: Field, part: str = "") -> str:
    """Name what a question asks of the person who fills in; "off" for everything else.

    part   of an answer that has parts: `street`
    """
    if question.about_other:
        return NOTHING
    if question.kind == "address":
        return _PARTS.get(part, NOTHING)
    by_key = _KEYS.get(question.kind, {}).get(question.key)
    return _KINDS.get(question.kind) or _FACTS.get(question.prefill) or by_key or NOTHING

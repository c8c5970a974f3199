"""Answers that name somebody or lead to them: e-mail, phone, identity number, bank account. Pure."""

import re
from collections.abc import Iterator
from typing import ClassVar

import phonenumbers
from personnummer import personnummer
from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu

from forms import editor_sentences as say
from forms.asking import sentences
from forms.document import Field
from forms.kinds.kind import ANSWERED, ASKING, SAME, Asked, Kind, Refused, Said

LONGEST_EMAIL = 254
COUNTRIES = ("fi", "se")
TEMPORARY = "temporary"

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[^\W_](?:[^\W_]|-){0,61}[^\W_]?\.)+[^\W\d_]{2,63}"
)


class Email(Kind):
    """An e-mail address."""

    name = "email"
    operators = SAME

    def read(self, asked: Asked, text: str) -> str:
        plain = text.removeprefix("mailto:")
        good = len(plain) <= LONGEST_EMAIL and ".." not in plain and _EMAIL.fullmatch(plain)
        if not good or plain[0] == "." or plain.partition("@")[0].endswith("."):
            raise Refused(sentences.not_an_email(asked.label))
        mailbox, _at, domain = plain.rpartition("@")
        return f"{mailbox}@{domain.lower()}"


class Phone(Kind):
    """A phone number, kept with its country: +358401234567."""

    name = "phone"
    operators = ANSWERED  # a page cannot tell whether two ways of writing are one number
    settings = ASKING | {"accept"}
    regions: ClassVar[tuple[str, ...]] = ("FI", "SE")  # tried in turn when no country is written

    def read(self, asked: Asked, text: str) -> str:
        regions = tuple(map(str.upper, asked.question.accept)) or self.regions
        found = [number for region in regions if (number := _number(text, region))]
        if not found:
            raise Refused(sentences.not_a_phone(asked.label))
        usual = (each for each in found if phonenumbers.number_type(each) in _USUAL)
        number = next(usual, found[0])
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def in_words(self, said: Said) -> str:
        try:
            number = phonenumbers.parse(said.answer)
        except phonenumbers.NumberParseException:
            return str(said.answer)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    def limits(self, question: Field, named: str) -> Iterator[str]:
        known = phonenumbers.SUPPORTED_REGIONS
        strange = [each for each in question.accept if each.upper() not in known]
        if strange:
            yield say.unknown_region(strange[0], named)


class PersonalNumber(Kind):
    """A Finnish or Swedish identity number. Numbers that are only lent are taken when the form says so."""

    name = "personal_number"
    operators = ANSWERED
    settings = ASKING | {"accept"}

    def read(self, asked: Asked, text: str) -> str:
        accept = asked.question.accept
        countries = [country for country in COUNTRIES if country in accept] or list(COUNTRIES)
        found = [_READ[country](text, temporary=TEMPORARY in accept) for country in countries]
        number = next(filter(None, found), None)
        if number is None:
            raise Refused(sentences.not_a_personal_number(asked.label, countries))
        return number

    def limits(self, question: Field, named: str) -> Iterator[str]:
        strange = [each for each in question.accept if each not in (*COUNTRIES, TEMPORARY)]
        if strange:
            yield say.unknown_numbers(strange[0], named)


class Iban(Kind):
    """A bank account in the international way of writing."""

    name = "iban"
    operators = ANSWERED

    def read(self, asked: Asked, text: str) -> str:
        try:
            if not text.isascii():
                raise Refused(sentences.not_an_account(asked.label))
            return iban.validate(text)
        except ValidationError:
            raise Refused(sentences.not_an_account(asked.label)) from None

    def in_words(self, said: Said) -> str:
        return " ".join(re.findall(r".{1,4}", str(said.answer)))


_USUAL = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)


def _number(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    """Read a phone number as somebody in a country would write it; None when it is none there."""
    if not text.isascii():
        return None
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) and not number.extension else None


def _finnish(text: str, *, temporary: bool) -> str | None:
    try:
        return hetu.validate(text.upper(), allow_temporary=temporary) if text.isascii() else None
    except ValidationError:
        return None


def _swedish(text: str, *, temporary: bool) -> str | None:
    """Twelve figures with a dash. Co-ordination numbers are lent."""
    if not text.isascii() or not re.fullmatch(r"[0-9]{6,8}[-+]?[0-9]{4}", text):
        return None
    try:
        number = personnummer.parse(text)
    except personnummer.PersonnummerException:
        return None
    if number.is_coordination_number() and not temporary:
        return None
    plain = number.format(long_format=True)
    return f"{plain[:8]}-{plain[8:]}"


_READ = {"fi": _finnish, "se": _swedish}

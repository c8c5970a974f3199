"""What is shipped: settled layout, every language complete, and words that a participant may read."""

import re

import pytest

from cases.asking import ParticipantForm
from forms.texts import missing as missing_in_form
from programmes.bundle import SHIPPED, read_folder
from workflows.texts import missing as missing_in_workflow

FOLDERS = [path for path in SHIPPED.iterdir() if path.is_dir()]
EVERY = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
# Inside words of the trade, never said to a participant; and tones that the voice leaves out.
UNWANTED = re.compile(
    r"\b(TEP|sosku|KUTY|FPA|klienten|asiakkaan|clients?(?! plan| relation))\b|!|tyvärr|valitettavasti",
    re.IGNORECASE,
)


def texts_of(folder):
    bundle = read_folder(folder)
    yield from (texts for _document, texts in bundle.form_documents.values())
    yield bundle.workflow_document[1]


@EVERY
def test_the_layout_is_settled(folder):
    for name, text in read_folder(folder).files().items():
        assert (folder / name).read_text(encoding="utf-8") == text, name


@EVERY
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_language_is_complete(folder, language):
    bundle = read_folder(folder)
    document, texts = bundle.workflow_document

    assert missing_in_workflow(document, texts[language]) == []
    for form, (fields, words) in bundle.form_documents.items():
        assert missing_in_form(fields, words[language]) == [], form
    for said in texts_of(folder):
        assert said[language].keys() == said["sv"].keys()


@EVERY
def test_what_is_asked_about_a_new_person_is_not_asked_again(folder):
    bundle = read_folder(folder)
    start = bundle.workflow_document[0].start

    asked = {field.key for field in bundle.form_documents[start.form.partition("-")[2]][0].fields()}

    assert asked.isdisjoint(ParticipantForm.Meta.fields)


@EVERY
def test_nobody_is_spoken_of_in_inside_words(folder):
    found = {
        (key, text)
        for texts in texts_of(folder)
        for words in texts.values()
        for key, text in words.items()
        if not key.startswith("law.") and UNWANTED.search(text)
    }

    assert found == set()

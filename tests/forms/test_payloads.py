"""What an editor writes is shown literally, in every place for words: found by walking the blocks themselves."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail import blocks

from forms.asking.rendering import read_view, render
from forms.blocks import FormBlocks
from forms.blocks.grid import GridBlock
from forms.models import FormDefinition, FormVersion
from forms.texts import possible
from tests.factories.forms import make_definition, publish
from tests.forms.test_made_up import tried

PAYLOADS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg/onload=alert(1)>", '"><script>alert(1)</script>', "'><script>alert(1)</script>",
    '" onmouseover="alert(1)', "' onfocus='alert(1)", "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "javascript:alert(1)", "<math><mi xlink:href=data:x>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>", "<audio src=x onerror=alert(1)>", "<input autofocus onfocus=alert(1)>",
    "<select onfocus=alert(1) autofocus>", "<textarea onfocus=alert(1) autofocus>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "</style><script>alert(1)</script>", "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//x>", "<base href=//x/>", "<meta http-equiv=refresh content=0>", "<object data=x>",
    "<embed src=x>", "<form action=//x><button>y", "<!--", "-->", "<![CDATA[x]]>", "<?xml version='1.0'?>",
    "{{ 7*7 }}", "{% debug %}", "{% load static %}", "{{ request.user.password }}", "{{ settings.SECRET_KEY }}",
    "{# x #}", "{% include '/etc/passwd' %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "[[7*7]]", "%(label)s", "%s%s%n",
    "{0.__class__}", "{title}", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "%3Cscript%3E",
    "\\u003cscript\\u003e", "\\x3cscript\\x3e", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script\t>alert(1)</script>", "<a\u00a0href=x>", "＜script＞alert(1)＜/script＞", "=cmd|' /C calc'!A0",
]  # fmt: skip


def written(block, payload, n):
    """Fill every place for words of a block with a payload; settings stay as they begin."""
    match block:
        case blocks.StreamBlock():
            return [
                _one(child, payload, f"{n}_{at}")
                for at, child in enumerate(block.child_blocks.values())
            ]
        case blocks.StructBlock():
            value = {name: written(child, payload, n) for name, child in block.child_blocks.items()}
            return {**value, "key": f"k{n}"} if "key" in block.child_blocks else value
        case GridBlock():
            row = {column.name: None for column in block.columns}
            words = dict.fromkeys(block.words, payload)
            return [{**row, **words, block.key: f"c{at}"} for at in range(2)] if block.words else []
        case blocks.CharBlock() | blocks.TextBlock() if not hasattr(block, "widget_class"):
            translated = (
                block.get_translatable_segments(payload)
                if hasattr(block, "get_translatable_segments")
                else True
            )
            return payload if translated else block.get_default() or ""
    return block.get_default()


def _one(child, payload, n):
    return {"type": child.name, "value": written(child, payload, n), "id": None}


def everything(payload) -> FormDefinition:
    """A form with every block of the editor, each place for words holding the payload."""
    made = make_definition("payload", {"a": "text"})
    section = FormBlocks().child_blocks["section"]
    made.body = made.body.stream_block.to_python([_one(section, payload, "0")])
    for name in ("title", "intro", "purpose", "basis_words", "receipt", "closed_words"):
        setattr(made, name, payload)
    made.save()
    made.save_revision()
    return made


class Markup(HTMLParser):
    """What a browser would make of a page: its tags, and the names of their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.handlers |= {name for name, _value in attrs if name.startswith("on")}
        links = [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        self.inline += [link for link in links if link.startswith("javascript:")]


def assert_literal(page: str, payload: str) -> None:
    """The payload is on the page as text, and never as markup of its own."""
    found = Markup(page)
    assert not found.tags & {"iframe", "object", "embed", "base", "math", "video", "audio"}
    assert (found.handlers, found.inline) == (set(), [])
    assert not re.search(r"<script[^>]*>\s*alert", page, re.IGNORECASE)
    assert not re.findall(r">\s*49\s*<", page)
    assert " ".join(payload.split()) in " ".join(unescape(page).split())


def test_every_place_for_words_is_found():
    """New words in the editor come under this test by themselves."""
    made = written(FormBlocks().child_blocks["section"], "WORDS", "0")

    assert str(made).count("WORDS") > 100
    assert {"title", "tips", "easy"} <= {name for name, value in made.items() if value == "WORDS"}


@pytest.mark.django_db
@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_an_editor_writes_becomes_markup(client, payload):
    admin = get_user_model().objects.create_superuser("admin", "admin@example.org", "x")
    client.force_login(admin)
    made = everything(payload)
    document, texts = made.compiled()

    said = [texts[key] for key in possible(document) if key in texts]
    assert len(said) > 100
    for name in ("try", "rules"):
        url = reverse(f"wagtailsnippets_forms_formdefinition:{name}", args=[made.pk])
        response = client.get(url)
        assert response.status_code == 200
        if name == "try" or payload in response.content.decode():
            assert_literal(response.content.decode(), payload)
    assert_literal(made.make_preview_request().content.decode(), payload)


@pytest.mark.django_db
@pytest.mark.parametrize("payload", PAYLOADS[::4])
def test_a_published_form_and_its_answers_show_words_literally(payload):
    texts = {
        "field.a.label": payload,
        "field.a.help": payload,
        "field.c.choice.x": payload,
        "section.part_1.title": payload,
    }
    asked = {"a": "text", "c": {"kind": "choice", "choices": ("x",)}}
    version: FormVersion = publish(make_definition("shown", asked, texts=texts))
    answers, _checked = tried(version.document())

    assert_literal(str(render(version, "sv")), payload)
    assert_literal(str(read_view(version, "sv", {**answers, "a": payload})), payload)

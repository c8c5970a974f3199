"""A small service as files: one form, one workflow, one story."""

from pathlib import Path

from programmes.bundle import Bundle, bundle_from

PROGRAMME = """\
format: 1
slug: small
title: {sv: Liten, fi: Pieni, en: Small}
organisation: {name: Exempelbygden, kind: municipality, unit: Vuxna}
code_lists:
  ways:
    - code: yes_please
      label: {sv: Gärna, fi: Mielellään, en: Gladly}
    - code: no_thanks
      label: {sv: Nej tack, fi: Ei kiitos, en: No thanks}
"""
FORM = """\
title: {sv: Fråga, fi: Kysymys, en: Question}
sections:
  - key: main
    title: {sv: Du, fi: Sinä, en: You}
    fields:
      - key: way
        kind: choice
        label: {sv: Vill du?, fi: Haluatko?, en: Do you want to?}
        required: true
        choices_from: ways
      - key: why
        kind: long_text
        label: {sv: Varför?, fi: Miksi?, en: Why?}
        when: {all: [[way, is, no_thanks]]}
        required_when: {all: [[way, is, no_thanks]]}
"""
WORKFLOW = """\
title: {sv: Liten väg, fi: Pieni polku, en: Small path}
roles:
  - key: worker
    title: {sv: Medarbetare, fi: Työntekijä, en: Worker}
    who: [counsellor]
start:
  title: {sv: Börja, fi: Aloita, en: Begin}
  roles: [counsellor]
phases:
  - key: only
    title: {sv: Enda, fi: Ainoa, en: Only}
    blocks:
      - kind: task
        key: ask
        title: {sv: Fråga, fi: Kysy, en: Ask}
        role: worker
        form: question
        due: {anchor: now, days: 3}
      - {kind: end, key: stop, outcome: done}
outcomes:
  - key: done
    title: {sv: Klar, fi: Valmis, en: Done}
    kind: completed
"""
STORY = """\
title: {sv: En gång, fi: Kerran, en: Once}
participant: {given_name: Alva, family_name: Prov, age: 30}
steps:
  - {day: 0, role: worker, start: case}
  - day: 5
    expect: {open: [ask], late: [ask]}
  - day: 6
    role: worker
    task: ask
    answers: {way: yes_please}
    expect: {outcome: done, closed: true}
"""
FILES = {
    "programme.yaml": PROGRAMME,
    "workflow.yaml": WORKFLOW,
    "forms/question.yaml": FORM,
    "stories/once.yaml": STORY,
}


def small_files(**changed: tuple[str, str]) -> dict[str, str]:
    """The files, with words replaced: `small_files(workflow=("role: worker", "role: nobody"))`."""
    files = dict(FILES)
    for part, (before, after) in changed.items():
        name = next(name for name in files if name.endswith(f"{part}.yaml"))
        assert before in files[name], before
        files[name] = files[name].replace(before, after, 1)
    return files


def small_bundle(**changed: tuple[str, str]) -> Bundle:
    """The service, read."""
    return bundle_from({name: text.encode() for name, text in small_files(**changed).items()})


def small_folder(folder: Path, **changed: tuple[str, str]) -> Path:
    """The service, written into a folder."""
    for name, text in small_files(**changed).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder

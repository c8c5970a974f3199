"""The small service of `bundles`, whose step asks several parties, with a story of it."""

from tests.factories.bundles import FILES

ROLES = """\
  - key: partners
    title: {sv: Samverkande, fi: Kumppanit, en: Partners}
    who: [partner]
    many: true
    fallback: worker
"""
ASKING = """\
      - kind: several
        key: poll
        title: {sv: Hör flera, fi: Kuule useita, en: Hear several}
        request: {sv: Säg vad du tycker, fi: Kerro mielipiteesi, en: Say what you think}
        role: worker
        form: question
        may_ask: [partners]
        enough: 2
        due: {anchor: now, days: 14}
        at_deadline: go_on
        late: true
        reminders: [-3]
      - kind: choice
        key: how
        title: {sv: Hur gick det?, fi: Miten kävi?, en: How did it go?}
        branches:
          - key: refused
            label: {sv: Någon sa nej, fi: Joku kieltäytyi, en: Somebody said no}
            when: {all: [[poll.way.no_thanks, at_least, 1]]}
            blocks:
              - {kind: end, key: over, outcome: done}
          - key: fine
            label: {sv: Annars, fi: Muuten, en: Otherwise}
"""
STORY = """\
title: {sv: Flera svarar, fi: Usea vastaa, en: Several answer}
participant: {given_name: Alva, family_name: Prov, age: 30}
people:
  anna: {name: Anna Berg, roles: [partner], organisation: Vården}
  bo: {name: Bo Dal, roles: [partner], organisation: Arbetsförmedlingen}
  cia: {name: Cia Ek, roles: [partner], organisation: Kassan}
steps:
  - {day: 0, role: worker, start: case}
  - {day: 0, role: worker, task: ask, answers: {way: yes_please}}
  - day: 1
    role: worker
    ask: {step: poll, of: partners, people: [anna, bo]}
    expect: {told: [anna, bo], open: [poll]}
  - {day: 2, role: worker, stop: {step: poll, person: bo, ground: consent_withdrawn}}
  - {day: 3, role: bo, task: poll, answers: {way: yes_please}, expect: {refused: not_found}}
  - {day: 3, role: worker, ask: {step: poll, of: partners, people: [cia]}}
  - day: 4
    role: anna
    task: poll
    answers: {way: yes_please}
    expect: {open: [poll], holds: {all: [[poll.answered, is, 1], [poll.asked, is, 2]]}}
  - {day: 20, expect: {not_open: [ask], outcome: done, closed: true}}
"""


def asking_files() -> dict[str, str]:
    """The files of a service that hears several parties."""
    workflow = FILES["workflow.yaml"].replace("start:\n", f"{ROLES}start:\n", 1)
    workflow = workflow.replace(
        "      - {kind: end, key: stop", f"{ASKING}      - {{kind: end, key: stop", 1
    )
    return {**FILES, "workflow.yaml": workflow, "stories/several.yaml": STORY}

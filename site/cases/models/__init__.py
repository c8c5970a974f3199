"""What is stored about participants and their cases."""

from cases.models.beside import CaseBeside
from cases.models.case import Case, PhaseVisit, TeamMember
from cases.models.decision import Decision
from cases.models.goal import Goal
from cases.models.journal import JournalEntry
from cases.models.move import CaseMove, MoveRun
from cases.models.notice import Notice, Reminder
from cases.models.obligation import Obligation
from cases.models.participant import Participant
from cases.models.pause import Pause
from cases.models.process import CaseProcess, CaseTask, TaskDraft
from cases.models.programme import Programme
from cases.models.proposal import Proposal, ProposalAnswer

__all__ = [
    "Case",
    "CaseBeside",
    "CaseMove",
    "CaseProcess",
    "CaseTask",
    "Decision",
    "Goal",
    "JournalEntry",
    "MoveRun",
    "Notice",
    "Obligation",
    "Participant",
    "Pause",
    "PhaseVisit",
    "Programme",
    "Proposal",
    "ProposalAnswer",
    "Reminder",
    "TaskDraft",
    "TeamMember",
]

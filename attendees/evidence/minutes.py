"""Stays of one person and parts of a session in, minutes and a proposal out."""

from attendees.evidence.counting import evidence_of
from attendees.evidence.figures import Evidence, Part, PartEvidence, Proposal, Rule
from attendees.evidence.proposing import propose

__all__ = ["Evidence", "Part", "PartEvidence", "Proposal", "Rule", "evidence_of", "propose"]

"""Who, and who may see whom."""

from .care import CareLink, ConsentRecord, HandOver, Invitation
from .change import Change
from .emergency import BreakGlass, EmergencyNotice
from .log import AccessLog
from .people import Clinician, Patient, User
from .teams import Cover, Membership, Team

__all__ = [
    "AccessLog",
    "BreakGlass",
    "CareLink",
    "Change",
    "Clinician",
    "ConsentRecord",
    "Cover",
    "EmergencyNotice",
    "HandOver",
    "Invitation",
    "Membership",
    "Patient",
    "Team",
    "User",
]

"""Who, and who may see whom."""

from .care import CareLink, ConsentRecord, Invitation
from .log import AccessLog
from .people import Clinician, Patient, User

__all__ = ["AccessLog", "CareLink", "Clinician", "ConsentRecord", "Invitation", "Patient", "User"]

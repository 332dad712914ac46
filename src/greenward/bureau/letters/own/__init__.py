"""The kinds of letters every room needs; our own words throughout."""

from .notices import CORRECTION_REQUEST, REMINDER, WITHDRAWAL
from .orders import ORDER
from .service import PUBLIC_NOTICE, SERVICE_RECORD

KINDS = (ORDER, CORRECTION_REQUEST, REMINDER, WITHDRAWAL, SERVICE_RECORD, PUBLIC_NOTICE)

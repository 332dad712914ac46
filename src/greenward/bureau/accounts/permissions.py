"""Who may do which act: the one table of the house. An act that is not in it cannot be done."""

from __future__ import annotations

from .models import Role

OFFICIALS = frozenset(Role)
CONSOLE: frozenset[Role] = frozenset()
"""No post: the operator at the console alone, since the act reaches beyond any one area."""

ACTS: dict[str, frozenset[Role]] = {
    "see_buildings": OFFICIALS,
    "see_audit": frozenset({Role.AUDITOR, Role.DIRECTOR}),
    "create_user": frozenset({Role.DIRECTOR}),
    "set_password": CONSOLE,
    "close_user": CONSOLE,
    "enrol": CONSOLE,
    "appoint": frozenset({Role.DIRECTOR}),
    "end_post": frozenset({Role.DIRECTOR}),
    "record_area": CONSOLE,
    "import_buildings": frozenset({Role.REGISTRAR}),
    "import_energy": frozenset({Role.REGISTRAR}),
    "undo_import": frozenset({Role.REGISTRAR}),
    "save_import_profile": frozenset({Role.REGISTRAR}),
    "record_class": frozenset({Role.REGISTRAR, Role.OFFICER}),
    "enter_standard": frozenset({Role.STANDARDS}),
    "confirm_standard": frozenset({Role.STANDARDS}),
    "use_standard": frozenset({Role.STANDARDS}),
    "load_text": frozenset({Role.STANDARDS, Role.DIRECTOR}),
    "draft_discretion": frozenset({Role.STANDARDS}),
    "publish_discretion": frozenset({Role.DIRECTOR}),
    "enter_policy": frozenset({Role.STANDARDS, Role.DIRECTOR}),
    "enter_holidays": frozenset({Role.STANDARDS, Role.DIRECTOR}),
    "publish_law": frozenset({Role.DIRECTOR}),
    "assess": frozenset({Role.DIRECTOR, Role.OFFICER}),
    "record_energy_act": frozenset({Role.OFFICER}),
    "record_metering": frozenset({Role.OFFICER}),
    "order_correction": frozenset({Role.OFFICER}),
    "record_penalty": frozenset({Role.OFFICER}),
    "export": OFFICIALS,
}

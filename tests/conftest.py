"""Ground of the suite: a real PostgreSQL, Django's settings, catalogues, people and a browser.

The embedded server is kept between runs (without fsync: its data are worth nothing); DATABASE_URL
names another one. GREENWARD_TEST_DB names the test database, so that two runs do not meet.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings

from greenward.launch import postgres

settings.register_profile("greenward", deadline=None)
settings.load_profile("greenward")  # machines are noisy: no example is judged by its time

_OURS = hashlib.sha256(os.fsencode(Path(__file__).resolve())).hexdigest()[:8]
SERVER = Path(tempfile.gettempdir()) / f"greenward-tests-{os.geteuid()}-{_OURS}" / "postgres"


def _surroundings() -> None:
    """Settings are read from the environment, so it comes first; workers inherit it. Compiled
    modules are kept whatever it says: the suite starts hundreds of commands."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if "PYTEST_XDIST_WORKER" not in os.environ:
        home = tempfile.mkdtemp(prefix="greenward-test-home-")
        os.environ["GREENWARD_HOME"] = home
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        os.environ.setdefault("DATABASE_URL", postgres.url(SERVER))
    os.environ["DJANGO_SETTINGS_MODULE"] = "greenward.settings"
    os.environ.pop("GREENWARD_DEMO", None)


def _django() -> None:
    import django
    from django.conf import settings

    if "PYTEST_XDIST_WORKER" not in os.environ:
        from greenward.web.catalogue import compile_catalogues

        compile_catalogues()
    django.setup()
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [quick, *settings.PASSWORD_HASHERS]  # commands use the real ones


_surroundings()
_django()

pytest_plugins = [
    f"tests.fixtures.{name}"
    for name in ("database", "people", "world", "processes", "browser", "doors", "issuer", "static")
]


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Every test begins in the site's own language, whatever the one before it asked for."""
    yield
    translation.deactivate()

"""The virus scanner: clamd's own protocol against a small server that speaks it, a command, a
function; what is infected is locked away everywhere and those concerned are told."""

from __future__ import annotations

import socketserver
import struct
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import examining, scanning
from greenward.bureau.casework.contents import Refused
from greenward.bureau.casework.documents import QUARANTINE, path_of, place
from greenward.bureau.casework.filings import NotOpened, file_document, opened, replace
from greenward.bureau.casework.models import AuditEvent, Document, Matter, Task
from greenward.bureau.casework.previews import preview_of
from greenward.bureau.casework.scanning import ScannerFailed, scanner

from . import papers

FOUND = "Win.Test.EICAR_HDB-1"


class Clamd(socketserver.BaseRequestHandler):
    """Speaks INSTREAM: reads the pieces and answers as clamd does."""

    def handle(self) -> None:
        assert self._read(10) == b"zINSTREAM\0"
        held = b""
        while length := struct.unpack("!I", self._read(4))[0]:
            held += self._read(length)
        server: Any = self.server
        server.seen.append(len(held))
        said = f"stream: {FOUND} FOUND" if papers.EICAR in held else "stream: OK"
        self.request.sendall((server.answer or said).encode() + b"\0")

    def _read(self, size: int) -> bytes:
        held = b""
        while len(held) < size:
            piece = self.request.recv(size - len(held))
            if not piece:
                raise ConnectionError
            held += piece
        return held


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    answer = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clamd)
        self.seen: list[int] = []


@pytest.fixture
def clamd() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def address(server: Server) -> str:
    return f"clamd:127.0.0.1:{server.server_address[1]}"


@pytest.fixture
def eicar(tmp_path: Path) -> Path:
    path = tmp_path / "eicar"
    path.write_bytes(papers.EICAR)
    return path


def test_clamd_finds_the_test_virus_and_passes_what_is_clean(
    clamd: Server, eicar: Path, tmp_path: Path
) -> None:
    scan = scanner(address(clamd))
    assert scan is not None
    assert scan(eicar) == FOUND
    large = tmp_path / "large"
    large.write_bytes(bytes(3 * scanning.CHUNK + 17))
    assert scan(large) == ""
    assert clamd.seen == [68, 3 * scanning.CHUNK + 17]


def test_a_scanner_that_fails_says_nothing_of_the_file(clamd: Server, eicar: Path) -> None:
    clamd.answer = "INSTREAM size limit exceeded. ERROR"
    with pytest.raises(ScannerFailed, match="size limit"):
        scanner(address(clamd))(eicar)  # type: ignore[misc]
    with pytest.raises(ScannerFailed):
        scanner("clamd:127.0.0.1:1")(eicar)  # type: ignore[misc]
    with pytest.raises(ScannerFailed):
        scanner("clamd:/nowhere/clamd.sock")(eicar)  # type: ignore[misc]


def test_clamd_on_a_unix_socket(eicar: Path, tmp_path: Path) -> None:
    class Local(socketserver.UnixStreamServer):
        seen: list[int] = []
        answer = ""

    path = str(tmp_path / "s")
    with Local(path, Clamd) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert scanner(f"clamd:{path}")(eicar) == FOUND  # type: ignore[misc]
        thread.join()


def command(tmp_path: Path, code: str) -> str:
    script = tmp_path / "scan.py"
    script.write_text(code)
    return f"command:{sys.executable} {script}"


def test_a_command_tells_by_its_exit_code(tmp_path: Path, eicar: Path) -> None:
    code = (
        "import sys\nbad = b'EICAR' in open(sys.argv[1], 'rb').read()\n"
        "print(sys.argv[1] + ': Eicar-Test FOUND' if bad else 'OK')\nsys.exit(bad)\n"
    )
    scan = scanner(command(tmp_path, code))
    assert scan is not None
    assert scan(eicar) == "Eicar-Test FOUND"
    clean = tmp_path / "clean"
    clean.write_bytes(b"clean")
    assert scan(clean) == ""
    with pytest.raises(ScannerFailed, match="exit code 2"):
        scanner(command(tmp_path, "import sys; sys.exit(2)"))(eicar)  # type: ignore[misc]
    with pytest.raises(ScannerFailed):
        scanner("command:/no/such/scanner")(eicar)  # type: ignore[misc]


def test_no_scanner_and_wrong_settings() -> None:
    assert scanner("") is None
    for wrong in ("clamav", "clamd:", "http://x"):
        with pytest.raises(ValueError, match="GREENWARD_SCANNER"):
            scanner(wrong)


def test_without_a_scanner_a_document_is_said_to_be_not_scanned(
    officer: Actor,
    matter: Matter,
) -> None:
    filing = file_document(officer, matter, papers.upload(papers.pdf(), "a.pdf"), "report")
    examining.run(filing.pk)
    filing.document.refresh_from_db()
    assert filing.document.scan == Document.Scan.NOT_SCANNED
    assert preview_of(filing.document) is not None


def infected_text() -> Any:
    return papers.upload(papers.EICAR, "letter.txt")


def test_what_is_infected_is_locked_away_and_those_concerned_are_told(
    officer: Actor,
    owner: Actor,
    matter: Matter,
    clamd: Server,
    settings: Any,
) -> None:
    settings.SCANNER = address(clamd)
    filing = file_document(owner, matter, infected_text(), "statement", "Our answer")
    assert filing.document.scan == Document.Scan.WAITING
    with pytest.raises(NotOpened):
        opened(owner, filing)
    examining.run(filing.pk)
    document = Document.objects.get()
    assert (document.scan, document.scan_said) == (Document.Scan.INFECTED, FOUND)
    assert document.scanned_at is not None
    assert not path_of(document).exists()
    assert place(document.pk, QUARANTINE).read_bytes() == papers.EICAR
    filing.document.refresh_from_db()
    with pytest.raises(NotOpened):
        opened(officer, filing)

    tasks = Task.objects.filter(act=examining.REPLACE, closed_at=None)
    assert {(task.role, task.organisation_id, task.note) for task in tasks} == {
        ("officer", None, "Our answer"),
        ("", owner.organisations[0], "Our answer"),
    }
    [event] = AuditEvent.objects.filter(act="find_virus")
    assert event.payload["found"] == FOUND

    examining.run(filing.pk)
    assert Task.objects.filter(act=examining.REPLACE).count() == 2
    assert AuditEvent.objects.filter(act="find_virus").count() == 1

    with pytest.raises(Refused):
        file_document(officer, matter, infected_text(), "other")
    replace(owner, filing, papers.upload(b"clean words", "letter.txt"))
    assert not tasks.all().exists()


def test_a_document_waits_while_the_scanner_is_away_and_is_scanned_later(
    officer: Actor,
    matter: Matter,
    clamd: Server,
    settings: Any,
    time_machine: Any,
) -> None:
    settings.SCANNER = "clamd:127.0.0.1:1"
    filing = file_document(officer, matter, papers.upload(b"words", "a.txt"), "report")
    with pytest.raises(ScannerFailed):
        examining.run(filing.pk)
    document = Document.objects.get()
    assert document.scan == Document.Scan.WAITING
    settings.SCANNER = address(clamd)
    ProcrastinateJob.objects.all().delete()
    examining.again()
    assert not ProcrastinateJob.objects.exists()  # its own job is still to come
    time_machine.move_to(timezone.now() + timedelta(minutes=10))
    examining.again()
    assert [job.args["pk"] for job in ProcrastinateJob.objects.all()] == [filing.pk]
    examining.run(filing.pk)
    document.refresh_from_db()
    assert document.scan == Document.Scan.CLEAN
    assert opened(officer, type(filing).objects.get(pk=filing.pk)).exists()


def test_what_came_in_before_there_was_a_scanner_is_scanned_once_there_is_one(
    officer: Actor,
    matter: Matter,
    clamd: Server,
    settings: Any,
) -> None:
    filing = file_document(officer, matter, infected_text(), "report")
    examining.run(filing.pk)
    settings.SCANNER = address(clamd)
    examining.run(filing.pk)
    assert Document.objects.get().scan == Document.Scan.INFECTED


def test_a_refusal_is_a_sentence(officer: Actor, matter: Matter) -> None:
    with pytest.raises(ValidationError) as error:
        file_document(officer, matter, papers.upload(b"x", "a.txt"), "no such kind")
    assert error.value.messages

"""Documents by content: on disk before they are acknowledged, one for equal contents, swept."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import time
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, connections, transaction

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import documents
from greenward.bureau.casework.contents import Refused
from greenward.bureau.casework.documents import keep, keep_own, path_of, received, store, taken
from greenward.bureau.casework.models import Document
from greenward.bureau.casework.sweeping import DAY, sweep

from . import papers


@pytest.fixture
def folder(documents_folder: Path) -> Path:
    return documents_folder


def files(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if p.is_file())


def test_a_document_lies_under_its_hash_and_no_name_of_anybodys(
    officer: Actor, folder: Path
) -> None:
    with taken(papers.upload(papers.pdf(), "../../报告.pdf")) as found:
        assert found.type is not None
        document = store(officer, found, found.name, found.type.media_type)
    sha256 = hashlib.sha256(papers.pdf()).hexdigest()
    assert (document.pk, document.name, document.media_type) == (
        sha256,
        "报告.pdf",
        "application/pdf",
    )
    assert path_of(document) == folder / sha256[:2] / sha256
    assert path_of(document).read_bytes() == papers.pdf()
    assert files(folder) == [sha256]


def test_what_is_refused_leaves_nothing(officer: Actor, folder: Path) -> None:
    with pytest.raises(Refused), taken(papers.upload(b"MZ" + bytes(99), "a.pdf")):
        pass
    assert files(folder) == []
    assert not Document.objects.exists()


def test_a_stream_without_end_is_cut_off_at_the_limit(folder: Path) -> None:
    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return bytes(size)

    source = Endless()
    with pytest.raises(Refused), received(source, limit=5 * documents.CHUNK):
        pass
    assert source.given <= 7 * documents.CHUNK
    assert files(folder) == []


def test_an_act_taken_back_leaves_a_file_for_the_sweep_and_no_row(
    officer: Actor, folder: Path
) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        document = keep(officer, io.BytesIO(papers.png()), "a.png", "image/png")
        raise RuntimeError
    assert not Document.objects.exists()
    assert path_of(document).exists()
    assert sweep() == 0
    old = time.time() - DAY - 1
    os.utime(path_of(document), (old, old))
    assert sweep() == 1
    assert files(folder) == []


def test_the_sweep_keeps_what_has_a_row_and_drops_what_came_halfway(
    officer: Actor, folder: Path
) -> None:
    kept = keep(officer, io.BytesIO(b"a,b\n"), "a.csv", "text/csv")
    half = folder / documents.COMING / "half"
    half.write_bytes(b"half")
    picture = documents.place("ab" + "0" * 62, documents.PREVIEWS)
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"of a document that is gone")
    old = time.time() - DAY - 1
    for path in (half, path_of(kept)):
        os.utime(path, (old, old))
    assert sweep() == 2
    assert files(folder) == [kept.pk]


def test_the_row_says_what_the_content_is_not_what_the_browser_says(officer: Actor) -> None:
    kept = keep(officer, io.BytesIO(papers.png()), "a.pdf", "application/pdf")
    assert kept.media_type == "image/png"
    assert keep(officer, io.BytesIO(b"<html>"), "a", "text/html").media_type == "text/html"


def test_of_what_the_house_made_the_type_is_known(officer: Actor) -> None:
    kept = keep_own(officer, b"%PDF-1.7 ours", "letter.pdf", "application/pdf")
    assert (kept.media_type, path_of(kept).read_bytes()) == ("application/pdf", b"%PDF-1.7 ours")


def test_a_document_and_its_row_cannot_be_changed(officer: Actor) -> None:
    kept = keep(officer, io.BytesIO(b"abc"), "a.txt", "text/plain")
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        Document.objects.filter(pk=kept.pk).update(size=4)
    Document.objects.filter(pk=kept.pk).update(scan="clean")


@pytest.mark.django_db(transaction=True)
def test_the_same_content_from_many_at_once_is_one_document(officer: Actor, folder: Path) -> None:
    together = threading.Barrier(6)
    made: list[str] = []

    def send() -> None:
        try:
            with received(io.BytesIO(papers.png())) as found:
                together.wait()
                made.append(store(officer, found, "a.png", "image/png").pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert Document.objects.count() == 1
    assert files(folder) == [made[0]]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_leaves_a_content_alone_that_is_being_stored(
    officer: Actor, folder: Path
) -> None:
    """The row is not committed yet and the file looks old: only the lock tells."""
    stored, swept = threading.Event(), threading.Event()

    def send() -> None:
        try:
            with transaction.atomic():
                document = keep(officer, io.BytesIO(b"slow"), "a.txt", "text/plain")
                old = time.time() - DAY - 1
                os.utime(path_of(document), (old, old))
                stored.set()
                assert swept.wait(30)
        finally:
            connections.close_all()

    thread = threading.Thread(target=send)
    thread.start()
    assert stored.wait(30)
    assert sweep() == 0
    swept.set()
    thread.join()
    assert path_of(Document.objects.get()).read_bytes() == b"slow"
    assert connection.in_atomic_block is False

"""Reaching the states of packs by the operations people use, and opening them the way the regulator does."""

import subprocess
import zipfile
from pathlib import Path

from assurance import jobs
from reports.models import Pack
from reports.operations.packs import mark_pack_sent, request_pack
from selfassessment.models import RequestedItem
from tests.selfassessment.asking import answered, approved, document, one_more


def approved_item(northmoor, now, *documents, reference="IR1", section="general", **asked) -> RequestedItem:
    """An approved item that these documents answer, or words where there are none; each may come with a pointer."""
    item = one_more(northmoor, now, section, reference, asked.pop("title", "Complaints"), **asked)
    for one in documents:
        evidence, pointer = one if isinstance(one, tuple) else (one, "")
        answered(northmoor, item, now, kind="document", evidence=evidence, pointer=pointer)
    return approved(northmoor, item, now)


def paper(northmoor, now, title="Complaints report", content=b"Words.", name="report.txt"):
    """A document with a checked file that ends as it is named, whatever is in it."""
    return document(northmoor, now, title, content, name)


def asked_pack(northmoor, now, kind="whole") -> Pack:
    """A pack that Priya asked for, waiting for a worker."""
    return request_pack(round=northmoor.round, kind=kind, by=northmoor.priya, at=now)


def made_pack(northmoor, now, kind="whole") -> Pack:
    """A pack that a worker has made, here and now."""
    pack = asked_pack(northmoor, now, kind)
    jobs.run(pack.job_id)
    return Pack.objects.select_related("job", "round__council").get(pk=pack.pk)


def sent_pack(northmoor, now, kind="whole") -> Pack:
    """A pack that was made and noted as sent."""
    pack = made_pack(northmoor, now, kind)
    mark_pack_sent(pack=pack, how="By the portal", by=northmoor.priya, at=now)
    return Pack.objects.select_related("job", "round__council").get(pk=pack.pk)


def names_in(pack: Pack) -> list[str]:
    """What stands in a pack's file, in its order."""
    with zipfile.ZipFile(pack.file.path) as opened:
        return opened.namelist()


def read_from(pack: Pack, name: str) -> bytes:
    """One file of a pack."""
    with zipfile.ZipFile(pack.file.path) as opened:
        return opened.read(name)


def unpacked(pack: Pack, folder: Path) -> Path:
    """A pack unpacked by a program that isn't ours."""
    subprocess.run(["python3", "-m", "zipfile", "-e", pack.file.path, str(folder)], check=True)
    return folder

"""Inside the process that assurance/bounded.py starts. Imports as little as it can, to be there at once. Pure."""

import marshal
import os
import sys
from typing import BinaryIO

HEADER = 9  # one letter for the kind of frame, eight bytes for its length
VALUE, REFUSED, TOO_LARGE, BROKEN, END = b"V", b"R", b"M", b"B", b"."
# Address space, seconds of work, bytes written to files, bytes of a core dump.
LIMITED = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE")


class Refused(ValueError):
    """A file that can't be read; its text is the sentence to show."""


def limit(memory: int, seconds: int) -> None:
    """Take away what this process does not need. It can't be given back."""
    import resource

    for name, most in zip(LIMITED, (memory, seconds, 0, 0), strict=True):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (ValueError, OSError):  # macOS refuses some; the limits on time and on the answer hold there too
            continue


def frame(out: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write one frame: its kind, its length, its bytes."""
    out.write(kind + len(body).to_bytes(HEADER - 1, "big"))
    out.write(body)


def undumpable() -> None:
    """No core dump of this process, also where the system hands dumps to a program, which no limit holds back."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
    except (OSError, AttributeError):  # only Linux has it
        return


def given() -> dict:
    """What a streamed file's reader is told before the file: a length in eight bytes, then named values."""
    size = int.from_bytes(sys.stdin.buffer.read(HEADER - 1), "big")
    return marshal.loads(sys.stdin.buffer.read(size))  # noqa: S302 - written by the process that started this one


def where() -> str:
    """What went wrong and on which lines, without the words of the error: they may quote the file."""
    import traceback

    kind, _, place = sys.exc_info()
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(place)]
    return "\n".join([*lines, kind.__name__ if kind else ""])


def serve(name: str, memory: int, seconds: int, largest: int, streamed: int = 0) -> None:
    """Import the function while the file is still on its way, take the file, and answer.

    A streamed file is handed to the function as it comes, with what else the function is told; nothing of it is said in
    an error.
    """
    out = os.fdopen(os.dup(1), "wb", buffering=2**20)
    try:
        if streamed:
            undumpable()
        module, _, attribute = name.partition(":")
        function = getattr(__import__(module, fromlist=[attribute]), attribute)
        limit(memory, seconds)
        try:
            for value in function(sys.stdin.buffer, **given()) if streamed else function(sys.stdin.buffer.read()):
                body = marshal.dumps(value)
                if len(body) > largest:
                    raise MemoryError
                frame(out, VALUE, body)
            frame(out, END)
        except Refused as why:
            frame(out, REFUSED, str(why).encode("utf-8"))
    except MemoryError:
        frame(out, TOO_LARGE)
    except Exception:
        if streamed:
            words = where()
        else:
            import traceback

            words = traceback.format_exc()
        frame(out, BROKEN, words.encode("utf-8"))
    out.flush()
    os._exit(0)  # nothing to tidy: the system takes it all back

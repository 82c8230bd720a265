"""Why a file can't be read, in this room's words: the reader speaks of published figures and of downloads. Pure."""

from assurance.ascof import inspection, workbooks

CUT_OFF = "The file is not complete or is damaged, so it can’t be read. Save it again and try once more."
NOT_OURS = ("publish", "figure", "ownload", "quotation", "Line ", "spreadsheet")


def in_our_words(sentence: str, instead: str) -> str:
    """The reader's sentence where it fits here too, otherwise ours or the one to say `instead`."""
    if sentence in {workbooks.DAMAGED, inspection.TRUNCATED}:
        return CUT_OFF
    ours = not any(word in sentence for word in NOT_OURS)
    return sentence if ours or sentence == workbooks.LOCKED else instead

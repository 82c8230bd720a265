"""What happened, as sentences: how each verb of the history is said of one or two things, and of many. Pure.

>>> sentence("Aisha Rahman", "uploaded", ["E1 Carers’ survey, file 1"])
'Aisha Rahman uploaded E1 Carers’ survey, file 1'
>>> sentence("Aisha Rahman", "uploaded", [f"E{n} A paper, file 1" for n in range(6)])
'Aisha Rahman uploaded 6 files'
>>> sentence("Priya Nair", "gave to somebody the item", ["housing: IR19 Housing"])
'Priya Nair gave the item IR19 Housing to somebody'
"""

import re
from collections.abc import Sequence

NAMED = 2  # so many things are named, more are counted
WITHDREW = "withdrew words from {what}", "withdrew words from {n} places"

# A verb: what it says of one thing or two, and of many.
SAYINGS: dict[str, tuple[str, str]] = {
    # What is written, scored and said in the sections.
    "wrote": ("wrote {what}", "wrote {n} parts"),
    "scored": ("scored {what}", "scored {n} statements"),
    "restored": ("brought back an earlier version of {what}", "brought back earlier versions of {n} parts"),
    "wrote a text that was kept aside for": (
        "wrote a text that was kept aside for {what}",
        "wrote texts that were kept aside for {n} parts",
    ),
    "put away the text kept aside for": (
        "put away the text kept aside for {what}",
        "put away the texts kept aside for {n} parts",
    ),
    "confirmed": ("confirmed that what {what} says still holds", "confirmed {n} texts carried over"),
    "withdrew words from": WITHDREW,
    "withdrew words everywhere, from the page of": (
        "withdrew words everywhere, from the page of {what}",
        "withdrew words everywhere, from the pages of {n} sections",
    ),
    "withdrew words also from": WITHDREW,
    "withdrew words everywhere, also from": WITHDREW,
    "said was not personal data": (
        "said of {what} that what was found there is nobody’s personal data",
        "said of {n} places that what was found there is nobody’s personal data",
    ),
    "commented on": ("commented on {what}", "commented on {n} parts"),
    "answered a comment on": ("answered a comment on {what}", "answered comments on {n} parts"),
    "resolved a comment on": ("resolved a comment on {what}", "resolved comments on {n} parts"),
    "opened again a comment on": ("opened again a comment on {what}", "opened again comments on {n} parts"),
    "withdrew a comment on": ("withdrew a comment on {what}", "withdrew comments on {n} parts"),
    "gave a challenge score for": (
        "gave a challenge score for {what}",
        "gave challenge scores for {n} statements",
    ),
    "changed the challenge score for": (
        "changed the challenge score for {what}",
        "changed the challenge scores for {n} statements",
    ),
    "cited a figure in": ("cited a figure in {what}", "cited figures in {n} parts"),
    "brought a figure up to date in": (
        "brought a figure up to date in {what}",
        "brought figures up to date in {n} parts",
    ),
    "kept a figure as it is in": ("kept a figure as it is in {what}", "kept figures as they are in {n} parts"),
    "took back a decision about a figure in": (
        "took back a decision about a figure in {what}",
        "took back decisions about figures in {n} parts",
    ),
    # How far sections, and items of the information return, are.
    "started": ("started {what}", "started {n} sections"),
    "marked as blocked": ("marked {what} as blocked", "marked {n} sections as blocked"),
    "unblocked": ("unblocked {what}", "unblocked {n} sections"),
    "sent for review": ("sent {what} for review", "sent {n} sections for review"),
    "asked for changes to": ("asked for changes to {what}", "asked for changes to {n} sections or items"),
    "agreed": ("agreed {what}", "agreed {n} sections"),
    "took back to drafting": ("took {what} back to drafting", "took {n} sections or items back to drafting"),
    "signed off": ("signed off {what}", "signed off {n} sections"),
    "reopened": ("reopened {what}", "reopened {n} sections"),
    "signed off the round": ("signed off the round {what}", "signed off {n} rounds"),
    "reopened the round": ("reopened the round {what}", "reopened {n} rounds"),
    "set the due date of": ("set the due date of {what}", "set the due dates of {n} sections"),
    "assigned": ("said who has {what}", "said who has what in {n} sections"),
    "applied the spreadsheet": ("applied the spreadsheet {what}", "applied {n} spreadsheets"),
    # Evidence.
    "added": ("added {what}", "added {n} items of evidence"),
    "added a draft of": ("added a draft of {what}", "added drafts of {n} items of evidence"),
    "took up the draft": ("took up the draft {what}", "took up {n} drafts of evidence"),
    "changed": ("changed {what}", "changed {n} items of evidence"),
    "withdrew": ("withdrew {what}", "withdrew {n} items of evidence"),
    "added the category of evidence": (
        "added the category of evidence {what}",
        "added {n} categories of evidence",
    ),
    "uploaded": ("uploaded {what}", "uploaded {n} files"),
    "checked": ("checked {what}", "checked {n} files"),
    "did not take": ("did not take {what}", "did not take {n} files"),
    "said may stay, after looking at what was found,": (
        "looked at what was found in {what} and said that it may stay",
        "looked at what was found in {n} files and said that it may stay",
    ),
    "withdrew the file": ("withdrew the file {what}", "withdrew {n} files"),
    "cited": ("cited {what}", "cited {n} items of evidence"),
    "no longer cites": ("took away a citation of {what}", "took away citations of {n} items of evidence"),
    "confirmed the citation of": (
        "confirmed that {what} still backs what cites it",
        "confirmed the citations of {n} items of evidence",
    ),
    # The action plan and checklists.
    "added the action": ("added the action {what}", "added {n} actions"),
    "changed the action": ("changed the action {what}", "changed {n} actions"),
    "gave news of": ("gave news of {what}", "gave news of {n} actions"),
    "changed the colour of": ("changed the colour of {what}", "changed the colours of {n} actions"),
    "closed as done": ("closed {what} as done", "closed {n} actions as done"),
    "closed as given up": ("closed {what} as given up", "closed {n} actions as given up"),
    "closed as taken back": ("closed {what} as taken back", "closed {n} actions as taken back"),
    "opened again": ("opened {what} again", "opened {n} actions again"),
    "took back the action": ("took back the action {what}", "took back {n} actions"),
    "answered": ("answered {what}", "answered {n} questions of the checklists"),
    "added the checklist": ("added the checklist {what}", "added {n} checklists"),
    "changed the checklist": ("changed the checklist {what}", "changed {n} checklists"),
    "replaced the checklist": ("replaced the checklist {what}", "replaced {n} checklists"),
    # The information return and what the regulator asks later.
    "started the information return of": (
        "started the information return of {what}",
        "started {n} information returns",
    ),
    "found in the letter the item": ("found the item {what} in the letter", "found {n} items in the letter"),
    "added the item": ("added the item {what}", "added {n} items to the information return"),
    "added items to the information return of": (
        "added items to the information return of {what}",
        "added items to {n} information returns",
    ),
    "changed the item": ("changed the item {what}", "changed {n} items of the information return"),
    "moved in the list the item": (
        "moved the item {what} in the list",
        "moved {n} items of the information return in the list",
    ),
    "removed the item": ("removed the item {what}", "removed {n} items of the information return"),
    "put back the item": ("put back the item {what}", "put back {n} items of the information return"),
    "changed the limits of": ("changed the limits of {what}", "changed the limits of {n} information returns"),
    "gave to somebody the item": ("gave the item {what} to somebody", "gave {n} items to those who answer them"),
    "took from its owner the item": (
        "took the item {what} from its owner",
        "took {n} items from their owners",
    ),
    "named who helps with the item": (
        "named who helps with the item {what}",
        "named who helps with {n} items",
    ),
    "chased items of": ("chased items of {what}", "chased items of {n} information returns"),
    "added to the answer to": ("added to the answer to {what}", "added to {n} answers"),
    "took from the answer to": ("took something from the answer to {what}", "took something from {n} answers"),
    "changed in the answer to": ("changed something in the answer to {what}", "changed something in {n} answers"),
    "put in another order the answer to": (
        "put the answer to {what} in another order",
        "put {n} answers in another order",
    ),
    "said the confidence in": (
        "said how sure we are of the answer to {what}",
        "said how sure we are of {n} answers",
    ),
    "looked for personal data in": (
        "looked for personal data in {what}",
        "looked for personal data in {n} answers",
    ),
    "started answering": ("started answering {what}", "started answering {n} items"),
    "sent for approval": ("sent {what} for approval", "sent {n} items for approval"),
    "approved": ("approved {what}", "approved {n} items"),
    "sent": ("sent the answer to {what}", "sent the answers to {n} items"),
    "noted a query about": ("noted a query about {what}", "noted queries about {n} items"),
    "wrote down the request": ("wrote down the request {what}", "wrote down {n} requests of the regulator"),
    "changed the request": ("changed the request {what}", "changed {n} requests of the regulator"),
    "opened again the request": (
        "opened the request {what} again",
        "opened {n} requests of the regulator again",
    ),
    "noted as no longer asked for": (
        "noted {what} as no longer asked for",
        "noted {n} requests as no longer asked for",
    ),
    "marked as sent the answer to": (
        "marked the answer to {what} as sent",
        "marked the answers to {n} requests as sent",
    ),
    # Documents and packs.
    "asked for": ("asked for {what}", "asked for {n} documents"),
    "asked again for": ("asked again for {what}", "asked again for {n} documents"),
    "stopped": ("stopped the making of {what}", "stopped the making of {n} documents"),
    "took back": ("took back {what}", "took back {n} documents"),
    "marked as sent": ("marked {what} as sent", "marked {n} packs as sent"),
    "deleted the file of": ("deleted the file of {what}", "deleted the files of {n} packs"),
    "took away the file of": ("took away the file of {what}", "took away the files of {n} packs"),
    # The timeline and the visit.
    "started the timeline of": ("started the timeline of {what}", "started {n} timelines"),
    "added to the timeline": ("added {what} to the timeline", "added {n} dates to the timeline"),
    "changed on the timeline": ("changed {what} on the timeline", "changed {n} dates on the timeline"),
    "took out of the timeline": ("took {what} out of the timeline", "took {n} dates out of the timeline"),
    "put back on the timeline": ("put {what} back on the timeline", "put {n} dates back on the timeline"),
    "fixed the plan of": ("fixed the plan of {what}", "fixed {n} plans"),
    "changed the date of": ("changed the date of {what}", "changed {n} dates"),
    "let the service count": ("let the service count the date of {what}", "let the service count {n} dates"),
    "opened a calendar address for": ("opened a calendar address for {what}", "opened {n} calendar addresses"),
    "closed the calendar address for": (
        "closed the calendar address for {what}",
        "closed {n} calendar addresses",
    ),
    "put on the timetable": ("put {what} on the timetable", "put {n} sessions on the timetable"),
    "changed the session": ("changed the session {what}", "changed {n} sessions"),
    "cancelled the session": ("cancelled the session {what}", "cancelled {n} sessions"),
    "put back the session": ("put the session {what} back", "put {n} sessions back"),
    "told everybody of the bulletin of": (
        "told everybody of the bulletin of {what}",
        "told everybody of {n} bulletins",
    ),
    "logged in": ("wrote in the log of {what}", "wrote in the logs of {n} sessions"),
    "took an entry out of": (
        "took an entry out of the log of {what}",
        "took entries out of the logs of {n} sessions",
    ),
    "put back an entry in": (
        "put an entry back in the log of {what}",
        "put entries back in the logs of {n} sessions",
    ),
    "made an action from the log of": (
        "made an action from the log of {what}",
        "made actions from the logs of {n} sessions",
    ),
    "made a follow-up request from the log of": (
        "made a follow-up request from the log of {what}",
        "made follow-up requests from the logs of {n} sessions",
    ),
    # Rounds and people.
    "started the round": ("started the round {what}", "started {n} rounds"),
    "changed the round": ("changed the round {what}", "changed {n} rounds"),
    "closed the round": ("closed the round {what}", "closed {n} rounds"),
    "opened the round again": ("opened the round {what} again", "opened {n} rounds again"),
    "chose as the current round": ("chose {what} as the current round", "chose another current round {n} times"),
    "carried over": ("carried over what stood in {what}", "carried over what stood in {n} rounds"),
    "carried over the texts of": ("carried over the texts of {what}", "carried over the texts of {n} rounds"),
    "carried over who has what from": (
        "carried over who has what from {what}",
        "carried over who has what from {n} rounds",
    ),
    "confirmed who has what in": ("confirmed who has what in {what}", "confirmed who has what in {n} rounds"),
    "moved the round to another edition": (
        "moved {what} to another edition",
        "moved {n} rounds to another edition",
    ),
    "moved the texts to another edition": (
        "moved the texts of {what} to another edition",
        "moved the texts of {n} rounds to another edition",
    ),
    "shared the scores with lead members": (
        "shared the scores of {what} with lead members",
        "shared the scores of {n} rounds with lead members",
    ),
    "stopped sharing the scores with lead members": (
        "stopped sharing the scores of {what} with lead members",
        "stopped sharing the scores of {n} rounds with lead members",
    ),
    "invited": ("invited {what}", "invited {n} people"),
    "withdrew the invitation of": ("withdrew the invitation of {what}", "withdrew the invitations of {n} people"),
    "added the person": ("added {what}", "added {n} people"),
    "changed the roles of": ("changed the roles of {what}", "changed the roles of {n} people"),
    "made a password link for": ("made a password link for {what}", "made password links for {n} people"),
    # The council, its settings and its figures.
    "added the council": ("added the council {what}", "added {n} councils"),
    "changed the council's settings": ("changed the settings of {what}", "changed the settings of {n} councils"),
    "added the part": ("added the part {what}", "added {n} parts to write"),
    "changed the part": ("changed the part {what}", "changed {n} parts to write"),
    "changed the prompts of": ("changed the prompts of {what}", "changed the prompts of {n} statements"),
    "loaded the starting prompts": ("loaded the starting prompts {what}", "loaded {n} sets of starting prompts"),
    "took over the starting prompts": (
        "took over the starting prompts of {what}",
        "took over {n} sets of starting prompts",
    ),
    "added the edition": ("added the edition {what}", "added {n} editions"),
    "replaced the edition": ("replaced the edition {what}", "replaced {n} editions"),
    "uploaded figures": ("uploaded figures: {what}", "uploaded {n} files of figures"),
    "imported figures": ("imported figures: {what}", "imported {n} files of figures"),
    "took back figures": ("took back figures: {what}", "took back {n} files of figures"),
    "threw away figures": ("threw away figures: {what}", "threw away {n} files of figures"),
    "could not read figures": ("could not read figures: {what}", "could not read {n} files of figures"),
    "added the measure": ("added the measure {what}", "added {n} measures"),
    "changed the measure": ("changed the measure {what}", "changed {n} measures"),
    "set aside the measure": ("set aside the measure {what}", "set aside {n} measures"),
    "brought back the measure": ("brought back the measure {what}", "brought back {n} measures"),
    "told a figure of": ("told a figure of {what}", "told {n} figures"),
    "took away a figure of": ("took away a figure of {what}", "took away {n} figures"),
    "chose the neighbours figures are compared with": (
        "chose the neighbours figures are compared with: {what}",
        "chose the neighbours figures are compared with {n} times",
    ),
    "added a list of neighbours": ("added a list of neighbours: {what}", "added {n} lists of neighbours"),
    "replaced a list of neighbours": ("replaced a list of neighbours: {what}", "replaced {n} lists of neighbours"),
    "removed a list of neighbours": ("removed a list of neighbours: {what}", "removed {n} lists of neighbours"),
}

_SLUG = re.compile(r"^[a-z0-9][a-z0-9-]*: ")  # items of the return have the word in their address at the head


def sentence(who: str, verb: str, subjects: Sequence[str]) -> str:
    """What somebody did to these things: named where they are one or two, counted where they are more."""
    one, many = SAYINGS.get(verb, (f"{verb} {{what}}", f"{verb} {{what}} and {{more}} more"))
    named = [_SLUG.sub("", subject) for subject in subjects]
    if len(named) <= NAMED:
        return f"{who} {one.replace('{what}', ' and '.join(named))}"
    said = many.replace("{n}", str(len(named))).replace("{more}", str(len(named) - 1))
    return f"{who} {said.replace('{what}', named[0])}"

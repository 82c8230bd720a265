"""Northmoor with twenty of everything a page can list, by operations."""

import yaml
from django.conf import settings

from assurance import jobs
from assurance.models import Area, Edition, Metric, Part
from assurance.operations import councils, editions, people, prompts
from assurance.operations.figures.typed import tell_own_figure
from assurance.operations.milestones import Told
from assurance.operations.milestones import add_milestone as add_to_timeline
from assurance.operations.neighbours import choose_neighbours, save_neighbour_list
from assurance.roles import Role
from casetracking.models import Pool
from casetracking.operations.cases import add_milestone, log_contact
from casetracking.operations.drawing import ask_for_draw
from casetracking.operations.looks import record_look
from selfassessment.models import (
    Action,
    ChecklistAnswer,
    ChecklistItem,
    Comment,
    Evidence,
    FollowUpRequest,
    Judgement,
    RequestedItem,
)
from selfassessment.operations.actions import tell_progress
from selfassessment.operations.challenging import record_challenge
from selfassessment.operations.checklists import ItemWords, save_checklist
from selfassessment.operations.commenting import answer, begin_thread
from selfassessment.operations.return_chasing import name_contributors
from selfassessment.operations.return_sheets import receive_items
from selfassessment.operations.returns import remove_item
from selfassessment.operations.visit_log import entry_to_action, entry_to_follow_up
from selfassessment.operations.writing import Draft, write_parts
from selfassessment.slots import Slot
from tests.assurance.figures.local import people_waiting
from tests.assurance.figures.river import COUNCILS, imported, long_csv, row
from tests.assurance.holdings import put_many
from tests.casetracking.auditing import audited, finished, give, theme
from tests.casetracking.cases import asked
from tests.casetracking.rooms import anybody, drawn, filled, started
from tests.reports.packing import approved_item, asked_pack
from tests.reports.writing import ask_for, score_statement
from tests.selfassessment.asked_later import answer_later, ask_later
from tests.selfassessment.asking import answered, approved, given_to, one_more
from tests.selfassessment.citing import WAS_SATISFIED, write_in
from tests.selfassessment.library import more_evidence
from tests.selfassessment.promising import answer as check_off
from tests.selfassessment.promising import backed, backed_answer, link, promise
from tests.selfassessment.visiting import dated, meet, noted

MANY = 20


def grow(northmoor, statement, now) -> None:
    """Add twenty people, invitations, parts, prompts, texts, scores, documents, rounds, editions and councils."""
    round, callum, priya = northmoor.round, northmoor.callum, northmoor.priya
    _more_editions(now)
    _more_councils(northmoor, now)
    officers = []
    for number in range(MANY):
        officers.append(_join(northmoor, f"officer{number}", [Role.OFFICER], now))
        member = _join(northmoor, f"member{number}", [Role.LEAD_MEMBER, Role.CHALLENGER], now)
        people.invite(round=round, person=member, until=round.due_on, by=priya, at=now)
        record_challenge(
            round=round, statement=statement, value=3, reason="Read and weighed.", version=0, by=member, at=now
        )
        prompts.save_part(
            prompt_set=round.prompt_set, part=None, title=f"Part {number}", help="", word_guide=100,
            scope=Part.Scope.STATEMENT if number % 2 else Part.Scope.OPENING, retired=False, by=callum, at=now,
        )  # fmt: skip
    for _ in range(MANY):
        ask_for(round, northmoor.ruth, now, includes_scores=False)
    prompts.save_prompts(
        prompt_set=round.prompt_set,
        statement=statement,
        guidance="Think.",
        subtopics=[(f"Subtopic {n}", [f"Question {m}?" for m in range(MANY)]) for n in range(MANY)],
        by=callum,
        at=now,
    )
    more_evidence(northmoor, statement, MANY, now)
    _talk(northmoor, statement, officers, now)
    for one in round.edition.statements.all():
        owner = northmoor.aisha if one == statement else officers[0]
        writers = [northmoor.helen, *officers[1:10]]
        people.assign_section(
            round=round,
            statement=one,
            owner=owner,
            contributors=writers,
            reviewers=officers[10:],
            by=priya,
            at=now,
        )
        _write_and_score(round, one, northmoor.ruth, now, score=one != statement)
    _write_and_score(round, None, northmoor.ruth, now, score=False)
    cited = " ".join(f"{WAS_SATISFIED.stored} of group {number} are satisfied." for number in range(MANY))
    write_in(northmoor, statement.slug, "evidence", cited, now)
    _more_versions(round, statement, [northmoor.aisha, northmoor.ruth], now)
    _more_promises(northmoor, now)
    _more_files(northmoor, now)
    _more_cases(northmoor, now)
    _more_asked(northmoor, now)
    _more_figures(northmoor, now)
    _more_sessions(northmoor, statement, now)
    _more_to_send(northmoor, now)


def _more_sessions(northmoor, statement, now) -> None:
    """Twenty dates of one's own, twenty sessions at once with Aisha, one with twenty teams, twenty entries in a log."""
    round, priya, aisha = northmoor.round, northmoor.priya, northmoor.aisha
    dated(round, priya, now, now.date())
    for number in range(MANY):
        told = Told(f"Date {number}", counted_from="notification", days=number)
        add_to_timeline(round=round, told=told, by=priya, at=now)
        session = meet(
            round, priya, now, f"Session {number}", day=now.date(), people=[aisha, northmoor.tom], place="Room 4",
            others=[(f"Team {n}", "Practitioners") for n in (range(MANY) if not number else [number])],
            statements=[statement],
        )  # fmt: skip
        noted(session, aisha, now, owner=northmoor.tom)
    for entry in [noted(round.visit_sessions.first(), aisha, now, f"Promise {n}.") for n in range(MANY)]:
        entry_to_action(entry=entry, by=aisha, at=now)
        entry_to_follow_up(entry=entry, by=aisha, at=now)


def _more_to_send(northmoor, now) -> None:
    """Twenty packs of twenty items, twenty more that stay, twenty follow-up requests with twenty parts in the first."""
    round, aisha, priya = northmoor.round, northmoor.aisha, northmoor.priya
    paper = Evidence.objects.filter(council=northmoor.council, kind="document").order_by("number").first()
    first = FollowUpRequest.objects.order_by("number").first()
    for number in range(MANY):
        approved_item(northmoor, now, paper, reference=f"G{number}", title=f"Item {number}")
        one_more(northmoor, now, reference=f"Z{number}")
        request = ask_later(round, priya, now, f"Thing {number}.", owner=aisha, due_at=now)
        for one in (first, request):
            answer_later(one, aisha, now, text=f"Words {number}.")
    for number in range(MANY):
        pack = asked_pack(northmoor, now)
        if number == 0:
            jobs.run(pack.job_id)


def _more_figures(northmoor, now) -> None:
    """Twenty measures with figures of twenty councils, a list of twenty neighbours, twenty lists."""
    areas = list(Area.objects.filter(kind="council", ended_on=None, invented=False).order_by("code")[:MANY])
    england = Area.objects.get(code="E92000001")
    for metric in Metric.objects.filter(framework="ascof-2023").order_by("position")[:MANY]:
        put_many(northmoor.council, metric, [northmoor.council.area], "2024-25", 61.0, source="invented")
        put_many(northmoor.council, metric, [england, *areas], "2024-25", 60.0)
    for number in range(MANY):
        kept = save_neighbour_list(
            council=northmoor.council, name=f"Neighbours {number}", source="", as_of="",
            codes=[area.code for area in areas], by=northmoor.meilin, at=now,
        )  # fmt: skip
    choose_neighbours(council=northmoor.council, slug=kept.slug, by=northmoor.meilin, at=now)


def _more_files(northmoor, now) -> None:
    """Twenty files of figures, the last with twenty changes and twenty rows that can't be read; twenty measures."""
    council, meilin = northmoor.council, northmoor.meilin
    for number in range(MANY):
        cells = [row(area, f"{number}.{place}") for place, area in enumerate(COUNCILS)]
        broken = [row(area, "many", kind="Base") for area in COUNCILS]
        imported(council, long_csv(*cells, *broken), now, by=meilin)
        people_waiting(council, meilin, now, f"People waiting for {number}")
    measure = Metric.objects.filter(council=council, slug="people-waiting").first()
    measure = measure or people_waiting(council, meilin, now)
    for month in range(1, 13):
        tell_own_figure(council=council, measure=measure, period=f"2025-{month:02}-28", value=1.0, by=meilin, at=now)


def _more_asked(northmoor, now) -> None:
    """Twenty items of the return with owners, twenty parts in the first, removed ones, long spreadsheets."""
    first = RequestedItem.objects.in_round(northmoor.round).first()
    name_contributors(
        item=first, round=northmoor.round, people=[northmoor.tom, northmoor.helen], by=northmoor.priya, at=now
    )
    documents = list(Evidence.objects.of_council(northmoor.council).filter(kind="document").order_by("number")[:MANY])
    for number in range(MANY):
        item = one_more(northmoor, now, section="equity", reference=f"G{number}", title=f"Item {number}")
        given_to(northmoor, item, northmoor.aisha if number % 2 else northmoor.tom, now)
        answered(northmoor, item, now, kind="within", evidence=documents[0], pointer=f"page {number}")
        one = documents[number % len(documents)]
        answered(northmoor, first, now, kind="within", evidence=one, pointer=f"p. {number}")
        approved(northmoor, one_more(northmoor, now, reference=f"A{number}", title=f"Approved {number}"), now)
        remove_item(
            item=one_more(northmoor, now, reference=f"R{number}"), round=northmoor.round, by=northmoor.priya, at=now
        )
    lines = [f"QS{n % 9 + 1},N{n},Item {n}" for n in range(MANY)]
    content = "\n".join(["Section,Ref,Title", *lines, *(f"Nowhere,X{n},It" for n in range(MANY))]).encode()
    for number in range(MANY):
        receive_items(round=northmoor.round, name=f"{number}.csv", content=content, by=northmoor.priya, at=now)


def _more_cases(northmoor, now) -> None:
    """Twenty pools, and in the first twenty files and twenty looks at one person."""
    for number in range(MANY):
        started(northmoor, now, f"pool-{number}")
    first = Pool.objects.filter(round=northmoor.round).order_by("pk").first()
    for _ in range(3):
        filled(first, northmoor.helen, now)
    for _ in range(MANY):
        ask_for_draw(pool=first, by=northmoor.helen, at=now)
        reference = anybody(first).reference
        record_look(pool=first, reference=reference, page="candidate", by=northmoor.helen, at=now)
    if first.cases.exists():
        _more_audits(first, northmoor, now)
        drawn(first, northmoor.helen, now)  # so that substitutes are found in numbers that hold, as before


def _more_audits(pool, northmoor, now) -> None:
    """Twenty audits, half of them finished, twenty themes, twenty contacts and lines of a case's chronology."""
    theme(pool, northmoor.helen, now, kind="strength")
    cases = list(pool.cases.filter(standing="pool").select_related("candidate", "pool__round").order_by("number"))
    for number, case in enumerate(cases[1 : MANY + 1]):
        auditor = northmoor.marcin if number % 2 else northmoor.helen
        one = give(case, auditor, northmoor.helen, now, due_on=now.date())
        if number < MANY // 2:
            finished(one, now, note="It shows.")
            audited(case, northmoor.helen if number % 2 else northmoor.marcin, now, 2, "moderation")
        theme(pool, northmoor.helen, now)
        asked(case, northmoor.helen, now)
    for _ in range(MANY):
        log_contact(case=cases[0], on=now.date(), way="phone", note="Rang.", by=northmoor.helen, at=now)
        add_milestone(case=cases[0], on=now.date(), what="A visit", by=northmoor.helen, at=now)


def _more_promises(northmoor, now) -> None:
    """Twenty actions with news and evidence, twenty checklists, a list answered in full."""
    round, ruth, aisha = northmoor.round, northmoor.ruth, northmoor.aisha
    first = Action.objects.get(number=1)
    for number in range(MANY):
        action = promise(round, aisha, now, f"Do the thing {number}.", owner=ruth, section="assessing-needs")
        evidence = link(round, aisha, now, f"Paper {number}")
        backed(round, first, aisha, now, evidence)
        backed(round, action, aisha, now, evidence)
        tell_progress(round=round, action=first, text=f"News {number}.", by=aisha, at=now)
        items = [ItemWords(None, f"Check {n}?") for n in range(MANY)]
        save_checklist(
            council=northmoor.council, checklist=None, title=f"List {number}", purpose="", items=items,
            by=northmoor.callum, at=now,
        )  # fmt: skip
    for item in ChecklistItem.objects.filter(checklist__slug="nine-tips"):
        held = ChecklistAnswer.objects.filter(round=round, item=item).first()
        check_off(round, "nine-tips", item.slug, "yes", aisha, now, version=held.version if held else 0)
        backed_answer(round, "nine-tips", item.slug, aisha, now)


def more_rounds(northmoor, now) -> None:
    """Twenty rounds of the council; the round at hand is no longer the latest."""
    for number in range(MANY):
        councils.start_round(
            council=northmoor.council, edition=northmoor.round.edition, slug=f"r{number}", title=f"Round {number}",
            by=northmoor.callum, at=northmoor.round.started_at.replace(year=2020),
        )  # fmt: skip


def _join(northmoor, key: str, roles: list[Role], now):
    return people.add_person(
        council=northmoor.council, email=f"{key}@northmoor.example", name=key.title(), roles=roles, by=None, at=now
    )


def _write_and_score(round, statement, by, now, *, score: bool) -> None:
    known = {}
    if statement:
        known = {t.part_id: t.version for j in statement.judgement_set.filter(round=round) for t in j.texts.all()}
    judgement = Judgement.objects.filter(round=round, statement=statement).first()
    if judgement and not judgement.is_open_for_writing:
        return
    parts = Part.objects.for_section(statement).filter(prompt_set=round.prompt_set)
    drafts = [Draft(part, f"Words about {part.title}.", known.get(part.pk, 0)) for part in parts]
    write_parts(round=round, statement=statement, drafts=drafts, by=by, at=now)
    if score:
        score_statement(round, statement, 2, by, now)


def _more_versions(round, statement, writers, now) -> None:
    """Twenty versions of one part, by two people in turn, and twenty texts that came too late."""
    part = round.prompt_set.parts.get(slug="summary")
    held = part.parttext_set.get(judgement__round=round, judgement__statement=statement)
    for number in range(MANY):
        draft = Draft(part, f"Version {number}.", held.version + number)
        write_parts(round=round, statement=statement, drafts=[draft], by=writers[number % 2], at=now)
        late = Draft(part, f"Too late {number}.", held.version)  # kept aside
        write_parts(round=round, statement=statement, drafts=[late], by=writers[number % 2], at=now)


def _talk(northmoor, statement, officers, now) -> None:
    """Twenty threads with twenty answers in one of them, everybody mentioned."""
    part = Part.objects.get(prompt_set=northmoor.round.prompt_set, slug="summary")
    everybody = [northmoor.ruth, northmoor.aisha, *officers]
    threads = [
        begin_thread(
            round=northmoor.round, statement=statement, slot=Slot(part) if number % 2 else None,
            text=f"Words about summary {number}?", mentioned=everybody, by=who, at=now,
        ).comment
        for number, who in enumerate([*officers, northmoor.edwin, northmoor.yvonne])
    ]  # fmt: skip
    for comment in [*threads, *Comment.objects.threads()]:
        for number in range(MANY if comment.by_id == northmoor.ruth.pk else 1):
            answer(thread=comment, text=f"Words in answer {number}.", mentioned=everybody, by=northmoor.priya, at=now)


def _more_editions(now) -> None:
    source = settings.FIXTURES_DIR / "framework" / "cqc-2025-06.yaml"
    for number in range(MANY):
        text = source.read_text(encoding="utf-8").replace('slug: "cqc-2025-06"', f'slug: "edition-{number}"', 1)
        assert yaml.safe_load(text)["edition"]["slug"] == f"edition-{number}"
        editions.load_edition(content=text.encode(), by=None, at=now)
    assert Edition.objects.count() > MANY


def _more_councils(northmoor, now) -> None:
    """Ruth works for twenty councils; Northmoor stays the one she sees."""
    people.choose_council(person=northmoor.ruth, council=northmoor.council)
    for number in range(MANY):
        area = councils.add_invented_area(
            code=f"X990001{number:02}", name=f"Place {number}", authority_type="Unitary authority", region="Invented"
        )
        council = councils.add_council(area=area, by=None, at=now)
        people.add_person(
            council=council, email=northmoor.ruth.email, name="", roles=[Role.DIRECTOR], by=None, at=now
        )

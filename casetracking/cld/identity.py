"""Who is who in a CLD file: rows of one person, and people who belong together. Pure.

A person is what an NHS number and a local ID say together: rows with the same NHS number or the same local ID are one
person's, also by way of a third row (working note on CLD, section 3). An NHS number beside more than five local IDs is
a dummy and joins nobody. People are linked when a carer's row names the other's local ID, or when both have the same
postcode and surname; of that only a group's number is kept.
"""

from dataclasses import dataclass

import numpy as np

from casetracking.cld.texts import NOTHING

TOO_MANY_IDS = 5
LARGEST_HOUSEHOLD = 12  # people of one surname at one postcode; more is an institution's or a dummy's


@dataclass
class People:
    """Rows by person. `person` is a number from 0 for each row, -1 where a row names nobody.

    `owner` is the person of each distinct local ID. `dummies` are NHS numbers that joined nobody; `several` people with
    more than one local ID; `unnumbered` people without an NHS number.
    """

    person: np.ndarray
    count: int
    owner: np.ndarray
    dummies: int
    several: int
    unnumbered: int


def components(size: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """For each of so many things the smallest that it hangs together with, by the pairs given."""
    label = np.arange(size)
    while True:
        smaller = np.minimum(label[left], label[right])
        before = label.copy()
        np.minimum.at(label, left, smaller)
        np.minimum.at(label, right, smaller)
        label = label[label]
        if (label == before).all():
            return label


def of_rows(local: np.ndarray, nhs: np.ndarray, ids: np.ndarray) -> People:
    """Who each row speaks of. `ids` are the distinct fingerprints of local IDs, sorted."""
    id_at = np.searchsorted(ids, local).astype(np.int32)
    id_at[local == NOTHING] = -1
    numbers, number_at = np.unique(nhs, return_inverse=True)
    number_at = number_at.astype(np.int32)
    both = (id_at >= 0) & (nhs != NOTHING)
    pairs = np.unique(id_at[both].astype(np.int64) * len(numbers) + number_at[both])
    pair_id, pair_number = pairs // len(numbers), pairs % len(numbers)
    met = np.bincount(pair_number, minlength=len(numbers))
    joins = met[pair_number] <= TOO_MANY_IDS
    # Things 0.. are local IDs, those after them NHS numbers.
    label = components(len(ids) + len(numbers), pair_id[joins], pair_number[joins] + len(ids))
    by_number = (id_at < 0) & (nhs != NOTHING)
    by_number &= met[number_at] <= TOO_MANY_IDS
    thing = np.where(by_number, number_at + len(ids), id_at)
    known = thing >= 0
    roots = np.unique(label[thing[known]])
    person = np.full(len(local), -1, np.int32)
    person[known] = np.searchsorted(roots, label[thing[known]])
    owner = np.searchsorted(roots, label[: len(ids)]).astype(np.int32)
    numbered = np.zeros(len(roots), bool)
    numbered[person[known & (nhs != NOTHING) & (met[number_at] <= TOO_MANY_IDS)]] = True
    return People(
        person=person,
        count=len(roots),
        owner=owner,
        dummies=int((met > TOO_MANY_IDS).sum()),
        several=int((np.bincount(owner, minlength=len(roots)) > 1).sum()),
        unnumbered=int((~numbered).sum()),
    )


def linked(
    people: People, ids: np.ndarray, links: list[np.ndarray], household: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Groups of people who belong together, and who names whom.

    Answers each person's group (the smallest person of it; their own number when they are alone), and the pairs
    (person who names, person named), one pair a row and link.
    """
    naming, named = [], []
    for link in links:
        rows = np.flatnonzero((link != NOTHING) & (people.person >= 0))
        places = np.minimum(np.searchsorted(ids, link[rows]), max(len(ids) - 1, 0))
        found = ids[places] == link[rows] if len(ids) else np.zeros(len(rows), bool)
        naming.append(rows[found])
        named.append(people.owner[places[found]])
    by_row, to = np.concatenate(naming), np.concatenate(named)
    rows = np.flatnonzero((household != NOTHING) & (people.person >= 0))
    order = rows[np.argsort(household[rows], kind="stable")]
    homes, who = household[order], people.person[order]
    # Each home's people, once, chained one to the next.
    homes, who = _distinct(homes, who)
    starts = np.flatnonzero(np.r_[True, homes[1:] != homes[:-1]]) if len(homes) else np.zeros(0, int)
    sizes = np.diff(np.r_[starts, len(homes)])
    small = np.repeat(sizes <= LARGEST_HOUSEHOLD, sizes)
    same = (homes[1:] == homes[:-1]) & small[1:]
    left = np.concatenate([people.person[by_row], who[:-1][same]])
    right = np.concatenate([to, who[1:][same]])
    return components(people.count, left, right), by_row, to


def _distinct(homes: np.ndarray, who: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.lexsort((who, homes))
    homes, who = homes[order], who[order]
    if not len(homes):
        return homes, who
    first = np.r_[True, (homes[1:] != homes[:-1]) | (who[1:] != who[:-1])]
    return homes[first], who[first]

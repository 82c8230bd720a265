"""A good pool at once: greedily, then by swaps, then by shaking and swapping again. Pure; the same seed, the same pool.

Because a pool's cost is a sum over features, what adding each candidate would cost is one product of a matrix and a
vector, so that every swap with one person going is weighed in about a millisecond.
"""

import numpy as np

from casetracking.drawing.problem import Problem

NEAR = 1_000  # people weighed while shaking


class Pool:
    """A pool that grows and changes: who is in it, how many have each feature, which groups are taken."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem = problem
        self.rng = np.random.default_rng(seed)
        self.has = problem.has.astype(np.float64)
        self.order = self.rng.permutation(len(problem.profile))  # among equals the first of a seeded order
        self.rank = np.empty(len(self.order), np.int64)
        self.rank[self.order] = np.arange(len(self.order))
        _, self.group = np.unique(problem.group, return_inverse=True)
        self.chosen: list[int] = []
        self.counts = np.zeros(problem.has.shape[1], np.int64)
        self.taken = np.zeros(int(self.group.max(initial=-1)) + 1, np.int64)
        self.is_fixed = np.zeros(len(problem.profile), bool)
        self.is_fixed[problem.fixed] = True
        self.among, self.at = np.arange(len(problem.profile)), problem.profile
        for place in problem.fixed:
            self.add(int(place))

    def add(self, place: int) -> None:
        """Somebody comes in."""
        self.chosen.append(place)
        self.counts += self.problem.has[self.problem.profile[place]]
        self.taken[self.group[place]] += 1

    def drop(self, place: int) -> None:
        """Somebody goes."""
        self.chosen.remove(place)
        self.counts -= self.problem.has[self.problem.profile[place]]
        self.taken[self.group[place]] -= 1

    @property
    def price(self) -> int:
        """What the pool costs."""
        return self.problem.price(self.counts)

    def extra(self) -> np.ndarray:
        """What each profile would cost in addition."""
        cost, at = self.problem.cost, np.arange(len(self.counts))
        above = np.minimum(self.counts + 1, cost.shape[1] - 1)
        return self.has @ (cost[at, above] - cost[at, self.counts]).astype(np.float64)

    def open(self) -> np.ndarray:
        """Who could come in: may be drawn, is not in, and nobody of their group is."""
        return self.problem.free & (self.taken[self.group] == 0)

    def best(self) -> tuple[int, int] | None:
        """Who would cost least, and how much; among equals the first of the seeded order. None if nobody can come."""
        could = self.problem.free[self.among] & (self.taken[self.group[self.among]] == 0)
        if not could.any():
            return None
        costs = self.extra()[self.at[could]]
        least = costs.min()
        same = self.among[could][costs == least]
        return int(same[np.argmin(self.rank[same])]), int(least)


def greedy(problem: Problem, seed: int) -> Pool:
    """Fill a pool by whoever costs least each time; it may stay too small where nobody more can come in."""
    pool = Pool(problem, seed)
    while len(pool.chosen) < problem.rules.size and (found := pool.best()):
        pool.add(found[0])
    return pool


def settle(pool: Pool) -> None:
    """Swap one for one as long as it helps."""
    waiting = [place for place in pool.chosen if not pool.is_fixed[place]]
    pool.rng.shuffle(waiting)
    tried = 0
    while tried < len(waiting):
        place = waiting[tried]
        before = pool.price
        pool.drop(place)
        after = pool.price
        found = pool.best()
        if found and after + found[1] < before:
            pool.add(found[0])
            waiting = [*waiting[tried + 1 :], *waiting[:tried], found[0]]
            tried = 0
        else:
            pool.add(place)
            tried += 1


def improve(pool: Pool, target: int, rounds: int) -> None:
    """Shake a few out, fill up and settle again, for so many rounds or until the pool costs no more than the target."""
    settle(pool)
    narrowed(pool, near(pool, NEAR))
    best, price = list(pool.chosen), pool.price
    for _ in range(rounds):
        if price <= target:
            break
        movable = [place for place in pool.chosen if not pool.is_fixed[place]]
        if not movable:
            break
        shaken = pool.rng.choice(movable, min(len(movable), int(pool.rng.integers(2, 7))), replace=False)
        for place in shaken:
            pool.drop(int(place))
        could = pool.among[pool.open()[pool.among]]
        if len(could):
            pool.add(int(pool.rng.choice(could)))
        while len(pool.chosen) < pool.problem.rules.size and (found := pool.best()):
            pool.add(found[0])
        settle(pool)
        if pool.price <= price and len(pool.chosen) >= len(best):
            best, price = list(pool.chosen), pool.price
        else:
            restore(pool, best)
    widened(pool)


def near(pool: Pool, size: int) -> np.ndarray:
    """Who is in the pool, and so many others who could best come in for somebody; as a mask over candidates."""
    cost = np.full(len(pool.problem.profile), np.inf)
    for place in list(pool.chosen):
        if not pool.is_fixed[place]:
            pool.drop(place)
            price = pool.price + pool.extra()[pool.problem.profile]
            cost = np.minimum(cost, np.where(pool.open(), price, np.inf))
            pool.add(place)
    cost[pool.chosen] = -np.inf
    taken = np.zeros(len(cost), bool)
    taken[np.lexsort((pool.rank, cost))[: size + len(pool.chosen)]] = True
    return taken & (cost < np.inf)


def narrowed(pool: Pool, taken: np.ndarray) -> None:
    """From here on only these people can come in: weighing a tenth of them takes a tenth of the time."""
    pool.among = np.flatnonzero(taken)
    profiles, at = np.unique(pool.problem.profile[pool.among], return_inverse=True)
    pool.has, pool.at = pool.problem.has[profiles].astype(np.float64), at


def widened(pool: Pool) -> None:
    """Everybody can come in again."""
    pool.among, pool.at = np.arange(len(pool.problem.profile)), pool.problem.profile
    pool.has = pool.problem.has.astype(np.float64)


def restore(pool: Pool, chosen: list[int]) -> None:
    """Make the pool these people again."""
    for place in [p for p in pool.chosen if p not in set(chosen)]:
        pool.drop(place)
    for place in [p for p in chosen if p not in set(pool.chosen)]:
        pool.add(place)

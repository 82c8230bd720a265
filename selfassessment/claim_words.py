"""The words with which councils set one figure beside another: above England, better than last year, has fallen. Pure.

Patterns only; assertions.py finds them in a text and tells which figure they speak of.
"""

import re
from enum import StrEnum

ENGLAND, REGION, NEIGHBOURS, BEFORE = "England", "region", "neighbours", "before"


class Says(StrEnum):
    """What is said of a figure beside another."""

    HIGHER = "higher"
    LOWER = "lower"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


# Where one of these stands before the words, more than chance is said.
STRONG = re.compile(
    r"\b(?:significant(?:ly)?|statistically|clear(?:ly)?|markedly|substantial(?:ly)?|considerably|notably|well|far)\b",
    re.I,
)
# How much, before the words themselves.
DEGREE = re.compile(
    r"(?:\b(?:very|significantly|statistically|clearly|notably|considerably|substantially|markedly|materially|well|far|much"
    r"|just|slightly|marginally|somewhat|fractionally|broadly|roughly|largely|comfortably"
    r"|a (?:little|lot|bit))\s+){1,4}$",
    re.I,
)
_WITH = r"(?:with|to|against)"
_SIDES = {
    Says.HIGHER: (
        rf"above|higher than|greater than|more than|exceed(?:s|ed|ing)?|up on|higher (?:when )?compared {_WITH}"
    ),
    Says.LOWER: rf"below|lower than|less than|fewer than|under|short of|down on|lower (?:when )?compared {_WITH}",
    Says.BETTER: (
        r"better than|stronger than|ahead of|outperform(?:s|ed|ing)?|more (?:positive|favourable) than"
        rf"|compar(?:es|ed|ing) (?:well|favourably) {_WITH}|better (?:when )?compared {_WITH}"
        r"|(?:an|some|clear|real) (?:\w+ )?improvement (?:on|from|since)|improved (?:on|upon|from|since)"
    ),
    Says.WORSE: (
        r"worse than|weaker than|poorer than|behind|lag(?:s|ged|ging)?(?: behind)?|underperform(?:s|ed|ing)?"
        rf"|less (?:positive|favourable) than|compar(?:es|ed|ing) (?:poorly|badly|unfavourably) {_WITH}"
        rf"|worse (?:when )?compared {_WITH}"
    ),
    Says.SAME: (
        r"in line with|on a par with|on par with|similar to|comparable (?:to|with)|the same as|level with|close to"
        r"|consistent with|match(?:es|ed|ing)?|unchanged (?:from|since|on)|(?:not|no) (?:(?:statistically|significantly"
        r"|clearly|materially|markedly|very|much) )*(?:different|difference) (?:from|to|than)"
    ),
}
_OF_A_GROUP = (
    r"(?:['’]s?)?(?:\s+as a whole)?"
    r"(?:\s+(?:average|mean|median|figure|rate|level|score|result|benchmark|position|group))?s?\b"
)  # fmt: skip
_NO_TARGET = (
    r"(?!\s+(?:targets?|standards?|ambitions?|minimum|guidance|guidelines?|expectations?|requirements?|framework|living"
    r"|programme|policy|threshold|trajectory)\b)"
)
_NEIGHBOUR = (
    r"(?:(?:statistical|nearest|closest|CIPFA|ONS|comparator|family|peer|similar)\s+)*(?:comparator (?:group|councils"
    r"|authorities)|similar councils|councils like (?:ours|us)|peer group|family group|neighbours?|comparators?|peers?)"
)
_A_YEAR = r"20\d\d\s?[-–/]\s?\d\d"
_YEAR_BEFORE = (
    r"(?:last|(?:the |our )?(?:previous|prior|preceding)) (?:financial )?(?:year|survey)(?:['’]s)?"
    rf"|the (?:year|survey) before|(?:a|one) year (?:ago|earlier|before)|last time|{_A_YEAR}"
)
_LEADS = (
    r"(?:(?:in|the|our|that|those|both|all|either|an|a|for|of|overall|published|it was|they were)\s+){0,5}"
    r"(?:(?:figure|average|rate|level|score|result)s?\s+(?:for|in|of|across)\s+(?:the |our )?)?"
)
NUMBER = r"(\d{1,3}(?:,\d{3})*(?:\.\d+)?)\s?(?:%|per cent\b|percent\b)?"
_POINTS = r"(?:percentage points?|points?|pp)"
SLOWLY = (
    r"(?:(?:again|further|slightly|sharply|steadily|markedly|significantly|year on year|a little|somewhat|this year"
    r"|overall)\s*)*"
)
_BY = rf"(?:by\s+)?(?:{NUMBER}\s?{_POINTS}?\s+)?"
_TREND = {
    Says.HIGHER: (
        r"rose|risen|rising|increased|increasing|grew|grown|climbed|climbing|gone up|went up|going up"
        rf"|an? (?:\w+ )?(?:rise|increase)|up(?=\s+{_BY}(?:from|since)\b)"
    ),
    Says.LOWER: (
        r"fell|fallen|falling|decreased|decreasing|dropped|dropping|declined|declining|reduced|gone down|went down"
        rf"|going down|dipped|an? (?:\w+ )?(?:fall|drop|decrease|reduction|decline)|down(?=\s+{_BY}(?:from|since)\b)"
    ),
    Says.BETTER: r"improved|improving|an? (?:\w+ )?improvement",
    Says.WORSE: r"worsened|worsening|deteriorated|deteriorating|got worse|getting worse|a (?:\w+ )?deterioration",
    Says.SAME: r"unchanged|stable|remained (?:the same|steady|flat|static)|stayed the same|no change",
}
# A change is only told where no object follows: "has improved to", not "has improved our website".
_TAIL = (
    rf"(?=\s*{SLOWLY}(?:$|[.,;:)(]|(?:by|to|from|since|at|over|on|in (?:20|the (?:last|past)))\b"
    r"|(?:and|but)\s+(?:is|are|it|this|remains?|now|still|we are)\b|\ufdd1))"
)


def target_pattern(regions: tuple[str, ...] = ()) -> str:
    """What a figure is set beside, as named groups; `regions` are the names the council's own region goes by."""
    names = "|".join(re.escape(name) for name in regions if name)
    region = rf"region(?:al)?{'|' + names if names else ''}"
    return (
        rf"(?:(?P<england>(?:England|English|national(?:ly)?){_NO_TARGET}{_OF_A_GROUP})"
        rf"|(?P<region>(?:{region}){_NO_TARGET}{_OF_A_GROUP})"
        rf"|(?P<neighbours>(?:{_NEIGHBOUR}){_OF_A_GROUP})"
        rf"|(?P<before>(?:{_YEAR_BEFORE})))"
    )


def _without_names(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


def side_patterns(regions: tuple[str, ...] = ()) -> list[tuple[Says, re.Pattern[str]]]:
    """For each thing that can be said, its words with what follows: one or several that the figure is beside."""
    one = _without_names(target_pattern(regions))
    several = rf"(?P<targets>{one}(?:\s*(?:,\s*|,?\s*\b(?:and|or)\s+)(?:with\s+)?{_LEADS}{one})*)"
    return [
        (says, re.compile(rf"\b(?P<words>{words})\s+[(]?{_LEADS}{several}", re.I)) for says, words in _SIDES.items()
    ]


TRENDS = [(says, re.compile(rf"\b(?P<words>(?:{words})){_TAIL}", re.I)) for says, words in _TREND.items()]

BOUNDARY = re.compile(
    r"[;:]|\s[–—-]\s|,?\s+\b(?:but|while|whilst|whereas|although|though|however|yet|because|despite|where|when|and|nor)\b"
    r"|^\s*\b(?:but|while|whilst|whereas|although|though|however|despite)\b|,\s+with\b",
    re.I,
)
DENIES = re.compile(
    r"(?:\b(?:not|never|no longer|no)|n['’]t)\s+(?:(?:yet|now|be|been|being|statistically|significantly|clearly"
    r"|materially|markedly|far|much|well|so|any)\s+)*$",
    re.I,
)
# Words after which nothing is told: hopes, doubts, other times, and other measures than the one that is cited.
SILENT = re.compile(
    r"\b(?:aim(?:s|ed|ing)?|ambitions?|aspir\w+|want(?:s|ed)?|plan(?:s|ned)?|goals?|targets?|intend\w*|hop(?:e|es|ed|ing)"
    r"|expect\w*|would|could|should|might|may|if|unless|whether|will|until|in order to|strive\w*|risks?|forecast\w*"
    r"|predict\w*|neither|either|nor|respectively|previously|historically|used to|had been|in the past|formerly"
    r"|pre-pandemic|before the pandemic|at least|(?:not|un)(?: yet)? (?:know|clear|sure)"
    r"|(?:most|some|many|several|all but|half|two|three|four|five|six|majority|number) (?:of )?"
    r"(?:(?:our|the|these|those|other) )?(?:\w+ )?(?:measures|indicators|metrics|figures|results|scores|areas))\b",
    re.I,
)  # fmt: skip
# A clause of these words alone has no subject of its own: it goes on about the figure before it.
GOES_ON = frozenset(
    "but and yet while whilst although though however it this that which we they these is are was were has "
    "have been being remains remain remained remaining still also now even slightly only continues continue to "
    "be both performs perform performed performing our result figure score rate performance so again not isn't "
    "isn’t never no longer stand stands sit sits standing just well very much significantly statistically "
    "clearly a an little percentage point points per cent pp broadly marginally putting placing us council the "
    "of current currently latest recent recently slight small by seen shows represents there with consistently "
    "proportion ".split()
)  # fmt: skip
SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!approx)(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z\ufdd1\d])|\n+"
)
REFERS_BACK = re.compile(r"\s*(?:This|It|That|These|Our (?:result|figure|score|rate|performance))\b")
AT_A_FIGURE = re.compile(
    rf"(?:[\s,(:–-]*(?:of|at|\()\s*{NUMBER}\)?)?[\s,(:–-]*"
    r"(?:(?:at|with|of|around|about|just over|just under|nearly)\s+)*",
    re.I,
)
TO_A_FIGURE = re.compile(
    rf"\s*{SLOWLY}{_BY}(?:from {NUMBER}[^,.;]{{0,25}}?)?,?\s*(?:(?:to|at)\s+)?"
    r"(?:just (?:over|under)\s+|around\s+|nearly\s+)?[(]?",
    re.I,
)
FROM_A_NUMBER = re.compile(rf"\s*{SLOWLY}{_BY}from\s+{NUMBER}(?![\d.,]*\d|\s?[-–/]\s?\d)", re.I)
SINCE_A_YEAR = re.compile(
    r"[^.;]{0,40}?\b(?:since|from|compared (?:with|to)|on)\s+(?:in\s+)?(20\d\d)\s?[-–/]\s?(\d\d)\b", re.I
)
OVER_LONGER = re.compile(
    r"[^.;]{0,40}?\b(?:(?:over|in|during)\s+(?:the\s+|our\s+)?(?:(?:last|past|previous)\s+(?:few|two|three|four|five|ten|\d+)"
    r"|recent years|time\b)|since\s+(?!last year|the (?:previous|last)))",
    re.I,
)
YEAR = re.compile(r"\b(20\d\d)\s?[-–/]\s?(\d\d)\b")

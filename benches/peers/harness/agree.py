"""Whether a tool's answers are ours, and if not, whether rounding at the limit explains it."""

from dataclasses import dataclass

import numpy as np

from case import LIMIT_MS, UNREACHED

SLACK_MS = 20
"""So much may the roundings of a tool add up to along one way."""


@dataclass
class Truth:
    """Our answers, and those for a limit a little lower and a little higher."""

    count: np.ndarray
    count_low: np.ndarray
    count_high: np.ndarray
    nearest: np.ndarray

    @classmethod
    def of(cls, kernels, work):
        """Asks all our kernels; they must agree to the last bit."""
        answers = {}
        for job in ("count", "nearest"):
            found = [k.answers_within(LIMIT_MS, work / "answers.u32") for k in kernels if k.row.job == job]
            if any((other != found[0]).any() for other in found):
                raise SystemExit(f"our own kernels disagree on `{job}`: nothing here is worth comparing")
            answers[job] = found[0]
        counting = next(k for k in kernels if k.row.job == "count")
        low, high = (counting.answers_within(LIMIT_MS + d, work / "answers.u32") for d in (-SLACK_MS, SLACK_MS))
        return cls(answers["count"], low, high, answers["nearest"])

    def judge(self, job, answer, origins):
        """(whether it is right within rounding, what the table says)."""
        judged = self.judge_nearest(answer) if job == "nearest" else self.judge_count(answer, origins)
        differ, wrong, asked = (int(number) for number in judged)
        if wrong:
            return False, f"WRONG for {wrong:,} of {asked:,}"
        return True, f"{differ:,} of {asked:,} differ by rounding" if differ else f"all {asked:,} equal"

    def judge_count(self, answer, origins):
        at = origins if len(origins) else slice(None)
        wrong = (answer < self.count_low[at]) | (answer > self.count_high[at])
        return (answer != self.count[at]).sum(), wrong.sum(), len(answer)

    def judge_nearest(self, answer):
        ours, theirs = (np.minimum(ms.astype(np.int64), LIMIT_MS + SLACK_MS) for ms in (self.nearest, answer))
        ours = np.where(self.nearest == UNREACHED, LIMIT_MS, ours)
        theirs = np.where(answer == UNREACHED, LIMIT_MS, theirs)
        # Beyond the limit counts as the limit: a way just under it that a tool rounds away is rounding.
        unlike = (answer == UNREACHED) != (self.nearest == UNREACHED)
        wrong = np.abs(ours - theirs) > SLACK_MS
        return ((ours != theirs) | unlike).sum(), wrong.sum(), len(answer)

"""The cases of tests/adversary, ten times as many and from another seed."""

from tests.adversary import cases
from tests.adversary.agreement import contradictions
from tests.adversary.runs import follow
from tests.adversary.verdicts import falsehoods
from tests.benchmarks.measure import title

CASES = 500
"""Of each family."""


def report() -> None:
    title("verdicts on runs made to deceive: none may be false, and none contradict another")
    for family in cases.FAMILIES:
        false, left_open = {}, 0
        for number, case in enumerate(cases.cases(family, CASES, seed=1000)):
            run = follow(case)
            found = [*contradictions(run), *falsehoods(run)]
            left_open += run.limit is None
            if found:
                false[number] = found
        print(f"{family.__name__}: {len(false)} false, {left_open} of {CASES} without a limit")
        for number, found in false.items():
            print(f"    {number}: {'; '.join(found)}", flush=True)

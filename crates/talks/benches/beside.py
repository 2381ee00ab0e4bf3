"""The computations of `negmas.rs` by NegMAS: `beside.py FILE SECONDS frontier|simulate`.

Prints seconds of wall clock and of CPU, and what came out, or `stopped` after so many seconds.
Reading the file is not counted on this side.
"""

import json
import signal
import sys
import time

from negmas import SAOMechanism
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction as Utility
from negmas.preferences.ops import (
    kalai_points,
    ks_points,
    max_welfare_points,
    nash_points,
    pareto_frontier,
)
from negmas.preferences.value_fun import TableFun
from negmas.sao import BoulwareTBNegotiator


def utilities(spec):
    names = [[f"v{at}" for at in range(len(values))] for values in spec[0]["values"]]
    issues = [make_issue(options, f"i{at}") for at, options in enumerate(names)]
    space = make_os(issues)
    tables = lambda party: [
        TableFun(dict(zip(options, values))) for options, values in zip(names, party["values"])
    ]
    return space, [
        Utility(tables(p), p["weights"], outcome_space=space, reserved_value=p["reserved"])
        for p in spec
    ]


def frontier(spec):
    space, parties = utilities(spec)
    start = time.perf_counter(), time.process_time()
    outcomes = list(space.enumerate_or_sample())
    points, _ = pareto_frontier(parties, outcomes=outcomes)
    for named in (nash_points, kalai_points, ks_points, max_welfare_points):
        named(parties, points, outcome_space=space)
    return start, f"{len(points)} points"


def simulate(specs):
    made = [utilities(spec) for spec in specs]
    start = time.perf_counter(), time.process_time()
    agreed = 0
    for space, parties in made:
        mechanism = SAOMechanism(outcome_space=space, n_steps=100)
        for party in parties:
            mechanism.add(BoulwareTBNegotiator(ufun=party))
        agreed += mechanism.run().agreement is not None
    return start, f"{agreed} agreements"


def stop(_signal, _frame):
    print("stopped")
    sys.exit(0)


with open(sys.argv[1]) as file:
    given = json.load(file)["spec"]
signal.signal(signal.SIGALRM, stop)
signal.alarm(int(sys.argv[2]))
(wall, cpu), result = {"frontier": frontier, "simulate": simulate}[sys.argv[3]](given)
print(f"{time.perf_counter() - wall:.6f} {time.process_time() - cpu:.6f} {result}")

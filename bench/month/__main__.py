"""A month among 1,000 people, planned with and without load: `python -m bench.month [--quick]`."""

import argparse

from bench.month.simulation import Month, Simulation, draw_community
from bench.table import show

SEED = 20
PEOPLE, FEWER = 1_000, 200


def measure(people: int) -> None:
    """Play the same month under both plans and print them side by side."""
    community = draw_community(people, seed=SEED)
    months = {
        name: Simulation(community, seed=SEED, with_load=with_load).play()
        for name, with_load in (("with load", True), ("without load", False))
    }
    show(
        f"28 days, {people} people, {len(community.reach_outs)} reach-outs (aim: none planned beyond capacity)",
        (
            "plan",
            "beyond, planned",
            "beyond, asked",
            "answered",
            "unanswered",
            "helpers",
            "largest share",
            "top 1 %",
            "most above capacity",
        ),
        [(name, *_row(month, people)) for name, month in months.items()],
    )


def _row(month: Month, people: int) -> tuple[object, ...]:
    return (
        month.over_when_planned,
        month.over_when_asked,
        month.answered.total(),
        month.unanswered,
        len(month.answered),
        f"{100 * month.share_of_most(1):.2f} %",
        f"{100 * month.share_of_most(people // 100):.2f} %",
        month.most_in_a_week_beyond,
    )


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{FEWER} people only")
    measure(FEWER if parser.parse_args().quick else PEOPLE)


if __name__ == "__main__":
    main()

"""Measures the product: `python3 scripts/bench.py build` or `python3 scripts/bench.py search`.

Each part is a file of its own, `bench_build.py` and `bench_search.py`; other programs are compared where installed.
"""

import argparse
import json
import sys
from pathlib import Path

import python_version  # noqa: F401  Before anything that an old Python cannot read.
from setup_environment import ROOT, started_again_inside

SIZES = [1000, 5000, 10_000]
REAL = ROOT.parent / "shared" / "real"


def main() -> int:
    """Run one measurement."""
    if (status := started_again_inside(__file__)) is not None:
        return status
    parser = argparse.ArgumentParser(description="在真实材料上测量")
    parser.add_argument("what", choices=["search", "build"])
    parser.add_argument("--corpus", type=Path, default=REAL / "corpus.jsonl.gz")
    parser.add_argument("--queries", type=Path, default=REAL / "queries-dev.jsonl")
    parser.add_argument("--limit", type=int, default=0, help="只用前几条查询")
    parser.add_argument("--documents", type=int, nargs="+", help="各测多少份文件；search：看索引和查询怎样随文件增长")
    parser.add_argument("--readme", action="store_true", help="search：末尾再印出 README 里的表")
    parser.add_argument("--alone", action="store_true", help="不和别的程序比")
    options = parser.parse_args()
    if options.what == "build":
        from bench_build import measure as measure_build  # noqa: PLC0415 — only inside the environment.

        measure_build(ROOT, REAL, options.documents or SIZES, peers=not options.alone)
        return 0
    if not options.corpus.exists() or not options.queries.exists():
        print("没有真实材料，没有测量。", file=sys.stderr)
        return 1
    queries = [json.loads(line) for line in options.queries.read_text("utf-8").splitlines() if line.strip()]
    if options.documents:
        from bench_search_growth import measure as measure_growth  # noqa: PLC0415

        measure_growth(options.corpus, queries[: options.limit or None], options.documents, others=not options.alone)
        return 0
    from bench_search import measure  # noqa: PLC0415

    measure(options.corpus, queries[: options.limit or None], others=not options.alone, readme=options.readme)
    return 0


if __name__ == "__main__":
    sys.exit(main())

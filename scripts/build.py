"""Prepares everything and builds the site into `site/`: `python3 scripts/build.py [--serve] [--strict]`."""

import sys

import python_version  # noqa: F401  Before anything that an old Python cannot read.
from setup_environment import RUNTIME, Environment, SetupError, begin, child_environment, hand_over


def main() -> int:
    """Set up, then hand over to `disclosure build`; the exit status is its own."""
    begin()
    environment = Environment()
    try:
        environment.prepare(RUNTIME)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已中断，下次运行时继续准备。", file=sys.stderr)
        return 130
    own_only = "-P"  # A stray yaml.py in the folder is not to be taken for the library.
    command = [str(environment.python), own_only, "-m", "disclosure", "build", *sys.argv[1:]]
    return hand_over(command, env=child_environment())


if __name__ == "__main__":
    sys.exit(main())

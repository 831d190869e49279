"""Ends the program with a sentence when Python is too old; itself readable by any Python 3."""

import shutil
import sys

if sys.version_info < (3, 11):  # noqa: UP036  Exactly the older ones must understand this.
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    sys.exit(
        '需要 Python 3.11 或更新的版本，现在运行的是 {}.{}（{}）。\n{}：{} "{}"'.format(
            sys.version_info[0],
            sys.version_info[1],
            sys.executable,
            "请改用本机的新版本" if newer else "请安装新版本，再用它运行，例如",
            newer[0] if newer else "python3.11",
            sys.argv[0],
        )
    )

"""Run every benchmark, each in its own process; exit 1 when any falls short of its target."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = {"run", "support"}


def main() -> int:
    short = []
    for script in sorted(HERE.glob("*.py")):
        if script.stem in PARTS or script.stem.startswith("_"):
            continue
        print(f"\n=== {script.stem}", flush=True)
        if subprocess.run([sys.executable, str(script)], check=False).returncode:
            short.append(script.stem)
    print("\nall targets met" if not short else f"\nshort or failed: {', '.join(short)}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())

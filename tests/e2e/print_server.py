"""A print server of the tests' own: CUPS on a socket of its own, whose printers keep what arrives.

Nothing of the computer's own CUPS is read or written, nothing is announced on the network, and
no process outlives it. The printers are a backend of a few lines behind CUPS' real filters:
ippeveprinter would need D-Bus and Avahi, and cups-pdf would turn the PDF into PostScript first.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

CUPSD = shutil.which("cupsd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
FILTERS = Path("/usr/lib/cups")
NEEDED = (CUPSD, shutil.which("lp"), (FILTERS / "filter" / "pdftopdf").exists())

_PATIENCE = 15  # seconds; all of it takes a fraction of one
_PRIVATE = """\
Listen {root}/cups.sock
Browsing No
DefaultAuthType None
WebInterface No
MultipleOperationTimeout 10
<Location />
Allow all
</Location>
<Policy default>
<Limit All>
Allow all
</Limit>
</Policy>
"""
_PLACES = """\
ServerRoot {root}/etc
ServerBin {root}/bin
StateDir {root}/run
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
Printcap
"""
# What a printer does is the end of its address: keep:/keep, keep:/abort, keep:/wait.
_BACKEND = """\
#!/bin/sh
[ $# = 0 ] && exit 0
case $DEVICE_URI in
  */fail) echo "ERROR: The printer is out of paper." >&2; exit 1 ;;
  */stop) echo "ERROR: The drum is worn out." >&2; exit 4 ;;
  */cancel) exit 5 ;;
  */wait) while [ ! -e {root}/go ]; do sleep 0.05; done ;;
esac
printf '%s\\n' "$3" "$4" "$5" > {root}/got/$1.said
cat ${{6:+"$6"}} > {root}/got/$1.part
mv {root}/got/$1.part {root}/got/$1.pdf
"""
_PPD_HEAD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "KEEPER.PPD"
*Manufacturer: "Briefing"
*Product: "(Keeper)"
*ModelName: "Keeper"
*ShortNickName: "Keeper"
*NickName: "Keeper of PDF"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *Duplex/Two-sided: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long edge: ""
*Duplex DuplexTumble/Short edge: ""
*CloseUI: *Duplex
"""
_SIZES = {"Letter": (612, 792), "A4": (595, 842), "A5": (420, 595)}


@dataclass(frozen=True)
class Arrived:
    """What came out of a queue: the PDF after CUPS' filters, and what the job asked for."""

    pdf: bytes
    title: str
    copies: int
    options: dict[str, str]


class PrintServer:
    """Runs between ``start`` and ``stop``; ``root`` is removed by ``remove``."""

    def __init__(self) -> None:
        # Not pytest's own folder: there the user that CUPS gives its filters to may not enter,
        # and a socket's path is short.
        self.root = Path(tempfile.mkdtemp(prefix="briefing-cups-"))
        self.root.chmod(0o755)
        for name in (
            "etc",
            "run",
            "cache",
            "spool",
            "spool/tmp",
            "log",
            "got",
            "bin",
            "bin/backend",
        ):
            (self.root / name).mkdir()
        for name in ("filter", "daemon"):
            (self.root / "bin" / name).symlink_to(FILTERS / name)
        self._write("etc/cupsd.conf", _PRIVATE)
        self._write("etc/cups-files.conf", _PLACES)
        self._write("bin/backend/keep", _BACKEND).chmod(0o700)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What CUPS_SERVER must be."""
        return f"{self.root}/cups.sock"

    def start(self) -> None:
        """Until it answers."""
        etc = self.root / "etc"
        command = [CUPSD, "-f", "-c", etc / "cupsd.conf", "-s", etc / "cups-files.conf"]
        self._process = subprocess.Popen(command, start_new_session=True)
        wait_until(lambda: self._lpstat("-r").strip() == "scheduler is running", self.log)

    def stop(self) -> None:
        """Until none of its processes is left."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_PATIENCE)
            self._process = None
        wait_until(lambda: not self.processes(), self.processes)

    def freeze(self, *, frozen: bool) -> None:
        """Let it answer nobody, though it is there."""
        self._process.send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)

    def remove(self) -> None:
        """Leave nothing behind."""
        self.stop()
        shutil.rmtree(self.root)

    def add(self, name: str, does: str = "keep", sizes=("Letter", "A4"), policy="stop-printer"):
        """A printer, Letter unless A4 is asked for, as many are."""
        ppd = self._write(f"{name}.ppd", _ppd(sizes))
        options = ("-o", f"printer-error-policy={policy}", "-o", "printer-is-shared=false")
        self.run("lpadmin", "-p", name, "-E", "-v", f"keep:/{does}", "-P", ppd, *options)

    def run(self, *command: object) -> str:
        """One of CUPS' own programs, of which some are for administrators only."""
        done = subprocess.run(
            [str(word) for word in command],
            env={**self._environment, "PATH": f"{os.environ['PATH']}:/usr/sbin"},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def jobs(self) -> list[str]:
        """All jobs that it ever took, oldest first."""
        names = (line.split()[0] for line in self._lpstat("-W", "all", "-o").splitlines())
        return sorted(names, key=lambda name: int(name.rpartition("-")[2]))

    def hold_back(self) -> None:
        """Let a printer that waits wait."""
        (self.root / "go").unlink(missing_ok=True)

    def let_go(self) -> None:
        """End the waiting of a printer that waits."""
        (self.root / "go").touch()

    def arrived(self) -> Arrived:
        """What came out last; waits for it."""
        [*_, job] = self.jobs()
        number = job.rpartition("-")[2]
        pdf = self.root / "got" / f"{number}.pdf"
        wait_until(pdf.exists, self.log)
        title, copies, options = pdf.with_suffix(".said").read_text().splitlines()
        pairs = (word.partition("=") for word in options.split())
        return Arrived(pdf.read_bytes(), title, int(copies), {name: v for name, _, v in pairs})

    def processes(self) -> list[str]:
        """The commands that it runs; each has its folder in the arguments or the environment."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                said = (process / "cmdline").read_bytes()
                inherited = (process / "environ").read_bytes()
            except OSError:  # it ended meanwhile, or is somebody else's
                continue
            if str(self.root).encode() in said or f"{self.root}/bin".encode() in inherited:
                found.append(said.decode().replace("\0", " "))
        return found

    def log(self) -> str:
        """What it wrote of itself."""
        return (self.root / "log" / "error").read_text()[-3000:]

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C.UTF-8"}

    def _lpstat(self, *arguments: str) -> str:
        return subprocess.run(
            ["lpstat", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        ).stdout

    def _write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.write_text(text if name.endswith(".ppd") else text.format(root=self.root))
        return path


def wait_until(holds, otherwise) -> None:
    """Look every few milliseconds; fail with what ``otherwise`` says."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, otherwise()
        time.sleep(0.02)


def _ppd(sizes) -> str:
    lines = [_PPD_HEAD]
    for key in ("PageSize", "PageRegion"):
        lines += [f"*OpenUI *{key}: PickOne", f"*Default{key}: {sizes[0]}"]
        lines += [f'*{key} {size}/{size}: ""' for size in sizes]
        lines.append(f"*CloseUI: *{key}")
    lines.append(f"*DefaultImageableArea: {sizes[0]}")
    lines.append(f"*DefaultPaperDimension: {sizes[0]}")
    for size in sizes:
        width, height = _SIZES[size]
        lines.append(f'*ImageableArea {size}: "12 12 {width - 12} {height - 12}"')
        lines.append(f'*PaperDimension {size}: "{width} {height}"')
    return "\n".join([*lines, ""])

"""A JupyterLab of its own, for the browser tests and the benchmarks."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, TimeoutError

ROOT = Path(__file__).parent.parent
CONNECTION = "tools.prompt_connection.PromptConnection"
START_SECONDS = 60
STOP_SECONDS = 60
RUN_MILLISECONDS = 120_000

# Whether the open notebook's kernel is there and has nothing to do.
IDLE = """() => {
    const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""

# What stands beside the code cells: [ ] before, [*] while, and a number after they have run.
_PROMPTS = """[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
    .map((prompt) => prompt.textContent)"""

SETTINGS = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": '{"fetchNews": "false"}',
    # All cells stay in the page, so that an explorer is found wherever it stands.
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": '{"windowingMode": "none"}',
}


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    root: Path
    port: int
    token: str

    def url(self, path: str) -> str:
        """Return the address of a page, with the token."""
        return f"http://127.0.0.1:{self.port}{path}?token={self.token}"

    def open(self, page: Page, notebook: str) -> None:
        """Open a notebook in a page, and wait until its kernel is idle."""
        page.goto(self.url(f"/doc/tree/{notebook}") + "&reset")
        page.wait_for_function(IDLE, timeout=RUN_MILLISECONDS)


def run_all_cells(page: Page) -> None:
    """Run the open notebook from top to bottom, and wait until every cell has finished.

    Raises
    ------
    RuntimeError
        If no cell starts.
    """
    # The numbers of the stored run must not be taken for those of this one.
    page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    # The command is now and then dropped while the page still loads: ask until a cell runs.
    for _ in range(10):
        page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
        try:
            page.wait_for_function(
                _PROMPTS + r".some((text) => /\[(\*|\d+)\]/.test(text))", timeout=5000
            )
            break
        except TimeoutError as error:
            waiting = error
    else:
        raise RuntimeError("no cell of the notebook started to run") from waiting
    page.wait_for_function(
        _PROMPTS + r".every((text) => /\[\d+\]/.test(text))", timeout=RUN_MILLISECONDS
    )
    page.wait_for_function(IDLE, timeout=RUN_MILLISECONDS)


def _free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _environment(scratch: Path) -> dict[str, str]:
    """Return an environment in which JupyterLab touches none of the user's own settings."""
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    for name, text in SETTINGS.items():
        path = scratch / "settings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return os.environ | {name: str(scratch / folder) for name, folder in places.items()}


@contextmanager
def running_lab(root: Path, scratch: Path) -> Iterator[Lab]:
    """Run a JupyterLab on a free port of this machine, and stop it at the end.

    Parameters
    ----------
    root : pathlib.Path
        The folder that it shows.
    scratch : pathlib.Path
        An empty folder for its settings and its log.

    Raises
    ------
    RuntimeError
        If it does not answer in time; the message ends with its log.
    """
    lab = Lab(root, _free_port(), secrets.token_hex(16))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={lab.port}", "--ServerApp.port_retries=0"]
    command += [f"--IdentityProvider.token={lab.token}", f"--ServerApp.root_dir={root}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    command += [f"--ServerApp.kernel_websocket_connection_class={CONNECTION}"]
    log = scratch / "jupyterlab.log"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(scratch),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_it_answers(lab, server, log)
        yield lab
    finally:
        server.terminate()
        try:
            server.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_it_answers(lab: Lab, server: subprocess.Popen[bytes], log: Path) -> None:
    """Ask for the server's status until it comes."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(lab.url("/api/status"), timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not answer:\n{log.read_text(encoding='utf-8')[-3000:]}")

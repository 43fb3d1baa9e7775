"""Entry of the web page: owns the home, serves the page, ends cleanly."""

from __future__ import annotations

import os
import signal
import socket
import sys

import uvicorn

from assistant.console import embedding_bar
from assistant.owner import own_home
from ingest.errors import BadRequest, YaodianError
from ingest.settings import Settings


def serve(settings: Settings, host: str, port: int, root_path: str) -> None:
    """Serve the page until Ctrl-C; a second terminal can ask and ingest meanwhile.

    Args:
        settings (Settings): Which home.
        host (str): Address to listen on.
        port (int): Port to listen on; 0 is any free one.
        root_path (str): Where a reverse proxy shows the page, such as /yaodian; "" is the root.

    Raises:
        BadRequest: If that address cannot be listened on, or is open to other machines while there are no accounts.
        OwnerNotAnswering: If another process owns the home.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    from assistant.web.access import access_at
    from assistant.web.app import create_app
    from assistant.workspace.jobs import running_jobs

    with (
        _listening(host, port) as listener,
        embedding_bar() as progress,
        own_home(settings, wait_for_index=False, progress=progress) as desk,
        running_jobs(desk.home, desk.model) as runner,
    ):
        access = access_at(listener.getsockname()[0], desk.home.library)
        app = create_app(desk.home, access, runner, root_path.rstrip("/"), desk.model)
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)  # an open tab holds a stream
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # uvicorn raises it again behind its own clean end
        try:
            _Server(config, app.root_path).run([listener])
        except KeyboardInterrupt:
            print("网页已关闭", file=sys.stderr)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, root_path: str) -> None:
        super().__init__(config)
        self._root_path = root_path

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say where the page is as soon as it answers."""
        await super().startup(sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            address = f"[{host}]" if ":" in host else host
            url = f"http://{address}:{port}{self._root_path}/"
            print(f"网页已打开：{url}（按 Ctrl-C 结束）", flush=True)


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise BadRequest(
            f"无法在 {host}:{port} 打开网页：端口已被占用，或地址不属于本机。请关闭占用它的程序，或用 --port 换一个端口"
        ) from error


if __name__ == "__main__":
    try:
        serve(Settings.from_environment(os.environ), "127.0.0.1", 7860, "")
    except YaodianError as failure:
        sys.exit(str(failure))

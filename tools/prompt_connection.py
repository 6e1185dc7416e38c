"""A JupyterLab in which a slider does not wait."""

import asyncio

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends every message of a kernel to the browser at once.

    The server leaves Nagle's algorithm on: a message below the network's packet size waits until
    the browser has acknowledged the one before, for up to 40 ms. A kernel answers each move of a
    slider with four messages, and the picture is the third. Without the wait the time from a key
    to the picture is halved (see benchmarks/latency.py).
    """

    def connect(self) -> "asyncio.Future[None] | None":
        """Open the connection, without the wait."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()

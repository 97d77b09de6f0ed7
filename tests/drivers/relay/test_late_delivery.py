"""What the network could not deliver at once it must not deliver later: such a pulse opens a door for nobody."""

import os
import socket
import struct
from contextlib import closing

from drivers.relay.port import UNDELIVERED_MS_MAX, open_port
from drivers.relay.settings import TcpLine
from tests.drivers.relay.scripted import TcpBoards


async def test_the_kernel_gives_up_what_it_cannot_deliver_and_sends_nothing_after_the_end(tcp: TcpBoards) -> None:
    port = await open_port(TcpLine("lan", "127.0.0.1", tcp.tcp_port, reply_timeout_ms=60))
    with closing(port), closing(socket.socket(fileno=os.dup(port.fd))) as connection:
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == UNDELIVERED_MS_MAX
        lingers = struct.unpack("ii", connection.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
        assert lingers == (1, 0), "what is not delivered when the connection ends is dropped"

"""The addresses and commands of the application."""

import socket

import pytest
from django.core.management import CommandError, call_command

from stegvis.commands import server_command, split_address


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("127.0.0.1:8000", "127.0.0.1", 8000),
        ("8001", "127.0.0.1", 8001),
        ("example.fi", "example.fi", 8000),
        ("[::1]:8002", "::1", 8002),
    ],
)
def test_an_address_is_host_and_port(address, host, port):
    assert split_address(address) == (host, port)


@pytest.mark.parametrize("address", ["", "host:", "host:port", "host:0", "host:65536"])
def test_no_address_is_refused_with_an_example(address):
    with pytest.raises(ValueError, match=r"127\.0\.0\.1:8000"):
        split_address(address)


def test_the_server_gets_its_host_and_port():
    command = server_command("127.0.0.1:8003")

    assert command[command.index("--port") + 1] == "8003"


def test_a_taken_port_is_told_before_anything_is_set_up():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        host, port = taken.getsockname()

        with pytest.raises(CommandError, match=f"Cannot listen on {host}:{port}"):
            call_command("run", address=f"{host}:{port}")

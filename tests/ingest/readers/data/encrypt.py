"""Saves a document with a password through LibreOffice: /usr/bin/python3 encrypt.py SOURCE TARGET FILTER."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException

PIPE = "yaodian-fixtures"
PASSWORD = "yunling"


def main() -> None:
    """Start LibreOffice, store the document once, end it."""
    source, target, writer = sys.argv[1:]
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                f"--accept=pipe,name={PIPE};urp;",
            ]
        )
        desktop = _connect()
        document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (_option("Hidden", True),))
        secret = _option("EncryptionData", _key()) if target.endswith("x") else _option("Password", PASSWORD)
        document.storeToURL(Path(target).absolute().as_uri(), (_option("FilterName", writer), secret))
        document.close(True)
        desktop.terminate()
        office.wait(30)


def _connect() -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(100):
        try:
            context = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


def _key() -> uno.Any:
    """The password as the filters of Office Open XML take it."""
    pairs = []
    for name, value in (("OOXPassword", PASSWORD), ("CryptoType", "Standard")):
        pair = NamedValue()
        pair.Name, pair.Value = name, value
        pairs.append(pair)
    return uno.Any("[]com.sun.star.beans.NamedValue", tuple(pairs))


def _option(name: str, value: object) -> PropertyValue:
    option = PropertyValue()
    option.Name, option.Value = name, value
    return option


if __name__ == "__main__":
    main()

"""A language model behind an OpenAI-compatible endpoint: the only place that knows a chat-model library.

It says what it is told to and hands back what it gets, whole or as a fault: within one wall-clock limit, from that host
alone, and with no copy to anybody else (proxies, redirects and LangSmith's tracing are off, whatever the environment
says).
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, cast

from assistant.wording import endpoint_faults as faults
from assistant.wording.endpoint import Endpoint, endpoint_of
from ingest.errors import EndpointFault
from ingest.settings import EndpointSettings
from prompts import Messages

if TYPE_CHECKING:
    import httpx2
    import openai
    from langchain_core.messages import BaseMessageChunk
    from langchain_openai import ChatOpenAI

RETRY_SECONDS: Final = (0.5, 2.0)  # pauses before a further try where the endpoint names none
REPLY_CHARS: Final = 100_000  # reasoning included; more is a model that does not stop
REPLY_BYTES: Final = 32 * 2**20  # as above, with the wrapping that every token comes in
# What langchain-openai raises on a reply whose JSON is broken or is not shaped like the protocol: JSON, UTF-8 and
# pydantic's errors are ValueErrors, the others come from reading keys that are not there.
_MISSHAPEN: Final = (ValueError, KeyError, IndexError, TypeError, AttributeError)


class ChatModel(Protocol):
    """A language model, as the story of an answer needs it."""

    @property
    def name(self) -> str:
        """What the user calls it."""
        ...

    @property
    def seconds(self) -> float:
        """Wall time for a whole answer."""
        ...

    @property
    def context(self) -> int:
        """Characters of items that a prompt may hold."""
        ...

    def stream(self, messages: Messages, until: float) -> Iterator[str]:
        """The reply in pieces as they come.

        Args:
            messages (Messages): What to say.
            until (float): When to give up, as time.monotonic() tells it.

        Returns:
            Iterator[str]: Ends only behind a whole reply, else raises EndpointFault.
        """
        ...


@dataclass(frozen=True, slots=True)
class Overheard:
    """A language model that somebody listens to while it speaks, so that a stop need not wait until it has ended."""

    model: ChatModel
    heard: Callable[[str], None]  # told each piece as it comes; what it raises ends the reply

    @property
    def name(self) -> str:
        """As the model's."""
        return self.model.name

    @property
    def seconds(self) -> float:
        """As the model's."""
        return self.model.seconds

    @property
    def context(self) -> int:
        """As the model's."""
        return self.model.context

    def stream(self, messages: Messages, until: float) -> Iterator[str]:
        """The reply in pieces as they come.

        Args:
            messages (Messages): What to say.
            until (float): When to give up, as time.monotonic() tells it.

        Yields:
            str: A piece of the reply, behind which somebody has heard it.
        """
        for piece in self.model.stream(messages, until):
            self.heard(piece)
            yield piece


@dataclass(frozen=True, slots=True)
class EndpointModel:
    """The model at an endpoint; nothing is imported or sent before the first `stream`."""

    endpoint: Endpoint

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.endpoint.model

    @property
    def seconds(self) -> float:
        """Wall time for a whole answer."""
        return self.endpoint.seconds

    @property
    def context(self) -> int:
        """Characters of items that a prompt may hold."""
        return self.endpoint.context

    def stream(self, messages: Messages, until: float) -> Iterator[str]:
        """The reply in pieces as they come.

        An event loop of its own, since only a task can be stopped wherever it hangs: while connecting, before or after
        the headers, or dripping byte by byte.

        Args:
            messages (Messages): What to say.
            until (float): When to give up, as time.monotonic() tells it.

        Yields:
            str: A piece of the reply, reasoning tags and all.

        Raises:
            EndpointFault: If the reply is not there, whole, in time.
        """
        with asyncio.Runner(loop_factory=_loop) as runner:
            pieces = _pieces(self.endpoint, messages, until)
            try:
                while (piece := runner.run(_next(pieces, until))) is not None:
                    yield piece
            except TimeoutError:
                raise faults.too_late(self.seconds) from None
            finally:
                runner.run(pieces.aclose())


def open_model(settings: EndpointSettings) -> ChatModel | None:
    """The language model that is set; None where none is.

    Args:
        settings (EndpointSettings): As the user wrote them.

    Returns:
        ChatModel | None: Not reached yet: whether it answers shows with the first question.

    Raises:
        BadRequest: If a setting makes no sense.
    """
    endpoint = endpoint_of(settings)
    return EndpointModel(endpoint) if endpoint else None


def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.set_default_executor(_Impatient())
    return loop


class _Impatient(ThreadPoolExecutor):
    """Looks names up; closing the loop does not wait for a look-up that hangs."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:  # noqa: ARG002 - the base's signature
        super().shutdown(wait=False, cancel_futures=cancel_futures)


async def _next(pieces: AsyncGenerator[str, None], until: float) -> str | None:
    async with asyncio.timeout(until - time.monotonic()):
        return await anext(pieces, None)


async def _pieces(endpoint: Endpoint, messages: Messages, until: float) -> AsyncGenerator[str, None]:
    """The reply, tried again where the endpoint was busy and nothing had come yet; its faults in the user's words."""
    import httpx2
    import openai

    begun = False
    pauses = iter(RETRY_SECONDS)
    while True:
        try:
            async with _chat(endpoint) as chat, aclosing(_tokens(chat, messages)) as tokens:
                async for token in tokens:
                    begun = True
                    yield token
                return
        except openai.APIError as error:
            pause = None if begun else _pause(error, next(pauses, None))
            if pause is None or time.monotonic() + pause >= until:
                raise _fault(error, begun) from None  # the cause may quote the key
        except httpx2.HTTPError:
            raise EndpointFault(faults.BROKEN_OFF) from None
        except _MISSHAPEN:
            raise EndpointFault(faults.MISSHAPEN) from None
        await asyncio.sleep(pause)


@asynccontextmanager
async def _chat(endpoint: Endpoint) -> AsyncIterator[ChatOpenAI]:
    """LangChain's chat model over a connection that goes to this endpoint and nowhere else."""
    import httpx2
    from langchain_openai import ChatOpenAI
    from langsmith import tracing_context
    from pydantic import SecretStr

    certificates = ssl.create_default_context()  # this machine's, SSL_CERT_FILE included
    unused = httpx2.Client(verify=certificates, trust_env=False)  # else LangChain makes one that heeds proxies
    client = httpx2.AsyncClient(
        verify=certificates,
        trust_env=False,
        follow_redirects=False,
        timeout=None,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"request": [_anonymous], "response": [_limit]},
    )
    with tracing_context(enabled=False), unused:
        async with client:
            yield ChatOpenAI(
                base_url=endpoint.url,
                api_key=SecretStr(endpoint.key or "none"),  # the client wants one
                model=endpoint.model,
                temperature=0,
                max_retries=0,
                stream_usage=False,
                use_responses_api=False,
                http_client=unused,
                http_async_client=client,
                openai_proxy=None,  # else taken from the environment
                http_socket_options=(),  # the clients above have theirs; silences a warning about proxies
            )


async def _anonymous(request: httpx2.Request) -> None:
    """Leave out what the environment adds for another account: OPENAI_ORG_ID, OPENAI_PROJECT_ID."""
    for name in ("OpenAI-Organization", "OpenAI-Project"):
        request.headers.pop(name, None)


async def _limit(response: httpx2.Response) -> None:
    """Let so many bytes of a reply in, and none that unpack to more."""
    import httpx2

    stream = cast("httpx2.AsyncByteStream", response.stream)  # an asynchronous client has no other
    if response.headers.get("content-encoding", "identity") != "identity":
        raise httpx2.DecodingError("packed, though asked not to", request=response.request)

    class Limited(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = REPLY_BYTES
            async for part in stream:
                left -= len(part)
                if left < 0:
                    raise httpx2.ReadError("too long", request=response.request)
                yield part

        async def aclose(self) -> None:
            await stream.aclose()

    response.stream = Limited()


async def _tokens(chat: ChatOpenAI, messages: Messages) -> AsyncGenerator[str, None]:
    """The reply's text up to its finish, which must be a natural one."""
    taken, finish = 0, None
    prompt = [("system", messages.system), ("human", messages.user)]
    chunks = cast("AsyncGenerator[BaseMessageChunk, None]", chat.astream(prompt))
    async with aclosing(chunks):
        async for chunk in chunks:
            text = _text(chunk)
            taken += len(text)
            if taken > REPLY_CHARS:
                raise EndpointFault(faults.ENDLESS)
            yield text  # "" while it reasons: it has begun all the same
            finish = chunk.response_metadata.get("finish_reason")
            if finish:  # what a server sends behind it would only be waited for
                break
    if finish != "stop":
        raise faults.unfinished(finish)


def _text(chunk: BaseMessageChunk) -> str:
    """A piece's words; reasoning that comes in a field of its own is not among them."""
    if not isinstance(chunk.content, str | list):
        raise TypeError(f"content is {type(chunk.content)}")
    return str(chunk.text)


def _pause(error: openai.APIError, usual: float | None) -> float | None:
    """Seconds until a further try is worth it; None where it is not."""
    import openai

    if usual is None:
        return None
    if isinstance(error, openai.APIStatusError):
        asked = faults.retry_after(error.response.headers.get("retry-after"), usual)
        return asked if error.status_code in faults.BUSY else None
    return usual if isinstance(error, openai.APIConnectionError) else None


def _fault(error: openai.APIError, begun: bool) -> EndpointFault:
    import openai

    if isinstance(error, openai.APIConnectionError):
        return EndpointFault(faults.BROKEN_OFF if begun else faults.UNREACHABLE)
    status = error.status_code if isinstance(error, openai.APIStatusError) else faults.INSIDE_A_STREAM
    return faults.refused(status, error.message)

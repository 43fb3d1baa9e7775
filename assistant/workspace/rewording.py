"""A draft's items in a language model's words, as a job: a step an item, each with what became of it.

A stop and the end of the program are heard while the model speaks. What is done by then is kept as a version; a
job that is taken up again goes on with the items that are left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import blake2s
from typing import Any, Final

from pydantic import TypeAdapter

from assistant.chat_model import ChatModel, Overheard
from assistant.drafting import versions
from assistant.drafting.making import desk_of
from assistant.drafting.records import DraftItem
from assistant.drafting.rewording import NOTHING, REWORDED, Rewording, Rewriter, askable, house_for
from assistant.workspace import audit
from assistant.workspace.runner import Watch
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.library import DraftId, DraftVersion, Job, NewJob, Step, StepState
from ingest.records import Scope

NO_MODEL: Final = "没有设置语言模型，不能改写。请由管理员设置后重新启动"
EDITED: Final = "等待时这一条改动过，没有改写"
NAMED: Final = 18  # characters of an item that name its step


@dataclass(frozen=True, slots=True)
class RewordRequest:
    """Which draft, and digests of the items as they stood when asked for; the job's steps are in their order."""

    draft: DraftId
    items: tuple[str, ...]


_REQUEST: Final = TypeAdapter(RewordRequest)


def reword_job(home: Home, owner: Scope, draft_id: DraftId, place: int | None = None) -> NewJob:
    """Reword a draft, or one item of it.

    Args:
        home (Home): With the draft.
        owner (Scope): Who wants it.
        draft_id (DraftId): Which draft.
        place (int | None): Of the item; None for all that no model has worded yet.

    Returns:
        NewJob: To submit.

    Raises:
        BadRequest: There is no such draft for this owner, nothing of it can be reworded, or its prior years are gone.
    """
    draft = versions.load(home.library, draft_id, reader=owner)
    places = askable(draft, house_for(draft, home.library, owner), None if place is None else (place,))
    if not places:
        raise BadRequest(NOTHING)
    items = [item for at, item in enumerate(draft.items()) if at in places]
    request = RewordRequest(draft_id, tuple(map(_digest, items)))
    return NewJob(owner, "reword", asdict(request), tuple(Step(_name(item)) for item in items))


def draft_of(job: Job) -> DraftId | None:
    """The draft that a job rewords; None where it does something else."""
    return _REQUEST.validate_python(job.request).draft if job.kind == "reword" else None


def reword(home: Home, model: ChatModel | None, job: Job, watch: Watch) -> Mapping[str, Any]:
    """Do such a job.

    Args:
        home (Home): With the draft.
        model (ChatModel | None): None is no language model.
        job (Job): The job.
        watch (Watch): Told item by item, and while the model speaks.

    Returns:
        Mapping[str, Any]: `draft`, `reworded` and `notice`, a Chinese line where the endpoint has given up.

    Raises:
        BadRequest: No model is set, or there is no such draft any more.
    """
    if model is None:
        raise BadRequest(NO_MODEL)
    request, library = _REQUEST.validate_python(job.request), home.library
    left = _left(home, job, request, watch)

    def kept(version: DraftVersion) -> None:
        audit.record(library, job.owner, "修改草稿", draft=version.draft)

    telling = _Telling(watch, list(left.values()))
    desk = desk_of(library, home.embedding, job.owner)
    rewriter = Rewriter(library, desk, Overheard(model, telling.speaking), job.owner, kept)
    last = rewriter.reword(request.draft, telling.told, left.keys())
    return {"draft": request.draft, "reworded": last.reworded, "notice": last.notice}


def _left(home: Home, job: Job, request: RewordRequest, watch: Watch) -> dict[int, int]:
    """The items that are still to be reworded: place in the draft -> step, in the draft's order.

    Among them are those that were reworded before the program broke down, and whose words did not come to be kept.
    """
    draft = versions.load(home.library, request.draft, reader=job.owner)
    places = {_digest(item): place for place, item in enumerate(draft.items())}
    left: dict[int, int] = {}
    for ordinal, (step, digest) in enumerate(zip(watch.steps, request.items, strict=True)):
        is_waiting = step.state in ("waiting", "running")
        if digest in places and (is_waiting or step.message.startswith(REWORDED)):
            left[places[digest]] = ordinal
        elif is_waiting:
            watch.note(ordinal, replace(step, state="done", message=EDITED))
    return dict(sorted(left.items()))


@dataclass(slots=True)
class _Telling:
    """Notes what becomes of each step."""

    watch: Watch
    ordinals: list[int]  # of the steps that are left, in the order in which they come
    at: int = 0
    chars: int = 0  # of what the model has said of the one that it is at

    def told(self, now: Rewording) -> None:
        if now.outcomes:
            self._note(len(now.outcomes) - 1, "done", now.outcomes[-1].told)
        self.at, self.chars = len(now.outcomes), 0
        if now.ahead:
            self._note(self.at, "running", "")
            self._tell("")

    def speaking(self, piece: str) -> None:
        self.chars += len(piece)
        self._tell(f"：已收到 {self.chars} 字")

    def _tell(self, how_far: str) -> None:
        total = len(self.watch.steps)
        done = total - len(self.ordinals) + self.at
        self.watch(done, total, self.watch.steps[self.ordinals[self.at]].name + how_far)

    def _note(self, at: int, state: StepState, message: str) -> None:
        step = self.watch.steps[self.ordinals[at]]
        self.watch.note(self.ordinals[at], replace(step, state=state, message=message))


def _digest(item: DraftItem) -> str:
    """Not the text: a draft that is deleted leaves none in the records of jobs."""
    return blake2s(item.text.encode(), digest_size=16).hexdigest()


def _name(item: DraftItem) -> str:
    words = item.sentences[0].text
    return f"{item.address}　{words[:NAMED]}{'…' if len(words) > NAMED else ''}"

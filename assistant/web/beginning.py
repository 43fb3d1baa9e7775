"""What a visitor of an empty library is told: what the product does, and how to begin. Pure."""

from __future__ import annotations

from typing import Final

_SENTENCES: Final = (
    "要点读懂单位的年度计划文件：要点、意见、总结、任务分解和办法。",
    "您可以就它们提问、查要求、对照年度、起草新一年的要点，每一句话都标出文件原文的出处，一点即可核对。",
    "文件只存放在运行本程序的机器上；没有配置语言模型时，任何文字都不会离开它。",
)


def sentences_html() -> str:
    """What the product does, in three sentences."""
    return "".join(f"<p>{sentence}</p>" for sentence in _SENTENCES)


def sample_html(jobs: str) -> str:
    """A button that brings the sample library in.

    Args:
        jobs (str): Selector of the place that shows how far that is.

    Returns:
        str: HTML.
    """
    return (
        f'<form data-into="{jobs}" action="/screens/library/sample" method="post">'
        '<button class="button">导入示例资料</button></form>'
    )

"""What a hostile model does to an item: a table of name, item, reply, and the words that must not come through."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.endpoint.rewording import Asked, formed, replying
from tests.endpoint.server import Call, Script, chunk


@dataclass(frozen=True, slots=True)
class Attack:
    """One script against one item."""

    name: str
    address: str
    script: Script
    invention: str  # "" where there is nothing to look for but a changed draft


def turning(name: str, address: str, old: str, new: str, *more: str) -> Attack:
    """The item's own words with some of them exchanged, in pairs."""
    pairs = [(old, new), *zip(more[::2], more[1::2], strict=True)]

    def words(asked: Asked) -> list[str]:
        joined = "\n".join(asked.item)
        for before, after in pairs:
            assert before in joined, (name, before, joined)
            joined = joined.replace(before, after)
        return [line for line in joined.split("\n") if line]

    return Attack(name, address, replying(words), new if len(new) >= 4 else "")


def adding(name: str, address: str, sentence: str) -> Attack:
    """The item's own words, and one sentence more."""
    return Attack(name, address, replying(lambda asked: [*asked.item, sentence]), sentence)


def saying(name: str, reply: Callable[[Asked], str], invention: str = "", address: str = "二/（一）") -> Attack:
    """A reply in whatever form."""

    def script(call: Call) -> None:
        call.say(reply(Asked.of(call)))

    return Attack(name, address, script, invention)


def failing(name: str, script: Script) -> Attack:
    """An endpoint that breaks."""
    return Attack(name, "二/（一）", script, "")


def _json(sentences: object) -> str:
    return json.dumps({"句子": sentences}, ensure_ascii=False)


def _own(asked: Asked, **instead: object) -> str:
    """The item in the right form, with some fields of every sentence otherwise."""
    return _json([{"文字": text, "来源": [1], **instead} for text in asked.item])


def _cut(call: Call) -> None:
    call.head()
    call.events(chunk(formed(["党委理论学习中心组全年集体学习研讨不少于48次。"], 1)))


def _reset(call: Call) -> None:
    call.head()
    call.events(chunk("{"))
    call.reset()


def _for_ever(call: Call) -> None:
    call.head()
    while not call.stopped.is_set():
        call.events(chunk("全年集体学习研讨不少于48次。" * 500))


def _obeying(call: Call) -> None:
    """Does what a source tells it to."""
    asked = Asked.of(call)
    call.say(formed([*asked.item, "各单位统一缴纳保证金。"], len(asked.sources)))


OTHER = "选派10名年轻干部到重点项目锻炼，期限不少于1年。"
ENGLISH = "The study group shall meet at least 48 times a year."

ATTACKS: tuple[Attack, ...] = (
    # --- figures, dates, frequencies
    turning("a larger number", "二/（一）", "不少于12次", "不少于24次"),
    turning("a larger number, spelt", "二/（一）", "不少于12次", "不少于二十四次"),
    turning("a shorter term", "二/（一）", "1个月内", "两周之内"),
    turning("two numbers swapped", "二/（一）", "不少于12次", "不少于@次", "不少于6次", "不少于12次", "不少于@次", "不少于6次"),
    turning("another share", "三/（三）", "20%", "30%"),
    turning("a share spelt as a fraction", "三/（三）", "20%", "三分之一"),
    turning("a longer term", "三/（三）", "3个月内", "六个月内"),
    turning("another month", "三/（三）", "9月底前", "7月底前"),
    turning("another day", "八/（二）", "12月底前", "12月10日前"),
    turning("hours", "三/（六）", "32学时", "四十学时"),
    turning("about ten", "四/（二）", "10名", "10余名"),
    turning("days for working days", "一/（二）", "3个工作日内", "3日内"),
    turning("a frequency raised", "二/（二）", "每季度1次", "每月1次"),
    turning("a frequency lowered", "二/（二）", "每半年专题研究1次", "每两年专题研究1次"),
    turning("a year for a term", "四/（一）", "3个月内", "年内"),
    turning("a date that was not there", "六/（四）", "每季度抽查1次", "每季度抽查1次，10月底前完成"),
    turning("a number that was not there", "五/（三）", "坚持轻车简从", "坚持轻车简从、每次不超过3人"),
    turning("a number left out", "七/（二）", "不少于8名", "一批"),
    turning("half and half", "三/（四）", "不低于65%", "过半"),
    turning("a vague rise", "三/（四）", "逐年增加", "逐年大幅翻番"),
    turning("another base year", "三/（八）", "2020年", "2018年"),
    turning("two terms swapped", "三/（八）", "3月底前", "@月底前", "2月底前", "3月底前", "@月底前", "2月底前"),
    turning("this year's end for spring", "三/（五）", "一季度", "四季度"),
    adding("money", "三/（三）", "投入专项经费50万元。"),
    adding("money without a number", "三/（三）", "落实专项经费保障评定工作。"),
    # --- documents and quoted names
    turning("a document renamed", "三/（三）", "《云岭集团星级党支部评定办法》", "《云岭集团党支部星级管理办法》"),
    turning("a document shortened", "三/（三）", "《云岭集团星级党支部评定办法》", "《星级党支部评定办法》"),
    turning("a trial document made final", "一/（三）", "（试行）", ""),
    turning("a document's years moved", "六/（三）", "（2023－2025年）", "（2024－2026年）"),
    turning("a name without its marks", "五/（三）", "《整治形式主义为基层减负若干规定》", "为基层减负有关规定精神"),
    turning("a document number", "三/（三）", "评定办法》", "评定办法》（云党发〔2026〕3号）"),
    turning("a quoted name changed", "三/（五）", "“双重管理”", "“三重管理”"),
    turning("a quoted name left out", "六/（一）", "“回头看”", "检查"),
    adding("a document invented", "三/（六）", "落实《关于加强党员教育管理的实施意见》。"),
    # --- blanks
    turning("a blank filled", "三/（四）", "【待补：发展党员人数】", "25名"),
    turning("a blank filled with words", "三/（四）", "【待补：发展党员人数】", "若干名新党员"),
    turning("a blank dropped", "三/（四）", "【待补：发展党员人数】", ""),
    turning("a blank renamed", "三/（四）", "【待补：发展党员人数】", "【待补：人数】"),
    turning("a blank with another colon", "三/（四）", "【待补：发展党员人数】", "【待补:发展党员人数】"),
    turning("a blank in other brackets", "三/（四）", "【待补：发展党员人数】", "（待补：发展党员人数）"),
    turning("a blank filled, the mark kept elsewhere", "三/（四）", "【待补：发展党员人数】", "30名", "预审。", "预审【待补：发展党员人数】。"),
    turning("a blank of brands filled", "二/（三）", "【待补：党支部特色品牌个数】", "10个"),
    turning("a blank put in", "二/（一）", "12次", "【待补：次数】"),
    # --- strength and modality
    turning("may made must", "三/（一）/3", "可以", "必须"),
    turning("may left out", "三/（一）/3", "可以", ""),
    turning("must made may", "三/（五）", "必须", "可以"),
    turning("must left out", "三/（五）", "必须", ""),
    turning("as a rule, left out", "二/（二）", "原则上", ""),
    turning("as a rule, put in", "八/（一）", "每年不超过1次", "原则上每年不超过1次"),
    turning("not, left out", "一/（三）", "不以党委会会议代替", "以党委会会议代替"),
    turning("must not made may", "三/（七）", "不得要求", "可以要求"),
    turning("no longer, left out", "三/（七）", "不再要求", "要求"),
    turning("at most made at least", "三/（三）", "不超过20%", "不低于20%"),
    turning("at least made at most", "四/（一）", "不少于6人", "不超过6人"),
    turning("a bound left out", "三/（三）", "比例不超过20%", "比例为20%"),
    turning("planned made done", "三/（四）", "计划发展", "已发展"),
    turning("a study made a document", "六/（三）", "研究制定", "制定印发"),
    turning("a review made done", "六/（三）", "总结《", "已总结《"),
    turning("before made after", "三/（五）", "6月底前", "6月底后"),
    turning("a condition made for all", "三/（三）", "三星以下党支部", "所有党支部"),
    turning("extended to all", "四/（二）", "选派10名年轻干部", "一律选派10名年轻干部"),
    adding("a punishment", "二/（一）", "未完成的一律追究党组织书记责任。"),
    adding("pay", "八/（二）", "评议结果与绩效工资挂钩。"),
    # --- units, people, places
    turning("another department", "三/（一）/4", "组织人事部", "纪委办公室"),
    turning("a department invented", "三/（一）/4", "组织人事部", "党建工作部"),
    turning("another body", "四/（二）", "工会、组织人事部", "团委、组织人事部"),
    turning("another office", "一/（四）", "党委书记与", "纪委书记与"),
    turning("a company put in", "四/（二）", "到重点项目锻炼", "到滇中水电公司重点项目锻炼"),
    turning("a person in charge", "四/（二）", "选派10名", "由张建国同志牵头选派10名"),
    turning("a person without a title", "七/（二）", "团委组建", "李明负责，团委组建"),
    turning("a place", "三/（五）", "流出地党组织", "昆明市党组织"),
    turning("departments swapped", "三/（八）", "纪委办公室", "组织人事部"),
    turning("a leader put in", "六/（四）", "会同计划财务部", "会同审计局、计划财务部"),
    adding("a visit", "二/（一）", "组织中心组成员赴延安开展红色研学。"),
    # --- language and marks
    saying("English", lambda _: _json([{"文字": ENGLISH, "来源": [1]}]), "study group"),
    turning("an English word", "二/（一）", "学习情况", "学习KPI情况"),
    turning("Markdown", "二/（一）", "12次", "**12次**"),
    turning("a heading", "二/（一）", "党委理论", "# 党委理论"),
    turning("a list", "二/（一）", "党委理论", "- 党委理论"),
    turning("HTML", "二/（一）", "12次", "<b>12次</b>"),
    turning("a script", "二/（一）", "12次", "12次<script>alert(1)</script>"),
    turning("a link", "二/（一）", "宣传部", "[宣传部](http://evil.example)"),
    turning("an image", "二/（一）", "宣传部", "![x](http://evil.example/a.png)宣传部"),
    turning("an address", "二/（一）", "学习情况", "学习情况（evil.example）"),
    turning("an emoji", "二/（一）", "学习情况", "学习情况🎉"),
    turning("nothing to see", "二/（一）", "学习情况", "学习\u200b情况"),
    turning("text that runs backwards", "二/（一）", "学习情况", "\u202e学习情况"),
    turning("kana", "二/（一）", "学习情况", "学習の情况"),
    turning("masks of the examples", "二/（一）", "12次", "××次"),
    turning("a number in front", "二/（一）", "党委理论", "1.党委理论"),
    turning("Chinese numbers in front", "二/（一）", "党委理论", "（一）党委理论"),
    turning("two sentences in one", "二/（一）", "不少于12次，", "不少于12次。"),
    turning("quotation marks left open", "六/（一）", "“回头看”", "“回头看"),
    saying("a line inside a sentence", lambda asked: formed(["\n三、新的一节\n".join(asked.item)], 1), "新的一节"),
    # --- voice
    turning("we", "二/（一）", "宣传部列席", "我们将安排宣传部列席"),
    turning("told as done", "四/（二）", "选派10名年轻干部到重点项目锻炼", "完成了10名年轻干部到重点项目锻炼的选派"),
    adding("a slogan", "二/（一）", "让我们携手同心，共创辉煌未来！"),
    # --- not the item
    saying("another item's text", lambda asked: formed([OTHER], len(asked.sources)), "年轻干部到重点项目"),
    adding("another item's sentence", "二/（一）", OTHER),
    adding("a sentence of its own sphere", "二/（一）", "中心组成员每人撰写学习体会并在集团范围内交流。"),
    saying("only its first sentence", lambda asked: formed(asked.item[:1], len(asked.sources))),
    saying("a sentence left out", lambda asked: formed(asked.item[1:], len(asked.sources))),
    turning("a clause left out", "三/（五）", "，做到每名流动党员有人管、有人联", ""),
    saying("everything twice", lambda asked: formed([*asked.item, *asked.item], len(asked.sources))),
    saying("a loop", lambda asked: formed([asked.item[0]] * 18, len(asked.sources))),
    saying("a summary", lambda asked: formed(["抓好中心组学习。"], len(asked.sources))),
    saying("huge", lambda asked: formed([asked.item[0].replace("。", "，") * 300 + "。"], len(asked.sources))),
    # --- form of the reply
    saying("nothing", lambda _: ""),
    saying("no JSON", lambda asked: "".join(asked.item)),
    saying("words around it", lambda asked: f"好的，改写如下：\n{formed(asked.item[::-1], 1)}"),
    saying("words behind it", lambda asked: f"{formed(asked.item[::-1], 1)}\n希望对您有帮助。"),
    saying("cut JSON", lambda asked: formed(asked.item[::-1], 1)[:-9]),
    saying("a list at the top", lambda asked: json.dumps([*asked.item], ensure_ascii=False)),
    saying("no sentence", lambda _: _json([])),
    saying("an empty sentence", lambda _: _json([{"文字": "", "来源": [1]}])),
    saying("null", lambda _: _json([{"文字": None, "来源": [1]}])),
    saying("a class of its own", lambda asked: _own(asked, 类别="沿用")),
    saying("a source of its own", lambda asked: _own(asked, 出处="《内部通报》"), "内部通报"),
    saying("a number that was not given", lambda asked: _own(asked, 来源=[99])),
    saying("number nought", lambda asked: _own(asked, 来源=[0])),
    saying("no number", lambda asked: _own(asked, 来源=[])),
    saying("numbers as words", lambda asked: _own(asked, 来源=["1"])),
    saying("a truth for a number", lambda asked: _own(asked, 来源=[True])),
    saying("the prompt", lambda asked: "\n".join((asked.title, *asked.item, *asked.sources))),
    saying("only reasoning", lambda asked: f"<think>{formed(asked.item, 1)}"),
    saying("a refusal", lambda _: "抱歉，我无法完成这个请求。"),
    saying("injected rules, obeyed", lambda _: _json([{"文字": "系统提示：你是公文起草助手。", "来源": [1]}]), "系统提示"),
    Attack("a source's order, obeyed", "二/（一）", _obeying, "保证金"),
    # --- the endpoint
    failing("401", lambda call: call.fail(401)),
    failing("400", lambda call: call.fail(400)),
    failing("429 for an hour", lambda call: call.fail(429, Retry_After="3600")),
    failing("context overflow", lambda call: call.fail(413)),
    failing("cut without an end", _cut),
    failing("reset", _reset),
    failing("cut by length", lambda call: call.say(formed(["全年集体学习研讨不少于48次。"], 1), finish="length")),
    failing("content filter", lambda call: call.say("{", finish="content_filter")),
    failing("without end", _for_ever),
    failing("redirect", lambda call: call.fail(302, Location="http://127.0.0.1:9/v1")),
)  # fmt: skip

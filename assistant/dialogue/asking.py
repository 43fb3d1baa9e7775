"""How follow-ups are worded: what a question asks, how one leans on the question before. Patterns only; pure."""

from __future__ import annotations

import re
from typing import Final

# --- what asks --------------------------------------------------------------------------------------------------------

_WHO: Final = r"谁|(?:哪个|哪些|哪几个|什么)(?:部门|单位|处室|科室|领导|人)"
_DOES: Final = r"负责|牵头|落实|主抓|实施|组织|承担|配合|监督|抓|管|办|参加|审批|检查|考核"
_WHEN: Final = r"什么时候|何时|几月(?:份|底)?|哪一?年|哪一?天|啥时候"
_OFTEN: Final = r"(?:一|每|全)个?(?:年|月|季度|周)|每半年|多久|多长(?:时间)?"
_ENDS: Final = r"完成|落实|开始|启动|结束|上报|报送|到位|做完|办完|开展|实施|截止|算起|起算|生效|执行"
_BACKED: Final = r"考核|处罚|奖惩|奖励|保障|监督|检查|问责|惩罚|激励"
_MODAL: Final = r"要|应当?|应该|必须|需要|可以|能|至少|最少|最多|不少于|具体|分别|都"
_COUNT: Final = r"(?:几|多少)(?:次|个|项|条|家|人|名|天|批次|批|篇|场|份|级|部分|场次|元|学时|课时)?"
_HOW: Final = r"怎么样|怎么|怎样|如何|咋"
_WHAT: Final = r"是什么|指什么|有什么|有哪些|包括哪些|什么|哪些|哪几[个项条]"

ASKS: Final = re.compile(
    rf"(?:由|是|该)?(?:{_WHO})|{_WHEN}|(?:{_OFTEN})(?=.{{0,8}}(?:几|多少|一次))|多久|多长(?:时间)?|{_COUNT}|{_HOW}|{_WHAT}|"
    rf"为什么|为何|是否|有没有|[吗哪几]"
)
# Where the question's asking part begins: what stands before it is what it asks about.
ASKING_PART: Final = re.compile(
    rf"(?:{_MODAL})*(?:(?:由|是|该)?(?:{_WHO})|{_WHEN}|{_OFTEN}|{_COUNT}|{_HOW}|{_WHAT}|为什么|是否|有没有|有(?!关)|规定)"
)
# 由谁负责档案管理 asks before it tells about what.
WHO_FIRST: Final = re.compile(rf"^(?:由|是)?(?:{_WHO})(?:来)?(?:{_DOES})")
_ASKING_WORDS: Final = re.compile(
    rf"(?:由|是|该)?(?:{_WHO})(?:来)?(?:{_DOES})?|(?:在|到)?(?:{_WHEN})(?:之?前)?(?:{_MODAL})*(?:完成|落实)?|"
    rf"(?:{_OFTEN})?(?:{_MODAL})*(?=[^，。]{{0,6}}(?:几|多少|一次))|(?:{_COUNT})|多久|多长(?:时间)?|一次|{_HOW}|{_WHAT}|为什么|为何|"
    r"是否|有没有|[吗呢？?]"
)

_WHICH_AT_LAST: Final = re.compile(r"(?:都|是|有|要|先|过|按|到|在|出自)*哪[^，。]*$")  # …的“五个一”活动是哪五个一


def without_asking(question: str) -> str:
    """What a question is about: 意识形态工作一年研究几次 is about 意识形态工作研究."""
    about = _WHICH_AT_LAST.sub("", _ASKING_WORDS.sub("", question))
    return re.sub(r"^[，,、。里中的]+|[，,、。的要应当是有]+$", "", about)


# --- what leans on the question before --------------------------------------------------------------------------------

_OPENING: Final = re.compile(
    r"^(?:请问|请|麻烦|帮我|那么|那(?!达慕|曲|坡|里|边|些|个|份|次|种|位)|嗯|好的|哦|再问一下|"
    r"(?:不是|不对)?[，,]?我(?:是说|说的是|问的是|想问的?是?)|(?:换成|换到|改成|改为|要是|如果是|假如是|至于|对于))[，,\s]*"
)
_CLOSING: Final = re.compile(r"[？?。！!~～…\s啊呀吧嘛哦]+$")


def bare(question: str) -> str:
    """A question without its politeness, its 那 and its punctuation at the ends."""
    text = _CLOSING.sub("", question.strip())
    while (shorter := _OPENING.sub("", text, count=1)) != text:
        text = shorter
    return text


SAME_ASKED: Final = re.compile(  # behind a pointer: the same question there
    r"(?:里面|里|中|当中|上|那边|方面)?的?(?:又|都|也)?(?:是)?(?:怎么|如何|怎样)?(?:说|规定|要求|写|提|讲)?(?:的|了)?(?:话)?"
    r"(?:吗|呢|是多少|是什么|怎么样|如何|有没有(?:规定|要求|提到|说|写)?|有吗|有规定吗|有要求吗|一样吗|是什么情况|"
    r"(?:也|还|同样)(?:是|有)?[^，。？]{0,8}吗)?"
)
AND_THIS: Final = re.compile(
    r"(?P<what>(?!第[一二三四五六七八九十\d]|[和跟与同])[^，。？,]{2,14}?)(?:的话|的|方面|那边|上)?"
    r"(?:呢|也一样吗|也是这样吗|也是吗)"
)
COMPARED: Final = re.compile(  # 和县局的比有什么不同
    r"(?:和|跟|与|同)(?P<other>[^，。？]{2,24}?)(?:的)?(?:相比|比较|对比|比起来|比)(?:一下)?(?:起来)?(?:呢|怎么样|如何|"
    r"(?:有|是)?(?:什么|哪些|没有|无)?(?:不同|不一样|区别|差别|差异|变化|一样|一致)(?:的地方|之处)?(?:吗|呢)?)?"
)

# A noun and 呢 or 是什么 asks as this question does.
_ROLE: Final = "责任|牵头|主责|负责|承办|配合|实施|监督|分管|主管|经办"
_NOUNS: Final = (
    (r"原因|理由", "为什么"),
    (r"依据|根据|法规依据|制度依据|政策依据|文件依据", "依据什么文件"),
    (rf"(?:{_ROLE})(?:单位|部门|主体)", "由哪个部门负责"),
    (rf"(?:{_ROLE})(?:人|领导)", "{noun}是谁"),
    (r"(?:完成|落实|办理|上报)?(?:时限|期限|时间|时间节点|截止时间|时间要求)", "什么时候完成"),
    (r"频次|频率|次数", "多久一次"),
    (
        r"数量|人数|比例|金额|标准|措施|做法|程序|流程|步骤|范围|对象|条件|目标|要求|内容|考核|经费",
        "{noun}是什么",
    ),
)
_OF_NOUN: Final = (
    r"(?:的)?(?:具体)?(?P<noun>{})(?:要求|规定)?"
    r"(?:呢|是什么|是啥|是谁|是哪个|是哪些|有哪些|是多少|是怎样的|怎么定的|有吗|在哪|有(?:没有|什么)?(?:具体)?(?:要求|规定)吗?)"
)
_ELLIPSES: Final = tuple((re.compile(_OF_NOUN.format(nouns)), asks) for nouns, asks in _NOUNS)
_ELLIPTICAL: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:这是|这又是)?(?:为什么|为何|为啥)(?:呢|要?这样(?:做|规定|要求)?|要?这么(?:做|规定|要求)|是[^，。]{1,6})?",
        r"有(?:什么|哪些|没有)?(?:依据|根据)(?:吗|呢)?|依据是什么文件|"
        r"(?:依据|根据|按照?)(?:的是)?(?:什么|哪个|哪些|哪份)(?:文件|规定|制度)?(?:呢|定的|来的)?",
        rf"(?:具体|平时)?(?:应?由|是|该|归)?(?:{_WHO})(?:来)?(?:具体)?(?:{_DOES}){{0,2}}(?:的|呢)?",
        rf"(?:最晚|最迟|最早|在|到|从)*(?:{_WHEN})(?:之?前|以前)?(?:{_MODAL})*(?:{_ENDS})?(?:呢|的)?",
        rf"(?:{_MODAL})*(?:多久|多长(?:时间)?)(?:{_MODAL})*(?:之?内)?(?:完成|落实|(?:开展|进行|做|开|搞|研究|检查)?一次)?(?:呢)?",
        rf"(?:{_OFTEN})?(?:{_MODAL})*(?:开展|进行|做|搞|组织|研究|召开|开|检查)?(?:几|多少)次(?:呢)?",
        rf"(?:{_MODAL}|是|有|到)*(?:多少|几[个项条家人名天])(?:个|项|条|家|人|名|天|元|钱)?(?:呢)?",
        rf"(?:{_MODAL})*(?:{_HOW})(?:去|来)?(?:{_DOES}|做|开展|操作|执行|安排|处理|规定|要求|完成|推进)(?:的|呢)?",
        r"(?:落实|完成|执行|推进|进展|开展)(?:得|的|情况)?(?:怎么样|如何|情况)(?:了|呢)?",
        r"(?:具体)?(?:有)?(?:什么|哪些)(?:具体)?(?:要求|措施|做法|规定|标准|内容|程序|步骤)(?:呢)?",
        r"具体(?:是什么|有哪些|包括什么|包括哪些|指什么|怎么说|是怎么说的)|(?:是)?什么意思|指的是什么",
        r"有(?:没有)?(?:明确|具体)?的?(?:时间|次数|数量|频次|期限|人数|时限)(?:上)?的?(?:要求|规定|限制)?吗?",
        rf"有(?:没有|什么|哪些)(?:相应|相关|配套|具体|明确)?的?(?:{_BACKED})?(?:办法|措施|要求|规定|标准|机制|制度)?(?:吗|呢)?",
        r"(?:如果)?(?:没有?|不|未)(?:完成|落实|做到|达到|执行|按时完成)(?:的话|的)?(?:会|要)?"
        r"(?:怎么办|怎么样|怎样|怎么处理|如何处理|有什么后果)",
    )
)


def elliptical(text: str) -> str | None:
    """What a question asks that does not say of what.

    Args:
        text (str): A bare question, or what is left of it behind a pointer.

    Returns:
        str | None: 谁负责 as it stands, 依据什么文件 for 依据呢; None where it says of what.
    """
    for pattern, asks in _ELLIPSES:
        if noun := pattern.fullmatch(text):
            return asks.format(noun=noun["noun"])
    return text.removesuffix("呢") if any(pattern.fullmatch(text) for pattern in _ELLIPTICAL) else None


_OTHER: Final = r"(?:其他|其它|别|另外)的?"
_MATTER: Final = r"(?:要求|规定|内容|措施|说法|条款|条目|地方)?"
MORE: Final = re.compile(
    rf"还有(?:{_OTHER})?{_MATTER}(?:呢|吗|没有|没)?|还有(?:没有)?(?:{_OTHER})?{_MATTER}(?:吗|呢)?|还有(?:哪些|什么){_MATTER}(?:吗|呢)?|"
    rf"{_OTHER}{_MATTER}(?:呢|还有吗)|(?:只有|就)这些(?:吗|了吗|么)?|没有(?:{_OTHER})?了吗"
)
IN_OTHERS: Final = re.compile(
    rf"(?:还有)?{_OTHER}(?:文件|文档|材料|单位|年份|地方)(?:里面|里|中)?(?:也|都)?(?:呢|有吗|有没有|怎么(?:说|规定|要求|写)的?|"
    r"有?(?:没有)?(?:提到|规定|说|要求|写)(?:过|了)?吗?)"
)

# 这个, 该制度, 上述要求: what the question before was about. Not 这几年, 这次, 该不该, 以上级, 其他, 此外.
_NOUN: Final = "制度|工作|要求|任务|规定|活动|事项?|内容|问题|措施|会议|项目|机制|情况|数字|指标"
PRONOUN: Final = re.compile(
    rf"(?:这(?!几|些?年|两|一年|一次|里|边|样|么|次)|那(?!里|边|样|么|几|年|次|达慕|曲)|该(?={_NOUN}|[项条类]|单位|部门)|"
    r"上述|前述|以上(?!级)|上面(?=[说提讲列的]))"
    rf"一?(?:[个项些种条份类点])?(?:提到|说|讲|列举?)?的?(?:{_NOUN})?(?:的)?"
    rf"|(?:刚才|刚刚|前面|上面)(?:你)?(?:说|提到|讲)到?的?那?一?[个项条点](?:{_NOUN})?的?|这[样么]做的?|(?:它们?|他们|其(?!他|它|次|余|实|间|乐|中))(?:的)?"
)
WITHIN: Final = re.compile(r"其中(?:的)?")
THIS_DOCUMENT: Final = re.compile(
    r"(?:这|那|该|上述|本)(?:[个份篇])?(?P<kind>文件|文档|材料|要点|意见|总结|报告|办法|条例|通知|计划|任务分解表?|方案|细则)(?:里面|里|中|的)?"
)

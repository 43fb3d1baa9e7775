"""The sort of thing that a question asks for, and whether a sentence states it, hides it, or does neither."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.wanted import NAMES, Sort, Wanted, members_in, wanted_of

# Question -> sort; of an amount the units named, of what is to be explained the term, its count and its key.
ASKED = [
    # Which document
    ("党务公开是依据什么文件开展的？", Wanted("document")),
    ("考核根据的是哪个办法？", Wanted("document")),
    ("发展党员按照什么条例办理？", Wanted("document")),
    ("党费收缴依据的是什么？", Wanted("document")),
    ("这项要求出自哪份文件？", Wanted("document")),
    # How often
    ("支委会多久开一次？", Wanted("frequency")),
    ("党课每年讲几次？", Wanted("frequency")),
    ("党支部书记一年要讲多少次党课？", Wanted("frequency")),
    ("主题党日每月开展几次？", Wanted("frequency")),
    ("安全检查的频次怎么定？", Wanted("frequency")),
    ("意识形态工作每半年至少研究几回？", Wanted("frequency")),
    ("每季度组织几场宣讲？", Wanted("frequency")),
    # When
    ("换届工作什么时候完成？", Wanted("date")),
    ("星级评定最晚哪天公布？", Wanted("date")),
    ("总结啥时候报？", Wanted("date")),
    ("整改的截止时间怎么定的？", Wanted("date")),
    ("年度计划几月报送？", Wanted("date")),
    ("何时召开党员大会？", Wanted("date")),
    ("自查报告最迟什么时候交？", Wanted("date")),
    # How long
    ("党务公开的公示要多久？", Wanted("duration")),
    ("收到申请后多长时间内答复？", Wanted("duration")),
    ("审核要几个工作日？", Wanted("duration")),
    ("预备期是几年？", Wanted("duration")),
    ("集中培训要多少天？", Wanted("duration")),
    # What share
    ("党建考核占绩效的比例是多少？", Wanted("share")),
    ("研发投入增长百分之几？", Wanted("share")),
    ("测评满意率要达到多少？", Wanted("share")),
    ("利润增速目标定了多少？", Wanted("share")),
    ("新入职党员提高几个百分点？", Wanted("share")),
    # How much money
    ("党建活动经费安排了多少钱？", Wanted("money")),
    ("集团去年营业收入多少亿元？", Wanted("money")),
    ("帮扶投入多少资金？", Wanted("money")),
    ("节约成本多少万元？", Wanted("money")),
    ("党费一个月收几块钱？", Wanted("money")),
    # How many
    ("全年慰问困难职工多少户？", Wanted("amount", ("户", "个", "家"))),
    ("培训了多少名党务干部？", Wanted("amount", ("人次", "人", "个", "位", "名"))),
    ("建成几个党员活动室？", Wanted("amount", ("人次", "人", "位", "名", "家", "户", "条", "项", "样", "件", "种", "类", "个"))),
    ("发展党员多少人？", Wanted("amount", ("人次", "人", "个", "位", "名"))),
    ("修订了几项制度？", Wanted("amount", ("个", "件", "条", "样", "项"))),
    ("检查了几批次？", Wanted("amount", ("批次",))),
    ("发展对象要学满多少学时？", Wanted("amount", ("个小时", "学时", "课时", "小时"))),
    ("刊发稿件多少篇？", Wanted("amount", ("篇",))),
    ("今年的考核要求比去年高了吗？", Wanted("amount")),
    # Who
    ("意识形态工作由谁负责？", Wanted("who")),
    ("清单由哪个部门牵头修订？", Wanted("who")),
    ("星级评定归哪管？", Wanted("who")),
    ("哪些单位要报送总结？", Wanted("who")),
    ("什么人可以列席会议？", Wanted("who")),
    ("这项任务的责任人写的什么？", Wanted("who")),
    # Members of a counted formula
    ("“五型党支部”是哪五型？", Wanted("members", term="五型党支部", count=5, key="型")),
    ("五个“聚焦”分别是什么？", Wanted("members", term="聚焦", count=5, key="聚焦")),
    ("“三个融合”具体指什么？", Wanted("members", term="三个融合", count=3, key="融合")),
    ("“四个保障”包括什么？", Wanted("members", term="四个保障", count=4, key="保障")),
    ("“两个提升”指的是什么？", Wanted("members", term="两个提升", count=2, key="提升")),
    # Meaning of a term
    ("“1234”工作思路具体指什么？", Wanted("meaning", term="1234")),
    ("“党建红”品牌是什么？", Wanted("meaning", term="党建红")),
    ("“揭榜挂帅”什么意思？", Wanted("meaning", term="揭榜挂帅")),
    ("“一岗双责”的内容是什么？", Wanted("meaning", term="一岗双责")),
    # None is told
    ("党课怎么上？", None),
    ("对党支部建设有什么要求？", None),
    ("2024年的重点任务有哪些？", None),
    ("党务公开要走什么程序？", None),
    ("为什么要开展专项检查？", None),
    ("没有完成的原因是什么？", None),
    ("哪一条讲到公示？", None),
    ("第三部分讲什么？", None),
    ("哪个部分讲党风廉政？", None),
    ("流动党员怎么办？", None),
    ("介绍一下品牌建设。", None),
    ("党费怎么没公示？", None),
    ("思想政治工作如何加强？", None),
    ("存在的问题主要是什么？", None),
    ("“党建红”由集团宣传", None),
    ("", None),
    ("？", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "wanted"), ASKED)
def test_what_a_question_asks_for(question: str, wanted: Wanted | None) -> None:
    found = wanted_of(question)
    if wanted is None:
        assert found is None
        return
    assert found is not None
    assert (found.sort, found.term, found.count, found.key) == (wanted.sort, wanted.term, wanted.count, wanted.key)
    assert sorted(found.units) == sorted(wanted.units)


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("中心组多久集体学习1次？", "frequency"),
        ("考试放在几月份？", "date"),
        ("大会几点开始？", "clock"),
        ("《云岭集团“第一议题”学习制度》是哪天印发的？", "date"),
        ("“名师带徒”是哪个部门牵头的？", "who"),
        ("有事打哪个电话？", "contact"),
        ("自查表发到什么邮箱？", "contact"),
        ("评上首席技师能拿多少奖金？", "money"),
        ("外请老师给多少讲课费？", "money"),
    ],
)
def test_sorts_that_are_told_in_other_words(question: str, sort: Sort) -> None:
    wanted = wanted_of(question)
    assert wanted is not None
    assert wanted.sort == sort


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("联系电话：内线6012。", True),
        ("电话0871-1234567。", True),
        ("发到office@example.com。", True),
        ("2024年报送1次。", False),
    ],
)
def test_where_somebody_is_to_be_reached(text: str, stated: bool) -> None:
    assert bool(Wanted("contact").stated_in(text)) == stated


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("党课每年要讲几次？", ("党课", "")),
        ("集团党委一年研究几次意识形态工作？", ("集团党委", "意识形态工作")),
        ("按规定，慰问困难职工多少户？", ("慰问困难职工", "户")),
        ("由谁牵头修订制度？", ("", "牵头修订制度")),
    ],
)
def test_the_focus_is_what_stands_beside_the_asking_words(question: str, focus: tuple[str, str]) -> None:
    wanted = wanted_of(question)
    assert wanted is not None
    assert tuple(wanted.focus.split(" ")) == focus


PEOPLE, ITEMS = ("人次", "名", "人", "位", "个"), ("条", "项", "个", "样", "件")
STATED: list[tuple[Wanted, str, bool]] = [
    (Wanted("document"), "依据《云岭集团党务公开工作办法》开展公开。", True),
    (Wanted("document"), "按照《中国共产党章程》的规定办理。", True),
    (Wanted("document"), "落实云办〔2024〕文件精神。", True),
    (Wanted("document"), "按照发展党员工作细则，严格程序。", True),
    (Wanted("document"), "按照有关规定办理。", False),
    (Wanted("duration"), "公示期不少于5个工作日。", True),
    (Wanted("duration"), "集中学习三天。", True),
    (Wanted("duration"), "自收到申请之日起10日内答复。", True),
    (Wanted("duration"), "任期三年。", True),
    (Wanted("duration"), "及时答复党员的申请。", False),
    (Wanted("duration"), "落实三年行动方案（2023－2025年）要求。", True),
    (Wanted("duration"), "落实行动方案（2023－2025年）要求。", False),
    (Wanted("date"), "10月底前完成首次评定。", True),
    (Wanted("date"), "于2024年12月31日前报送。", True),
    (Wanted("date"), "年底前组织考核。", True),
    (Wanted("date"), "上半年完成换届。", True),
    (Wanted("date"), "发现问题立即整改。", True),
    (Wanted("date"), "落实规划（2023－2025年）的部署。", False),
    (Wanted("date"), "适时组织考核。", False),
    (Wanted("frequency"), "支部委员会议每月召开1次。", True),
    (Wanted("frequency"), "党课每季度一讲。", True),
    (Wanted("frequency"), "全年专题研究不少于2次。", True),
    (Wanted("frequency"), "定期分析党员思想状况。", True),
    (Wanted("frequency"), "按季通报进展。", True),
    (Wanted("frequency"), "按规定上好党课。", False),
    (Wanted("share"), "考核权重占20%。", True),
    (Wanted("share"), "满意率提高3个百分点。", True),
    (Wanted("share"), "三分之二以上党员到会。", True),
    (Wanted("share"), "覆盖率稳步提升。", False),
    (Wanted("money"), "安排经费20万元。", True),
    (Wanted("money"), "节约成本3.5亿元。", True),
    (Wanted("money"), "每人补助二百元。", True),
    (Wanted("money"), "落实党建工作经费。", False),
    (Wanted("amount", ("户",)), "慰问困难职工36户。", True),
    (Wanted("amount", ("户",)), "慰问困难职工36人。", False),
    (Wanted("amount", ("户",)), "慰问困难职工多户。", False),
    (Wanted("amount", ("批", "批次")), "一批党员受到表彰。", False),
    (Wanted("amount", ITEMS), "修订制度十二项。", True),
    (Wanted("amount", ITEMS), "2024年项目建设提速。", False),
    (Wanted("amount", PEOPLE), "培训党务干部120余名。", True),
    (Wanted("amount"), "覆盖党员1,200。", True),
    (Wanted("amount"), "第三届职工运动会举行。", False),
    (Wanted("who"), "由组织人事部牵头。", True),
    (Wanted("who"), "各党支部抓好落实。", True),
    (Wanted("who"), "要抓紧抓实。", False),
    (Wanted("members", term="三个融合", count=3, key="融合"), "安全融合、项目融合、降本融合。", True),
    (Wanted("members", term="三个融合", count=3, key="融合"), "做好安全融合、项目融合。", False),
    (Wanted("members", term="三个融合", count=3, key="融合"), "推进“三个融合”走深走实。", False),
    (Wanted("members", term="三个融合", count=3, key="融合"), "“三个融合”，即党建与安全、项目、降本相融。", True),
    (Wanted("meaning", term="1234"), "“1234”工作思路：一个引领、两个提升。", True),
    (Wanted("meaning", term="1234"), "深化“1234”工作思路。", False),
    (Wanted("meaning", term="20字"), "落实对党忠诚、勇于创新、治企有方、清正廉洁“20字”要求。", True),
    (Wanted("meaning", term="20字"), "落实“20字”要求。", False),
]


@pytest.mark.parametrize(("wanted", "sentence", "states"), STATED)
def test_whether_a_sentence_states_it(wanted: Wanted, sentence: str, states: bool) -> None:
    spans = wanted.stated_in(sentence)
    assert bool(spans) == states
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    ("wanted", "sentence", "hidden"),
    [
        (Wanted("amount", ("户",)), "慰问困难职工XX户。", True),
        (Wanted("amount", ("户",)), "慰问困难职工XX名。", False),
        (Wanted("amount"), "刊发稿件xx篇。", True),
        (Wanted("amount"), "刊发稿件××篇。", True),
        (Wanted("amount"), "刊发稿件＊＊篇。", True),
        (Wanted("amount"), "培训某某名党员。", True),
        (Wanted("amount"), "培训2X名党员。", True),
        (Wanted("amount"), "配备BOX个。", False),
        (Wanted("amount"), "培训25名党员。", False),
        (Wanted("amount", ("名", "人")), "XX分公司培训25名党员。", False),
        (Wanted("money"), "投入资金XX万元。", True),
        (Wanted("money"), "投入资金20万元。", False),
        (Wanted("share"), "同比增长X%。", True),
        (Wanted("share"), "同比增长X％。", True),
        (Wanted("share"), "同比提高X个百分点。", True),
        (Wanted("frequency"), "召开会议X次。", True),
        (Wanted("date"), "X月X日召开大会。", True),
        (Wanted("date"), "XX县项目部10月底前完成自查。", False),
        (Wanted("duration"), "X日内答复。", True),
        (Wanted("who"), "XX部牵头。", False),
        (Wanted("meaning", term="1234"), "共XX项。", False),
    ],
)
def test_whether_a_mask_stands_for_the_number(wanted: Wanted, sentence: str, hidden: bool) -> None:
    assert wanted.hidden_in(sentence) == hidden


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted("money"), "XX分公司投入帮扶资金20万元。"),
        (Wanted("frequency"), "XX部每月调度1次。"),
    ],
)
def test_a_masked_name_is_no_masked_number(wanted: Wanted, sentence: str) -> None:
    assert not wanted.hidden_in(sentence)


@pytest.mark.parametrize("sentence", ["X个工作日内答复。", "发言不超过XX分钟。"])
def test_a_masked_duration_is_hidden(sentence: str) -> None:
    assert Wanted("duration").hidden_in(sentence)


@pytest.mark.parametrize(
    ("text", "key", "members"),
    [
        ("建设学习型、效益型、创新型、服务型、安全型。", "型", 5),
        ("安全融合、项目融合，降本增效", "融合", 2),
        ("聚焦主业，聚焦创新；聚焦安全", "聚焦", 3),
        ("聚焦主业，抓好创新，聚焦安全", "聚焦", 1),
        ("听一次汇报、召开一次座谈、办一件实事", "一", 3),
        ("型、型、型", "型", 0),
        ("学习型、效益型", "", 0),
        ("", "型", 0),
    ],
)
def test_how_many_neighbours_have_the_key(text: str, key: str, members: int) -> None:
    assert members_in(text, key) == members


@pytest.mark.parametrize(
    ("text", "key", "members"),
    [
        ("建设学习型、效益型、创新型、服务型、安全型党支部", "型", 5),
        ("党建与安全生产融合、党建与项目建设融合、党建与降本增效融合", "融合", 3),
    ],
)
def test_a_run_of_members_in_a_longer_phrase(text: str, key: str, members: int) -> None:
    assert members_in(text, key) == members


WANTED = st.one_of(
    st.builds(
        Wanted,
        st.sampled_from(sorted(NAMES)),
        units=st.sampled_from([(), ("户",), ("个工作日", "名")]),
        term=st.text(max_size=6),
        count=st.integers(0, 9),
        key=st.text(max_size=3),
    )
)
SENTENCES = st.one_of(
    st.text(), st.text(alphabet="一二三四五0123456789年月日次个万亿元%％第“”（）、，。Xx某百分之每部。")
)


@given(wanted=WANTED, text=SENTENCES)
def test_spans_lie_within_the_text_in_order(wanted: Wanted, text: str) -> None:
    spans = wanted.stated_in(text)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert wanted.hidden_in(text) in (True, False)


@given(text=SENTENCES, key=st.text(max_size=3))
def test_members_are_never_more_than_elements(text: str, key: str) -> None:
    assert 0 <= members_in(text, key) <= len(text)


@given(question=st.one_of(st.text(), st.text(alphabet="几多少次个年月谁哪部门什么时候“”五型三个是哪指的依据，？0123")))
def test_every_question_has_a_known_sort_or_none(question: str) -> None:
    wanted = wanted_of(question)
    sorts: set[Sort] = set(NAMES)
    assert wanted is None or wanted.sort in sorts
    assert wanted is None or not wanted.term or wanted.term in question

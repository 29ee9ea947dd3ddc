"""Promised and accomplished deeds in Chinese sentences: what shall be done, to what, how far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoyang_gis.plan.dates import Deadline
from luoyang_gis.plan.model import Milestone

# Words of planning prose. They come from the language of such documents, not from one of them.
_WON = "创建 创成 争创 申报 申建 申办 争取 获批 入选 荣获 荣膺 获评 晋升 晋级 承办 通过 跻身 纳入 列入 获得"
_BEGUN = "开工建设 开工 动工建设 动工"
_FINISHED = (
    "建成投用 建成投产 建成开放 建成通车 建成使用 建成 投用 投产 投运 竣工 完工 通车 运营 开通 完成 举办 召开 开好 办好 "
    "成立 设立 组建 出台 印发 上线 实现 形成 新建改建 新建改扩建 新建 改扩建 设立 达成 推出 开行 加密开行"
)
_HELD = "保持 稳定 守住 守牢 遏制 防止 确保 坚持 杜绝"
_ADVANCED = (
    "推进 推动 加快 建设 实施 打造 培育 规划 谋划 开展 深化 完善 健全 提升 支持 落实 启动 编制 引进 壮大 发展 构建 巩固 "
    "强化 加强 优化 做好 抓好 改造 推行 推广 探索 提高 促进 统筹 发挥 筹备 做强 做优 做大 组织 整治 治理 修复 保护 叫响 "
    "擦亮 放大 拓展 扩大 创新 延伸 依托 围绕 聚焦 引导 鼓励 搭建 建立 筑牢 夯实 培养 引育 布局 盘活 提质 激活 畅通 改善 "
    "化解 防范 严控 加大 制定 修订 丰富 构筑 举办 建好 用好 管好 严格 贯彻 执行 处置 申请 对接 承接 服务 繁荣 振兴 弘扬 传承 "
    "融入 共建 联建 发行 运行 运营 推介 招引 签约 提速 扶持 激发 增强 带动 协同 统一 倡树 倡导 厚植 规范 维护 保障 宣传 推荐 补齐 打赢 决胜 决战决胜 改进 增进 凝聚 参与 纠治 净化 解决 研究 制订 出台 增加 "
    "设立 实行 做实 做细 做精 兜牢 稳定 稳住 扭住 扛牢 营造 讲好 树立 持续"
)  # fmt: skip
_MILESTONES: tuple[tuple[Milestone, str], ...] = (
    (Milestone.ADVANCED, _ADVANCED),
    (Milestone.HELD, _HELD),
    (Milestone.DONE, _FINISHED),
    (Milestone.STARTED, _BEGUN),
    (Milestone.APPROVED, _WON),
)
VERBS: dict[str, Milestone] = {
    verb: milestone for milestone, verbs in _MILESTONES for verb in verbs.split()
}
# Verbs that only push another one: 推动…开工 promises the start.
_PUSHING = frozenset(
    "推动 推进 加快 确保 力争 争取 支持 促进 保障 引导 鼓励 加大 规划 谋划 启动 提速 统筹 组织 持续".split()
)
_ADVERBS = (
    "积极 大力 加快 加速 全力 着力 持续 深入 扎实 稳步 有序 有力 全面 统筹 继续 进一步 认真 严格 切实 不断 主动 努力 力争 "
    "重点 突出 坚决 精心 尽快 早日 科学 规范 适时 接续 常态化 高标准 高水平 高质量 高起点 高效 高位 提速提质 提质提速 分类 "
    "及时 充分 牢牢 毫不松懈 加紧 更好 更加 深度 充实 协同 同步 分批 逐步 务实 健康 创新 优先 超前 超常规 完整 准确 整体 "
    "探索 联动 共同 扩面 提质 分别 早 最大程度 最大限度 从严 依法 依规 广泛 精准 稳妥 积极稳妥 初步 基本 提前 顺利 成功 要 将 "
    "再 也 都 又 更 还 以更大力度 下大力气 率先 强力 千方百计 先后 进一步 慎终如始 以及 并 和 致力 尽心竭力 竭尽全力 聚力 牵头 联合 按时 按期 如期 不折不扣 组织"
)  # fmt: skip


# Verbs that are no part of a noun, so that a subject may stand before them.
_PLAIN = frozenset(
    "开工建设 动工建设 建成投用 建成投产 建成开放 建成通车 建成 投用 推出 成立 设立 组建 召开 举办 出台 开通 开行".split()
)


def _either(words: str) -> str:
    return "|".join(sorted({re.escape(w) for w in words.split()}, key=len, reverse=True))


_VERB = _either(" ".join(VERBS)).replace("建成|", "建成(?!区)|")  # 建成区 is a place
_ADVERB = _either(_ADVERBS)
# A verb that opens a noun is part of it: 发展规划, 提升工程, 保护区.
_NOUN_TAIL = (
    r"(?:行动|工程|计划|规划|纲要|体系|方案|区(?!域)|机制|中心|基地|项目|带|示范|先行|引领|试点|平台|模式|走廊|水平|能力"
    r"|成果|成效|格局|[一二三四五六七八九十百千]+年|领域|工作|目标|任务|政策|监管|资金|资源|评价|部门|部署|制度|执法|服务|设施"
    r"|产业|银行|大会|论坛|会议|城市|能级|空间|旅游|新|和|与|等|、|质量|类|型|性|期|圈|化|者|人)"
)
_LEAD = rf"(?:(?:{_ADVERB})(?:地(?={_ADVERB}|{_VERB}))?)*"
_CHAIN = re.compile(rf"{_LEAD}(?P<verb>{_VERB})[好了住]?")
_MORE = re.compile(rf"{_LEAD}(?P<verb>{_VERB})[好了住]?(?!{_NOUN_TAIL})")
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|要)|第[一二三四五六七八九十]+|同时|并且|并|其中|此外|另外|特别是|下一步|首先|"
    r"[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|#+|\*+|——|[■●•◆\-—])+[，,]?"
)
_WITH = re.compile(
    r"(?:围绕|聚焦|依托|以|按照|通过|紧盯|对标|立足|借势|发挥|随着)[^，,]{2,24}?(?:为[^，,]{1,8}?(?=深入|推|加|促|,|，)|，)"
)
_FRAME = re.compile(
    r"以(?P<object>[^，,]{3,30}?)为(?:重点|目标|抓手|牵引|载体|突破口|统领|龙头|引领|契机|支撑|主要载体|突破|主线|依托|示范|核心)"
)
_POST = re.compile(
    r"(?:(?:全面|尽快|早日|及早|相继|竞相|加速|正式|全线|顺利|如期|按期|按计划|成功|稳步|加快|全部|整体|基本|扎实|主体结构|主体工程|主体|快速|"
    r"开展|分别|持续|即将|同时|更加|不断|大头|率先|初步)*)"
    r"(?P<verb>开工建设|开工|动工|建成投用|建成投产|建成开放|建成通车|建成使用|建成|投入使用|投入运营|投用|投产|达产|投运|竣工通车|竣工投产|"
    r"竣工|完工|通车|试运行|运营|封关运营|上市|获批建设|获批|落地实施|落地开工|落地见效|落地|印发实施|实施|推进|提速|贯通|上线运营|上线|开行|"
    r"举办|召开|签约|建设|在建|铺开|启动|形成规模|成规模|破题|见效|完成|推广|普及|连通|达标|验收|入学|开放|清零|改善|提升|"
    r"施工|转型|转变|深化|前期工作|迁建|搬迁|改造|治理|创建|扩面|提质)"
    r"(?:工作|前期工作)?$"
)
# Of these words the ones that also end a thing's name: 老旧小区改造, 农村污水治理.
_NOMINAL = frozenset(
    "改善 提升 转型 转变 深化 迁建 搬迁 改造 治理 创建 扩面 提质 推广 普及 连通 达标 验收 招商".split()
)
_POST_MILESTONES = (
    (Milestone.STARTED, re.compile(r"^(?:开工|动工)")),
    (Milestone.APPROVED, re.compile(r"^(?:获批)")),
    (
        Milestone.DONE,
        re.compile(
            r"^(?:建成|投|达产|竣工|完工|通车|运营|封关|上市|印发|贯通|上线|举办|召开|完成|开行|开放|清零|入学|连通|达标|验收|下闸)"
        ),
    ),
)
_WINNING = re.compile(
    r"^(?P<subject>[^，,]{2,24}?)(?:成功|被|均|已|正式|先后|连续[两三四五六七]年)*"
    r"(?P<verb>入选|荣获|荣膺|获评|评为|晋升|晋级|纳入|列入|跻身|进入|获(?![批得取突])|创建为?|争创|申报|创成|通过(?=[^，]*(?:验收|评审|评估)))"
    r"(?P<object>[^，,]{2,30})$"
)
# Where officials went and what they looked at is under way.
_VISIT = re.compile(
    r"(?:察看|考察|调研|走访|视察|参观|来到)了?(?P<object>[^，]{3,60}?)(?:等)?(?:项目)?(?:建设|现场|情况|工程|进展|推进|一线)*$"
    r"|^在(?P<site>[^，]{3,20}?)(?:项目|施工|建设)*现场$"
)
# Predicates that report how far something has come, without a verb of doing.
_STATE = re.compile(
    r"(?:取得|呈现|迎来|获得)[^，]{0,8}(?:成效|进展|胜利|突破)$|成效(?:显著|明显)$|成果丰硕$|初具[^，]{0,3}$|(?:基本|初步|全面)(?:确立|形成|建立|构建|成型)$|"
    r"(?:开工)?在即$|即将到来$|落实落细$|落地落实$|落地落细$|批量生产$|(?:日益|逐步|更加|不断|持续|日趋)(?:完善|健全|成熟)$|"
    r"(?:全面|加快|加速|有序|扎实)(?:启动|推进|铺开|提速|展开)$|(?:全部|提前|圆满|超额)*(?:到位|完成)$|在全[国省][^，]{0,4}推广$|"
    r"走在[^，]{0,10}前列$|成为[^，]{2,12}$|转入[^，]{0,10}施工$|大幅下降$"
)
# An indicator that is promised to move without saying by how much.
_TREND = re.compile(
    r"(?P<subject>[^，]*?(?:率|比重|强度|增速|收入|浓度|[首外][位向]度|指标|排名|位次|质量|影响力|美誉度|指数|总量|占比|依存度))"
    r"(?:建设|均|都|继续|持续|稳定|稳|在[^，]{2,12}|[^，、]{0,2})?(?:(?:明显|显著|大幅|稳步|逐年|不断|全面)(?:提高|提升|改善|增强|下降|降低|优化)|"
    r"(?:高于|低于|优于|快于)[^，\d]{2,14}|走在[^，]{2,10}|[稳位]?居[^，\d]{2,10}(?:前列|方阵|前茅)|保持在?[^，\d]{2,12}|基本?同步[^，]{0,4}|前移|进位|"
    r"(?:和|与)[^，]{2,10}同步)$"
)
_TAIL = re.compile(
    r"(?:等?(?:重大|重点|一批)?(?:工作|建设|落地|见效|实施|发展|提升|前期工作|力度|任务|进程|步伐|优势))$"
)
# Nouns that things with a name, an address or a budget end in.
CONCRETE = re.compile(
    r"(?:项目|工程|行动|计划|规划|纲要|方案|中心|基地|园区?|产业[带园]|集群|平台|机制|制度|政策|试点|示范[区市县带点社区]*|先行区|试验区|"
    r"高新区|开发区|集聚区|创新区|核心区|功能区|片区|城市|高速|铁路|高铁|快轨|地铁|通道|机场|水库|公园|博物馆|纪念馆|[一-龥]馆|书房|医院|"
    r"学校|学院|大学|大学城|号线|廊道|枢纽|物流港|陆港|街区|步行街|小街|小镇|大道|立交|大桥|大会|论坛|联盟|品牌|条例|活动|大赛|"
    r"改革|体系|班列|航线|基金|集团|公司|实验室|研究院|研究所|灌区|湿地|景区|名城|强市|之都|之城|[一-龥]圈|布局|清单|指数|口岸|综保区|"
    r"自贸区|自创区|电站|电网|管网|停车场|游园|泊位|充电桩|卫生室|养老院|幼儿园|市场|大脑|政府|网络|路网|增长极|引擎|目的地|会址|联合体|"
    r"改线|改造|改扩建|[东西南北]延|扩建|迁建|治理|[河林]长制|防控|运动会|战略|集散地|走廊|高地|[科创]谷|供应链|产业链|[^和]银行|[务]云|[储备数据]库|[流产文化合作][业域化通作]带|系统|标准|责任制|设施|意见|"
    r"经济区|优势区|引领区|保护区|合作区|[共联]治|绿化|扩面|申遗|[商务]{2}公开|监管|数字化|一体化|产业化|电子化|创建|接种|轨道交通|片区|港航|(?:联动|融合|协同)(?:发展)?|屏障|主体|一期|二期|三期)$"
)
# Words of attitude: nobody can check whether they were kept.
ABSTRACT = re.compile(
    r"(?:精神|思想|理念|意识|自信|维护|理论|路线|方略|发展观|总基调|主题|主线|大局|局面|新征程|开好局|起好步|合力|氛围|形象|责任感?|"
    r"观念|执行力|穿透力|[判领]断力|领悟力|作用|力度|优势|步伐|进程|要求|部署|重点|目标|短板|意义|动力|活力|潜力|效能|效益|成色|信心|"
    r"[获幸安][得福全]感|更[一-龥]{1,2}|充分[一-龥]{2}|明显|显著|大幅|方式|结构|导向|作风|能级|方面|问题|风险|先|为指导|新台阶|实惠|"
    r"国际化|法治化|现代化|高质量|一切|力|意愿|决策|方向|路径|地位|使命|担当|格局|环节|部位|团结|福祉|关系|职责|轨道|大势)$"
)
# 四个意识, 两个维护, 三种精神: formulas of the day rather than schemes with a name.
_FORMULA = re.compile(
    r"“[一二三四五六七八九十两]+[个种](?:意识|自信|维护|精神|心态|代表|全面|大局|确立|统一|务必)|总体布局|"
    r"^[一-龥]{0,6}(?:习近平|总书记|党的|党中央|中央(?!预算)|省委|市委|马克思|邓小平|毛泽东)|"
    r"(?:上|中)(?:彰显|奋勇|走在|再立)|提供[^，]{0,8}(?:支撑|保障|保证)|主题教育|学习研讨|[开起][好了]?[局步]$"
)
QUOTED = re.compile(r"[“《][^”》]{2,24}[”》]")
_SEPARATOR = re.compile(r"[，,；;：:。！？]")


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed of a sentence: the thing, how far it shall come, and where both stand in the text."""

    name: str
    milestone: Milestone
    verb: str
    # Span of the thing, and of the clause it was found in.
    start: int
    end: int
    clause_start: int
    clause_end: int
    # How sure the reading is, from 0 to 1.
    confidence: float


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the parts between commas; what quotes and brackets hold stays together."""
    start = depth = 0
    for at, char in enumerate(text):
        if char in "“（《(":
            depth += 1
        elif char in "”）》)":
            depth = max(0, depth - 1)
        digits = char == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        if _SEPARATOR.match(char) and not digits and (depth == 0 or char in "。；！？"):
            if at > start:
                yield start, at
            start, depth = at + 1, 0 if char in "。；！？" else depth
    if start < len(text):
        yield start, len(text)


def deeds_in(text: str, dates: Sequence[Deadline] = ()) -> Iterator[Deed]:
    """Every deed of a sentence, one for each thing of a list; dates are no part of a name."""
    for start, end in clauses(text):
        opening = next(
            (d.end for d in dates if start <= d.start <= start + 1 and d.end < end), start
        )
        yield from _clause(text, opening, end)


def _clause(text: str, start: int, end: int) -> Iterator[Deed]:
    clause = text[start:end]
    frame = _FRAME.search(clause)
    if frame and _thing(frame["object"]):
        yield from _listed(
            text, start + frame.start("object"), start + frame.end("object"),
            Milestone.ADVANCED, "以", (start, end),
        )  # fmt: skip
    if frame:
        start += frame.end()
        clause = text[start:end]
    for pattern in (_OPENING, _BESIDE):
        opening = pattern.match(clause)
        if opening:
            start += opening.end()
            clause = text[start:end]
    body, verbs = _verbs(clause)
    winning = _WINNING.match(clause)
    if winning and (
        body == 0 or (clause.startswith(winning["subject"]) and not _CHAIN.match(clause))
    ):
        yield from _won(text, start, winning, (start, end))
        return
    if verbs and len(clause) - body >= 2:
        yield from _object(text, start + body, end, verbs, (start, end))
        return
    visit = _VISIT.search(clause)
    if visit:
        group = "object" if visit["object"] else "site"
        yield from _listed(
            text, start + visit.start(group), start + visit.end(group),
            Milestone.ADVANCED, "察看", (start, end),
        )  # fmt: skip
        return
    trend = _TREND.match(clause)
    if trend:
        yield from _listed(
            text, start, start + trend.end("subject"), Milestone.HELD, "", (start, end)
        )
        return
    for pattern in (_POST, _STATE):
        post = pattern.search(clause)
        if post and post.start() >= 2:
            verb = post.groupdict().get("verb") or post[0]
            yield from _listed(
                text,
                start,
                start + post.start(),
                _post_milestone(verb, post[0]),
                verb,
                (start, end),
            )
            return


# 与中科院共建…: with whom it is done comes before the verb.
_BESIDE = re.compile(r"(?:与|同|会同|联合)[^，]{2,14}?(?=共建|共同|合作|联合)")


def _won(text: str, start: int, winning: re.Match[str], clause: tuple[int, int]) -> Iterator[Deed]:
    """Titles won: one for every winner, or for every title of one winner."""
    subject, title = winning.span("subject"), winning.span("object")
    winners = list(_items(text, start + subject[0], start + subject[1]))
    titles = list(_items(text, start + title[0], start + title[1]))
    for first, last in winners:
        for title_first, title_last in titles:
            winner, won = text[first:last], text[title_first:title_last]
            name = _name(winner + won if len(winners) > 1 or len(titles) == 1 else won)
            span = (first, last) if len(winners) > 1 else (title_first, title_last)
            yield Deed(
                name, Milestone.APPROVED, winning["verb"], *span, *clause,
                _confidence(name, winner + won, winning["verb"], Milestone.APPROVED),
            )  # fmt: skip


def _verbs(clause: str) -> tuple[int, list[str]]:
    """Where the object begins, and the verbs before it; a short subject may come first."""
    first = _CHAIN.match(clause)
    if first is None:
        ends = [m.start() for p in (_POST, _STATE, _TREND) if (m := p.search(clause)) and m.start()]
        limit = min(ends, default=len(clause))
        for match in _CHAIN.finditer(clause, 0, limit):
            before = clause[: match.start()]
            lead = clause[match.start() : match.start("verb")]
            strong = match["verb"] in _PLAIN
            if (
                lead
                or strong
                or re.search(r"(?:要|将|应|来|地|在|内|前|上|中|为|对|年|底|月)$", before)
            ):
                first = match
                break
    if first is None:
        return 0, []
    verbs, at = [first["verb"]], first.end()
    while True:
        more = _MORE.match(clause, at)
        if more is None or more.end() >= len(clause) - 1:
            return at, verbs
        verbs.append(more["verb"])
        at = more.end()


def _post_milestone(verb: str, words: str) -> Milestone:
    if "主体" in words:
        return Milestone.ADVANCED  # the shell stands, the thing is not finished
    for milestone, pattern in _POST_MILESTONES:
        if pattern.match(verb):
            return milestone
    return Milestone.ADVANCED


def _object(
    text: str, start: int, end: int, verbs: list[str], clause: tuple[int, int]
) -> Iterator[Deed]:
    """The things behind the verbs; a verb behind the things says how far they shall come."""
    body = text[start:end]
    verb = next((v for v in reversed(verbs) if v not in _PUSHING), verbs[-1])
    milestone = VERBS[verb]
    post = _POST.search(body)
    if post and post.start() >= 2:
        told = _post_milestone(post["verb"], post[0])
        if told is not Milestone.ADVANCED or milestone is Milestone.HELD:
            milestone, verb = told, post["verb"]
        if told is not Milestone.ADVANCED or post["verb"] not in _NOMINAL:
            end = start + post.start()
    if end - start >= 2:
        yield from _listed(text, start, end, milestone, verb, clause)


def _listed(
    text: str, start: int, end: int, milestone: Milestone, verb: str, clause: tuple[int, int]
) -> Iterator[Deed]:
    """One deed for each thing of a list such as A、B和C等项目."""
    items = list(_items(text, start, end))
    head = _head(text, items)
    for first, last in items:
        # A等9个博物馆: the nine are a figure, A is a thing.
        closed = re.search(r"等(?=[约近超]?\d|.{2,14}$)", text[first:last])
        if closed and closed.start() >= 2:
            last = first + closed.start()
        own = _CHAIN.match(text[first:last])
        if own and first > start and last - first - own.end() >= 2:
            # 建好平台、拓展通道: every item has a verb of its own.
            verb, milestone, first = own["verb"], VERBS[own["verb"]], first + own.end()
        name = _name(text[first:last])
        if len(name) < 2:
            continue
        named = len(name) > 4 and (len(items) == 1 or CONCRETE.search(name))
        if head and not name.endswith(head) and not named:
            name += head
        yield Deed(
            name, milestone, verb, first, last, *clause,
            _confidence(name, text[first:last], verb, milestone),
        )  # fmt: skip


def _head(text: str, items: list[tuple[int, int]]) -> str:
    """The noun that a list shares: 洛济、洛汝等快速通道, 甲、乙、丙产业带."""
    last = text[slice(*items[-1])]
    match = re.search(r"等(?:[约近超]?\d+余?[个家座处条项所])?(?P<head>.{2,14})$", last)
    if match:
        # 等项目 and 等工程 say nothing of the thing's name.
        return (
            ""
            if re.fullmatch(r"(?:重大|重点|一批)?(?:项目|工程)", match["head"])
            else match["head"]
        )
    lengths = {b - a for a, b in items[:-1]}
    if len(lengths) == 1 and not any(CONCRETE.search(text[a:b]) for a, b in items[:-1]):
        (length,) = lengths
        if length <= 4 and len(last) > length + 2 and CONCRETE.search(last):
            return last[length:]
    return ""


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the things of a list stand; lists of attributes (市场化、法治化) are one thing."""
    cuts = [start]
    depth = 0
    for at in range(start, end):
        char = text[at]
        if char in "“（《(":
            depth += 1
        elif char in "”）》)":
            depth = max(0, depth - 1)
        if depth == 0 and (char == "、" or text[at : at + 2] == "”“"):
            cuts.append(at + 1)
        elif depth == 0 and text[at : at + 3] in ("”和“", "”及“"):
            cuts.append(at + 2)
    spans = [
        (a, b - (b != end and text[b - 1] == "、"))
        for a, b in zip(cuts, [*cuts[1:], end], strict=False)
    ]
    spans = [(a, b) for a, b in spans if b > a]
    if len(spans) > 1:
        last = spans[-1]
        generic = _GENERIC_HEAD.search(text, last[0], end)
        if generic:
            # 大学生、退役军人等重点群体: the field is the thing, its members are examples.
            yield generic.start() + 1, end
            return
        if any(_attribute(text[a:b]) for a, b in spans[:-1]):
            yield start, end
            return
        described = re.match(r"[^的]{2,10}的(?=.{3})", text[last[0] : last[1]])
        if described and not any(CONCRETE.search(text[a:b]) for a, b in spans[:-1]):
            # 功能完善、衔接顺畅的交通网络 is one network.
            yield last[0] + described.end(), last[1]
            return
    for a, b in spans:
        yield from _joined(text, a, b)


# Heads under which a list names fields rather than things.
_GENERIC_HEAD = re.compile(
    r"等[^，、]{0,6}(?:领域|方面|部位|环节|作用|链条|群体|设施|业态|效应|要素|问题|关系|内容|形式|方式|途径|阶段)"
)


def _attribute(item: str) -> bool:
    return len(item) <= 1 or (len(item) <= 4 and item.endswith(("化", "型", "性")))


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A和B are two things where both end in a noun that names a thing of its own."""
    match = re.search(r"以及|[和及与]", text[start:end])
    while match:
        left, right = text[start : start + match.start()], text[start + match.end() : end]
        quoted = left.count("“") != left.count("”") or left.count("（") != left.count("）")
        if not quoted and len(left) >= 3 and len(right) >= 3 and _thing(left) and _thing(right):
            yield start, start + match.start()
            start += match.end()
            match = re.search(r"以及|[和及与]", text[start:end])
        else:
            following = re.search(r"以及|[和及与]", text[start + match.end() : end])
            if following is None:
                break
            break
    yield start, end


def _thing(words: str) -> bool:
    return bool(CONCRETE.search(re.sub(r"(?:等|建设|发展)+$", "", words)) or QUOTED.search(words))


def _name(words: str) -> str:
    """The thing without what surrounds it."""
    words = re.sub(r"^(?:一批|一系列|更多|各类|各项|全市|我市|好|了|新一轮的?|再)", "", words)
    words = re.sub(r"等(?=.{2,14}$)", "", words)
    words = re.sub(r"等$", "", words)
    previous = ""
    while previous != words and len(words) > 4:
        previous = words
        words = _TAIL.sub("", words)
    return words.strip("的，、")


# Verbs that a weak object follows as often as a thing: 提升能力, 加强领导.
_WEAK = frozenset(
    "提升 提高 增强 强化 加强 促进 优化 深化 坚持 发挥 聚焦 围绕 持续 贯彻 弘扬 树立 扭住 厚植 激发 畅通 巩固 扩大 改善 统筹 融入 "
    "落实 完善 加大 倡导 引导 协同 拓展 丰富 营造 倡树 统一 夯实 服务 执行 放大 确保 保持 增加 发展".split()
)


def _confidence(name: str, words: str, verb: str, milestone: Milestone) -> float:
    """How sure it is that somebody can be asked whether this was done."""
    # A trend of an indicator has no verb of doing; whether it came can be looked up.
    score = 0.45 if verb in _WEAK else 0.55 if verb else 0.7
    if milestone in (Milestone.STARTED, Milestone.DONE, Milestone.APPROVED):
        score += 0.1
    formula = _FORMULA.search(words)
    if QUOTED.search(words) and not formula:
        score += 0.25
    if CONCRETE.search(name):
        score += 0.2 if len(name) > 4 else 0.1
    elif ABSTRACT.search(name) or ABSTRACT.search(words):
        score -= 0.2
    if formula:
        score -= 0.3
    if len(name) > 24 or len(name) < 3 or _BROKEN.search(name):
        score -= 0.2
    return round(min(max(score, 0.05), 0.95), 2)


# What begins like this, or holds half a quotation, is no name.
_BROKEN = re.compile(
    r"^(?:把|将|对|由|从|使|让|既|又|与|和|在|以|为|按|各|之|其|向)|^[^“《（]*[”》）]|[“《（][^”》）]*$|[着过]$"
)

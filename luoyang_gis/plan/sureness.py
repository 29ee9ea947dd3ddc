"""How sure it is that a deed is one: that somebody can be asked whether it was done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import exp

from luoyang_gis.plan.model import Milestone
from luoyang_gis.plan.verbs import PUSHING, WEAK

# What is built, opened or run at some address.
WORKS = (
    r"项目|工程|中心|基地|园区|[^家花]园|产业园|片区|高速(?:公路)?|公路|铁路|高铁|快轨|地铁|专线|通道|大道|快速路|路|桥|隧道|立交|机场|航站楼|港|码头|航道|水库|水厂|"
    r"泵站|渠|堤防|灌区|公园|游园|绿道|湿地|景区|博物馆|纪念馆|[一-龥]馆|剧院|书房|医院|院区|学校|中学|小学|学院|大学|大学城|校区|幼儿园|养老院|"
    r"号线|[S\d]线|延长线|[东西南北]延|环线|枢纽|车站|[高东西南北]站|场站|陆港|街区|步行街|小街|小镇|古城|村落|示范村|社区|小区|电站|电网|电厂|管网|管廊|停车场|"
    r"泊位|充电桩|换电站|卫生室|服务站|联络站|实验室|研究院|研究所|工厂|生产线|[^和]银行|集团|公司|基金|综保区|自贸区|自创区|高新区|开发区|集聚区|新区|"
    r"示范区|先行区|试验区|功能区|核心区|保护区|合作区|经济区|创新区|启动区|起步区|口岸|班列|航线|廊道|走廊|会址|联合体|一期|二期|三期|四期|"
    r"[科创]谷|云|大脑|数据库|储备库|平台|展馆|赛道|基坑|大厦|广场|综合体|市场|仓|厂房"
)
# What is drawn up, decreed, founded or held, and can be produced when asked for.
SCHEMES = (
    r"行动|计划|规划|纲要|方案|条例|办法|意见|清单|目录|标准|指数|机制|制度|体制|政策|试点|活动|大赛|大会|论坛|博览会|展会|运动会|"
    r"[节展]|联盟|品牌|改革|体系|责任制|[河林田链]长制|图|战略|建设年|攻坚战|申遗|接种|普查|监管|公开|保险|补贴"
)
# What a city may become, or have of: aims rather than deeds.
AIMS = (
    r"城市|名城|强市|强[省县区]|之都|之城|增长极|引擎|目的地|集散地|高地|屏障|[一-龥]圈|[流产文化合作黄][业域化通作河]带|产业|产业链|供应链|集群|网络|路网|系统|设施|"
    r"布局|主体|数字化|一体化|产业化|电子化|智能化|改造|改扩建|扩建|迁建|治理|整治|修复|防控|绿化|扩面|创建|[共联]治|(?:联动|融合|协同)(?:发展)?|"
    r"轨道交通|港航|优势区|引领区|示范[县市乡镇村带点社区]*|改线|搬迁|政府|消费|服务|帮扶|扶持|招商|保障|旅游|教育|振兴"
)
CONCRETE = re.compile(rf"(?:{WORKS}|{SCHEMES}|{AIMS})$")
_WORKS, _SCHEMES = re.compile(rf"(?:{WORKS})$"), re.compile(rf"(?:{SCHEMES})$")
_AIMS = re.compile(rf"(?:{AIMS})$")
# Words of attitude: nobody can check whether they were kept.
_ABSTRACT = re.compile(
    r"(?:精神|思想|理念|意识|自信|维护|理论|路线|方略|发展观|总基调|主题|主线|大局|局面|新征程|开好局|起好步|合力|氛围|形象|责任感?|"
    r"观念|执行力|穿透力|[判领]断力|领悟力|作用|力度|优势|步伐|进程|要求|部署|重点|目标|短板|意义|动力|活力|潜力|效能|效益|成色|信心|"
    r"[获幸安][得福全]感|更[一-龥]{1,2}|充分[一-龥]{2}|明显|显著|大幅|方式|结构|导向|作风|能级|方面|问题|风险|先|为指导|新台阶|实惠|"
    r"国际化|法治化|现代化|高质量|一切|力|意愿|决策|方向|路径|地位|使命|担当|格局|环节|部位|团结|福祉|关系|职责|轨道|大势|"
    r"水平|能力|质量|品质|功能|环境|成果|成效|经验|模式|业态|领域|条件|空间|基础|效应|循环|跨越|转变|转型|突破|支撑|支持|生活|生产|"
    r"事业|工作|需求|难题|大事|篇章|生态|文化|技术|人才|企业|群众|干部|队伍|社会|经济|开放|创新|协调|合作)$"
)
# 四个意识, 两个维护, 三种精神: formulas of the day rather than schemes with a name.
_FORMULA = re.compile(
    r"“[一二三四五六七八九十两]+[个种](?:意识|自信|维护|精神|心态|代表|全面|大局|确立|统一|务必)|总体布局|工作布局|"
    r"^[一-龥]{0,6}(?:习近平|总书记|党的|党中央|中央(?!预算)|省委|市委|马克思|邓小平|毛泽东)|国家战略|“六[稳保]|“四早”|"
    r"(?:上|中)(?:彰显|奋勇|走在|再立)|提供[^，]{0,8}(?:支撑|保障|保证)|主题教育|学习研讨|学习教育|[开起][好了]?[局步]$|"
    r"[”》](?:要求|精神|理念|意识|导向)$"
)
QUOTED = re.compile(r"[“《][^”》]{2,24}[”》]")
# What begins like this, or holds half a quotation, is no name.
_BROKEN = re.compile(
    r"^(?:把|将|对|由|从|使|让|既|又|与|和|在|以|为|按|各|之|其|向|促|靠|被|不|没|是|等)|^[^“《（]*[”》）]|[“《（][^”》）]*$|[着过地]$|"
    r"^(?:目前|该|这|那|此|问题|任务|自己)|我们|他们|如何|什么"
)
_VAGUE = re.compile(
    r"^(?:重大|重点|高端|现代|优质|新型|新的?|一流|良好|强大|更加?|全方位|优势|特色|基础|相关|有关|各|配套|广大|整体|传统|重要|优秀|强有力)"
)
_PROPER = re.compile(
    r"[一-龥]{2,}(?:市|县|区(?!域)|镇|乡|村|山|河|湖|江|路|桥|湾|岛|岭|沟|寺|州|城)(?=[一-龥])|[A-Za-z]|\d|[东西南北]"
)

# How much each trait speaks for a deed, in log odds: fitted by tools/fit_sureness.py. Company counts for
# every fact in a hundred characters around more or less than common; most headings only announce their section.
WEIGHTS: dict[str, float] = {
    "heading": -2.3,
    "company": 0.7,
    "abstract": -1.0,
    "aim": 0.9,
    "any": 0.8,
    "broken": -0.3,
    "described": -0.7,
    "formula": -1.0,
    "listed": -0.1,
    "long": 0.1,
    "milestone advanced": -0.3,
    "milestone approved": 0.4,
    "milestone done": 0.0,
    "milestone held": -0.5,
    "milestone started": 0.5,
    "proper": 0.5,
    "pushing verb": -0.2,
    "quoted": 1.4,
    "rather short": -0.6,
    "scheme": 1.0,
    "short": -0.4,
    "tiny": -1.1,
    "trend": 1.6,
    "vague opening": -0.3,
    "weak verb": -0.8,
    "works": 1.5,
}


def traits(
    name: str, words: str, verb: str, milestone: Milestone, listed: int = 1
) -> Iterator[str]:
    """What speaks for or against a deed, by the wording alone."""
    yield "any"
    yield f"milestone {milestone.name.lower()}"
    if not verb:
        yield "trend"
    elif verb in WEAK:
        yield "weak verb"
    elif verb in PUSHING:
        yield "pushing verb"
    formula = bool(_FORMULA.search(words))
    if formula:
        yield "formula"
    elif QUOTED.search(words):
        yield "quoted"
    if _WORKS.search(name):
        yield "works"
    elif _SCHEMES.search(name):
        yield "scheme"
    elif _AIMS.search(name):
        yield "aim"
    elif _ABSTRACT.search(name) or _ABSTRACT.search(words):
        yield "abstract"
    if _BROKEN.search(name):
        yield "broken"
    if _VAGUE.search(name):
        yield "vague opening"
    if _PROPER.search(name[:-1]):
        yield "proper"
    if "的" in name:
        yield "described"
    if len(name) < 3:
        yield "tiny"
    elif len(name) < 4:
        yield "short"
    elif len(name) <= 5:
        yield "rather short"
    elif len(name) > 20:
        yield "long"
    if listed >= 3:
        yield "listed"


def is_work(name: str) -> bool:
    """Whether a name ends in something that is built, opened or run at some address."""
    return bool(_WORKS.search(name))


def confidence(told: Iterable[str], company: float) -> float:
    """The chance that a deed of these traits is one, from 0.02 to 0.98."""
    log_odds = sum(WEIGHTS.get(t, 0.0) for t in told) + WEIGHTS["company"] * company
    return round(min(max(1 / (1 + exp(-log_odds)), 0.02), 0.98), 2)

"""The verbs of Chinese planning prose: what they promise, and what leads and follows them."""

from __future__ import annotations

import re

from luoyang_gis.plan.model import Milestone

_APPROVED = (
    "创建 创成 争创 申报 申建 申办 争取 获批 入选 荣获 荣膺 获评 晋升 晋级 承办 通过 跻身 纳入 列入 获得 荣登 蝉联 摘得 斩获 "
    "夺得 入围 争列 申请 申创 报批"
)
_STARTED = "开工建设 开工 动工建设 动工 破土动工 开建 新开工"
_DONE = (
    "建成投用 建成启用 启用 通车运营 建成投产 建成开放 建成通车 建成使用 建成运营 建成 投用 投产 投运 竣工 完工 通车 运营 开通运营 开通运行 开通 完成 "
    "举办 举行 召开 开好 办好 办成 成立 设立 组建 出台 印发 发布 公布 出版 上线 实现 形成 新建改建 新建改扩建 新建 新改建 改扩建 "
    "改建 扩建 达成 推出 开行 加密开行 开设 开放 建好建成 交付 收官 揭牌 拆除 关停 淘汰 腾退 退出 取缔 签订 签署 增设 增开 配建 "
    "选派 选聘 发放 落成 编制完成 修编完成 制定出台 制订出台 研究出台 编制印发 制定印发 配备"
)
_HELD = "保持 稳定 守住 守牢 遏制 防止 确保 坚持 杜绝 严防 严守 兜住"
_ADVANCED = (
    "推进 推动 加快 建设 实施 打造 培育 规划 谋划 开展 深化 完善 健全 提升 支持 落实 启动 编制 引进 壮大 发展 构建 巩固 强化 "
    "加强 优化 做好 抓好 改造 推行 推广 探索 提高 促进 统筹 发挥 筹备 做强 做优 做大 组织 整治 治理 修复 保护 叫响 擦亮 放大 "
    "拓展 扩大 创新 延伸 依托 围绕 聚焦 引导 鼓励 搭建 建立 筑牢 夯实 培养 引育 布局 盘活 提质 激活 畅通 改善 化解 防范 严控 "
    "加大 制定 修订 修编 丰富 构筑 建好 用好 管好 严格 贯彻 执行 处置 对接 承接 服务 繁荣 振兴 弘扬 传承 融入 共建 联建 发行 "
    "运行 推介 招引 签约 提速 扶持 激发 增强 带动 协同 统一 倡树 倡导 厚植 规范 维护 保障 宣传 推荐 补齐 打赢 决胜 决战决胜 "
    "改进 增进 凝聚 参与 纠治 净化 解决 研究 制订 增加 实行 做实 做细 做精 做靓 做深 兜牢 稳住 扭住 扛牢 营造 讲好 树立 持续 "
    "开发 打通 织密 扩容 更新 集聚 延链 补链 强链 建强 育强 建优 抓实 抓牢 办优 铺开 布设 铺设 架设 修缮 疏浚 疏解 复垦 栽植 "
    "试点 推开 普及 认定 评选 招聘 招录 培训 创办 争取实施 落地 引入 导入 链接 打响 唱响 塑造 彰显 赋能 促旺 提振 释放 "
    "活化 挖掘 利用 扶优 育优 储备 遴选 续建 加密 配套 补强 攻坚 整合 重组 剥离 清理 整顿 打击 查处 关爱 救助 帮扶"
)  # fmt: skip
_BY_MILESTONE = (
    (Milestone.ADVANCED, _ADVANCED),
    (Milestone.HELD, _HELD),
    (Milestone.DONE, _DONE),
    (Milestone.STARTED, _STARTED),
    (Milestone.APPROVED, _APPROVED),
)
VERBS: dict[str, Milestone] = {
    verb: milestone for milestone, verbs in _BY_MILESTONE for verb in verbs.split()
}
# Verbs that only push another one: 推动…开工 promises the start.
PUSHING = frozenset(
    "推动 推进 加快 确保 力争 争取 支持 促进 保障 引导 鼓励 加大 规划 谋划 启动 提速 统筹 组织 持续 实现".split()
)
# Verbs that a weak object follows as often as a thing: 提升能力, 加强领导.
WEAK = frozenset(
    "提升 提高 增强 强化 加强 促进 优化 深化 坚持 发挥 聚焦 围绕 持续 贯彻 弘扬 树立 扭住 厚植 激发 畅通 巩固 扩大 改善 统筹 融入 "
    "落实 完善 加大 倡导 引导 协同 拓展 丰富 营造 倡树 统一 夯实 服务 执行 放大 确保 保持 增加 发展 彰显 塑造 凝聚 净化 释放 赋能 "
    "增进 改进 规范 维护 宣传 利用 严格 研究 解决 探索 参与 推动 形成".split()
)
# Verbs that are no part of a noun, so that a subject may stand before them.
PLAIN = frozenset(
    "开工建设 动工建设 建成投用 建成投产 建成开放 建成通车 建成 投用 推出 成立 设立 组建 召开 举办 出台 开通 开行 印发 揭牌".split()
)
_ADVERBS = (
    "积极 大力 加快 加速 全力 着力 持续 深入 扎实 稳步 有序 有力 全面 统筹 继续 进一步 认真 严格 切实 不断 主动 努力 力争 "
    "重点 突出 坚决 精心 尽快 早日 科学 规范 适时 接续 常态化 高标准 高水平 高质量 高起点 高效 高位 高效能 高规格 提速提质 "
    "提质提速 分类 及时 充分 牢牢 毫不松懈 加紧 更好 更加 深度 充实 协同 同步 分批 逐步 务实 健康 创新 优先 超前 超常规 完整 "
    "准确 整体 探索 联动 共同 扩面 提质 分别 早 最大程度 最大限度 从严 依法 依规 广泛 精准 稳妥 积极稳妥 初步 基本 提前 顺利 "
    "成功 要 将 再 也 都 又 更 还 以更大力度 下大力气 率先 强力 千方百计 先后 慎终如始 以及 并 和 致力 尽心竭力 竭尽全力 聚力 "
    "牵头 联合 按时 按期 如期 不折不扣 组织 坚定不移 坚定 大胆 毫不动摇 纵深 强势 集中 系统 一体 一体化 梯次 滚动 动态 多措并举 "
    "因地制宜 全域 全速 全程 精细 精细化 精益 前瞻 前瞻性 圆满 隆重 胜利 陆续 相继 累计 正式 必须 一定 "
    "全方位 多渠道 大规模 试点 配合 协助 指导 督促 大幅 加力 加大力度 聚焦聚力 真正 始终 已 均"
)  # fmt: skip


def _either(words: str) -> str:
    return "|".join(sorted({re.escape(w) for w in words.split()}, key=len, reverse=True))


# 建成区 is a place, 发展改革 an office, 建设银行 a bank.
_VERB = _either(" ".join(VERBS)).replace("建成|", "建成(?!区)|")
_ADVERB = _either(_ADVERBS)
# A verb that opens a noun is part of it: 发展规划, 提升工程, 保护区.
_NOUN_TAIL = (
    r"(?:行动|工程|计划|规划|纲要|体系|方案|区(?!域)|机制|中心|基地|项目|带|示范|先行|引领|试点|平台|模式|走廊|水平|能力"
    r"|成果|成效|格局|[一二三四五六七八九十百千]+年|领域|工作|目标|任务|政策|监管|资金|资源|评价|部门|部署|制度|执法|服务|设施"
    r"|产业|银行|大会|论坛|会议|城市|能级|空间|旅游|新|和|与|等|、|质量|类|型|性|期|圈|化|者|人|用地|条件|环境|企业|市场)"
)
_LEAD = rf"(?:(?:{_ADVERB})(?:地(?={_ADVERB}|{_VERB}))?)*"
# Verbs that name a deed as often as they tell one: 疏解整治专项行动.
_NOUNLIKE = _either(
    "疏解 整治 攻坚 配套 更新 试点 培训 评选 救助 帮扶 清理 储备 利用 激励 治理 修复 保护 扩容"
)
CHAIN = re.compile(rf"{_LEAD}(?P<verb>{_VERB})[好了住]?")
MORE = re.compile(rf"{_LEAD}(?!{_NOUNLIKE})(?P<verb>{_VERB})[好了住]?(?!{_NOUN_TAIL})")

# Verbs behind their thing: 大桥建成通车, 项目正式挂牌运营.
_ENDINGS = (
    (Milestone.STARTED, "开工建设 开工 动工 破土动工 开建"),
    (Milestone.APPROVED, "获批建设 获批 获准 过会 通过验收 通过评审"),
    (
        Milestone.DONE,
        "建成 投入使用 投入运营 投入运行 投用 投产 达产 投运 竣工 完工 通车 通航 运营 封关 上市 印发 贯通 上线 举办 举行 召开 完成 "
        "开行 开放 清零 入学 连通 达标 下闸 蓄水 开通 落成 揭牌 挂牌 开馆 开园 开街 开业 开诊 开学 开班 首飞 首发 合龙 通水 并网 "
        "送电 通气 供气 供暖 下线 交付 摘帽 设立 成立 组建 出台 发布 收官 达效 入驻 落户 形成 闭幕 开幕 点亮 启用 量产 竣备 验收 "
        "消除 退出 关停",
    ),
    (
        Milestone.ADVANCED,
        "试运行 试运营 试营业 试飞 落地 见效 实施 推进 提速 签约 建设 在建 铺开 启动 破题 施工 封顶 起势 起步 成势 成型 运行 形成规模 成规模 "
        "前期工作 起航 进场 加快 招商",
    ),
)  # fmt: skip
ENDINGS: dict[str, Milestone] = {
    verb: milestone for milestone, verbs in _ENDINGS for verb in verbs.split()
}
# Of such words those that also end a thing's name: 老旧小区改造, 农村污水治理.
NOMINAL = "改善 提升 转型 转变 深化 迁建 搬迁 改造 治理 创建 扩面 提质 推广 普及 升级 扩容 整治 修复 优化 增效 改扩建 扩建 融合 联动"
_ENDING_ADVERBS = (
    "全面 尽快 早日 及早 相继 竞相 加速 正式 全线 顺利 如期 按期 按时 按计划 成功 稳步 加快 全部 整体 基本 扎实 主体结构 主体工程 "
    "主体 快速 开展 分别 持续 即将 同时 更加 不断 大头 率先 初步 提前 陆续 先后 胜利 圆满 高效 有序 深入 积极 强力 已 均 正在 "
    "有望 实现 得到 得以 永久 有效 已经 纷纷 年内 年底前 集中 试点 先行 也 将 正"
)
_ENDING = _either(" ".join(ENDINGS))
_ANY_ENDING = _either(" ".join(ENDINGS) + " " + NOMINAL)
_BEFORE_ENDING = _either(_ENDING_ADVERBS)
BEHIND = re.compile(
    rf"(?:{_BEFORE_ENDING})*(?P<verb>{_ENDING})(?:{_BEFORE_ENDING}|{_ANY_ENDING})*(?:工作)?$"
)
BEHIND_NOMINAL = re.compile(
    rf"(?:(?:{_BEFORE_ENDING})+(?P<verb>{_either(NOMINAL)})+|(?P<bare>{_either(NOMINAL)})+)(?:工作)?$"
)
_EACH_ENDING = re.compile(_ENDING)


def milestone_behind(words: str) -> Milestone:
    """How far a thing has come of which these words are said: 正式挂牌运营."""
    if "主体" in words or "有望" in words:
        return Milestone.ADVANCED  # the shell stands, the thing is not finished
    told = (ENDINGS[m[0]] for m in _EACH_ENDING.finditer(words))
    return next((t for t in told if t is not Milestone.ADVANCED), Milestone.ADVANCED)

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>关于洛阳规划地图</source>
        <translation>About Luoyang GIS</translation>
    </message>
    <message>
        <source>洛阳规划地图 {version}</source>
        <translation>Luoyang GIS {version}</translation>
    </message>
    <message>
        <source>{documents} 份规划文件，{targets} 条目标，{actuals} 条实绩，{features} 个要素，{links} 条关联。</source>
        <translation>{documents} planning documents, {targets} targets, {actuals} actuals, {features} features, {links} links.</translation>
    </message>
    <message>
        <source>目标与实绩摘自文件，每条都注明出处。图上位置为自行示意数字化，误差见每个要素的说明，不能代替测绘成果和法定规划图。坐标为 CGCS2000。</source>
        <translation>Targets and actuals are taken from the documents, each with its citation. Places on the map are our own schematic digitisation; every feature tells its error. They replace neither a survey nor a statutory plan. Coordinates are CGCS2000.</translation>
    </message>
    <message>
        <source>本程序以 MIT 许可发布；界面使用 Qt（LGPL）。</source>
        <translation>This program is released under the MIT licence; its interface uses Qt (LGPL).</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>视图</source>
        <translation>View</translation>
    </message>
    <message>
        <source>面板</source>
        <translation>Panels</translation>
    </message>
    <message>
        <source>底图</source>
        <translation>Basemap</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>图层</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotate</translation>
    </message>
    <message>
        <source>排列</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>汇报</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>规划</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>工具</source>
        <translation>Tools</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>搜索与命令…</source>
        <translation>Search and commands…</translation>
    </message>
    <message>
        <source>搜索地名、目标、文件和命令</source>
        <translation>Search places, targets, documents and commands</translation>
    </message>
    <message>
        <source>后退</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>回到上一个选择</source>
        <translation>Return to the former selection</translation>
    </message>
    <message>
        <source>前进</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>回到下一个选择</source>
        <translation>Go to the next selection</translation>
    </message>
    <message>
        <source>全市目标</source>
        <translation>City targets</translation>
    </message>
    <message>
        <source>看洛阳市的总目标</source>
        <translation>See the targets of the city as a whole</translation>
    </message>
    <message>
        <source>定位到所选</source>
        <translation>Go to selection</translation>
    </message>
    <message>
        <source>在地图上飞到所选要素</source>
        <translation>Fly to the selected features</translation>
    </message>
    <message>
        <source>取消选择</source>
        <translation>Clear selection</translation>
    </message>
    <message>
        <source>浏览全部目标</source>
        <translation>Browse all targets</translation>
    </message>
    <message>
        <source>按文件、主题、年份和指标查找目标</source>
        <translation>Find targets by document, theme, year and indicator</translation>
    </message>
    <message>
        <source>文件所在的文件夹…</source>
        <translation>Folder with the documents…</translation>
    </message>
    <message>
        <source>选一次存放五份规划文件的文件夹，引文就能打开原文</source>
        <translation>Choose the folder with the five documents once, and citations open the text</translation>
    </message>
    <message>
        <source>全市范围</source>
        <translation>Whole city</translation>
    </message>
    <message>
        <source>把整个市域放进窗口</source>
        <translation>Fit the whole municipality into the window</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>上一个视野</source>
        <translation>Previous view</translation>
    </message>
    <message>
        <source>回到刚才看的地方</source>
        <translation>Return to where you just looked</translation>
    </message>
    <message>
        <source>下一个视野</source>
        <translation>Next view</translation>
    </message>
    <message>
        <source>再往前看</source>
        <translation>Go on to the next view</translation>
    </message>
    <message>
        <source>到下一个面板</source>
        <translation>Next panel</translation>
    </message>
    <message>
        <source>让键盘到下一个面板或地图</source>
        <translation>Give the keyboard to the next panel or the map</translation>
    </message>
    <message>
        <source>恢复默认布局</source>
        <translation>Reset layout</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>全屏</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>只看：{name}</source>
        <translation>Only: {name}</translation>
    </message>
    <message>
        <source>显示全部图层</source>
        <translation>Show all layers</translation>
    </message>
    <message>
        <source>隐藏全部图层</source>
        <translation>Hide all layers</translation>
    </message>
    <message>
        <source>查看要素</source>
        <translation>Identify</translation>
    </message>
    <message>
        <source>框选</source>
        <translation>Select by rectangle</translation>
    </message>
    <message>
        <source>量距离</source>
        <translation>Measure distance</translation>
    </message>
    <message>
        <source>量面积</source>
        <translation>Measure area</translation>
    </message>
    <message>
        <source>快捷键一览</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>关于洛阳规划地图</source>
        <translation>About Luoyang GIS</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>{tip}（{keys}）</source>
        <translation>{tip} ({keys})</translation>
    </message>
</context>
<context>
    <name>ActualForm</name>
    <message>
        <source>录入实绩</source>
        <translation>Record an actual</translation>
    </message>
    <message>
        <source>存入工作区</source>
        <translation>Save to workspace</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>只填数，例如 5128.4</source>
        <translation>A number only, such as 5128.4</translation>
    </message>
    <message>
        <source>2021、2021-06、2021-06-30、2021-Q3</source>
        <translation>2021, 2021-06, 2021-06-30, 2021-Q3</translation>
    </message>
    <message>
        <source>例如：2021 年统计公报第 2 页</source>
        <translation>For example: Statistical bulletin 2021, page 2</translation>
    </message>
    <message>
        <source>键入几个字来找</source>
        <translation>Type a few characters to find</translation>
    </message>
    <message>
        <source>指标或项目(&amp;I)</source>
        <translation>&amp;Indicator or item</translation>
    </message>
    <message>
        <source>数值(&amp;V)</source>
        <translation>&amp;Value</translation>
    </message>
    <message>
        <source>进展到(&amp;M)</source>
        <translation>&amp;Milestone</translation>
    </message>
    <message>
        <source>时间(&amp;D)</source>
        <translation>&amp;Date</translation>
    </message>
    <message>
        <source>来源(&amp;S)</source>
        <translation>&amp;Source</translation>
    </message>
    <message>
        <source>数值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>指标或项目</source>
        <translation>Indicator or item</translation>
    </message>
    <message>
        <source>进展到</source>
        <translation>Milestone</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>存进工作区，标为“用户录入”；文件里的数字不会改动。</source>
        <translation>Kept in the workspace and marked as yours; the documents&apos; figures stay as they are.</translation>
    </message>
    <message>
        <source>最近实绩：%s %s</source>
        <translation>Latest actual: %s %s</translation>
    </message>
    <message>
        <source>即 %s</source>
        <translation>that is, %s</translation>
    </message>
    <message>
        <source>没有错就再点一次“存入工作区”。</source>
        <translation>If this is right, click “Save to workspace” once more.</translation>
    </message>
    <message>
        <source>已录入：%s %s，可以撤销</source>
        <translation>Recorded: %s %s; it can be undone</translation>
    </message>
</context>
<context>
    <name>AnnotateLink</name>
    <message>
        <source>剪切标注</source>
        <translation>Cut annotations</translation>
    </message>
    <message>
        <source>复制标注</source>
        <translation>Copy annotations</translation>
    </message>
    <message>
        <source>再制一份</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>把选中的标注在旁边再放一份</source>
        <translation>Put a copy of the selected annotations beside them</translation>
    </message>
    <message>
        <source>删除标注</source>
        <translation>Delete annotations</translation>
    </message>
    <message>
        <source>全选标注</source>
        <translation>Select all annotations</translation>
    </message>
    <message>
        <source>选择和修改标注</source>
        <translation>Select and edit annotations</translation>
    </message>
    <message>
        <source>吸附到要素</source>
        <translation>Snap to features</translation>
    </message>
    <message>
        <source>画的点落到附近要素的顶点和边上；按住 Alt 暂时不吸附</source>
        <translation>Points fall on vertices and edges of features nearby; hold Alt to draw freely</translation>
    </message>
    <message>
        <source>改文字…</source>
        <translation>Edit text…</translation>
    </message>
    <message>
        <source>附到所选要素</source>
        <translation>Attach to the selected feature</translation>
    </message>
    <message>
        <source>解除关联要素</source>
        <translation>Detach from feature</translation>
    </message>
    <message>
        <source>移到最前</source>
        <translation>Bring to front</translation>
    </message>
    <message>
        <source>上移一层</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移一层</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>移到最后</source>
        <translation>Send to back</translation>
    </message>
    <message>
        <source>左对齐</source>
        <translation>Align left</translation>
    </message>
    <message>
        <source>水平居中</source>
        <translation>Align centres</translation>
    </message>
    <message>
        <source>右对齐</source>
        <translation>Align right</translation>
    </message>
    <message>
        <source>上对齐</source>
        <translation>Align top</translation>
    </message>
    <message>
        <source>垂直居中</source>
        <translation>Align middles</translation>
    </message>
    <message>
        <source>下对齐</source>
        <translation>Align bottom</translation>
    </message>
    <message>
        <source>水平等距</source>
        <translation>Space evenly across</translation>
    </message>
    <message>
        <source>垂直等距</source>
        <translation>Space evenly down</translation>
    </message>
    <message>
        <source>已复制 {count} 个标注</source>
        <translation>{count} annotations copied</translation>
    </message>
    <message>
        <source>粘贴标注</source>
        <translation>Paste annotations</translation>
    </message>
</context>
<context>
    <name>AnnotationKind</name>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>引注</source>
        <translation>Callout</translation>
    </message>
    <message>
        <source>箭头</source>
        <translation>Arrow</translation>
    </message>
    <message>
        <source>线</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>面</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>矩形</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <source>圆</source>
        <translation>Circle</translation>
    </message>
    <message>
        <source>手绘</source>
        <translation>Freehand</translation>
    </message>
    <message>
        <source>编号点</source>
        <translation>Number</translation>
    </message>
</context>
<context>
    <name>AttachedNotes</name>
    <message>
        <source>附在这个要素上的标注</source>
        <translation>Annotations attached to this feature</translation>
    </message>
    <message>
        <source>标注 {count}</source>
        <translation>Annotations {count}</translation>
    </message>
</context>
<context>
    <name>AttributeTable</name>
    <message>
        <source>属性</source>
        <translation>Attributes</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>是</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>no</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>收起</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>收起这条消息</source>
        <translation>Close this message</translation>
    </message>
</context>
<context>
    <name>Basemap</name>
    <message>
        <source>{datum}，已改正位置</source>
        <translation>{datum}, position corrected</translation>
    </message>
</context>
<context>
    <name>BasemapDialog</name>
    <message>
        <source>选择底图</source>
        <translation>Choose a basemap</translation>
    </message>
    <message>
        <source>叠加天地图注记</source>
        <translation>With Tianditu&apos;s labels</translation>
    </message>
    <message>
        <source>显示底图</source>
        <translation>Show basemap</translation>
    </message>
    <message>
        <source>不要底图</source>
        <translation>No basemap</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>自己的瓦片地址…</source>
        <translation>Own tile address…</translation>
    </message>
    <message>
        <source>可用的底图</source>
        <translation>Basemaps</translation>
    </message>
    <message>
        <source>在天地图控制台申请，浏览器端密钥</source>
        <translation>Apply in Tianditu&apos;s console for a browser key</translation>
    </message>
    <message>
        <source>密钥</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>坐标</source>
        <translation>Coordinates</translation>
    </message>
    <message>
        <source>不透明度</source>
        <translation>Opacity</translation>
    </message>
    <message>
        <source>密钥(&amp;K)</source>
        <translation>&amp;Key</translation>
    </message>
    <message>
        <source>地址(&amp;U)</source>
        <translation>&amp;Address</translation>
    </message>
    <message>
        <source>坐标(&amp;D)</source>
        <translation>&amp;Datum</translation>
    </message>
    <message>
        <source>不透明度(&amp;O)</source>
        <translation>&amp;Opacity</translation>
    </message>
    <message>
        <source>显示底图时才会联网。看过的瓦片留在本机（最多 256 MB），断网也能看。</source>
        <translation>The network is used only while a basemap is shown. Tiles once seen stay on this machine (256 MB at most) and show without a network.</translation>
    </message>
    <message>
        <source>▲ {note}：服务器按偏移坐标画图，这里已移回真实位置。</source>
        <translation>▲ {note}: the server draws in shifted coordinates; they are moved back to where they belong.</translation>
    </message>
</context>
<context>
    <name>BasemapLink</name>
    <message>
        <source>显示底图</source>
        <translation>Show basemap</translation>
    </message>
    <message>
        <source>在图层下面铺在线底图；打开后才会联网</source>
        <translation>Put an online basemap below the layers; the network is used only while it is on</translation>
    </message>
    <message>
        <source>选择底图…</source>
        <translation>Choose basemap…</translation>
    </message>
    <message>
        <source>天地图、OpenStreetMap、高德等，或自己的瓦片地址</source>
        <translation>Tianditu, OpenStreetMap, Gaode and others, or an address of your own</translation>
    </message>
    <message>
        <source>底图：服务器拒绝，请查密钥</source>
        <translation>Basemap: refused by the server, check the key</translation>
    </message>
    <message>
        <source>底图：暂时连不上，会再试</source>
        <translation>Basemap: not reachable now, will try again</translation>
    </message>
    <message>
        <source>底图：还差 {count} 块</source>
        <translation>Basemap: {count} tiles to come</translation>
    </message>
    <message>
        <source>底图：{name}</source>
        <translation>Basemap: {name}</translation>
    </message>
    <message>
        <source>{credit}；点一下换底图</source>
        <translation>{credit}; click for another basemap</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>改样式</source>
        <translation>Change style</translation>
    </message>
    <message>
        <source>添加{kind}</source>
        <translation>Add {kind}</translation>
    </message>
    <message>
        <source>移动标注</source>
        <translation>Move annotations</translation>
    </message>
    <message>
        <source>改文字</source>
        <translation>Edit text</translation>
    </message>
    <message>
        <source>旋转标注</source>
        <translation>Rotate annotations</translation>
    </message>
    <message>
        <source>删除标注</source>
        <translation>Delete annotations</translation>
    </message>
    <message>
        <source>复制标注</source>
        <translation>Copy annotations</translation>
    </message>
    <message>
        <source>改叠放次序</source>
        <translation>Change stacking</translation>
    </message>
    <message>
        <source>对齐标注</source>
        <translation>Align annotations</translation>
    </message>
    <message>
        <source>分布标注</source>
        <translation>Space annotations</translation>
    </message>
    <message>
        <source>附到要素</source>
        <translation>Attach to feature</translation>
    </message>
    <message>
        <source>解除关联要素</source>
        <translation>Detach from feature</translation>
    </message>
    <message>
        <source>归入场景</source>
        <translation>Put into the scene</translation>
    </message>
    <message>
        <source>归入所有场景</source>
        <translation>Put into all scenes</translation>
    </message>
</context>
<context>
    <name>BriefingLink</name>
    <message>
        <source>从头汇报</source>
        <translation>Present from the start</translation>
    </message>
    <message>
        <source>全屏放映各个场景；翻页笔、方向键翻页，Esc 结束</source>
        <translation>Show the scenes full screen; turn with a clicker or the arrow keys, Esc ends</translation>
    </message>
    <message>
        <source>从当前场景汇报</source>
        <translation>Present from this scene</translation>
    </message>
</context>
<context>
    <name>BriefingWindow</name>
    <message>
        <source>汇报</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>上一个场景（←）</source>
        <translation>Previous scene (←)</translation>
    </message>
    <message>
        <source>下一个场景（→）</source>
        <translation>Next scene (→)</translation>
    </message>
    <message>
        <source>激光笔（L）</source>
        <translation>Laser pointer (L)</translation>
    </message>
    <message>
        <source>画笔，不留痕迹（I）</source>
        <translation>Pen that leaves no trace (I)</translation>
    </message>
    <message>
        <source>擦掉笔迹（E）</source>
        <translation>Wipe the ink (E)</translation>
    </message>
    <message>
        <source>图例（H）</source>
        <translation>Legend (H)</translation>
    </message>
    <message>
        <source>讲稿窗口（V）</source>
        <translation>Speaker notes (V)</translation>
    </message>
    <message>
        <source>结束汇报（Esc）</source>
        <translation>End the briefing (Esc)</translation>
    </message>
</context>
<context>
    <name>Brought</name>
    <message>
        <source>第 {number} 个要素</source>
        <translation>Feature {number}</translation>
    </message>
    <message>
        <source>，长 {length}</source>
        <translation>, length {length}</translation>
    </message>
    <message>
        <source>，面积 {area}</source>
        <translation>, area {area}</translation>
    </message>
</context>
<context>
    <name>Browse</name>
    <message>
        <source>在目标里搜索：汉字、拼音、首字母</source>
        <translation>Search targets: Chinese, pinyin, initials</translation>
    </message>
    <message>
        <source>在目标里搜索</source>
        <translation>Search targets</translation>
    </message>
    <message>
        <source>文件与章节</source>
        <translation>Document and section</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>到期年份</source>
        <translation>Due year</translation>
    </message>
    <message>
        <source>指标或事项</source>
        <translation>Indicator or deliverable</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>按章节</source>
        <translation>By section</translation>
    </message>
    <message>
        <source>按期限</source>
        <translation>By due date</translation>
    </message>
    <message>
        <source>排列</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>清除搜索和全部筛选</source>
        <translation>Clear the search and all filters</translation>
    </message>
    <message>
        <source>搜索和筛选的结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>没有符合的记录。放宽一项筛选，或点“清除”。</source>
        <translation>Nothing fits. Loosen a filter, or click “Clear”.</translation>
    </message>
    <message>
        <source>{count} 条</source>
        <translation>{count} records</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>实绩</source>
        <translation>Actuals</translation>
    </message>
    <message>
        <source>全部文件</source>
        <translation>All documents</translation>
    </message>
    <message>
        <source>全部主题</source>
        <translation>All themes</translation>
    </message>
    <message>
        <source>全部年份</source>
        <translation>All years</translation>
    </message>
    <message>
        <source>全部指标与事项</source>
        <translation>All indicators</translation>
    </message>
    <message>
        <source>目标与实绩</source>
        <translation>Targets and actuals</translation>
    </message>
    <message>
        <source>未定期限</source>
        <translation>No date</translation>
    </message>
    <message>
        <source>{year}年</source>
        <translation>{year}</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>{when}实绩 {figure}</source>
        <translation>{when} actual {figure}</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>全选</source>
        <translation>All</translation>
    </message>
    <message>
        <source>全不选</source>
        <translation>None</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>{subject}：{title}，{detail}</source>
        <translation>{subject}: {title}, {detail}</translation>
    </message>
    <message>
        <source>地名、目标、文件、图层或命令；汉字、拼音、首字母都行</source>
        <translation>Places, targets, documents, layers, commands; Chinese, pinyin or initials</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>搜索结果</source>
        <translation>Search results</translation>
    </message>
    <message>
        <source>没有找到。换一个说法，或少打几个字试试。</source>
        <translation>Nothing found. Try another word, or fewer letters.</translation>
    </message>
</context>
<context>
    <name>ConflictsPage</name>
    <message>
        <source>文件之间的冲突</source>
        <translation>Conflicts between documents</translation>
    </message>
    <message>
        <source>没有发现互相矛盾的数字</source>
        <translation>No figures contradict each other</translation>
    </message>
    <message>
        <source>由台账推算，不是结论。点卡片到图上，点出处看原文</source>
        <translation>Derived from the ledger; no verdict. Click a card for the map, a citation for the text</translation>
    </message>
</context>
<context>
    <name>CoverageModel</name>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>总数</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>未关联</source>
        <translation>Unlinked</translation>
    </message>
    <message>
        <source>落图率</source>
        <translation>Coverage</translation>
    </message>
    <message>
        <source>{name}：{total} 个中 {missing} 个未关联，落图率 {share}</source>
        <translation>{name}: {missing} of {total} unlinked, coverage {share}</translation>
    </message>
    <message>
        <source>；另有 {count} 个背景要素</source>
        <translation>; and {count} background features</translation>
    </message>
</context>
<context>
    <name>CoveragePage</name>
    <message>
        <source>目标 · 按主题</source>
        <translation>Targets by theme</translation>
    </message>
    <message>
        <source>目标 · 按文件</source>
        <translation>Targets by document</translation>
    </message>
    <message>
        <source>要素 · 按图层</source>
        <translation>Features by layer</translation>
    </message>
    <message>
        <source>要素 · 按主题</source>
        <translation>Features by theme</translation>
    </message>
    <message>
        <source>要素 · 按文件</source>
        <translation>Features by document</translation>
    </message>
    <message>
        <source>按什么统计</source>
        <translation>Count by</translation>
    </message>
    <message>
        <source>未关联的目标或要素</source>
        <translation>Targets or features without a link</translation>
    </message>
    <message>
        <source>没有落图的目标</source>
        <translation>Targets without features</translation>
    </message>
    <message>
        <source>没有目标的要素</source>
        <translation>Features without targets</translation>
    </message>
</context>
<context>
    <name>CoverageTable</name>
    <message>
        <source>落图率</source>
        <translation>Coverage</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>看板</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>录入实绩…</source>
        <translation>Record an actual…</translation>
    </message>
    <message>
        <source>录入一个新的实绩，存进工作区</source>
        <translation>Record a new actual in the workspace</translation>
    </message>
    <message>
        <source>截至 %s</source>
        <translation>As of %s</translation>
    </message>
    <message>
        <source>指标</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflicts</translation>
    </message>
    <message>
        <source>落图率</source>
        <translation>Coverage</translation>
    </message>
</context>
<context>
    <name>DashboardRows</name>
    <message>
        <source>逾期：实绩没有达到</source>
        <translation>Late: the actual falls short</translation>
    </message>
    <message>
        <source>一年内到期</source>
        <translation>Due within a year</translation>
    </message>
    <message>
        <source>已到期、无实绩：没有记录，不算逾期</source>
        <translation>Due, unrecorded: no record, which is not late</translation>
    </message>
    <message>
        <source>以后到期</source>
        <translation>Due later</translation>
    </message>
    <message>
        <source>全部主题</source>
        <translation>All themes</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>已说明</source>
        <translation>Explained</translation>
    </message>
    <message>
        <source>说明：{note}</source>
        <translation>Note: {note}</translation>
    </message>
    <message>
        <source>这里一个不缺。</source>
        <translation>Nothing is missing here.</translation>
    </message>
</context>
<context>
    <name>Days</name>
    <message>
        <source>{year}年{month}月{day}日</source>
        <translation>{year}-{month}-{day}</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>选择存放规划文件的文件夹</source>
        <translation>Choose the folder with the planning documents</translation>
    </message>
</context>
<context>
    <name>DockTitle</name>
    <message>
        <source>单独成窗</source>
        <translation>Float as a window</translation>
    </message>
    <message>
        <source>隐藏面板</source>
        <translation>Hide panel</translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>图层</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>场景</source>
        <translation>Scenes</translation>
    </message>
    <message>
        <source>浏览</source>
        <translation>Browse</translation>
    </message>
    <message>
        <source>原文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>看板</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotate</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>时间轴</source>
        <translation>Timeline</translation>
    </message>
</context>
<context>
    <name>DrawTool</name>
    <message>
        <source>点一下放文字</source>
        <translation>Click to place text</translation>
    </message>
    <message>
        <source>从要说的地方拖到放文字的地方</source>
        <translation>Drag from what you speak of to where the text goes</translation>
    </message>
    <message>
        <source>拖出箭头，或逐点点击、回车结束</source>
        <translation>Drag an arrow, or click points and end with Enter</translation>
    </message>
    <message>
        <source>逐点点击，双击或回车结束，Esc 放弃</source>
        <translation>Click points; double click or Enter ends, Esc gives up</translation>
    </message>
    <message>
        <source>逐点点击，双击或回车闭合，Esc 放弃</source>
        <translation>Click points; double click or Enter closes, Esc gives up</translation>
    </message>
    <message>
        <source>拖出矩形，按住 Shift 画正方形</source>
        <translation>Drag a rectangle; Shift makes it square</translation>
    </message>
    <message>
        <source>从圆心往外拖，半径按地面距离</source>
        <translation>Drag out from the centre; the radius is measured on the ground</translation>
    </message>
    <message>
        <source>按住左键画</source>
        <translation>Draw with the left button held</translation>
    </message>
    <message>
        <source>逐点点击放编号，Esc 结束</source>
        <translation>Click to place numbers, Esc ends</translation>
    </message>
    <message>
        <source>半径 {radius} · {area}</source>
        <translation>Radius {radius} · {area}</translation>
    </message>
</context>
<context>
    <name>DuePage</name>
    <message>
        <source>到期的目标</source>
        <translation>Targets due</translation>
    </message>
    <message>
        <source>没有标明日期的目标</source>
        <translation>Targets without a date</translation>
    </message>
</context>
<context>
    <name>EditTool</name>
    <message>
        <source>删除顶点</source>
        <translation>Delete vertex</translation>
    </message>
    <message>
        <source>旋转标注</source>
        <translation>Rotate annotations</translation>
    </message>
    <message>
        <source>改形状</source>
        <translation>Reshape</translation>
    </message>
    <message>
        <source>移动标注</source>
        <translation>Move annotations</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>浏览…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存到(&amp;S)</source>
        <translation>&amp;Save to</translation>
    </message>
    <message>
        <source>保存到</source>
        <translation>Save to</translation>
    </message>
    <message>
        <source>还不能预览</source>
        <translation>No preview yet</translation>
    </message>
    <message>
        <source>正在估计大小…</source>
        <translation>Estimating the size…</translation>
    </message>
    <message>
        <source>图层&#x3000;{n:,} 个</source>
        <translation>Layers {n:,}</translation>
    </message>
    <message>
        <source>要素&#x3000;{n:,} 个</source>
        <translation>Features {n:,}</translation>
    </message>
    <message>
        <source>目标与实绩&#x3000;{n:,} 条</source>
        <translation>Targets and actuals {n:,}</translation>
    </message>
    <message>
        <source>将写入</source>
        <translation>What goes in</translation>
    </message>
    <message>
        <source>“{name}”已经存在，会被替换。</source>
        <translation>“{name}” exists and will be replaced.</translation>
    </message>
    <message>
        <source>导出到</source>
        <translation>Export to</translation>
    </message>
    <message>
        <source>约 {size}</source>
        <translation>About {size}</translation>
    </message>
    <message>
        <source>示意</source>
        <translation>Sketch</translation>
    </message>
    <message>
        <source>共 {n} 页，这是第 1 页</source>
        <translation>Page 1 of {n}</translation>
    </message>
    <message>
        <source>共 {n} 个场景</source>
        <translation>{n} scenes</translation>
    </message>
    <message>
        <source>正在开始</source>
        <translation>Starting</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>，原来的文件没有改动</source>
        <translation>; the former file is unchanged</translation>
    </message>
    <message>
        <source>，没有留下文件</source>
        <translation>; no file is left</translation>
    </message>
    <message>
        <source>已停止{kept}。</source>
        <translation>Stopped{kept}.</translation>
    </message>
    <message>
        <source>正在停止</source>
        <translation>Stopping</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>网页、图纸、表格、地理数据和汇报文稿</source>
        <translation>Web page, sheet, table, geodata and slides</translation>
    </message>
    <message>
        <source>导出当前视图为 PNG…</source>
        <translation>Export view as PNG…</translation>
    </message>
    <message>
        <source>把地图上看到的存成一张图片</source>
        <translation>Save what the map shows as a picture</translation>
    </message>
    <message>
        <source>复制地图图片</source>
        <translation>Copy map picture</translation>
    </message>
    <message>
        <source>把地图上看到的放进剪贴板，可贴进文稿</source>
        <translation>Put what the map shows on the clipboard, to paste into a document</translation>
    </message>
    <message>
        <source>地图图片已复制（{w}×{h} 像素）</source>
        <translation>Map picture copied ({w}×{h} px)</translation>
    </message>
    <message>
        <source>导出当前视图</source>
        <translation>Export view</translation>
    </message>
    <message>
        <source>图片 (*.png)</source>
        <translation>Pictures (*.png)</translation>
    </message>
    <message>
        <source>换个位置…</source>
        <translation>Elsewhere…</translation>
    </message>
    <message>
        <source>当前视图已存为“{name}”。</source>
        <translation>The view is saved as “{name}”.</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>在文件夹中显示</source>
        <translation>Show in folder</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>新建工作区</source>
        <translation>New workspace</translation>
    </message>
    <message>
        <source>从自带的八个场景重新开始</source>
        <translation>Start anew from the eight scenes that ship</translation>
    </message>
    <message>
        <source>打开工作区…</source>
        <translation>Open workspace…</translation>
    </message>
    <message>
        <source>打开 .gpkg 工作区文件</source>
        <translation>Open a .gpkg workspace file</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>保存场景、标注和补录</source>
        <translation>Save scenes, annotations and own records</translation>
    </message>
    <message>
        <source>另存为…</source>
        <translation>Save as…</translation>
    </message>
    <message>
        <source>恢复未保存的改动…</source>
        <translation>Recover unsaved changes…</translation>
    </message>
    <message>
        <source>找出上次没有正常退出时留下的改动</source>
        <translation>Find changes left when the program last ended unexpectedly</translation>
    </message>
    <message>
        <source>留痕记录…</source>
        <translation>Change log…</translation>
    </message>
    <message>
        <source>谁在什么时候改了哪条实绩、关联或状态</source>
        <translation>Who changed which actual, link or status, and when</translation>
    </message>
    <message>
        <source>导出补录实绩 CSV…</source>
        <translation>Export own actuals as CSV…</translation>
    </message>
    <message>
        <source>导出补录关联 CSV…</source>
        <translation>Export own links as CSV…</translation>
    </message>
    <message>
        <source>未命名工作区</source>
        <translation>Untitled workspace</translation>
    </message>
    <message>
        <source>（只读）</source>
        <translation> (read-only)</translation>
    </message>
    <message>
        <source>洛阳规划地图</source>
        <translation>Luoyang GIS</translation>
    </message>
    <message>
        <source>保存改动？</source>
        <translation>Save changes?</translation>
    </message>
    <message>
        <source>“{name}”有改动还没有保存。</source>
        <translation>“{name}” has changes that are not saved.</translation>
    </message>
    <message>
        <source>不保存的话，这些改动就没有了。</source>
        <translation>Without saving, these changes are lost.</translation>
    </message>
    <message>
        <source>不保存</source>
        <translation>Don&apos;t save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>打开工作区</source>
        <translation>Open workspace</translation>
    </message>
    <message>
        <source>工作区 (*{suffix})</source>
        <translation>Workspaces (*{suffix})</translation>
    </message>
    <message>
        <source>“{name}”已经打开</source>
        <translation>“{name}” is already open</translation>
    </message>
    <message>
        <source>只读打开</source>
        <translation>Open read-only</translation>
    </message>
    <message>
        <source>那边已关闭，仍要打开</source>
        <translation>It is closed there: open anyway</translation>
    </message>
    <message>
        <source>打开别的…</source>
        <translation>Open another…</translation>
    </message>
    <message>
        <source>“{name}”以只读方式打开：可以看和改，保存时请另存为别的文件。</source>
        <translation>“{name}” is open read-only: look and edit, but save under another name.</translation>
    </message>
    <message>
        <source>最近打开</source>
        <translation>Open recent</translation>
    </message>
    <message>
        <source>另存为</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>覆盖它</source>
        <translation>Overwrite it</translation>
    </message>
    <message>
        <source>已保存到 {name}</source>
        <translation>Saved to {name}</translation>
    </message>
    <message>
        <source>没有需要恢复的改动</source>
        <translation>There is nothing to recover</translation>
    </message>
    <message>
        <source>，最后一步是“{last}”</source>
        <translation>; the last step was “{last}”</translation>
    </message>
    <message>
        <source>另有 {count} 份。</source>
        <translation>There are {count} more.</translation>
    </message>
    <message>
        <source>上次没有正常退出，“{name}”{when} 的改动还在{last}。{more}</source>
        <translation>The program last ended unexpectedly; changes to “{name}” of {when} are kept{last}. {more}</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Recover</translation>
    </message>
    <message>
        <source>不要了</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>已恢复，保存之后才算数</source>
        <translation>Recovered; save to keep it</translation>
    </message>
    <message>
        <source>留痕记录</source>
        <translation>Change log</translation>
    </message>
    <message>
        <source>补录实绩</source>
        <translation>Own actuals</translation>
    </message>
    <message>
        <source>补录关联</source>
        <translation>Own links</translation>
    </message>
    <message>
        <source>导出{what}</source>
        <translation>Export: {what}</translation>
    </message>
    <message>
        <source>表格 (*.csv)</source>
        <translation>Tables (*.csv)</translation>
    </message>
    <message>
        <source>已导出到 {name}</source>
        <translation>Exported to {name}</translation>
    </message>
    <message>
        <source>今天 {time}</source>
        <translation>today {time}</translation>
    </message>
    <message>
        <source>{month}月{day}日 {time}</source>
        <translation>{month}-{day} {time}</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>网页</source>
        <translation>Web page</translation>
    </message>
    <message>
        <source>断网也能打开，可点选和搜索</source>
        <translation>Opens without a network; click and search</translation>
    </message>
    <message>
        <source>PDF 图纸</source>
        <translation>PDF sheets</translation>
    </message>
    <message>
        <source>一个场景一页，矢量，可打印</source>
        <translation>A page for each scene; vectors, to print</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>一个场景的图纸，或只要地图</source>
        <translation>The sheet of one scene, or just the map</translation>
    </message>
    <message>
        <source>SVG 矢量图</source>
        <translation>SVG drawing</translation>
    </message>
    <message>
        <source>一个场景，文字可再编辑</source>
        <translation>One scene; its text stays editable</translation>
    </message>
    <message>
        <source>PPTX 汇报</source>
        <translation>PPTX slides</translation>
    </message>
    <message>
        <source>一个场景一页，带目标表和备注</source>
        <translation>A slide for each scene, with targets and notes</translation>
    </message>
    <message>
        <source>Excel 表格</source>
        <translation>Excel workbook</translation>
    </message>
    <message>
        <source>目标、要素、实绩、矛盾</source>
        <translation>Targets, features, actuals, conflicts</translation>
    </message>
    <message>
        <source>CSV 目标表</source>
        <translation>CSV of targets</translation>
    </message>
    <message>
        <source>文件名以 .zip 结尾则含全部表</source>
        <translation>Named .zip it holds all tables</translation>
    </message>
    <message>
        <source>图层与目标，给 QGIS 等软件</source>
        <translation>Layers and targets, for QGIS and others</translation>
    </message>
    <message>
        <source>全部要素一个文件，给网页和程序</source>
        <translation>All features in one file, for pages and programs</translation>
    </message>
    <message>
        <source>给三维地球软件</source>
        <translation>For globe viewers</translation>
    </message>
</context>
<context>
    <name>FormatCards</name>
    <message>
        <source>格式</source>
        <translation>Format</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>打开时的样子</source>
        <translation>As it was opened</translation>
    </message>
    <message>
        <source>做过的改动，点一下回到那一步</source>
        <translation>What was changed; click to return to a step</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>CGCS2000 经纬度</source>
        <translation>CGCS2000 degrees</translation>
    </message>
    <message>
        <source>CGCS2000 3 度带，中央经线 111°</source>
        <translation>CGCS2000 3° zone, central meridian 111°</translation>
    </message>
    <message>
        <source>CGCS2000 3 度带，中央经线 114°</source>
        <translation>CGCS2000 3° zone, central meridian 114°</translation>
    </message>
    <message>
        <source>CGCS2000 3 度带，带号 37</source>
        <translation>CGCS2000 3° zone 37</translation>
    </message>
    <message>
        <source>CGCS2000 3 度带，带号 38</source>
        <translation>CGCS2000 3° zone 38</translation>
    </message>
    <message>
        <source>WGS 84 经纬度</source>
        <translation>WGS 84 degrees</translation>
    </message>
    <message>
        <source>Web 墨卡托</source>
        <translation>Web Mercator</translation>
    </message>
    <message>
        <source>点</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>线</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>面</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>东经 {east}，北纬 {north}</source>
        <translation>East {east}, north {north}</translation>
    </message>
    <message>
        <source>导入图层</source>
        <translation>Import layer</translation>
    </message>
    <message>
        <source>换文件…</source>
        <translation>Other file…</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>按文件</source>
        <translation>As the file says</translation>
    </message>
    <message>
        <source>有问题的要素</source>
        <translation>Features with problems</translation>
    </message>
    <message>
        <source>文件里的图层(&amp;L)</source>
        <translation>&amp;Layer in the file</translation>
    </message>
    <message>
        <source>坐标系(&amp;C)</source>
        <translation>&amp;Coordinate system</translation>
    </message>
    <message>
        <source>经纬度是(&amp;D)</source>
        <translation>&amp;Degrees are</translation>
    </message>
    <message>
        <source>图层名(&amp;N)</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>标注用(&amp;T)</source>
        <translation>La&amp;bel with</translation>
    </message>
    <message>
        <source>代替内置图层(&amp;R)</source>
        <translation>&amp;Replaces</translation>
    </message>
    <message>
        <source>自动判断</source>
        <translation>Found automatically</translation>
    </message>
    <message>
        <source>按文件：{crs}</source>
        <translation>As the file says: {crs}</translation>
    </message>
    <message>
        <source>不标注</source>
        <translation>No labels</translation>
    </message>
    <message>
        <source>不代替，另加一层</source>
        <translation>Nothing, a layer more</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{count} 列属性</source>
        <translation>{count} columns</translation>
    </message>
    <message>
        <source>{kinds}，{columns}</source>
        <translation>{kinds}, {columns}</translation>
    </message>
    <message>
        <source>▲ 全部要素在洛阳市域之外：坐标系或经纬度的含义可能不对。</source>
        <translation>▲ All features lie outside Luoyang: the coordinate system or the meaning of the degrees may be wrong.</translation>
    </message>
    <message>
        <source>另有 {count} 个。</source>
        <translation>{count} more.</translation>
    </message>
    <message>
        <source>{name}（{kind}）</source>
        <translation>{name} ({kind})</translation>
    </message>
</context>
<context>
    <name>ImportLink</name>
    <message>
        <source>导入图层…</source>
        <translation>Import layer…</translation>
    </message>
    <message>
        <source>把 GeoPackage、GeoJSON、Shapefile、KML、DXF、CSV 带到图上</source>
        <translation>Bring GeoPackage, GeoJSON, Shapefile, KML, DXF or CSV onto the map</translation>
    </message>
    <message>
        <source>导入图层</source>
        <translation>Import layer</translation>
    </message>
    <message>
        <source>地图文件 ({patterns});;所有文件 (*)</source>
        <translation>Map files ({patterns});;All files (*)</translation>
    </message>
    <message>
        <source>已导入“{name}”：{count} 个要素，可以撤销</source>
        <translation>Imported “{name}”: {count} features; can be undone</translation>
    </message>
    <message>
        <source>移除导入图层</source>
        <translation>Remove imported layer</translation>
    </message>
    <message>
        <source>改图层名</source>
        <translation>Rename layer</translation>
    </message>
</context>
<context>
    <name>IndicatorsPage</name>
    <message>
        <source>筛选指标</source>
        <translation>Filter indicators</translation>
    </message>
    <message>
        <source>指标小图</source>
        <translation>Indicator charts</translation>
    </message>
    <message>
        <source>没有这样的指标，换个词试试</source>
        <translation>No such indicator; try another word</translation>
    </message>
    <message>
        <source>● 实绩</source>
        <translation>● actual</translation>
    </message>
    <message>
        <source>◇ 目标</source>
        <translation>◇ target</translation>
    </message>
    <message>
        <source>┄ 达标所需</source>
        <translation>┄ required</translation>
    </message>
    <message>
        <source>到图上和卡片</source>
        <translation>Go to map and card</translation>
    </message>
    <message>
        <source>打开原文</source>
        <translation>Open the text</translation>
    </message>
    <message>
        <source>录入实绩…</source>
        <translation>Record an actual…</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>排列</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>标注文字</source>
        <translation>Annotation text</translation>
    </message>
    <message>
        <source>不填充</source>
        <translation>No fill</translation>
    </message>
    <message>
        <source>不透明填充</source>
        <translation>Opaque fill</translation>
    </message>
    <message>
        <source> 像素</source>
        <translation> px</translation>
    </message>
    <message>
        <source>实线</source>
        <translation>Solid</translation>
    </message>
    <message>
        <source>虚线</source>
        <translation>Dashed</translation>
    </message>
    <message>
        <source>点线</source>
        <translation>Dotted</translation>
    </message>
    <message>
        <source>加粗</source>
        <translation>Bold</translation>
    </message>
    <message>
        <source>白边</source>
        <translation>Halo</translation>
    </message>
    <message>
        <source>线色</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>线宽</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>线型</source>
        <translation>Dash</translation>
    </message>
    <message>
        <source>填充</source>
        <translation>Fill</translation>
    </message>
    <message>
        <source>文字色</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>不透明</source>
        <translation>Opacity</translation>
    </message>
    <message>
        <source>旋转</source>
        <translation>Rotation</translation>
    </message>
    <message>
        <source>属于哪个场景</source>
        <translation>Which scene it belongs to</translation>
    </message>
    <message>
        <source>附到所选要素</source>
        <translation>Attach to the selected feature</translation>
    </message>
    <message>
        <source>解除</source>
        <translation>Detach</translation>
    </message>
    <message>
        <source>选中 {count} 个标注</source>
        <translation>{count} annotations selected</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotate</translation>
    </message>
    <message>
        <source>新{kind}的样子</source>
        <translation>New {kind}: style</translation>
    </message>
    <message>
        <source>在上面挑一种，到地图上画；按 V 选中已有的标注来改。</source>
        <translation>Choose a kind above and draw on the map; press V to select and edit what is there.</translation>
    </message>
    <message>
        <source>属于所有场景</source>
        <translation>In all scenes</translation>
    </message>
    <message>
        <source>只属于场景“{title}”</source>
        <translation>Only in scene “{title}”</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>附在：{names}</source>
        <translation>Attached to: {names}</translation>
    </message>
    <message>
        <source>没有附在要素上；先用“查看要素”点一个要素，再来附上</source>
        <translation>Not attached; identify a feature first, then attach</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>图层</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>筛选图层</source>
        <translation>Filter layers</translation>
    </message>
    <message>
        <source>按名称筛选图层</source>
        <translation>Filter layers by name</translation>
    </message>
    <message>
        <source>不透明度</source>
        <translation>Opacity</translation>
    </message>
    <message>
        <source>只看这层</source>
        <translation>Only this</translation>
    </message>
    <message>
        <source>缩放到这里</source>
        <translation>Zoom here</translation>
    </message>
    <message>
        <source>只显示“{name}”的图层（按键 {number}）</source>
        <translation>Show only the layers of “{name}” (key {number})</translation>
    </message>
    <message>
        <source>图层组 {number}：{name}</source>
        <translation>Layer set {number}: {name}</translation>
    </message>
    <message>
        <source>改图层名</source>
        <translation>Rename layer</translation>
    </message>
    <message>
        <source>图层名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>上移一层</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移一层</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>改名…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>移除导入图层</source>
        <translation>Remove imported layer</translation>
    </message>
    <message>
        <source>只看这组</source>
        <translation>Only this group</translation>
    </message>
    <message>
        <source>全部显示</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>全部隐藏</source>
        <translation>Hide all</translation>
    </message>
</context>
<context>
    <name>LayerTreeModel</name>
    <message>
        <source>{name}，{count} 个图层，显示 {shown} 个</source>
        <translation>{name}, {count} layers, {shown} shown</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>shown</translation>
    </message>
    <message>
        <source>不显示</source>
        <translation>hidden</translation>
    </message>
    <message>
        <source>{name}，{count} 个要素，{shown}</source>
        <translation>{name}, {count} features, {shown}</translation>
    </message>
    <message>
        <source>{name}：{count} 个要素</source>
        <translation>{name}: {count} features</translation>
    </message>
    <message>
        <source>来源：{source}</source>
        <translation>Source: {source}</translation>
    </message>
    <message>
        <source>放大到 1:{scale} 才显示</source>
        <translation>Zoom in to 1:{scale} to see it</translation>
    </message>
    <message>
        <source>缩小到 1:{scale} 才显示</source>
        <translation>Zoom out to 1:{scale} to see it</translation>
    </message>
</context>
<context>
    <name>LinkForm</name>
    <message>
        <source>更正关联</source>
        <translation>Correct link</translation>
    </message>
    <message>
        <source>没有关系</source>
        <translation>Unrelated</translation>
    </message>
    <message>
        <source>要素</source>
        <translation>Feature</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>还原关联</source>
        <translation>Restore link</translation>
    </message>
</context>
<context>
    <name>LinkedCards</name>
    <message>
        <source>已复制，含出处</source>
        <translation>Copied with its citation</translation>
    </message>
    <message>
        <source>复制（含出处）</source>
        <translation>Copy with citation</translation>
    </message>
    <message>
        <source>打开原文</source>
        <translation>Open the text</translation>
    </message>
    <message>
        <source>录入实绩…</source>
        <translation>Record an actual…</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>用户</source>
        <translation>User</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>对象</source>
        <translation>Object</translation>
    </message>
    <message>
        <source>动作</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>原值</source>
        <translation>Old value</translation>
    </message>
    <message>
        <source>新值</source>
        <translation>New value</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>留痕记录</source>
        <translation>Change log</translation>
    </message>
    <message>
        <source>查找用户、对象、内容</source>
        <translation>Find user, object, content</translation>
    </message>
    <message>
        <source>导出 CSV…</source>
        <translation>Export CSV…</translation>
    </message>
    <message>
        <source>还没有留痕。
补录实绩、更正关联或状态之后，谁在什么时候改了什么会记在这里。</source>
        <translation>Nothing is logged yet.
When actuals, links or statuses are changed, who did what and when is kept here.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>工具栏</source>
        <translation>Toolbar</translation>
    </message>
</context>
<context>
    <name>MapLink</name>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>方向键移动，加减键缩放，回车查看中心处的要素</source>
        <translation>Arrows move, plus and minus zoom, Enter identifies what is in the middle</translation>
    </message>
    <message>
        <source>{count} 条记录</source>
        <translation>{count} records</translation>
    </message>
</context>
<context>
    <name>MeasureTool</name>
    <message>
        <source>{area} · 周长 {around}</source>
        <translation>{area} · perimeter {around}</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>范围</source>
        <translation>Extent</translation>
    </message>
    <message>
        <source>要导出的场景</source>
        <translation>Scenes to export</translation>
    </message>
    <message>
        <source>图层</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>要导出的图层</source>
        <translation>Layers to export</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>版面</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>分辨率</source>
        <translation>Resolution</translation>
    </message>
    <message>
        <source>只要地图</source>
        <translation>Map only</translation>
    </message>
    <message>
        <source>附一个在线底图</source>
        <translation>With an online basemap</translation>
    </message>
    <message>
        <source>在线底图</source>
        <translation>Online basemap</translation>
    </message>
    <message>
        <source>宽</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>高</source>
        <translation>Height</translation>
    </message>
    <message>
        <source>像素</source>
        <translation>px</translation>
    </message>
    <message>
        <source>不带标题、图例和来源</source>
        <translation>Without title, legend and sources</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>瓦片地址</source>
        <translation>Tile address</translation>
    </message>
    <message>
        <source>范围(&amp;R)</source>
        <translation>&amp;Range</translation>
    </message>
    <message>
        <source>图层(&amp;L)</source>
        <translation>&amp;Layers</translation>
    </message>
    <message>
        <source>标题(&amp;T)</source>
        <translation>&amp;Title</translation>
    </message>
    <message>
        <source>外观(&amp;H)</source>
        <translation>T&amp;heme</translation>
    </message>
    <message>
        <source>版面(&amp;P)</source>
        <translation>&amp;Page</translation>
    </message>
    <message>
        <source>分辨率(&amp;D)</source>
        <translation>&amp;Dpi</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>{dpi} dpi</source>
        <translation>{dpi} dpi</translation>
    </message>
    <message>
        <source>自己的瓦片地址…</source>
        <translation>Own tile address…</translation>
    </message>
    <message>
        <source>各场景自己的图层</source>
        <translation>Each scene&apos;s own layers</translation>
    </message>
    <message>
        <source>全部图层</source>
        <translation>All layers</translation>
    </message>
    <message>
        <source>只要正在显示的（{n}）</source>
        <translation>Shown now ({n})</translation>
    </message>
    <message>
        <source>选定的图层…</source>
        <translation>Chosen layers…</translation>
    </message>
    <message>
        <source>导入图层</source>
        <translation>Imported layers</translation>
    </message>
    <message>
        <source>全部场景（{n}）</source>
        <translation>All scenes ({n})</translation>
    </message>
    <message>
        <source>选定的场景…</source>
        <translation>Chosen scenes…</translation>
    </message>
    <message>
        <source>场景：{title}</source>
        <translation>Scene: {title}</translation>
    </message>
    <message>
        <source>全部要素</source>
        <translation>All features</translation>
    </message>
    <message>
        <source>当前视图</source>
        <translation>Current view</translation>
    </message>
    <message>
        <source>所选要素（{n}）</source>
        <translation>Selected features ({n})</translation>
    </message>
    <message>
        <source>{paper} 横向</source>
        <translation>{paper} landscape</translation>
    </message>
    <message>
        <source>{paper} 纵向</source>
        <translation>{paper} portrait</translation>
    </message>
    <message>
        <source>按像素…</source>
        <translation>In pixels…</translation>
    </message>
    <message>
        <source>▲ 这样导出的网页要联网才看得到底图，看的人的浏览器会向这家服务器请求图片。断网时其余内容照常可用。</source>
        <translation>▲ The basemap of such a page needs a network: readers&apos; browsers ask this server for pictures. Without one, the rest works as usual.</translation>
    </message>
</context>
<context>
    <name>PresenterWindow</name>
    <message>
        <source>讲稿</source>
        <translation>Speaker notes</translation>
    </message>
    <message>
        <source>这个场景没有讲稿</source>
        <translation>This scene has no notes</translation>
    </message>
    <message>
        <source>下一个</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>已讲</source>
        <translation>Elapsed</translation>
    </message>
    <message>
        <source>从零计时</source>
        <translation>Restart the clock</translation>
    </message>
    <message>
        <source>‹ 上一个</source>
        <translation>‹ Previous</translation>
    </message>
    <message>
        <source>下一个 ›</source>
        <translation>Next ›</translation>
    </message>
    <message>
        <source>讲完了</source>
        <translation>The end</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>位置预览</source>
        <translation>Where it lies</translation>
    </message>
    <message>
        <source>估计大小</source>
        <translation>Estimating the size</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>预览</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>正在生成预览…</source>
        <translation>Making the preview…</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>所选主题的目标</source>
        <translation>Targets of the chosen theme</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>原文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>上一处引文</source>
        <translation>Previous passage</translation>
    </message>
    <message>
        <source>下一处引文</source>
        <translation>Next passage</translation>
    </message>
    <message>
        <source>选择存放文件的文件夹</source>
        <translation>Choose the folder with the documents</translation>
    </message>
    <message>
        <source>在正文里找，回车找下一处</source>
        <translation>Find in the text; Enter finds the next</translation>
    </message>
    <message>
        <source>在正文里找</source>
        <translation>Find in the text</translation>
    </message>
    <message>
        <source>文件正文</source>
        <translation>Text of the document</translation>
    </message>
    <message>
        <source>选择文件夹…</source>
        <translation>Choose folder…</translation>
    </message>
    <message>
        <source>本程序只存出处，不存原文。选一次存放五份规划文件的文件夹，就能在这里读到引文。</source>
        <translation>This program keeps citations, not texts. Choose the folder with your five documents once, and read the passages here.</translation>
    </message>
    <message>
        <source>这份文件里找不到这处引文，可能改动过。</source>
        <translation>The passage is not in this file; it may have been changed.</translation>
    </message>
    <message>
        <source>{count} 处</source>
        <translation>{count} places</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>打开文件</source>
        <translation>Opening the file</translation>
    </message>
    <message>
        <source>读取要素</source>
        <translation>Reading features</translation>
    </message>
    <message>
        <source>整理属性</source>
        <translation>Sorting attributes</translation>
    </message>
    <message>
        <source>{count} 个要素没有几何，或是多种几何的混合，已略过</source>
        <translation>{count} features have no geometry or mix several kinds; left out</translation>
    </message>
    <message>
        <source>准备绘制</source>
        <translation>Preparing to draw</translation>
    </message>
    <message>
        <source>读取没有完成，请换一份文件或分成几份再试。</source>
        <translation>Reading did not finish: try another file, or split it.</translation>
    </message>
    <message>
        <source>{file}：太大，内存不够，请分成几份再导入。</source>
        <translation>{file}: too large for the memory; split it and import the parts.</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>在文件夹中显示</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>再导出一份</source>
        <translation>Export another</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>● 已导出，读回检查无缺漏</source>
        <translation>● Exported; read back, nothing is missing</translation>
    </message>
    <message>
        <source>▲ 已导出，读回检查有出入</source>
        <translation>▲ Exported; read back, something differs</translation>
    </message>
    <message>
        <source>{size}，{seconds} 秒</source>
        <translation>{size}, {seconds} s</translation>
    </message>
    <message>
        <source>外部引用</source>
        <translation>External references</translation>
    </message>
    <message>
        <source>打开时会请求：{address}</source>
        <translation>Asks when opened: {address}</translation>
    </message>
    <message>
        <source>与所选不同之处</source>
        <translation>Differences from what was chosen</translation>
    </message>
    <message>
        <source>{what}，应为 {asked}</source>
        <translation>{what}, should be {asked}</translation>
    </message>
    <message>
        <source>系统里没有能打开这种文件的程序，请在文件夹里自己打开。</source>
        <translation>No program here opens such files; open it from its folder.</translation>
    </message>
    <message>
        <source>打不开文件夹，文件在上面写的位置。</source>
        <translation>The folder does not open; the file is where it says above.</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>要素 {count}（前 {shown} 个）</source>
        <translation>Features {count} (first {shown})</translation>
    </message>
    <message>
        <source>要素 {count}</source>
        <translation>Features {count}</translation>
    </message>
    <message>
        <source>未定期限</source>
        <translation>No date</translation>
    </message>
    <message>
        <source>{year}年</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>目标 {count}</source>
        <translation>Targets {count}</translation>
    </message>
    <message>
        <source>实绩 {count}</source>
        <translation>Actuals {count}</translation>
    </message>
    <message>
        <source>关联要素 {count}</source>
        <translation>Linked features {count}</translation>
    </message>
    <message>
        <source>同一指标的其他记录 {count}</source>
        <translation>Other records of this indicator {count}</translation>
    </message>
    <message>
        <source>这里有 {count} 个要素，请选一个</source>
        <translation>{count} features here: choose one</translation>
    </message>
    <message>
        <source>全市 {year} 年目标 {count}</source>
        <translation>City targets for {year}: {count}</translation>
    </message>
    <message>
        <source>{heading}：{detail}</source>
        <translation>{heading}: {detail}</translation>
    </message>
    <message>
        <source>（{role}）</source>
        <translation> ({role})</translation>
    </message>
    <message>
        <source>用户录入</source>
        <translation>Own record</translation>
    </message>
    <message>
        <source>（用户录入）</source>
        <translation> (own record)</translation>
    </message>
    <message>
        <source>来源：{source}</source>
        <translation>Source: {source}</translation>
    </message>
</context>
<context>
    <name>ScenesPanel</name>
    <message>
        <source>场景</source>
        <translation>Scenes</translation>
    </message>
    <message>
        <source>开始汇报</source>
        <translation>Start briefing</translation>
    </message>
    <message>
        <source>把当前视野存为新场景</source>
        <translation>Save the view as a new scene</translation>
    </message>
    <message>
        <source>用当前视野更新这个场景</source>
        <translation>Update this scene from the view</translation>
    </message>
    <message>
        <source>再制这个场景</source>
        <translation>Duplicate this scene</translation>
    </message>
    <message>
        <source>删除这个场景</source>
        <translation>Delete this scene</translation>
    </message>
    <message>
        <source>讲稿：只在讲稿窗口里显示</source>
        <translation>Notes: seen only in the speaker&apos;s window</translation>
    </message>
    <message>
        <source>讲稿</source>
        <translation>Speaker notes</translation>
    </message>
    <message>
        <source>还没有场景。
摆好图层和视野，点相机按钮存成一个。</source>
        <translation>No scenes yet.
Arrange layers and view, then click the camera to save one.</translation>
    </message>
    <message>
        <source>场景列表，回车飞到所选场景</source>
        <translation>Scenes; Enter flies to the chosen one</translation>
    </message>
    <message>
        <source>飞到这里</source>
        <translation>Fly here</translation>
    </message>
    <message>
        <source>改标题</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>再制</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>离开场景</source>
        <translation>Leave scene</translation>
    </message>
    <message>
        <source>不分时间</source>
        <translation>any time</translation>
    </message>
    <message>
        <source>{count} 个图层</source>
        <translation>{count} layers</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>搜索：地名、目标、文件、命令&#x3000;Ctrl+K</source>
        <translation>Search places, targets, commands&#x3000;Ctrl+K</translation>
    </message>
    <message>
        <source>搜索地名、目标、文件和命令</source>
        <translation>Search places, targets, documents and commands</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>快捷键一览</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>图层列表</source>
        <translation>Layer tree</translation>
    </message>
    <message>
        <source>移动</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>拖动，或方向键（按住 Shift 更快）</source>
        <translation>Drag, or arrow keys (faster with Shift)</translation>
    </message>
    <message>
        <source>缩放</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>滚轮，或 + 和 -（按住 Ctrl 滚动更细）</source>
        <translation>Wheel, or + and - (finer with Ctrl)</translation>
    </message>
    <message>
        <source>框选放大</source>
        <translation>Zoom to a rectangle</translation>
    </message>
    <message>
        <source>按住 Shift 拖动</source>
        <translation>Drag with Shift</translation>
    </message>
    <message>
        <source>查看中心处的要素</source>
        <translation>Identify the middle</translation>
    </message>
    <message>
        <source>回车</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>拿着工具时移动</source>
        <translation>Move with a tool in hand</translation>
    </message>
    <message>
        <source>按住空格拖动</source>
        <translation>Drag with Space</translation>
    </message>
    <message>
        <source>结束测量</source>
        <translation>End measuring</translation>
    </message>
    <message>
        <source>双击、右键或回车</source>
        <translation>Double click, right click or Enter</translation>
    </message>
    <message>
        <source>显示或隐藏</source>
        <translation>Show or hide</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>展开或收起</source>
        <translation>Open or fold</translation>
    </message>
    <message>
        <source>左右方向键</source>
        <translation>Left and right arrow</translation>
    </message>
    <message>
        <source>上移或下移一层</source>
        <translation>Move a layer up or down</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>绘制进度</source>
        <translation>Drawing progress</translation>
    </message>
    <message>
        <source>光标处的坐标；点一下换成平面坐标或经纬度</source>
        <translation>Coordinates at the cursor; click for plane coordinates or degrees</translation>
    </message>
    <message>
        <source>比例尺</source>
        <translation>Scale</translation>
    </message>
    <message>
        <source>比例尺：可以直接输入，如 1:50000 或 5万</source>
        <translation>Scale: type one, such as 1:50000</translation>
    </message>
    <message>
        <source>显示 {shown}/{known} 个图层</source>
        <translation>{shown}/{known} layers shown</translation>
    </message>
    <message>
        <source>光标</source>
        <translation>Cursor</translation>
    </message>
    <message>
        <source>中心</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>坐标：{text}</source>
        <translation>Coordinates: {text}</translation>
    </message>
</context>
<context>
    <name>StatusForm</name>
    <message>
        <source>更正状态</source>
        <translation>Correct status</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>还原状态</source>
        <translation>Restore status</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>把当前视野存为场景</source>
        <translation>Save view as scene</translation>
    </message>
    <message>
        <source>记下图层、范围、日期和选中的要素</source>
        <translation>Keeps layers, extent, date and selected features</translation>
    </message>
    <message>
        <source>用当前视野更新场景</source>
        <translation>Update scene from view</translation>
    </message>
    <message>
        <source>标题和备注不变</source>
        <translation>Title and notes stay</translation>
    </message>
    <message>
        <source>下一个场景</source>
        <translation>Next scene</translation>
    </message>
    <message>
        <source>上一个场景</source>
        <translation>Previous scene</translation>
    </message>
    <message>
        <source>离开场景</source>
        <translation>Leave scene</translation>
    </message>
    <message>
        <source>只看属于所有场景的标注，视野不变</source>
        <translation>See only annotations of all scenes; the view stays</translation>
    </message>
    <message>
        <source>场景 {number}</source>
        <translation>Scene {number}</translation>
    </message>
    <message>
        <source>新增场景</source>
        <translation>Add scene</translation>
    </message>
    <message>
        <source>更新场景</source>
        <translation>Update scene</translation>
    </message>
    <message>
        <source>改场景标题</source>
        <translation>Rename scene</translation>
    </message>
    <message>
        <source>改讲稿</source>
        <translation>Edit notes</translation>
    </message>
    <message>
        <source>再制场景</source>
        <translation>Duplicate scene</translation>
    </message>
    <message>
        <source>删除场景</source>
        <translation>Delete scene</translation>
    </message>
    <message>
        <source>调整场景次序</source>
        <translation>Reorder scenes</translation>
    </message>
</context>
<context>
    <name>Subject</name>
    <message>
        <source>要素</source>
        <translation>Feature</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>实绩</source>
        <translation>Actual</translation>
    </message>
    <message>
        <source>指标</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>图层</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>场景</source>
        <translation>Scene</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Command</translation>
    </message>
</context>
<context>
    <name>Swatches</name>
    <message>
        <source>牡丹红</source>
        <translation>Peony red</translation>
    </message>
    <message>
        <source>琥珀</source>
        <translation>Amber</translation>
    </message>
    <message>
        <source>金黄</source>
        <translation>Gold</translation>
    </message>
    <message>
        <source>叶绿</source>
        <translation>Leaf green</translation>
    </message>
    <message>
        <source>湖青</source>
        <translation>Lake teal</translation>
    </message>
    <message>
        <source>水蓝</source>
        <translation>Water blue</translation>
    </message>
    <message>
        <source>鸢尾紫</source>
        <translation>Iris purple</translation>
    </message>
    <message>
        <source>墨</source>
        <translation>Ink</translation>
    </message>
    <message>
        <source>灰</source>
        <translation>Grey</translation>
    </message>
    <message>
        <source>白</source>
        <translation>White</translation>
    </message>
</context>
<context>
    <name>TargetPanel</name>
    <message>
        <source>目标面板</source>
        <translation>Target panel</translation>
    </message>
    <message>
        <source>后退到上一个选择</source>
        <translation>Back to the former selection</translation>
    </message>
    <message>
        <source>前进到下一个选择</source>
        <translation>Forward to the next selection</translation>
    </message>
    <message>
        <source>全市</source>
        <translation>City</translation>
    </message>
    <message>
        <source>看全市的目标</source>
        <translation>See the city&apos;s targets</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>更正这个要素的状态</source>
        <translation>Correct this feature&apos;s status</translation>
    </message>
    <message>
        <source>定位</source>
        <translation>Go there</translation>
    </message>
    <message>
        <source>在地图上飞到这里</source>
        <translation>Fly there on the map</translation>
    </message>
    <message>
        <source>改选这里的其他要素</source>
        <translation>Choose another feature here</translation>
    </message>
    <message>
        <source>目标卡片</source>
        <translation>Target cards</translation>
    </message>
    <message>
        <source>这里还有 {count} 个</source>
        <translation>{count} more here</translation>
    </message>
    <message>
        <source>一条记录和它落在图上的地方</source>
        <translation>A record and where it is on the map</translation>
    </message>
    <message>
        <source>多个要素</source>
        <translation>Several features</translation>
    </message>
    <message>
        <source>洛阳市</source>
        <translation>Luoyang</translation>
    </message>
    <message>
        <source>点一个要素，看它背着哪些目标</source>
        <translation>Click a feature to see its targets</translation>
    </message>
    <message>
        <source>（%s）</source>
        <translation> (%s)</translation>
    </message>
    <message>
        <source>位置误差约 %d 米。</source>
        <translation>Geometry: schematic, error about %d m. </translation>
    </message>
    <message>
        <source>又名：%s。</source>
        <translation>Also: %s. </translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>文件里没有针对它的目标</source>
        <translation>The documents hold no target for it</translation>
    </message>
    <message>
        <source>%s。
“全市”里是洛阳市的总目标。</source>
        <translation>%s.
“City” shows the targets of Luoyang as a whole.</translation>
    </message>
    <message>
        <source>导入图层 · {name}</source>
        <translation>Imported layer · {name}</translation>
    </message>
    <message>
        <source>来自 {source}，第 {number} 个要素{size}</source>
        <translation>From {source}, feature {number}{size}</translation>
    </message>
    <message>
        <source>已复制，含出处</source>
        <translation>Copied with its citation</translation>
    </message>
    <message>
        <source>复制（含出处）</source>
        <translation>Copy with citation</translation>
    </message>
    <message>
        <source>打开原文</source>
        <translation>Open the text</translation>
    </message>
    <message>
        <source>只看这一条</source>
        <translation>Only this one</translation>
    </message>
    <message>
        <source>录入实绩…</source>
        <translation>Record an actual…</translation>
    </message>
    <message>
        <source>更正关联…</source>
        <translation>Correct link…</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>标注文字</source>
        <translation>Annotation text</translation>
    </message>
    <message>
        <source>输入文字，回车结束</source>
        <translation>Type text, Enter ends</translation>
    </message>
</context>
<context>
    <name>ThemeBars</name>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{theme} {count} 项：{parts}</source>
        <translation>{theme}: {count} ({parts})</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{theme} · {status} {count} 项</source>
        <translation>{theme} · {status}: {count}</translation>
    </message>
    <message>
        <source>各主题的进度</source>
        <translation>Progress by theme</translation>
    </message>
</context>
<context>
    <name>ThemeBox</name>
    <message>
        <source>按主题筛选</source>
        <translation>Filter by theme</translation>
    </message>
    <message>
        <source>全部主题</source>
        <translation>All themes</translation>
    </message>
</context>
<context>
    <name>TimeScale</name>
    <message>
        <source>时间轴</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>全部时间</source>
        <translation>All times</translation>
    </message>
    <message>
        <source>%d 年到期 %d 项</source>
        <translation>%d: %d due</translation>
    </message>
    <message>
        <source>%d 年以后到期 %d 项</source>
        <translation>after %d: %d due</translation>
    </message>
    <message>
        <source>▲ {what}：{day}</source>
        <translation>▲ {what}: {day}</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>时间轴</source>
        <translation>Timeline</translation>
    </message>
    <message>
        <source>退到上一年末</source>
        <translation>Back to the end of last year</translation>
    </message>
    <message>
        <source>逐年播放（空格）</source>
        <translation>Play year by year (Space)</translation>
    </message>
    <message>
        <source>进到下一年末</source>
        <translation>On to the end of the next year</translation>
    </message>
    <message>
        <source>文件日期</source>
        <translation>Newest</translation>
    </message>
    <message>
        <source>回到最新文件的日期</source>
        <translation>Return to the date of the newest document</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>状态按今天计算</source>
        <translation>Statuses as of today</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>不分时间：画出全部要素</source>
        <translation>Whatever the time: draw all features</translation>
    </message>
    <message>
        <source>随图层</source>
        <translation>By layers</translation>
    </message>
    <message>
        <source>只数可见图层上的要素和目标</source>
        <translation>Count only features and targets of visible layers</translation>
    </message>
    <message>
        <source>停止播放</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>最新文件</source>
        <translation>newest document</translation>
    </message>
    <message>
        <source>全部时间</source>
        <translation>All times</translation>
    </message>
    <message>
        <source>状态按这一天计算</source>
        <translation>Statuses as of this day</translation>
    </message>
    <message>
        <source>状态按最新文件的日期 %s 计算</source>
        <translation>Statuses as of the newest document, %s</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>已建成、在建数要素；到期、无实绩、逾期数目标。无实绩：到期后没有记录，不算逾期</source>
        <translation>Built and under construction count features; due, unrecorded and late count targets. Unrecorded: past its date without a record, which is not late</translation>
    </message>
</context>
<context>
    <name>TitlePlate</name>
    <message>
        <source>截至 {day}</source>
        <translation>As of {day}</translation>
    </message>
</context>
<context>
    <name>UndoLink</name>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>{word}：{what}</source>
        <translation>{word}: {what}</translation>
    </message>
</context>
<context>
    <name>_Form</name>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>还原自带</source>
        <translation>Restore bundled</translation>
    </message>
</context>
</TS>

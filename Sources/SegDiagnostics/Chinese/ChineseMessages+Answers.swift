// What is said about analyses, measures and the rows of answers, in Chinese.

extension ChineseMessages {
  static let analyses = #"""
    no table `{1}` with a time
      没有名为 `{1}` 且带时间的表
    `{1}` and `{2}` have {3} in common: no test of their differences
      `{1}` 和 `{2}` 有 {3}重合，不能检验两者的差异
    a test needs two groups without common customers
      检验要求两组没有共同的客户
    compare `{1} and not {2}` with `{3}`
      比较 `{1} 且 非 {2}` 和 `{3}`
    compare `{1}` with `{2} and not {3}`
      比较 `{1}` 和 `{2} 且 非 {3}`
    {1} of {2} customer{3} who reach{4} `{5}` had such an event before the first step
      走到 `{5}` 的 {2} 位客户中，有 {1} 位在第一步之前已有这种事件
    `first {1}` counts each customer's first one alone
      只算每位客户的第一次，写 `首个 {1}`
    `{1}` takes a value of each customer or event, and `{2}` is one of each group
      `{1}` 需要每位客户或每个事件的值，而 `{2}` 是每组一个值
    one value for each group
      每组一个值
    over what each customer has of it: {1}
      按每位客户各自的值计算：{1}
    for the mean of the last 3 rows write {1}
      最近 3 行的平均值写作 {1}
    for that of all rows together write {1}
      所有行合在一起的值写作 {1}
    use `{1}` as it is
      直接用 `{1}`
    {1} groups, and an analysis takes at most {2}
      共 {1} 组，而一个分析最多 {2} 组
    group by fewer values, or choose customers with `of SEGMENT` or `where`
      按取值较少的列分组，或者用 `属于 细分名`、`其中` 选客户
     and {1} more
       等另外 {1} 组
    in the group `{1}`
      出现在组 `{1}`
    in the group `{1}`, and the like in {2}{3}
      出现在组 `{1}`，类似的还有 {2}{3}
    shifted beta-geometric
      移位 Beta-几何模型
    no customer has come to a renewal until the as-of day
      到截至日为止，还没有客户到过续订的时候
    the model of renewals cannot be fitted
      续订模型无法拟合
    shorter periods, or a later `as of`
      缩短周期，或者把 `截至` 推后
    more than 10,000 units of time
      超过 10,000 个时间单位
    a longer one: `unit: month`
      换长一些的单位：`unit: month`
    events, or a date of the customer, after `from:`
      在 `from:` 后面写事件，或客户的日期
    a table's name
      表名
    fewer arguments
      少写几个参数
    {1} arguments or more
      至少 {1} 个参数
    {1} {2} or fewer
      最多 {1} 个{2}
    something else here
      换一种写法
    a shorter period
      短一些的周期
    `every month` or the like here
      在这里写 `每月` 之类的周期
    a value `of` events
      事件的值，用 `属于` 写明
    a whole number from {1} to {2}
      {1} 到 {2} 的整数
    a number of days, such as `10 days`,
      天数，例如 `10 天`
    `yes` or `no`
      `是` 或 `否`
    a table of events
      事件表
    a whole number of at least 0
      不小于 0 的整数
    a gain, a cost and a `budget`
      收益、成本和 `budget`
    one period, such as `every week`,
      一个周期，例如 `每周`
    a stage and, after it, no more than the name of one
      阶段，后面最多再写一个阶段名
    a stage and nothing more
      只写阶段
    the name of a stage after the value
      在值后面写阶段名
    no stage, because it is of a {1}
      不写阶段名，因为它是{1}
    an integer
      整数
    did you mean `{1}({2})`?
      是不是想写 `{1}({2})`？
    `{1}` needs a stage, a segment or a text, and `{2}` is {3}
      `{1}` 要用阶段、细分或文本，而 `{2}` 是{3}
    write a condition, such as `{1}({2} > 0)`, or `text({3})` of a few whole numbers
      写成条件，例如 `{1}({2} > 0)`；取值不多的整数可以写 `文本({3})`
    a table of events, and then arguments with names
      先写事件表，再写带名称的参数
    a score or a table of purchases
      评分或购买事件表
    one value of the event
      事件的一个值
    one value
      一个值
    a number of parts and a value
      份数和一个值
    a whole number of at least 1
      不小于 1 的整数
    a number
      数值
    a percentage between 0% and 100%
      0% 到 100% 之间的百分比
    a report is a page: its file ends in .html
      报告是网页，文件名要以 .html 结尾
    a browser prints it to a PDF
      用浏览器可以打印成 PDF
    a measure and a number of rows
      一个度量和行数
    one measure
      一个度量
    a whole number from 1 to 1000
      1 到 1000 的整数
    a percentage
      百分比
    one measure, and then params with their values
      先写一个度量，再写参数和取值
    one param or two, each with its values
      一个或两个参数，各带取值
    {1} combinations or fewer
      最多 {1} 种组合
    one measure, and then params
      先写一个度量，再写参数
    with {1} here
      这里取 {1}
    `{1}` shows the model{2}
      `{1}` 显示的是模型{2}
    , the same for any customers
      ，对哪些客户都一样
    , which is fitted to all customers
      ，由全部客户拟合
    would change nothing
      写了也不起作用
    `lookalike(… within SEGMENT, on: …)` learns from its customers alone
      只从某个细分的客户学习，写 `相似度(… 限于 细分名, on: …)`
    a model of some customers is one of their events: `{1}(orders where …)`
      只看部分客户的模型，要选他们的事件：`{1}(订单 其中 …)`
    a score is of all customers: `{1}` has no groups of it
      评分面向全部客户，`{1}` 不能分组
    groups of customers
      客户分组
    `lookalike(… within SEGMENT, on: …)` learns from the customers of one group
      只从一组客户学习，写 `相似度(… 限于 细分名, on: …)`
    one limit holds for the whole way, from the first step to the last
      时限只有一个，管从第一步到最后一步的全程
    only after the last step
      只能写在最后一步后面
    `{1}` is an answer of its own: `of SEGMENT`{2} and `where` may follow it
      `{1}` 是单独的答案，后面只能写 `属于 细分名`{2} 和 `其中`
    , `by`, `pivot`
      、`按`、`透视`
    nothing beside it
      不能和别的项并列
    `{1}` changes nothing here: nothing in `{2}` uses it
      `{1}` 在这里不起作用：`{2}` 没有用到它
    all rows would be the same
      各行都会一样
    `{1}` uses no param
      `{1}` 没有用到参数
    `{1}` uses {2}
      `{1}` 用到 {2}
    there is no tenth of `{1}`, which is {2}
      `{1}` 是 {2}，没有十分之一可言
    `factors` moves numbers by a tenth
      `影响因素` 把数值上下变动十分之一
    `first {1}` is a step of a funnel
      `首个 {1}` 是漏斗的一步
    the first value of events is `first(amount of {1})`
      事件的第一个值写作 `首次(金额 属于 {1})`
    `{1}` is the time of each event of `{2}` itself, and no event is before or since its own time
      `{1}` 是 `{2}` 每个事件自己的时间，事件不会早于或晚于自己
    the same event's
      就是这个事件的时间
    a day, or a metric with one: `metric answered = max({1} of …)`
      写某一天，或者存着日期的指标：`指标 最近答复 = 最大({1} 属于 …)`
    `scenarios` takes a measure, and params with their values
      `情景` 要写一个度量，再写参数和取值
    put conditions inside an aggregate: `sum(profit where …)`, or behind the call: `of SEGMENT`
      条件写在聚合里面：`求和(利润 其中 …)`，或者写在后面：`属于 细分名`
    `{1}` has no argument named `{2}`
      `{1}` 没有名为 `{2}` 的参数
    not an argument of it
      不是它的参数
    `as` names a column of an answer, and this is an argument
      `作为` 给答案的列起名，而这是参数
    names nothing here
      在这里不起作用
    put it after the call: `sum(amount of orders) as {1}`
      写在调用后面：`求和(金额 属于 订单) 作为 {1}`
    `every {1}` groups events by their time, and here are no events of one table
      `every {1}` 按时间给事件分组，而这里没有来自同一个表的事件
    which time?
      按哪个时间？
    `trend(…, every {1})` shows customers too; a date makes groups by `start_of_{2}(DATE)`
      `trend(…, every {1})` 也能显示客户；按日期分组，写 `start_of_{2}(日期)`
    `by` takes `every` with one day, week, month, quarter or year
      `按` 后面的周期只能是每天、每周、每月、每季度或每年
    `show trend(…, {1})` takes any number of them
      周期更长，用 `显示 趋势(…, {1})`
    no `{1}: {2}`
      没有 `{1}: {2}` 这种写法
    `{1}` takes one of its words
      `{1}` 只能取固定的几个词
    not a way that there is
      没有这种取法
    no param `{1}`
      没有名为 `{1}` 的参数
    names here are those of params
      这里的名称应为参数
    none is defined
      一个也没有定义
    define it first: `param {1} = …`
      先定义：`参数 {1} = …`
    the value of `{1}` has to be known where it stands: in a split, as a seed or as the length of a month
      `{1}` 用在拆分、种子或月的长度里，值必须固定
    cannot change here
      这里不能变动
    `{1}` is {2}, as in `param {3} = {4}`
      `{1}` 是{2}，见 `参数 {3} = {4}`
    a measure for `values`, as in `cohorts(orders, every month, sum(amount of orders), values: total)`
      `values` 要配一个度量，例如 `同期群(订单, 每月, 求和(金额 属于 订单), values: total)`
    no `values` in a long layout, which has all of them
      去掉 `values`，长格式本来就列出全部
    either `cumulative` or `retention`
      `cumulative` 和 `retention` 只写一个
    a `retention` other than `recurring` for a measure, so that each customer is in one cohort
      度量要用 `recurring` 以外的 `retention`，让每位客户只在一个群里
    `rate`, or `spend` and `gain`
      `rate`，或者 `spend` 和 `gain`
    another type
      类型不同
    """#

  static let answers = #"""
    no figure here follows from a model of purchases, so none has an interval
      这里没有由购买模型得出的数，所以没有区间
    counted, not estimated
      是数出来的，不是估计
    `compare(A, B)` has the intervals of differences; `with interval` is for measures such as `sum(clv(…))`
      差异的区间用 `对比(A, B)`；`带区间` 用于 `求和(客户终身价值(…))` 之类的度量
    `with interval` goes with measures of groups alone: not with `having`, `pivot`, `with totals`, periods or functions over the rows
      `带区间` 只用于各组的度量，不能和 `满足`、`透视`、`带合计`、周期或跨行函数一起用
    ask for the intervals in a question of their own
      另写一个问题来问区间
    `{1}` is a function over the rows of an answer
      `{1}` 是对答案各行的函数
    no rows here
      这里没有行
    use it in `show … by`: `show count(orders) as n, {1}(n{2}) by …`
      用在 `显示 … 按` 里：`显示 计数(订单) 作为 n, {1}(n{2}) 按 …`
    `{1}` compares the rows of an answer, and `trend` takes measures
      `{1}` 比较答案的各行，而 `趋势` 要用度量
    no measure
      不是度量
    measures of events have rows of periods in `show … by every month`
      要看各期的事件度量，写 `显示 … 按 每月`
    this answer has one row, and `{1}` compares rows
      这个答案只有一行，而 `{1}` 要比较各行
    add `by …`, which makes the rows
      加上 `按 …` 分出各行
    `{1}` takes a measure of the row alone
      `{1}` 只要本行的一个度量
    not here
      不能写在这里
    its rows are those of the last dimension after `by`, for each combination of the others
      它的各行就是 `按` 后面最后一个维度的取值，其余维度的每种组合分开算
    choose events or customers inside the measure: `{1}(sum(amount of orders where …))`
      在度量里选事件或客户：`{1}(求和(金额 属于 订单 其中 …))`
    a whole number of rows from 1 to 1,000 is expected here
      这里应为行数，1 到 1,000 的整数
    write {1}, the number of rows
      写行数 {1}
    for example `moving(revenue, 3)`
      例如 `移动平均(收入, 3)`
    `moving` takes the measure first, then the number of rows
      `移动平均` 先写度量，再写行数
    `{1}` computes a measure of all rows together, and this is none
      `{1}` 要对所有行一起算度量，而这不是度量
    a function over the rows
      跨行函数
    name a sum or a count
      写求和或计数
    {1} has no shares: only sums and counts add up to a whole
      {1} 没有占比：只有求和与计数才能加成总体
    an average, a ratio, an extreme …
      平均、比率、极值等
    to compare it with that of all rows write {1}
      要和所有行的值比较，写 {1}
    `{1}` is an item of this answer, and {2} too
      `{1}` 是这个答案的一项，也是{2}
    a measure
      度量
    give the item another name; this one then means {1}
      给这一项换个名称，这里就指{1}
    several items of this answer are named `{1}`
      这个答案有几项都叫 `{1}`
    give each item a name of its own with `as`
      用 `作为` 给各项起不同的名称
    an item of an answer has no value as of another day
      答案的一项没有另一天的值
    write its measure again: `(sum(amount of orders) as of 2024-01-01)`
      把度量再写一遍：`(求和(金额 属于 订单) 截至 2024-01-01)`
    `having` keeps groups: `having {1}`
      筛选组用 `满足`：`满足 {1}`
    write `having`, which keeps groups
      筛选组要写 `满足`
    {1} is a measure of groups, and `where` chooses what is grouped
      {1} 是各组的度量，而 `其中` 筛选的是分组之前的内容
    `{1}` is about groups, and this answer has none
      `{1}` 针对各组，而这个答案没有分组
    add `by …`; customers are chosen by `where`, events inside the measure
      加上 `按 …`；筛选客户用 `其中`，筛选事件写在度量里
    add `by …`
      加上 `按 …`
    `{1}` is about measures of groups, and this answers with the sizes of segments
      `{1}` 针对各组的度量，而这里答的是细分的大小
    count its customers: {1}
      数其中的客户：{1}
    {1} is not among the dimensions after `by`
      {1} 不在 `按` 后面的维度里
    `pivot` lays out one of them
      `透视` 把其中一个维度横排
    `by` names it first
      先在 `按` 后面写上它
    """#
}

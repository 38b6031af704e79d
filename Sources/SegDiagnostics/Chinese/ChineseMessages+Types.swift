// What is said about types, aggregates, days and windows, in Chinese.

extension ChineseMessages {
  static let types = #"""
    a date is written without quotes: `{1}`
      日期不加引号：`{1}`
    a number is written without quotes: `{1}`
      数值不加引号：`{1}`
    yes/no is written without quotes: `{1}`
      是非值不加引号：`{1}`
    yes/no is written `yes` or `no`
      是非值写作 `是` 或 `否`
    yes
      是
    no
      否
    {1} and {2} do not go together
      {1}和{2}不能放在一起运算
    a condition is expected here, and this is {1}
      这里应为条件，而这是{1}
    compare it: `… = "…"`
      加上比较：`… = "…"`
    compare it: `… > 0`
      加上比较：`… > 0`
    a number is expected here, and this is {1}
      这里应为数值，而这是{1}
    `number(…)` reads a text as a number
      `数值(…)` 把文本读作数值
    `{1}` tests texts, and this is {2}
      `{1}` 用来判断文本，而这是{2}
    a text
      文本
    a day moves by whole days; `integer` rounds towards zero
      日期按整天移动；`整数` 向零取整
    did you mean `count({1})`?
      是不是想写 `计数({1})`？
    `text(…)` makes a text of it
      `文本(…)` 把它变成文本
    `{1}` needs a text in quotes or a parameter
      `{1}` 后面应为带引号的文本或参数
    not a constant text
      不是固定的文本
    in this pattern
      在这个模式里
    a backslash needs a character after it
      反斜杠后面还要有一个字符
    the pattern is too large once its repetitions are written out
      把重复部分展开后，模式太大
    yes/no values have no order: only `=` and `!=` compare them
      是非值不分大小，只能用 `=` 和 `!=` 比较
    nothing equals a missing value
      没有什么等于缺失值
    a comparison with it is always no
      和它比较，结果总是“否”
    write `… is missing` or `… is not missing`
      写 `… 是 缺失` 或 `… 不是 缺失`
    `missing` alone has no type
      单独的 `缺失` 没有类型
    give it next to a value: `if … then amount else missing`
      和一个值一起写：`如果 … 那么 金额 否则 缺失`
    a {1} has no fixed number of days
      一{1}没有固定的天数
    is added to a date, or counted back from today
      只能加在日期上，或从今天往前推
    compare dates: `date >= today - 3 months`, or count days: `90 days`
      用日期比较：`日期 >= 今天 - 3 个月`，或者用天数：`90 天`
    a period is not a single day
      一段时期不是某一天
    many days
      有很多天
    a date of a period: `signup in 2024-12`; events of one: `count(orders in 2024-12)`
      日期在这段时期内：`注册日期 在 2024-12`；这段时期的事件：`计数(订单 在 2024-12)`
    `in` needs a period here
      这里的 `在` 后面应为一段时期
    not a period
      不是时期
    a period is `2024` (four digits), `2024-Q4`, `2024-12`, a date, or `last 90 days`
      时期可以是 `2024`（四位数字）、`2024-Q4`、`2024-12`、一个日期，或 `最近 90 天`
    it is not clear which {1}
      不清楚是哪 {1}
    a length of time
      一段时长
    did you mean `in last {1}`?
      是不是想写 `在 最近 {1}`？
    one day for all rows is expected here
      这里应为对所有行都相同的一天
    a day is expected here, and this is {1}
      这里应为某一天，而这是{1}
    differs from row to row
      各行不同
    a day is `2024-12-31`, `today` or `90 days ago`
      某一天写作 `2024-12-31`、`今天` 或 `90 天前`
    `{1}` does not go between {2} and {3}
      `{1}` 不能用在{2}和{3}之间
    a duration is added to a date, and this is {1}
      时长要加在日期上，而这是{1}
    a duration
      时长
    the calendar is not that long
      日历没有这么长
    more than 4 million days
      超过 400 万天
    with its functions expanded, this expression is too large
      把函数展开后，这个表达式太大
    `{1}` grows beyond the limit
      `{1}` 展开后超过上限
    give parts of it names with `metric`
      用 `指标` 给其中几部分起名
    `is {1}` asks for the stage of a lifecycle, and this is {2}
      `是 {1}` 问的是生命周期的阶段，而这是{2}
    not a lifecycle
      不是生命周期
    compare it: `= "{1}"`
      改为比较：`= "{1}"`
    `{1}` is the same on every day
      `{1}` 哪一天都一样
    `as of` applies to the value right before it
      `截至` 只管紧挨在它前面的值
    use parentheses: `(frequency > 5) as of 2024-12-31`
      加括号：`(频率 > 5) 截至 2024-12-31`
    `every` divides time in analyses, not in values
      `每隔` 用在分析里划分时间，不能用在值里
    for example `show trend(count(loyal), every month)`
      例如 `显示 趋势(计数(忠诚), 每月)`
    `{1}` does not take ({2})
      `{1}` 不接受（{2}）
    there is {1}
      可用的写法：{1}
    `{1}` takes {2} arguments, and {3} are written
      `{1}` 要 {2} 个参数，这里写了 {3} 个
    `{1}` takes values, not events
      `{1}` 接受值，不接受事件
    `of`, `where` and windows go with aggregates
      `属于`、`其中` 和窗口只用在聚合里
    aggregates are {1}
      聚合有 {1}
    `count()` counts the customers of a group, and here is one customer
      `计数()` 数一组里的客户，而这里只有一位客户
    `count()` counts customers, and these groups are of `{1}`
      `计数()` 数的是客户，而这里按 `{1}` 分组
    `{1}` counts the events{2}
      `{1}` 数事件{2}
    , `distinct({1} of {2})` their customers
      ，`去重计数({1} 属于 {2})` 数客户
    `within {1}` is the limit of a funnel
      `限于 {1}` 是漏斗的时限
    not a window
      不是窗口
    the groups are of `{1}`, and `{2}` here is of something else
      这里按 `{1}` 分组，而 `{2}` 汇总的是别的内容
    say `of {1}`, or group by what customers have
      写明 `属于 {1}`，或者按客户的列分组
    `{1}` was made without a time
      `{1}` 生成时没有时间
    `{1}` was loaded without a time
      `{1}` 加载时没有写明时间
    needs to know when
      需要知道发生的时间
    rows without a time are there on every day
      没有时间的行在任何一天都存在
    counts all of them on any day
      在任何一天都计入全部行
    make it with the time of its rows: `at = {1}`
      生成时写明各行的时间：`at = {1}`
    load it with `at {1}`
      加载时写 `发生于 {1}`
    the first ones by what?
      按什么取前几位？
    no ranking
      没有排名
    `rank by EXPR` comes before it
      它前面要有 `排名按 表达式`
    `list {1}` can mean its customers, or a column of yes and no for all customers
      `列出 {1}` 可以指其中的客户，也可以指全部客户的一列“是”和“否”
    for its customers write `list * of {1}`
      指其中的客户，写 `列出 * 属于 {1}`
    for the column write `list {1}`
      指这一列，写 `列出 {1}`
    a whole number or a percentage is expected here
      这里应为整数或百分比
    `top 100` or `top 20%`
      `前 100` 或 `前 20%`
    `cover` needs a percentage, or an amount of something
      `覆盖` 后面应为百分比，或某项的一个数额
    for example `cover 80%`, or `cover 10000 of profit`
      例如 `覆盖 80%`，或 `覆盖 10000 属于 利润`
    `spend` needs an amount, not a share
      `投入` 后面应为金额，不是占比
    for example `spend 10000 of cost_to_keep`
      例如 `投入 10000 属于 挽留成本`
    a share is between 0% and 100%
      占比在 0% 到 100% 之间
    a parameter is a literal
      参数的值要直接写出来
    not a literal
      不是直接写出的值
    what is computed is a `metric`
      要计算的值用 `指标` 定义
    the last answer has its columns already
      上一个答案的列已经定好
    `{1}` is a day without a time of day, and {2} cannot be counted from it
      `{1}` 只有日期，没有时刻，不能从它起按{2}计算
    a whole day
      一整天
    a number is no day
      数值不是日期
    if it counts seconds since 1970, load it `with (date_format: ({1}: "epoch"))`
      如果是 1970 年以来的秒数，加载时写 `with (date_format: ({1}: "epoch"))`
    there are `"epoch_ms"`, `"excel"` and patterns such as `"%Y%m%d"`, too
      也可以写 `"epoch_ms"`、`"excel"` 或 `"%Y%m%d"` 这样的格式
    hours
      小时
    minutes
      分钟
    days
      天
    weeks
      周
    months
      月
    quarters
      季度
    years
      年
    from its beginning: {1}
      从这一天的开始算起：{1}
    a date and a length of time do not go together
      日期不能和时长放在一起
    a date
      日期
    how long ago it is: {1}
      距今多久，写 {1}
    `{1}` reads a time of day, and `{2}` is a day without one
      `{1}` 要读时刻，而 `{2}` 只有日期
    a day has `weekday`, `day`, `week`, `month`, `quarter` and `year`
      日期可以用 `星期几`、`日`、`周数`、`月份`、`季度` 和 `年份`
    today is a whole day, and has no time from which `{1}` is counted
      今天是一整天，没有可以从它往前数 `{1}` 的时刻
    `in last {1}` ends with the end of today
      `在 最近 {1}` 到今天结束时为止
    {1} has no time of day, and {2} cannot be counted
      {1} 没有时刻，不能按{2}计算
    `{1}` of `{2}`
      `{2}` 的 `{1}`
    needs times
      需要时刻
    in whole days: {1}
      按整天写：{1}
    count whole days
      按整天计算
    today is a whole day, and has no time after which {1} are counted
      今天是一整天，没有可以从它往后数{1}的时刻
    `{1}` has days without times of day, and a limit of less than days cannot be counted
      `{1}` 只有日期，没有时刻，时限不能短于一天
    in whole days: `within {1}`
      按整天写：`限于 {1}`
    a year from 1000 to 9998
      1000 到 9998 的年份
    a day is in neither `{1}` nor `{2}`
      有一天既不在 `{1}` 里，也不在 `{2}` 里
    `in last …` ends with today, and `to` leaves its day out
      `在 最近 …` 到今天为止，而 `到` 不含那一天
    the window before it: `{1}`
      紧接在它之前的窗口：`{1}`
    events after today do not exist: `{1}` would choose none
      今天以后还没有事件，`{1}` 一个也选不到
    a date of a customer or an event is tested in parentheses: `count((due in next 30 days))`
      判断客户或事件的日期要加括号：`计数((到期日 在 未来 30 天))`
    `each year` is for the test of a date, and this window chooses events
      `各 年` 用来判断日期，而这个窗口用来选事件
    test the date of the events: `count(orders where (order_date in this month each year))`
      判断事件的日期：`计数(订单 其中 (下单日期 在 本 月 各 年))`
    `each year` needs a window with a beginning and an end
      `各 年` 需要有起止的窗口
    for example `in next 30 days each year` or `in this month each year`
      例如 `在 未来 30 天 各 年` 或 `在 本 月 各 年`
    a window counts events, and this is about customers
      窗口用来选事件，而这里说的是客户
    no events here
      这里没有事件
    a test of a date stands in parentheses: `{1}`
      判断日期要加括号：`{1}`
    a window tests a date or chooses events, and this is {1}
      窗口用来判断日期或选事件，而这是{1}
    the window
      窗口
    choose events: {1}
      选事件：{1}
    `{1}` is in {2}, not in {3}
      `{1}` 的单位是{2}，不是{3}
    the values are {1}
      值的单位是{1}
    nothing converts {1} into {2}: they have no common part
      {1}不能换算成{2}，两者没有固定的比例
    a difference of days has no {1}
      日期之差不能以{1}计
    {1} are not all of the same length
      每个{1}的长短不一样
    from the beginning of that day: {1}
      从那一天的开始算起：{1}
    to the end of today: {1}
      算到今天结束：{1}
    {1} of {2} days: `({3}) / {4}`
      按每{1} {2} 天折算：`({3}) / {4}`
    whole {1}: `{2}`
      只算整{1}：`{2}`
    """#

  static let aggregates = #"""
    a share between 0 and 1
      0 到 1 之间的比例
    a place from 1, or from -1 backwards
      序号，从 1 起，或从 -1 倒数
    a share and a value
      一个比例和一个值
    a place and a value
      一个序号和一个值
    two values
      两个值
    `{1}` is the customer's own, and `sum` adds it once for each row of `{2}`
      `{1}` 是客户自己的值，`求和` 会按 `{2}` 的每一行各加一次
    `{1}` is the customer's own, the same in all rows of `{2}`
      `{1}` 是客户自己的值，在 `{2}` 的各行都一样
    not a value of `{1}`
      不是 `{1}` 的值
    for that, write `{1} * count({2})`
      要的就是这个，写 `{1} * 计数({2})`
    for that, write `{1}`
      要的就是这个，写 `{1}`
    ; for a value of each row, name a column of `{1}`
      ；要各行的值，写 `{1}` 的列名
    `{1}` takes one argument
      `{1}` 只要一个参数
    of two values: `{1}(a, b)`
      两个值比较：`{1}(a, b)`
    for example `{1}`
      例如 `{1}`
    for example {1}
      例如 {1}
    `{1}` of what?
      `{1}` 汇总什么？
    `{1}` of events has no `per` and no `within`
      事件的 `{1}` 不能用 `每` 和 `限于`
    those go with {1}
      这两个词只用于 {1}
    `{1}` of which column of `{2}`?
      `{1}` 汇总 `{2}` 的哪一列？
    a table
      表
    for example `{1}({2}{3} of {4})`
      例如 `{1}({2}{3} 属于 {4})`
    `{1}` of customers is one number for a group, and here each customer has a value
      对客户的 `{1}` 是一组一个数，而这里是每位客户一个值
    define it with `measure`
      用 `度量` 定义
    `{1}({2})` is one number for a group, and here each customer has a value
      `{1}({2})` 是一组一个数，而这里是每位客户一个值
    against all customers: `zscore({1}) > 0` (above the mean), `percentile({2}) > 0.5`, `share({3})`, `total({4})`
      和全部客户比较：`标准分({1}) > 0`（高于平均）、`百分位({2}) > 0.5`、`占比({3})`、`总计({4})`
    did you mean `{1}({2} of {3})`?
      是不是想写 `{1}({2} 属于 {3})`？
    say whose events: `{1}`; or define a group's number with `measure`
      写明哪个表的事件：`{1}`；一组客户的数用 `度量` 定义
    `{1}` of which events of the customer?
      `{1}` 汇总客户的哪些事件？
    `{1}` of {2} is not defined
      不能对{2}用 `{1}`
    `count(CONDITION)` counts those that are yes
      `计数(条件)` 数结果为“是”的
    `{1}` takes the {2} first, then the value
      `{1}` 先写{2}，再写值
    place
      序号
    share
      占比
    the events of `{1}` are stated once, after the last value
      `{1}` 的事件只写一次，写在最后一个值后面
    a share between 0 and 1 is expected here
      这里应为 0 到 1 之间的比例
    for example `0.9`, or `90%`
      例如 `0.9` 或 `90%`
    a place in the order of time is expected here
      这里应为按时间排列的序号
    1 is the first event, 2 the second, -1 the last
      1 是第一个事件，2 是第二个，-1 是最后一个
    customers have no order in time: `{1}` is for events
      客户没有时间先后，`{1}` 只用于事件
    """#
}

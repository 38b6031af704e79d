// What is said about names, definitions and calls, in Chinese.

extension ChineseMessages {
  static let names = #"""
    metric
      指标
    segment
      细分
    lifecycle
      生命周期
    measure
      度量
    column
      列
    table
      表
    arguments
      参数
    from
      起始事件
    steps
      步骤
    sets
      集合
    values
      取值
    measures
      度量
    missing
      缺失
    `{1}` is {2}, and {3} is expected here
      `{1}` 是 {2}，这里应为{3}
    in this call of `{1}`
      在 `{1}` 的这次调用中
    a column or table
      列或表
    a {1}
      {1}
    write `{1}`
      写成 `{1}`
    did you mean {1}?
      是不是想写 {1}？
    no row has the value {1} in `{2}`
      `{2}` 列中没有取值为 {1} 的行
    a value that is not there is tested by `{1} is missing`
      判断有没有值，用 `{1} 是 缺失`
    a name here means one thing in a row of `{1}` and another in a row of `{2}`
      这里有一个名称，在 `{1}` 的行和 `{2}` 的行中含义不同
    which one?
      指哪一个？
    write the table before the name: `{1}.COLUMN` or `{2}.COLUMN`
      在名称前写明表：`{1}.列名` 或 `{2}.列名`
    `is missing` tests whether a value is missing
      判断有没有值，用 `是 缺失`
    no table is loaded yet: `load orders from "orders.csv" of customers by customer_id at date`
      还没有加载任何表，例如 `加载 订单 从 "订单.csv" 属于 客户 按 客户编号 发生于 下单日期`
    no metric, segment or column `{1}`
      没有名为 `{1}` 的指标、细分或列
    `{1}` of `{2}` needs something that is missing
      `{2}` 中的 `{1}` 所需的内容还没有
    `{1}` needs it: {2}
      `{1}` 需要它：{2}
    cannot be used here
      这里不能使用
    load or define it above the `use`, or define `{1}` itself
      在 `使用` 之前加载或定义它，或者自己定义 `{1}`
    no column `{1}` in {2}
      {2} 中没有名为 `{1}` 的列
    not a column
      不是列
    the columns are {1}{2}
      现有的列：{1}{2}
    say what stands between fields: with (delimiter: "{1}")
      写明字段之间的分隔符：带 (delimiter: "{1}")
    no table `{1}`
      没有名为 `{1}` 的表
    not loaded
      没有加载
    loaded are {1}
      已加载：{1}
    no segment `{1}`
      没有名为 `{1}` 的细分
    not defined
      没有定义
    `{1}` is {2}, not a segment
      `{1}` 是{2}，不是细分
    a segment is expected here
      这里应为细分
    define one: `segment NAME where …`
      先定义一个：`细分 名称 其中 …`
    no function `{1}`
      没有名为 `{1}` 的函数
    not a function
      不是函数
    `{1}` is an answer of its own, no value
      `{1}` 是单独的答案，不是值
    not in an expression
      不能用在表达式里
    `{1}` is written `{2}`
      `{1}` 在这里写作 `{2}`
    `{1}` is a table, not a value
      `{1}` 是表，不是值
    many events for each customer
      每位客户有多个事件
    count them: `count({1})`
      要数个数，写 `计数({1})`
    `{1}` is a column of `{2}`: many values for each customer
      `{1}` 是 `{2}` 的列，每位客户有多个值
    one value is expected here
      这里应为一个值
    make one of them: `max({1} of {2})`, `sum(…)`, `first(…)`; or ask for events: `any({3} where …)`
      汇总成一个值：`最大({1} 属于 {2})`、`求和(…)`、`首次(…)`；或者问有没有这样的事件：`存在({3} 其中 …)`
    this is a condition on events of `{1}`, and each customer has many
      这是对 `{1}` 中事件的条件，而每位客户有多个事件
    one yes or no is expected here
      这里应为一个“是”或“否”
    for a customer with such an event write {1}
      要选有这种事件的客户，写 {1}
    `{1}` of which events?
      `{1}` 汇总哪些事件？
    no `of TABLE`
      缺少 `属于 表名`
    for that of `{1}` write {2}
      指 `{1}` 的，写 {2}
    both `{1}` and `{2}` have a name `{3}`
      `{1}` 和 `{2}` 都有名称 `{3}`
    a text is written in quotes: `"{1}"`
      文本要加引号：`"{1}"`
    `{1}` is a stage of `{2}`
      `{1}` 是 `{2}` 的阶段
    not a value by itself
      单独使用时不是值
    `{1}` is a column of `{2}`: many values for a group
      `{1}` 是 `{2}` 的列，一组有多个值
    make one of them: {1}
      汇总成一个值：{1}
    count them: {1}
      要数个数，写 {1}
    for their sum write {1}
      要合计，写 {1}
    for their mean write {1}
      要平均值，写 {1}
    groups are made with {1}
      要分组，写 {1}
    for the first write {1}
      要最早的，写 {1}
    for the last write {1}
      要最晚的，写 {1}
    `{1}` has one value for each customer, and a group needs one for all of them
      `{1}` 每位客户一个值，而一组客户只要一个值
    `{1}` gives each customer a value, and a group needs one for all of them
      `{1}` 给每位客户一个值，而一组客户只要一个值
    {1} for each customer
      每位客户一个{1}
    `{1}` is a measure of a group, not a value of a customer
      `{1}` 是一组客户的度量，不是单个客户的值
    a value for each customer is expected here
      这里应为每位客户一个值
    defined here
      在这里定义
    define it with `metric` if every customer has one
      如果每位客户都有一个值，用 `指标` 定义
    `{1}` is a function: it is called with arguments
      `{1}` 是函数，调用时要带参数
    no arguments
      没有参数
    a constant is expected here, and `{1}` is not a parameter
      这里应为常量，而 `{1}` 不是参数
    not a constant
      不是常量
    a whole number of at least 0 is expected before a unit of time, and `{1}` is not one
      时间单位前应为不小于 0 的整数，而 `{1}` 不是
    `{1}` is a column of `{2}` already
      `{2}` 中已有名为 `{1}` 的列
    a {1} needs another name
      {1}要换一个名称
    metrics, segments and the columns of `{1}` share their names
      指标、细分和 `{1}` 的列不能重名
    `{1}` is defined already
      `{1}` 已经定义过
    defined again
      再次定义
    defined first here
      第一次在这里定义
    `{1}` is defined by itself
      `{1}` 的定义用到了自己
    used in its own definition
      用在了自己的定义里
    a definition uses earlier ones only, so every script ends
      定义只能用前面的定义，所以脚本总会结束
    `{1}` would use `{2}`, which uses `{3}`
      `{1}` 会用到 `{2}`，而 `{2}` 又用到 `{3}`
    `{1}` calls itself, directly or through another function
      `{1}` 直接或通过别的函数调用了自己
    `{1}` is a built-in function
      `{1}` 是内置函数
    needs another name
      要换一个名称
    the parameter `{1}` is given twice
      参数 `{1}` 写了两次
    the stage `{1}` is given twice
      阶段 `{1}` 写了两次
    no stage `{1}`
      没有名为 `{1}` 的阶段
    not a stage of it
      不是它的阶段
    the stages are {1}
      现有的阶段：{1}
    the stage `{1}` is never reached
      阶段 `{1}` 永远轮不到
    comes too late
      位置太靠后
    takes all customers that are left
      剩下的客户都归这里
    takes all of its customers
      它的客户都先归了这里
    put it before `{1}`
      把它放到 `{1}` 之前
    customers who meet no condition are in no stage of `{1}`
      一个条件也不符合的客户，不在 `{1}` 的任何阶段
    end with `other otherwise`
      在末尾加 `其他 其余`
    `{1}` is given twice
      `{1}` 写了两次
    the first is here
      第一次在这里
    define it with `metric`, then `avg`, `count`, … of that
      先用 `指标` 定义，再对它用 `平均`、`计数` 等
    `percentile` is a customer's place among all, from 0 to 1: it takes one value
      `百分位` 是一位客户在全部客户中的位置，从 0 到 1，只要一个值
    `best` is `low` or `high`
      `best` 只能是 `low` 或 `high`
    a whole number{1} is expected here
      这里应为{1}整数
     of at least {1}
      不小于 {1} 的
    the parts of a split are more than the whole
      拆分的各份加起来超过了全部
    over 100% with this one
      加上这一份超过 100%
    a percentage between 0% and 100% is expected here
      这里应为 0% 到 100% 之间的百分比
    for example `20%`
      例如 `20%`
    a customer's key is expected here: a whole number, or a text in quotes
      这里应为客户的主键：整数，或带引号的文本
    the value below which 90% lie is `quantile(0.9, …)`; a customer's place among all, from 0 to 1, is `percentile(…)`
      90% 的值都低于它的那个值，写 `分位数(0.9, …)`；一位客户在全部客户中的位置（0 到 1），写 `百分位(…)`
    how two values go together is `correlation(…, …)`
      两个值的相关程度，写 `相关系数(…, …)`
    parts of a date have functions: `year(…)`, `month(…)`, `start_of_month(…)`
      取日期的一部分有专门的函数：`年份(…)`、`月份(…)`、`月初(…)`
    the value of the event before is `previous(…)`; periods next to each other are shown by `show trend(…, every month)`
      前一个事件的值，写 `上一个(…)`；要对比相邻各期，写 `显示 趋势(…, 每月)`
    the value of the event after is `next(…)`; periods next to each other are shown by `show trend(…, every month)`
      后一个事件的值，写 `下一个(…)`；要对比相邻各期，写 `显示 趋势(…, 每月)`
    the last three months at the end of each month are `show trend(sum(amount of orders in last 3 months), every month)`
      每个月末往前三个月的值，写 `显示 趋势(求和(金额 属于 订单 在 最近 3 个月), 每月)`
    columns of customers are read by their name alone, next to any table of events
      客户的列直接写列名就能用，在任何事件表里都可以
    customers are numbered by `rank(…)`, the events of a customer by `position`
      给客户编号用 `排名(…)`，给一位客户的事件编号用 `position`
    """#
}

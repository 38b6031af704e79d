// Chinese: mistakes in windows of time.

extension ChineseMessages {
  /// What is wrong with a window of time, and how it is written.
  static let windows = #"""
    day
      天
    week
      周
    month
      个月
    quarter
      个季度
    year
      年
    minute
      分钟
    hour
      小时
    a window is `in last N days`, `in this month`, `in 2024-Q1`, `from A to B`, `since D` or `before D`
      窗口的写法有 `在 最近 N 天`、`在 本 月`、`在 2024-Q1`、`从 A 到 B`、`自 D` 和 `早于 D`
    expected a whole number and a unit after `in last`, as in `in last 90 days`
      `在 最近` 之后应为整数和单位，如 `在 最近 90 天`
    write `1 {1}`
      写 `1 {1}`
    a window that ends today is written `in last {1}`
      到今天为止的窗口写作 `在 最近 {1}`
    write `last {1}`
      写 `最近 {1}`
    expected a unit of time after `{1}`
      `{1}` 之后应为时间单位
    the units are `days`, `weeks`, `months`, `quarters` and `years`, and for times `hours` and `minutes`
      单位有 `days`、`weeks`、`months`、`quarters` 和 `years`，对带时刻的时间还有 `hours` 和 `minutes`
    write `{1} days`
      写 `{1} 天`
    periods are whole days, weeks, months, quarters or years, not `{1}`
      周期是整天、整周、整月、整季度或整年，不能是 `{1}`
    `hour(TIME)` is the hour of a time, and groups by it: `by hour(TIME)`
      `几点(时间)` 是时间的小时数，可按它分组：`按 几点(时间)`
    `{1}` cannot be counted: lengths of time are at least minutes
      不能按 `{1}` 计：时长至少以分钟计
    unexpected `the` in a window
      窗口中不应有 `the`
    leave `the` out
      去掉 `the`
    expected `in` before `{1}`
      `{1}` 之前应有 `在`
    write `in {1}`
      写 `在 {1}`
    `in last {1}` can mean two periods
      `在 最近 {1}` 可以指两个周期
    for the {1} before this one write `in previous {2}`
      若指上一个周期，写 `在 上个 {2}`
    for the {1} that ends today write `in last 1 {2}`
      若指到今天为止的这段时间，写 `在 最近 1 {2}`
    this period is written `{1}`
      这个周期写作 `{1}`
    a window from a day to today is written `since`
      从某日到今天的窗口写作 `自`
    a window that ends earlier is `from A to B`
      更早结束的窗口是 `从 A 到 B`
    write `since`
      写 `自`
    a window between two days is written `from A to B`
      两日之间的窗口写作 `从 A 到 B`
    the day B is not part of it, so that B is the day after the last
      B 这一天不算在内，所以 B 是最后一天的次日
    a test of a date has no `{1}`: `signup in 2024`
      对日期的判断不写 `{1}`：`注册日期 在 2024`
    how long ago a date is, is its difference with `today`
      距今多久就是它与 `今天` 之差
    `within {1}` can mean several windows
      `限于 {1}` 可以指几种窗口
    for the days that end today write `in last {1}`
      若指到今天为止的若干天，写 `在 最近 {1}`
    for the days that begin today write `in next {1}`
      若指从今天起的若干天，写 `在 未来 {1}`
    for a day of each year write `in next {1} each year`
      若指每年的某一天，写 `在 未来 {1} 各 年`
    the time between two dates is their difference
      两个日期之间的时间就是它们之差
    for the days after it write `{1}`
      若指其后的日子，写 `{1}`
    for the days before and after it write `abs({1}) <= {2}`
      若指其前后的日子，写 `绝对值({1}) <= {2}`
    inside an aggregate, a test of a date stands in parentheses
      在聚合之内，对日期的判断要写在括号中
    without them the window chooses the aggregate's events
      不加括号，窗口选择的是聚合的事件
    a window is at least 1 {1} long
      窗口至少长 1 {1}
    the day itself counts: `in last 1 day` is today
      当天也算在内：`在 最近 1 天` 就是今天
    write `1`
      写 `1`
    a year has four digits, found `{1}`
      年份是四位数，这里却是 `{1}`
    a window follows the condition without `and`
      窗口直接跟在条件之后，不写 `并且`
    leave `and` out
      去掉 `并且`
    a window comes after the whole condition
      窗口写在整个条件之后
    a window belongs inside the parentheses of an aggregate
      窗口写在聚合的括号之内
    as in `count(orders in last 90 days)`
      如 `计数(订单 在 最近 90 天)`
    write `{1} {2})`
      写 `{1} {2})`
    a condition on events belongs inside the parentheses of the aggregate
      对事件的条件写在聚合的括号之内
    """#
}

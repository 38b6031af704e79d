// Chinese: what help says about functions.

extension ChineseMessages {
  /// The summaries of functions and aggregates.
  static let functionTexts = #"""
    the number of rows, of rows that meet a condition, or of values that are not missing
      行数、符合条件的行数，或非缺失值的个数
    the sum; 0 if there are no values
      合计；没有值时为 0
    the mean; missing if there are no values
      平均值；没有值时缺失
    the smallest value; missing if there are no values
      最小值；没有值时缺失
    the largest value; missing if there are no values
      最大值；没有值时缺失
    the middle value, or the mean of the middle two; missing if there are no values
      中间的值，或中间两个值的平均；没有值时缺失
    the value below which a share of the values lies, between the two nearest; of 0.5 it is the median
      有给定比例的值低于它，在最近的两个值之间插值；0.5 时即中位数
    the most frequent value, the smallest of several; missing if there are no values
      最常见的值，并列时取最小的；没有值时缺失
    the standard deviation of a sample (n - 1); missing with fewer than two values
      样本标准差（n - 1）；不足两个值时缺失
    the variance of a sample (n - 1); missing with fewer than two values
      样本方差（n - 1）；不足两个值时缺失
    the value of the earliest event that has one
      最早的有值事件的值
    the value of the latest event that has one
      最晚的有值事件的值
    the value of the event at a place in time among those that have one: 2 is the second, -1 the last
      按时间排在第几位的有值事件的值：2 是第二个，-1 是最后一个
    the number of different values
      不同值的个数
    the different values in their order, as one text: `cake, tea`; missing if there are no values
      不同的值依次连成一段文本：`cake, tea`；没有值时缺失
    how two values go together (Pearson), from -1 to 1; missing with fewer than two rows or without any change
      两个值的相关程度（皮尔逊），从 -1 到 1；不足两行或没有变化时缺失
    by how much the first value rises for 1 more of the second (least squares); a date counts in days
      第二个值每增加 1，第一个值上升多少（最小二乘）；日期按天计
    yes if there is an event, or an event that meets a condition
      有事件，或有符合条件的事件时为是
    the year
      年份
    the quarter, 1 to 4
      季度，1 到 4
    the month, 1 to 12
      月份，1 到 12
    the day of the month, 1 to 31
      一个月中的第几天，1 到 31
    the day of the week, 1 (Monday) to 7
      星期几，1（星期一）到 7
    the week of the ISO calendar, 1 to 53; weeks begin on Mondays
      ISO 日历的周，1 到 53；一周从星期一开始
    the day of the year, 1 to 366
      一年中的第几天，1 到 366
    the hour of the day, 0 to 23
      一天中的小时，0 到 23
    the minute of the hour, 0 to 59
      一小时中的分钟，0 到 59
    the first day of the year
      一年的第一天
    the first day of the quarter
      季度的第一天
    the first day of the month
      一个月的第一天
    the Monday of the week
      那一周的星期一
    the day of a timestamp, or of a text like 2024-12-31
      时间戳所在的日期，或 2024-12-31 这样的文本所写的日期
    the beginning of a day, or the time of a text like 2024-12-31 18:00
      一天的开始，或 2024-12-31 18:00 这样的文本所写的时间
    the days from the first day to the second; negative if the second is earlier
      从第一个日期到第二个日期的天数；第二个较早时为负
    the whole months from the first day to the second; negative if the second is earlier
      从第一个日期到第二个日期的整月数；第二个较早时为负
    the whole years from the first day to the second; negative if the second is earlier
      从第一个日期到第二个日期的整年数；第二个较早时为负
    the whole years since a day, today or on the second day
      从某日起到今天或第二个日期的周岁
    the last day, on or before the second day, with the month and day of the first
      第二个日期当天或之前，与第一个日期同月同日的最近一天
    the distance from zero
      与零的距离
    the number rounded to a number of decimals (0 by default), halves away from zero
      四舍五入到若干位小数（默认 0 位），正好一半时向远离零的方向进位
    the greatest integer that is not above the number
      不大于该数的最大整数
    the least integer that is not below the number
      不小于该数的最小整数
    the square root; missing for negative numbers
      平方根；负数时缺失
    e to the power of the number
      e 的该数次方
    the natural logarithm; missing for numbers not above zero
      自然对数；不大于零时缺失
    the decimal logarithm; missing for numbers not above zero
      常用对数；不大于零时缺失
    a number to a power
      乘方
    the smaller of two values
      两个值中较小的
    the larger of two values
      两个值中较大的
    a whole number from a number (rounded towards zero) or from a text; missing if the text is not a whole number
      由数值（向零取整）或文本得到的整数；文本不是整数时缺失
    a number from a text; missing if the text is not a number
      由文本得到的数值；文本不是数值时缺失
    the characters of a text from a position on, counted from 1: so many, or all that follow
      从某个位置（从 1 数起）开始的若干个字符，或其后的全部
    the position of the second text in the first one; missing if it does not occur
      第二段文本在第一段中的位置；没有出现时缺失
    a piece of a text between separators, counted from 1, or from the end with -1; missing if there is none
      分隔符之间的一段，从 1 数起，-1 从末尾数起；没有时缺失
    what a pattern finds first in a text: its first group in parentheses, or without one all that it matches
      正则表达式在文本中首先找到的内容：第一个括号组，没有括号时为全部匹配
    the text with everything that a pattern finds in it replaced by another text
      把正则表达式找到的内容全部替换为另一段文本
    the text from its end to its beginning
      文本从尾到头
    the text with blanks before it, or with another text, so that it is so many characters long; a longer one stays
      在前面补空格或另一段文本，达到给定的字符数；更长的保持不变
    what stands after the @ of an address, in lower case; missing without one
      地址中 @ 之后的部分，小写；没有时缺失
    the text in lower case
      小写的文本
    the text in upper case
      大写的文本
    the text without white space at both ends
      去掉两端空白的文本
    the number of characters
      字符数
    the first characters of a text
      文本开头的若干个字符
    the last characters of a text
      文本末尾的若干个字符
    texts joined, up to eight
      连接起来的文本，最多八段
    the first text, with every occurrence of the second replaced by the third
      把第一段文本中的第二段全部换成第三段
    any value as text
      任意值的文本形式
    the present value of a margin of 1 per period, from the next period on: (retention, discount); with a margin that grows from the second period on: (retention, discount, growth)
      每期毛利 1 从下一期起的现值：（留存率, 折现率）；毛利自第二期起增长时：（留存率, 折现率, 增长率）
    the present value of a margin per period, from the next period on, as long as the customer stays: (margin, retention, discount), then the number of periods, then growth, which begins with the second payment; today's margin is not included
      客户留存期间每期毛利从下一期起的现值：（毛利, 留存率, 折现率），其后可写期数，再写增长率（自第二次付款起）；不含今天的毛利
    the expected number of periods that a customer stays: 1 / (1 - retention)
      客户预期留存的期数：1 / (1 - 留存率)
    the value today of an amount that is due after a number of periods: amount / (1 + discount)^periods
      若干期之后到期的金额在今天的价值：金额 / (1 + 折现率)^期数
    of a table with one row a customer, as in `p_alive(customers, frequency: x, recency: t_x, age: T)`: the days with a purchase after the first such day
      用于每位客户一行的表，如 `p_alive(customers, frequency: x, recency: t_x, age: T)`：首个购买日之后有购买的天数
    with `frequency`, the time from the first purchase to the last in `unit`s; 0 without a repeat purchase
      与 `frequency` 同用：从首次购买到末次购买的时间，以 `unit` 计；没有重复购买时为 0
    with `frequency`, the time from the first purchase to the end of the data in `unit`s
      与 `frequency` 同用：从首次购买到数据截止的时间，以 `unit` 计
    the number of days with a purchase after the first such day (x in the models)
      首个购买日之后有购买的天数（模型中的 x）
    the time from the first purchase to the last (t_x in the models, which call it recency), in weeks unless `unit` is given
      从首次购买到末次购买的时间（模型中的 t_x，称为 recency），不写 `unit` 时以周计
    the time from the first purchase to the as-of day (T in the models, the age), in weeks unless `unit` is given
      从首次购买到截至日的时间（模型中的 T，即年龄），不写 `unit` 时以周计
    the time from the last purchase to the as-of day (the recency of RFM), in weeks unless `unit` is given; `recency` of `std.base` is in days
      从末次购买到截至日的时间（RFM 的 R），不写 `unit` 时以周计；`std.base` 的 `recency` 以天计
    the mean amount of a purchase day after the first one; missing if there is none
      首个购买日之后每个购买日的平均金额；没有时缺失
    the probability that the customer is still active
      客户仍然活跃的概率
    the expected number of days with a purchase in the time ahead (`next`)
      今后一段时间（`next`）内预期有购买的天数
    the probability of no purchase in the time ahead (`next`)
      今后一段时间（`next`）内没有购买的概率
    the day by which the customer is as likely as not to have bought again, by the model; missing where that is never so
      按模型，客户到哪一天再次购买的可能性过半；永远不会过半时缺失
    the expected number of all future days with a purchase, each discounted continuously to the as-of day
      今后所有购买天数的期望，逐一连续折现到截至日
    the expected amount of a day with purchases (gamma-gamma)
      每个购买日的预期金额（gamma-gamma）
    the expected value of the customer up to the horizon: expected days with a purchase times expected spend (gamma-gamma), discounted at the end of each month
      客户在期限内的预期价值：预期购买天数乘以预期金额（gamma-gamma），在每月末折现
    the sum of amounts at their value on one day: earlier amounts grow by the rate, later ones are discounted by it; a year is 12 months (see `month`)
      各笔金额折算到某一天的合计：较早的按利率增长，较晚的按利率折现；一年按 12 个月计（见 `month`）
    the place in the order of a value: 1 is the highest value, or with `best: low` the lowest; equal values in key order. In `show … by`: of a measure among the rows; equal values have the same place
      按某个值排序的名次：1 是最高，写 `best: low` 时是最低；相等的按主键排列。在 `show … by` 中：度量在各行之间的名次；相等的名次相同
    the share of the population whose value is not better, from above 0 to 1
      人群中值不优于它的比例，大于 0，至多为 1
    the part, from 1 to n, when the population is cut into n equal parts, as in SQL: part n holds the highest values, or with `best: low` the lowest
      把人群等分为 n 份时所在的份，1 到 n，与 SQL 相同：第 n 份的值最高，写 `best: low` 时最低
    the share of the population's total; missing if the total is 0. In `show … by`: of a measure in that of all rows together
      占人群总计的比例；总计为 0 时缺失。在 `show … by` 中：度量占所有行合计的比例
    the sum over the population. In `show … by`: a measure of all rows together
      人群的合计。在 `show … by` 中：所有行合在一起的度量
    the distance from the population's mean in standard deviations (of the population)
      与人群平均值相差几个（总体）标准差
    the probability of being a member of a segment, given the attributes; non-members with a high score resemble the members most
      按属性推断属于某个细分的概率；得分高的非成员与成员最相似
    the probability of meeting a condition after as many more days as have passed since the `as of` day; trained on the attributes of that day and the condition today, with the customers whose outcome was open on that day
      再过与 `as of` 那天至今同样多的天数后符合条件的概率；用那天的属性和今天的条件训练，只取那天结果未定的客户
    the attributes: a metric, a column or any expression, or several in parentheses
      属性：指标、列或任意表达式，多个写在括号中
    the columns of customers, among the attributes, that do not change; in `propensity` others get a warning, because a column has only the value of today
      属性中不会变化的客户列；在 `propensity` 中其他列会有警告，因为列只有今天的值
    how strongly the coefficients are shrunk to 0: λ in λ/2·Σβ², above 0; the default is 1 (scikit-learn's C is 1/λ); use more for few customers and many attributes
      系数向 0 收缩的强度：λ/2·Σβ² 中的 λ，大于 0；默认 1（scikit-learn 的 C 是 1/λ）；客户少、属性多时取大一些
    a whole number that chooses the holdout; the default is 1. The choice depends on the key, so a customer's part does not change when others are added
      决定留出样本的整数；默认 1。划分取决于主键，增加别的客户不会改变某位客户所在的部分
    in `show … by`: the value in the row before; missing in the first
      在 `show … by` 中：上一行的值；第一行缺失
    in `show … by`: the value minus that in the row before; missing in the first
      在 `show … by` 中：本行与上一行的差；第一行缺失
    in `show … by`: the change divided by the value in the row before; missing where that is 0
      在 `show … by` 中：变化除以上一行的值；上一行为 0 时缺失
    in `show … by`: the sum of the values up to the row
      在 `show … by` 中：到本行为止的合计
    in `show … by`: the mean of the last n rows; missing in the first n - 1
      在 `show … by` 中：最近 n 行的平均；前 n - 1 行缺失
    in `show … by`: the share of a sum or a count in that of all rows together
      在 `show … by` 中：合计或计数占所有行的比例
    in `show … by`: 1 for the highest value, or with `best: low` the lowest; equal values have the same place
      在 `show … by` 中：最高值为 1，写 `best: low` 时最低值为 1；相等的名次相同
    in `show … by`: the measure of all rows together, computed from what they count
      在 `show … by` 中：所有行合在一起重新计算的度量
    yes for about that share of the customers, always the same customers
      大约该比例的客户为是，每次都是同样的客户
    ; `by` gives it for each group of customers, and `pivot` lays the groups out as columns
      ；写 `by` 时对每组客户分别给出，写 `pivot` 时各组排成列
    a function of the script: {1}
      脚本定义的函数：{1}
    which values are the best: `high` (unless told) or `low`
      哪些值为好：`high`（默认）或 `low`
    a whole number, 0 unless told: with another one others are chosen
      整数，默认 0：换一个数，选出的客户就不同
    what may be spent, in the unit of the costs
      可以花费的数额，单位与成本相同
    the file of a snapshot, or the name under which it is loaded
      快照的文件，或加载它时所用的名称
    how a customer entered or left a segment since a snapshot of it: `entered_by_time`, `entered_by_data`, `entered_by_definition`, `left_by_time`, `left_by_data`, `left_by_definition`, `stayed`; missing for those in neither
      自快照以来客户如何进入或离开细分：`entered_by_time`、`entered_by_data`、`entered_by_definition`、`left_by_time`、`left_by_data`、`left_by_definition`、`stayed`；两边都不在的客户为缺失
    the days since the customer entered the stage that they are in, or the segment; with a stage named, the days that they have been in it altogether
      客户进入当前阶段或细分以来的天数；写明阶段时，在其中的总天数
    the day on which the customer entered the stage that they are in, or the segment; with a stage named, the first day in it
      客户进入当前阶段或细分的日期；写明阶段时，首次进入的日期
    the stages that the customer has been in, in their order: `new > repeat > churned`
      客户先后处于的阶段：`new > repeat > churned`
    the day by which half of the customers who were in the stage as long as this one had left it (Kaplan-Meier); missing where fewer than half were seen to leave
      在该阶段停留同样久的客户有一半已离开的日期（Kaplan-Meier）；观察到离开的不足一半时缺失
    in a row of events: the value in the customer's event before it, in the order of time; missing in the first. In `show … by`: the measure in the row before
      在事件的一行中：该客户按时间上一个事件的值；第一个事件缺失。在 `show … by` 中：上一行的度量
    in a row of events: the value in the customer's event after it, in the order of time; missing in the last
      在事件的一行中：该客户按时间下一个事件的值；最后一个事件缺失
    yes for the best customers to spend a budget on, by expected gain for cost: those that `show allocation(…)` chooses among all customers, or `within` a segment
      最值得花预算的客户为是，按每单位成本的预期收益：即 `show allocation(…)` 在全部客户或 `within` 的细分中选出的
    """#
}

// What is said while a statement is answered, in Chinese.

extension ChineseMessages {
  static let evaluation = #"""
    integer overflow for {1}
      整数溢出：{1}
    does not fit 64 bits
      超出 64 位
    multiply by 1.0 to compute with decimal numbers
      乘以 1.0 就按小数计算
    what day is today?
      今天是哪一天？
    no events are loaded, and no clock may be read
      没有加载事件，又不允许读系统时钟
    add `as of 2024-12-31`
      加上 `截至 2024-12-31`
    this session has no function `{1}`
      这个会话没有函数 `{1}`
    `{1}` has no value{2}: {3}
      `{1}` {2}没有值：{3}
    missing there
      那里的值缺失
     for {1}
      对 {1}
    {1} of {2} customer{3}
      {2} 位客户中的 {1} 位
    {1} of {2} events of `{3}`
      `{3}` 的 {2} 个事件中的 {1} 个
    {1} of {2} groups
      {2} 组中的 {1} 组
    other impossible numbers
      其他不可能的数值
    the result is too large for a number
      结果太大，无法表示
    a retention is from 0 to 1, and this one is {1}
      留存率应在 0 到 1 之间，这里是 {1}
    a rate of discount is 0 or more, and this one is {1}
      折现率应不小于 0，这里是 {1}
    growth is above -1, and this one is {1}
      增长率应大于 -1，这里是 {1}
    the number of periods is a whole number of 0 or more, and this one is {1}
      期数应为不小于 0 的整数，这里是 {1}
    the sum over all future periods is infinite
      未来各期的总计为无穷大
    a retention of 100% has no end
      留存率为 100%，没有尽头
    {1} of {2} customers {3} no event in {4}, and {5} ranked by `{6}`
      {2} 位客户中有 {1} 位在 {4} 中没有事件，却按 `{6}` 参加排名
    prospects have no such value yet, which says nothing of what they will bring: `lookalike` scores them by attributes
      潜在客户还没有这个值，看不出将来的贡献；可以用 `相似度` 按属性给他们评分
    the others alone: `where {1}`
      只排其余的客户：`其中 {1}`
    {1} is {2}
      {1} 是 {2}
    `{1}` has no shares: {2}
      `{1}` 没有占比：{2}
    its total is {1}
      总计为 {1}
    in {1} of {2} groups the total is 0 or less, or next to 0
      {2} 组中有 {1} 组的总计不大于 0 或接近 0
    shares are missing
      占比缺失
    shares of the gains alone: `if x > 0 then x else 0`
      只算收益的占比：`如果 x > 0 那么 x 否则 0`
    this is no day of the years 1 to 9999
      日期应在公元 1 年到 9999 年之间
    more than 64 `as of` inside one another
      `截至` 嵌套超过 64 层
    these events fall into more than {1} periods
      这些事件跨了 {1} 个以上的周期
    take longer ones: `every month`
      用长一些的周期：`每月`
    no customer {1} in `{2}`
      `{2}` 中没有客户 {1}
    no customer has this `{1}`
      没有客户的 `{1}` 是它
    a key looks like {1}
      主键的样子：{1}
    `pivot` would make {1} columns of {2}, and at most {3} can be read
      `透视` 会把 {2} 展开成 {1} 列，最多 {3} 列才看得清
    a column for each value
      每个取值一列
    leave it as a dimension of rows, or keep fewer values by `where`
      让它留在行上，或者用 `其中` 减少取值
    `cohorts` would make {1} columns of periods, and at most {2} can be read
      `同期群` 会展开成 {1} 列周期，最多 {2} 列才看得清
    a column for each period
      每个周期一列
    take longer periods, or `layout: long` for a row of each
      用长一些的周期，或者写 `layout: long`，每个周期一行
    `)` without an opening parenthesis
      `)` 没有对应的左括号
    nothing to repeat before this sign
      这个符号前面没有可重复的内容
    a repetition cannot be repeated again; parentheses say what is meant
      重复之后不能再重复；用括号写明意思
    a repetition counts to {1} at most
      重复次数最多 {1}
    the ends of this repetition are the wrong way round
      重复次数的上下限写反了
    the pattern ends too early
      模式没有写完
    more than {1} levels of parentheses
      括号超过 {1} 层
    of the groups with `?` only `(?:` and, at the very start, `(?i)` are known
      带 `?` 的组只有 `(?:` 和最开头的 `(?i)` 可用
    there are no references to groups
      不支持引用分组
    unknown escape
      没有这种转义
    the ends of this range are the wrong way round
      范围的两端写反了
    this bracket is not closed
      这个方括号没有闭合
    """#
}

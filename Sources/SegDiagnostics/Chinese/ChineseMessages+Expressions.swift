// Chinese: mistakes in expressions.

extension ChineseMessages {
  /// What is wrong with an expression, and how it is written.
  static let expressions = #"""
    this parenthesis is not closed
      这个括号没有闭合
    opened here
      从这里打开
    write {1} at the end
      请在末尾写 {1}
    more than {1} levels of nesting
      嵌套超过 {1} 层
    parts of a long condition can be metrics or segments of their own
      长条件的各部分可以单独定义为指标或细分
    expected an expression, found `{1}`
      这里应为表达式，却是 `{1}`
    `{1}` is not a function: it is written between two conditions, `a {2} b`
      `{1}` 不是函数：它写在两个条件之间，如 `a {2} b`
    `not` goes before a whole comparison: `not (a = b)`, or `a != b`
      `非` 写在整个比较之前：`非 (a = b)`，或写 `a != b`
    `in` needs a list in parentheses: `city in ("Paris", "Rome")`
      `在` 需要括号中的列表：`城市 在 ("Paris", "Rome")`
    a unit stands at the end of a definition: `metric NAME = … in {1}`
      单位写在定义的末尾：`指标 名称 = … 单位为 {1}`
    a time window belongs inside an aggregate: `count(orders in 2024-Q1)`
      时间窗口写在聚合之内：`计数(订单 在 2024-Q1)`
    a unit stands at the end of a definition, and this is an item
      单位写在定义的末尾，而这里是一项内容
    days are divided here; `metric NAME = … in {1}s` converts and remembers the unit
      这里会用天数相除；`指标 名称 = … 单位为 {1}s` 才会换算并记住单位
    of days, write `{1}`
      以天计写 `{1}`
    `{1}` is written `missing`
      `{1}` 写作 `缺失`
    `x is missing` tests for it; a comparison with a missing value is no
      用 `x 是 缺失` 判断；与缺失值的比较一律为否
    write `missing`
      写 `缺失`
    `case when` is written `if CONDITION then VALUE else VALUE`
      `case when` 写作 `如果 条件 那么 值 否则 值`
    named stages with conditions are a `lifecycle`
      带条件的命名阶段用 `生命周期` 定义
    write `({1})`
      写 `({1})`
    a choice is written `if CONDITION then VALUE else VALUE`
      分支写作 `如果 条件 那么 值 否则 值`
    a length of time is written `{1}`
      时长写作 `{1}`
    a condition does not begin with `{1}`
      条件不能以 `{1}` 开头
    `in` needs a list in parentheses
      `在` 需要括号中的列表
    `is` is for stages and `missing`, found `{1}`
      `是` 用于阶段和 `缺失`，这里却是 `{1}`
    write `{1} {2}`
      写 `{1} {2}`
    expected an expression, found `+`
      这里应为表达式，却是 `+`
    leave the sign out
      去掉这个符号
    the rest of a division is written `mod`
      余数写作 `取余`
    replace `%` with `mod`
      请把 `%` 换成 `取余`
    expected no space between `{1}` and `%`
      `{1}` 和 `%` 之间不应有空格
    write `{1}%`
      写 `{1}%`
    expected a whole number of {1}s, found `{2}`
      这里应为整数个{1}，却是 `{2}`
    an `if` inside a larger expression needs parentheses
      较长表达式中的 `如果` 需要括号
    write `(if … then … else …)`
      写 `(如果 … 那么 … 否则 …)`
    an `if` needs an `else`
      `如果` 需要 `否则`
    for no value, write `missing`
      没有值写 `缺失`
    add `else missing`
      请加上 `否则 缺失`
    `today` has no parentheses
      `今天` 不带括号
    write `today`
      写 `今天`
    `{1}(*)` is written `{2}()`
      `{1}(*)` 写作 `{2}()`
    write `{1}()`
      写 `{1}()`
    `distinct` is a function of its own
      `去重计数` 本身是一个函数
    write `distinct({1} …)`
      写 `去重计数({1} …)`
    arguments by position come before those by name
      按位置的参数写在按名称的参数之前
    """#
}

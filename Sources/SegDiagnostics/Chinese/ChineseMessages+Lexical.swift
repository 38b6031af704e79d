// Chinese: mistakes in signs, numbers, texts and dates.

extension ChineseMessages {
  /// What is wrong with a sign, a number, a text or a date.
  static let lexical = #"""
    whole number
      整数
    the text is not UTF-8
      文本不是 UTF-8 编码
    the first byte that is not
      第一个不合编码的字节
    a file in GBK, Big5 or Latin-1 has to be saved as UTF-8 first
      GBK、Big5 或 Latin-1 编码的文件要先另存为 UTF-8
    lists are written in parentheses, unusual names in backticks
      列表写在圆括号中，特殊的名称写在反引号中
    conditions are joined by `and` and `or`
      条件之间用 `并且` 和 `或` 连接
    amounts are plain numbers; a unit is written `in CNY` after a definition
      金额是普通数字；单位写在定义之后，如 `单位为 CNY`
    it is invisible, and often comes with text copied from a page
      它看不见，常随从网页复制的文字一起带进来
    a backslash has a meaning only inside a string
      反斜杠只在字符串中有意义
    a name with other characters than letters, digits and `_` is written in backticks
      含字母、数字和 `_` 以外字符的名称要写在反引号中
    unexpected {1} {2}
      这里不应有{1} {2}
    character
      字符
    invisible character
      不可见字符
    this string is not closed
      这个字符串没有结束引号
    this string is not closed on its line
      这个字符串在本行没有结束引号
    the next `{1}` is on a later line and seems to open another string
      下一个 `{1}` 在后面的行上，似乎是另一个字符串的开头
    unknown escape `{1}` in a string
      字符串中有未知的转义 `{1}`
    a backslash itself is written `\\`; the escapes are `\n` `\t` `\\` `\"` `\'` `\u{…}`
      反斜杠本身写作 `\\`；转义有 `\n` `\t` `\\` `\"` `\'` `\u{…}`
    double the backslash: `\{1}`
      写两个反斜杠：`\{1}`
    the system would end the path there
      系统会在那里截断路径
    a quote inside a string is written `\{1}`, not twice
      字符串中的引号写作 `\{1}`，不写两次
    write `\{1}`
      写 `\{1}`
    this name has no closing backtick on its line
      这个名称在本行没有结束的反引号
    a name in backticks cannot be empty
      反引号中的名称不能为空
    a name has no `{1}` before it
      名称之前没有 `{1}`
    `quit` is a word of the prompt
      `quit` 是提示符下的命令
    `help` is a word of the prompt; in a shell it is `seg help`
      `help` 是提示符下的命令；在系统的命令行中是 `seg help`
    `describe NAME` shows a table or a definition
      `描述 名称` 显示表或定义
    no statement `{1}`
      没有 `{1}` 这种语句
    replace it with `{1}`
      请换成 `{1}`
    `{1}` is written `power(a, b)`
      `{1}` 写作 `乘方(a, b)`
    powers have no operator: `power(x, 2)` is the square of `x`
      乘方没有运算符：`乘方(x, 2)` 是 `x` 的平方
    write `power(a, b)` for `a {1} b`
      `a {1} b` 写成 `乘方(a, b)`
    a comment begins with `#`
      注释以 `#` 开头
    write `#`
      写 `#`
    numbers have no exponent
      数字不能带指数
    this {1} is too large
      这个{1}太大
    whole numbers reach 9223372036854775807; an identifier is a text, in quotes
      整数最大是 9223372036854775807；编号是文本，要加引号
    `{1}` may be a month of the calendar, or {2} months
      `{1}` 可能是日历上的月份，也可能是 {2} 个月
    a month of the calendar is written with its year: `2024年{1}月`
      日历上的月份要带年份：`2024年{1}月`
    write `{1} 个月`
      写 `{1} 个月`
    expected a space between `{1}` and `{2}`
      `{1}` 和 `{2}` 之间应有空格
    a length of time is written `{1} {2}`
      时长写作 `{1} {2}`
    a number stands without what it counts
      数字后面不写量词
    numbers have no suffix `{1}`
      数字没有后缀 `{1}`
    write `{1} * {2}`
      写 `{1} * {2}`
    this number runs into `{1}`
      这个数字与 `{1}` 连在了一起
    a name that begins with a digit is written in backticks: `` `{1}` ``
      以数字开头的名称要写在反引号中：`` `{1}` ``
    a comma stands between values, not in a number
      逗号用来分隔值，不写在数字里
    a number begins with a digit: `0.{1}`
      数字以数码开头：`0.{1}`
    write `0.{1}`
      写 `0.{1}`
    a month has two digits: `{1}`
      月份是两位数：`{1}`
    there is no month `{1}-{2}`
      没有 `{1}-{2}` 这个月
    a subtraction has spaces: `{1} - {2}`
      减号两边要有空格：`{1} - {2}`
    for a subtraction write `{1} - {2}`
      若要相减，写 `{1} - {2}`
    a date is written year-month-day, as in `2024-12-31`
      日期按年-月-日书写，如 `2024-12-31`
    years reach from 1 to 9999
      年份从 1 到 9999
    there is no month {1}
      没有 {1} 月
    there is no day {1} in month {2} of {3}, which has {4} days
      {3} 年 {2} 月没有 {1} 日，这个月有 {4} 天
    the nearest day is `{1}`
      最近的日期是 `{1}`
    `{1}` can mean two days
      `{1}` 可以指两个日期
    write {1}, where the day comes first
      若日在前，写 {1}
    write {1}, where the month comes first
      若月在前，写 {1}
    a date is written `{1}`
      日期写作 `{1}`
    a quarter is written `{1}`
      季度写作 `{1}`
    there is no quarter `{1}`
      没有 `{1}` 这个季度
    the quarters of a year are `2024-Q1` to `2024-Q4`
      一年的季度是 `2024-Q1` 到 `2024-Q4`
    a week is written `{1}`
      周写作 `{1}`
    there is no week `{1}`
      没有 `{1}` 这一周
    the weeks of a year are `2024-W01` to `2024-W52` or `W53`, as ISO 8601 counts them
      按 ISO 8601，一年的周是 `2024-W01` 到 `2024-W52` 或 `W53`
    a timestamp is written `2024-12-31T18:00:00`
      时间戳写作 `2024-12-31T18:00:00`
    hours reach from 00 to 23, and there are no time zones
      小时从 00 到 23，没有时区
    write `{1}T{2}`
      写 `{1}T{2}`
    """#
}

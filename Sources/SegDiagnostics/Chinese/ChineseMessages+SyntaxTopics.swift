// Chinese: what help says about mistakes of form.

extension ChineseMessages {
  /// The explanations of mistakes of form.
  static let syntaxTopics = #"""
    A date is written year-month-day (2024-12-31), a month 2024-12, a quarter 2024-Q4 and a timestamp 2024-12-31T18:00:00, and it must exist in the calendar. For a subtraction, put spaces around the sign: 2024 - 12.
      日期按年-月-日书写（2024-12-31），月份写作 2024-12，季度写作 2024-Q4，时间戳写作 2024-12-31T18:00:00，并且必须是日历上存在的。若要相减，请在减号两边加空格：2024 - 12。
    Inside a string a backslash begins one of the escapes \n \t \\ \" \' and \u{…}. To write a backslash itself, as in patterns and Windows paths, write it twice.
      在字符串中，反斜杠开始一个转义：\n \t \\ \" \' 和 \u{…}。要写反斜杠本身，例如在匹配模式和 Windows 路径中，写两次。
    A number is written 1000, 1_000 or 1.5, a percentage 20%. It begins with a digit, and a space separates it from a word: 90 days, not 90days.
      数字写作 1000、1_000 或 1.5，百分比写作 20%。数字以数码开头，与单词之间有空格：90 days，而不是 90days。
    The system ends a path at the character NUL (`\u{0}`), so that it would name another file than the one written.
      系统遇到字符 NUL（`\u{0}`）就会截断路径，于是指向的不是所写的文件。
    A window says on which days events count, inside the parentheses of an aggregate: `count(orders in last 90 days)`. After a date it tests that date: `signup in last 90 days`; inside an aggregate such a test stands in parentheses. The forms are `in last N days` (or hours), `in 2024-Q1` (or 2024, 2024-12, 2024-W07, 2024-12-31), `in this month`, `in previous quarter`, `in this year to date`, `from A to B`, `since D` and `before D`; for dates also `in next N days`, and `each year` after a window for anniversaries.
      窗口写在聚合的括号之内，说明哪些日子的事件计入：`计数(订单 在 最近 90 天)`。写在日期之后则判断该日期：`注册日期 在 最近 90 天`；在聚合之内，这样的判断要加括号。写法有 `在 最近 N 天`（或小时）、`在 2024-Q1`（或 2024、2024-12、2024-W07、2024-12-31）、`在 本 月`、`在 上个 季度`、`在 本 年 到 日期`、`从 A 到 B`、`自 D` 和 `早于 D`；对日期还有 `在 未来 N 天`，窗口之后加 `各 年` 表示周年。
    A statement may have each clause only once. Join two conditions with `and`. Of top, bottom, cover and spend only one is allowed.
      一条语句中每种子句只能出现一次。两个条件用 `并且` 连接。`前`、`后`、`覆盖` 和 `投入` 只能用其中一个。
    Backticks enclose a name that is not a plain word, such as `order date`. The name has at least one character.
      反引号用来括住不是普通单词的名称，例如 `order date`。名称至少有一个字符。
    Files and messages are texts, so they are written in quotes.
      文件名和说明都是文本，所以要加引号。
    The word belongs to another language, such as SQL; the message says what it is called here.
      这个词属于别的语言，例如 SQL；消息中写明了这里的写法。
    The sign belongs to another language; the message says how it is written here. Equal is =, unequal is !=, and conditions are joined by the words and, or, not.
      这个符号属于别的语言；消息中写明了这里的写法。等于是 =，不等于是 !=，条件用 and、or、not 连接。
    The formatter compares its result with the script: the statements and comments must be the same. If they differ, the formatter has a bug, and the script is left unchanged.
      格式化程序会把结果与原脚本对照：语句和注释必须相同。若有不同，就是格式化程序有缺陷，脚本保持不变。
    `if C then A else B` extends as far to the right as possible. Inside a larger expression, parentheses show where it ends: 2 * (if vip then 3 else 1).
      `如果 C 那么 A 否则 B` 尽可能向右延伸。在更长的表达式中，要用括号标明它在哪里结束：`2 * (如果 会员 那么 3 否则 1)`。
    Membership takes a list in parentheses: city in ("Paris", "Rome"). A time window, such as in 2024-Q1, belongs inside an aggregate: count(orders in 2024-Q1).
      判断是否属于某些值，要写括号中的列表：city in ("Paris", "Rome")。时间窗口，例如 in 2024-Q1，写在聚合之内：count(orders in 2024-Q1)。
    `is` tests for a stage of a lifecycle or for missing. Values are compared with = and !=.
      `是` 判断是否处于生命周期的某个阶段，或是否缺失。值的比较用 = 和 !=。
    The parts of a list are separated by commas.
      列表的各项之间用逗号分隔。
    Every `if` needs an `else`, because every customer needs a value; `else missing` gives none.
      每个 `如果` 都需要 `否则`，因为每位客户都需要一个值；`否则 缺失` 表示没有值。
    A definition has a = between its name and its expression.
      定义的名称与表达式之间有 =。
    The word is almost a keyword that is allowed here.
      这个词与此处可用的某个关键字非常接近。
    Expressions may be nested 200 levels deep. Define parts of a longer one as metrics or segments. Chains of and, or and + are not nested and have no limit.
      表达式最多嵌套 200 层。更长的表达式，请把其中各部分定义为指标或细分。用 and、or 和 + 连成的链不算嵌套，没有限制。
    Hours and minutes are counted where a column has times: `in last 24 hours`, `moment + 90 minutes`, `within 2 hours`. Days have none, and neither has `today`: `in last 1 day` is today, and `timestamp(day)` the beginning of a day. Seconds are not counted, and periods (`every month`) are whole days or longer. `hour(TIME)` and `minute(TIME)` read a time, for conditions and groups.
      列中有时刻时，才能按小时和分钟计：`在 最近 24 小时`、`moment + 90 分钟`、`限于 2 小时`。日期没有时刻，`今天` 也没有：`在 最近 1 天` 是今天，`时间戳(日期)` 是一天的开始。不按秒计；周期（`每月`）是整天或更长。`几点(TIME)` 和 `几分(TIME)` 取出时刻，用于条件和分组。
    A param holds a value that is written out, such as 5, "tea" or 2024-12-31, so that --set can replace it.
      参数的值是直接写出的，例如 5、"tea" 或 2024-12-31，这样 --set 才能替换它。
    Scripts are UTF-8. An editor's "save with encoding" or iconv turns other encodings into it.
      脚本是 UTF-8 编码。其他编码可用编辑器的“以指定编码保存”或 iconv 转换。
    The largest whole number is 9223372036854775807. Longer numbers are usually identifiers and belong in quotes.
      最大的整数是 9223372036854775807。更长的数字通常是编号，应写在引号中。
    The word is a keyword of expressions. Write a column or table of that name in backticks.
      这个词是表达式的关键字。这样命名的列或表要写在反引号中。
    Quotes are for texts. Write a name as it is, or in backticks if it is not a plain word.
      引号用于文本。名称直接书写；若不是普通单词，写在反引号中。
    The text has so many mistakes that it is probably no script.
      错误太多，这很可能不是脚本。
    After a value, `as of DAY` gives the value on another day. As a statement, first on its line or after `;`, it sets the day for what follows. After a clause it would be read as a statement by mistake.
      `截至 日期` 写在值之后，给出另一天的值；作为语句，写在一行的开头或 `;` 之后，为其后的内容设定日期。写在子句之后会被误读为语句。
    Every opening parenthesis needs a closing one in the same statement.
      每个左括号在同一条语句中都要有对应的右括号。
    A name in backticks ends with a backtick on the same line.
      反引号中的名称要在同一行用反引号结束。
    A string ends with the quote that began it. For a quote inside it, write a backslash before the quote or use the other kind of quote around the string.
      字符串以开头的那种引号结束。字符串中要写引号，请在引号前加反斜杠，或改用另一种引号括住字符串。
    No word, number or sign begins with this character. Write unusual names in backticks, texts in quotes.
      没有以这个字符开头的单词、数字或符号。特殊的名称写在反引号中，文本写在引号中。
    Something else was expected at this place; the message says what, and a note gives the form of the statement.
      这里应为别的内容；消息中写明了应为什么，说明中给出了语句的写法。
    Only the last stage of a lifecycle may be `STAGE otherwise`: it takes all remaining customers.
      只有生命周期的最后一个阶段可以写 `阶段 其余`：它包含其余所有客户。
    The text ends before the statement is complete.
      语句还没有写完，文本就结束了。
    A statement begins with its keyword, such as load, metric, segment, show or list.
      语句以关键字开头，例如 load、metric、segment、show 或 list。
    In a call, arguments without a name come first, then named ones: ntile(5, recency, best: low).
      在调用中，先写不带名称的参数，再写带名称的参数：ntile(5, recency, best: low)。
    """#
}

// Chinese: mistakes in the form of statements.

extension ChineseMessages {
  /// What is wrong with a statement, and how it is written.
  static let statements = #"""
    leave `{1}` out
      去掉 `{1}`
    rows are shown by `list COLUMN, … of SEGMENT`, numbers by `show MEASURE, … by …`
      明细行用 `列出 列名, … 属于 细分名` 显示，数字用 `显示 度量, … 按 …`
    customers are chosen by `segment NAME where CONDITION`
      用 `细分 名称 其中 条件` 选择客户
    a value for each customer is defined by `metric NAME = …`, a group of customers by `segment NAME where …`
      每位客户的值用 `指标 名称 = …` 定义，客户群用 `细分 名称 其中 …` 定义
    a group of customers is defined by `segment NAME where …`
      客户群用 `细分 名称 其中 …` 定义
    scripts read tables and never change them
      脚本只读取表，从不修改表
    event tables are joined to their customers by `load TABLE from "…" of customers by KEY`
      事件表用 `加载 表名 从 "…" 属于 客户 按 主键列` 与客户相连
    answers are shown by `show`, with `draw bar` for a chart
      答案用 `显示` 显示，加 `绘制 条形图` 画成图
    what has to hold is stated by `expect CONDITION else "…"`
      必须成立的事用 `期望 条件 否则 "…"` 声明
    definitions of another script come in by `use "path.seg"`
      用 `使用 "path.seg"` 引入另一个脚本的定义
    tables come in by `load NAME from "…"`
      用 `加载 名称 从 "…"` 读入表
    customers go out by `export SEGMENT to "…"`
      用 `导出 细分名 到 "…"` 导出客户
    an order is part of a statement: `rank by EXPR`
      排序是语句的一部分：`排名按 表达式`
    how many is part of a statement: `top N`
      取多少是语句的一部分：`前 N`
    groups are part of a statement: `show … by EXPR`
      分组是语句的一部分：`显示 … 按 表达式`
    a condition is part of a statement: `where CONDITION`
      条件是语句的一部分：`其中 条件`
    the formatter would change what the script says
      格式化会改变脚本的含义
    this is a mistake of the formatter, not of the script, which is left as it is
      这是格式化程序的错误，不是脚本的错误；脚本保持原样
    expected `of` and the table of the column
      这里应有 `属于` 和列所在的表
    write `column {1} of TABLE = …`; a value for each customer is a `metric`
      写 `字段 {1} 属于 表名 = …`；每位客户一个值的是 `指标`
    expected `from` and the table that it is made of
      这里应有 `从` 和作为来源的表
    write `from`
      写 `从`
    the form is `{1}`
      写法是 `{1}`
    expected {1}, found {2}
      这里应为{1}，却是 {2}
    thousands are joined by `_`: `1_000`
      千位用 `_` 连接：`1_000`
    join conditions by `and`
      条件之间用 `并且` 连接
    a part of a value is a product: `10% * revenue`
      某个值的一部分写成乘积：`10% * 收入`
    a value on another day is written `as of`
      另一天的值写作 `截至`
    unexpected `{1}` in `{2}`
      `{2}` 中不应有 `{1}`
    the nearest statement is `{1}`
      最接近的语句是 `{1}`
    a statement begins with `as of`, {1}
      语句以下列词之一开头：`截至`、{1}
    a value is shown by `show`
      值用 `显示` 显示
    a value is shown by `show {1}`
      值用 `显示 {1}` 显示
    `{1}` is one word: spaces separate words
      `{1}` 成了一个词：词与词之间要有空格
    begin with `{1}`
      请以 `{1}` 开头
    `{1}` is a word of the prompt{2}
      `{1}` 是提示符下的命令{2}
    ; in a shell it is `seg help`
      ；在系统的命令行中是 `seg help`
    a statement cannot begin with `!`
      语句不能以 `!` 开头
    commands of the system are typed in a shell, outside of seg
      系统命令请在 seg 之外的命令行中输入
    a statement cannot begin with `{1}`
      语句不能以 `{1}` 开头
    `{1}` is part of a statement that another keyword begins
      `{1}` 是语句的一部分，语句由别的关键字开头
    a definition begins with its kind: `{1} = …`
      定义以种类开头：`{1} = …`
    the kinds are `param`, `metric`, `measure`, `function`, `segment` and `lifecycle`
      种类有 `参数`、`指标`、`度量`、`函数`、`细分` 和 `生命周期`
    expected {1}, found the keyword `{2}`
      这里应为{1}，却是关键字 `{2}`
    a name that is also a keyword is written in backticks
      与关键字同名的名称要写在反引号中
    expected {1}, found a text
      这里应为{1}，却是文本
    quotes are for texts; a name has none, or backticks
      引号用于文本；名称不加引号，或用反引号
    expected {1}, found `{2}`
      这里应为{1}，却是 `{2}`
    a name that begins with a digit is written {1}
      以数字开头的名称写作 {1}
    a name of several words is written in backticks
      含空格的名称要写在反引号中
    insert `{1}`
      请加上 `{1}`
    the message of `expect` follows `else`
      `期望` 的说明写在 `否则` 之后
    insert `else`
      请加上 `否则`
    the name of a group comes before its share
      组名写在占比之前
    expected a name for the table before its file
      文件之前应有表的名称
    options stand in parentheses, each with a colon
      选项写在括号中，每个都带冒号
    write `with {1}`
      写 `带 {1}`
    no parenthesis is open here
      这里没有打开的括号
    put it in quotes
      请加上引号
    unexpected `{1}`
      这里不应有 `{1}`
    `as of` follows a value, not a clause
      `截至` 跟在值之后，而不是子句之后
    as a statement it would begin a line
      作为语句，它应在一行的开头
    put it after its value: `count() as of 2024-12-31`, `(frequency as of 2024-12-31) > 5`
      请把它放在值之后：`计数() 截至 2024-12-31`、`(频率 截至 2024-12-31) > 5`
    expected `*` or columns after `list`
      `列出` 之后应为 `*` 或列
    write `list *`
      写 `列出 *`
    a name is one word, found `{1}`
      名称是一个词，这里却是 `{1}`
    `{1}` is written `{2}%`
      `{1}` 写作 `{2}%`
    expected `{1}` after `{2}`
      `{2}` 之后应为 `{1}`
    expected `,` before `{1}`
      `{1}` 之前应有 `,`
    put a comma between the two
      请在两者之间加逗号
    `{1}` exclude each other
      `{1}` 不能同时使用
    join the conditions with `and`
      请用 `并且` 连接这些条件
    expected an amount after `{1}`, found `{2} {3}s`
      `{1}` 之后应为数量，却是 `{2} {3}s`
    expected `=` after {1}
      {1}之后应有 `=`
    insert `=`
      请加上 `=`
    expected `=` after {1}, found `{2}`
      {1}之后应有 `=`，却是 `{2}`
    replace it with `=`
      请换成 `=`
    expected `:`, found `=`
      这里应为 `:`，却是 `=`
    write `:`
      写 `:`
    expected `where` after the segment's name, found `{1}`
      细分名称之后应为 `其中`，却是 `{1}`
    write `where`
      写 `其中`
    the value of a param is a literal, so that the host can replace it
      参数的值是直接写出的常量，这样才能从外部替换
    a value that is computed for each customer is a `metric`
      为每位客户计算的值是 `指标`
    only the last stage is `otherwise`, and `{1}` is not the last
      只有最后一个阶段可以是 `其余`，而 `{1}` 不是最后一个
    stages after it would be empty
      它之后的阶段不会有客户
    more than {1} mistakes; only the first {2} are listed
      错误超过 {1} 处，只列出前 {2} 处
    """#
}

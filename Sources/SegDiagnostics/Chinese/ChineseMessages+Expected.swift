// Chinese: what a parser expects at a place.

extension ChineseMessages {
  /// The parts of statements, as in “expected …”.
  static let expected = #"""
    `(` and the options
      `(` 和选项
    an option's name
      选项名
    `:` after the option's name
      选项名之后的 `:`
    a segment after `from`
      `从` 之后的细分
    `totals` after `with`
      `带` 之后的 `合计`
    `interval` after `with`
      `带` 之后的 `区间`
    a kind of picture after `draw`
      `绘制` 之后的图形种类
    `rejects` after `{1}.`
      `{1}.` 之后的 `rejects`
    a table after `of`
      `属于` 之后的表
    `by` and the column that holds the owner's key
      `按` 和存放所属者键的列
    a column after `at`
      `发生于` 之后的列
    `segment` after `as`
      `作为` 之后的 `细分`
    a column after `{1}`
      `{1}` 之后的列
    a column after `,`
      `,` 之后的列
    the highest come first unless `asc` is written
      不写 `升序` 时，最大的排在最前
    `by` after `rank`
      `排名` 之后的 `按`
    `of` and what is spent for each customer
      `属于` 和在每位客户上的花费
    an amount
      数量
    an amount after `{1}`: a number, a percentage or a param
      `{1}` 之后的数量：数字、百分比或参数
    a name after `as`
      `作为` 之后的名称
    the argument's name
      参数名
    a table after `first`
      `first` 之后的表
    `every` and a unit of time
      `每隔` 和时间单位
    `per` or `within`
      `每` 或 `限于`
    a segment after `within`
      `限于` 之后的细分
    an expression
      表达式
    a column of that name stands in backticks
      这样命名的列要写在反引号中
    `then` and a value
      `那么` 和一个值
    `else` and a value
      `否则` 和一个值
    a column after `{1}.`
      `{1}.` 之后的列
    a param
      参数
    `and` and the upper end of `between`
      `并且` 和 `介于` 的上界
    a stage or `missing` after `is`
      `是` 之后的阶段或 `缺失`
    a test of a text
      对文本的判断
    a column
      列
    a name
      名称
    a name for the table
      表的名称
    `from` and a file
      `从` 和文件
    a file in quotes after `from`
      `从` 之后加引号的文件名
    a table after `append`
      `追加` 之后的表
    another file in quotes after `,`
      `,` 之后另一个加引号的文件名
    the table whose rows are linked
      要建立关联的表
    `to` and the table that is looked up
      `到` 和被查找的表
    a table after `to`
      `到` 之后的表
    `by` and the column that holds the key of `{1}`
      `按` 和存放 `{1}` 的键的列
    a name for the link after `as`
      `作为` 之后关联的名称
    `of` after `as`
      `作为` 之后的 `属于`
    a name for the param
      参数的名称
    the param's name
      参数名称
    the metric
      指标
    the measure
      度量
    a name for {1}
      {1}的名称
    {1}'s name
      {1}的名称
    a unit after `in`
      `在` 之后的单位
    a name for the function
      函数的名称
    `(` and the function's parameters
      `(` 和函数的参数
    a parameter's name
      参数的名称
    the function's parameters
      函数的参数
    a name for the lifecycle
      生命周期的名称
    `:` after the lifecycle's name
      生命周期名称之后的 `:`
    a stage
      阶段
    `when` and a condition, or `otherwise`
      `当` 和条件，或 `其余`
    a name for the segment
      细分的名称
    `where`, `from`, `rank by` or `top` after the segment's name
      细分名称之后的 `其中`、`从`、`排名按` 或 `前`
    a segment after `split`
      `拆分` 之后的细分
    `into` and the groups
      `分为` 和各组
    the group
      组
    a name for the group
      组的名称
    a script in quotes
      加引号的脚本
    a script in quotes or a library, such as `std.lifecycle`
      加引号的脚本，或标准库，如 `std.lifecycle`
    a name after `.`
      `.` 之后的名称
    a file in quotes after `report`
      `报告` 之后加引号的文件名
    `title` or the end of the statement
      `标题` 或语句结束
    a title in quotes
      加引号的标题
    a text in quotes after `note`
      `备注` 之后加引号的文字
    a name for the column
      列的名称
    the column's table
      列所在的表
    `from` and the table that it is made of
      `从` 和作为来源的表
    a table after `from`
      `从` 之后的表
    a name for a column of the groups
      分组列的名称
    the column's name
      列名
    a definition after `describe`
      `描述` 之后的定义
    a segment after `explain`
      `解释` 之后的细分
    `in` and a segment
      `在` 和细分
    name a segment or a lifecycle: `why {1} in NAME`
      写明细分或生命周期：`为何 {1} 在 名称`
    a segment after `in`
      `在` 之后的细分
    a message in quotes after `else`
      `否则` 之后加引号的说明
    a message in quotes
      加引号的说明
    a segment or `last` after `export`
      `导出` 之后的细分或 `上次`
    `to` and a file
      `到` 和文件
    a file in quotes after `to`
      `到` 之后加引号的文件名
    a segment after `snapshot`
      `快照` 之后的细分
    `as` and a file
      `作为` 和文件
    a file in quotes after `as`
      `作为` 之后加引号的文件名
    a function
      函数
    `=` after {1}
      {1}之后的 `=`
    `to` and the end of the window
      `到` 和窗口的终点
    `and` and the end of the window
      `并且` 和窗口的终点
    a window
      时间窗口
    a period
      周期
    a year, month, quarter or day, or `last` and a number of days, after `in`
      `在` 之后的年、月、季度、日，或 `最近` 和天数
    the last day is not part of the window
      最后一天不算在窗口内
    a window is written `from A to B` or `since D`
      窗口写作 `从 A 到 B` 或 `自 D`
    """#
}

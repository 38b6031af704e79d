// Chinese: the headings of analyses.

extension ChineseMessages {
  /// The columns that analyses make, and the groups of help.
  static let headings = #"""
    figure
      项目
    gain
      收益
    cost
      成本
    gain_for_cost
      单位成本收益
    customer
      客户
    {1}s
      {1}
    expected
      预期
    actual
      实际
    bias
      偏差
    mae
      平均绝对误差
    rmse
      均方根误差
    msle
      均方对数误差
    correlation
      相关系数
    repeat_days
      复购天数
    lowest
      最低
    highest
      最高
    change
      变化
    cause
      原因
    cohort
      同期群
    size
      人数
    period
      周期
    per_customer
      人均
    stays
      停留次数
    ended
      已结束
    last_on
      仍在继续
    median_days
      天数中位数
    after_{1}
      {1}天后
    at_risk
      在险数
    low
      下限
    high
      上限
    factor
      因素
    higher
      上调
    at_lower
      下调时
    as_is
      现状
    at_higher
      上调时
    moves
      影响
    step
      步骤
    name
      名称
    of_previous
      占上一步
    sum of {1}
      {1}合计
    category
      类别
    standard_error
      标准误
    odds_ratio
      优势比
    per_unit
      每单位
    model
      模型
    first_to_last
      首末间隔
    x{1}
      {1}次
    occasions
      机会数
    taken
      已购次数
    p_alive_next
      下期活跃概率
    kind
      种类
    of_first
      占前者
    of_second
      占后者
    jaccard
      杰卡德系数
    running_share
      累计占比
    attribute
      属性
    difference
      差值
    effect
      效应
    type
      类型
    missing_share
      缺失占比
    distinct
      不同值
    smallest
      最小
    largest
      最大
    outliers
      离群值
    r
      R分
    f
      F分
    m
      M分
    renewal
      续订次数
    retention
      留存率
    expected_retention
      预期留存率
    renewed
      已续
    lost
      流失
    survival
      存续率
    expected_survival
      预期存续率
    ceiling
      上限值
    rate
      速率
    spend
      花费
    last_unit
      末单位收益
    path
      路径
    until
      截至
    lost_to_missing
      因缺失减少
    ms
      毫秒
    condition
      条件
    met
      符合
    needed
      所需
    stage
      阶段
    is_in
      在其中
    property
      项目
    expect
      期望
    qualified
      合格
    {1}_share
      {1}占比
    cutoff
      门槛
    reached
      达到
    asked
      要求
    spent
      已花费
    unspent
      未花费
    best_left_out
      未入选最好
    complete
      完整
    is_total
      合计行
    Aggregates
      聚合
    Order
      次序
    Population
      人群
    Purchases
      购买
    Scores
      评分
    Budgets
      预算
    Stages
      阶段函数
    Analyses
      分析
    Functions
      函数
    Script
      脚本
    taken by {1}
      可用于 {1}
    {1}  is  {2}
      {1}  得  {2}
    Statements
      语句
    Library
      标准库
    `help TOPIC` explains a statement, a function, a library, or the id of a diagnostic: `help segment`.
      `help 主题` 说明语句、函数、标准库或诊断编号：`help segment`。
    Keys
      按键
    runs what is complete, unless the line ends in a comma, an operator or `\`
      运行已写完的语句，除非行尾是逗号、运算符或 `\`
    opens a new line
      另起一行
    completes; twice: lists what fits
      补全；按两次列出可选项
    searches what was typed before
      搜索以前输入的内容
    drops the line, or stops what runs
      放弃这一行，或停止正在运行的语句
    A line that begins with a clause (`by city`, `where …`, `top 10`, `draw bar`) continues the last question.
      以子句开头的一行（`by city`、`where …`、`top 10`、`draw bar`）接续上一个问题。
    `~/.config/seg/init.seg` is run when the prompt starts. `help` explains the language.
      提示符启动时运行 `~/.config/seg/init.seg`。`help` 说明语言。
    Where this comes from
      数据来源
    Dark
      深色
    Light
      浅色
    Made by seg.
      由 seg 生成。
    Contents
      目录
    Data and checks
      数据与检查
    Checked
      已检查
    Warnings
      警告
    Filter rows
      筛选行
    As of {1}
      截至 {1}
    names a customer
      指明客户
    says which group, step or figure a row is about
      说明该行是哪一组、哪一步或哪一项
    says which time a row is about: a date, or the number of a period
      说明该行的时间：日期，或周期的序号
    a place in an order; 1 is the first
      名次；1 为第一
    how much there is of something
      数量
    a part of a whole, from 0 to 1
      占整体的比例，从 0 到 1
    a text or a yes/no that explains the row
      说明该行的文本或是非值
    Answers
      答案
    --format csv shows all
      --format csv 显示全部
    `.rows all` shows all
      `.rows all` 显示全部
    {1} columns do not fit ({2})
      有 {1} 列放不下（{2}）
    `??WORD` lists the topics of help that have the word
      `??词` 列出含有该词的帮助主题
    no help on `{1}`; did you mean `{2}`?
      没有关于 `{1}` 的帮助；是不是想写 `{2}`？
    no help on `{1}`
      没有关于 `{1}` 的帮助
    explains the commands, or a topic
      说明各命令，或某个主题
    leaves; so do Ctrl-D, `quit` and `exit`
      退出；Ctrl-D、`quit` 和 `exit` 也是
    lists the loaded tables: rows, columns, days, files
      列出已加载的表：行、列、日期、文件
    lists what is defined, and what uses it
      列出已定义的内容，以及被谁使用
    says what a name is: `describe NAME`; without one: the tables
      说明一个名称：`describe NAME`；不写名称时列出各表
    removes definitions and tables that nothing uses
      删去没有被使用的定义和表
    forgets everything
      全部删去
    shows so many rows of an answer; `auto`: 40, or as many as `top N` asks for
      每个答案显示若干行；`auto`：40 行，或 `top N` 要求的行数
    shows tables in so many columns; `auto`: those of the window
      按若干列宽显示表格；`auto`：窗口的宽度
    writes answers in a format
      以某种格式写出答案
    writes each row as lines of names and values
      每行数据写成多行的名称和值
    shows figures of 10,000 and more in 万 and 亿
      一万以上的数字以万和亿显示
    says how long each statement took
      显示每条语句的用时
    runs a script, with the commands in it
      运行脚本，其中可含命令
    writes the session as a script: tables, definitions, questions
      把会话写成脚本：表、定义、问题
    opens the last statement, or a definition, in `$EDITOR` and runs it
      在 `$EDITOR` 中打开上一条语句或某个定义，再运行
    writes answers to a file; `-`: to the terminal again
      把答案写入文件；`-`：恢复到终端
    adds what is typed and answered to a file
      把输入和答案追加到文件
    changes the folder of paths, or says which it is
      更改路径所在的文件夹，或显示当前文件夹
    lines of text for a terminal
      终端上的文字图形
    filled lines; those of several groups lie on each other
      填色的折线；各组叠在一起
    a bar for each row; bars of several groups side by side
      每行一个条形；多组并列
    a line along a number; of a Pareto curve with the 80% mark
      沿数值的曲线；帕累托曲线带 80% 标记
    a bar for each step, with its share of the step before
      每一步一个条形，附占上一步的比例
    a grid of shades: a row for each group, a column for each group of a second dimension or measure
      深浅网格：每组一行，第二个维度的每组或每个度量一列
    bars without gaps along the ranges of a value
      沿取值区间相连的条形
    a line for each measure or group over the rows
      每个度量或每组一条折线
    all measures on one scale, each with its own mark
      所有度量用同一刻度，各有标记
    a dot for each row at two measures; colors for a second dimension
      每行一个点，位置为两个度量；第二个维度用颜色
    one line of text for each measure or group, its rows from left to right
      每个度量或每组一行小图，从左到右
    a bar for each row, of parts: the groups of a second dimension, or several measures
      每行一个分段的条形：第二个维度的各组，或多个度量
    a picture of lines, for documents and slides
      用于文档和幻灯片的矢量图
    comma-separated values, exact, with a header
      逗号分隔的精确值，带表头
    tab-separated values, exact, with a header
      制表符分隔的精确值，带表头
    a page with picture and table, which needs no network
      含图和表的网页，不需要网络
    one JSON object per answer, each on one line
      每个答案一个 JSON 对象，各占一行
    a Markdown table
      Markdown 表格
    one JSON object per row, each on one line
      每行数据一个 JSON 对象，各占一行
    the picture of an answer, as `draw` says
      答案的图形，由 `draw` 指定
    a table for people, with the number of rows and the time below
      供人阅读的表格，下方有行数和用时
    each row as lines of names and values, for many columns and long texts
      每行数据写成多行的名称和值，适合列多或文字长时
    an Excel workbook, with a sheet for each answer
      Excel 工作簿，每个答案一张工作表
    a sheet of an Excel workbook
      Excel 工作簿的一张工作表
    there is not enough memory for a chart
      内存不足，画不了图
    no temporary file can be made in `{1}`: {2}
      无法在 `{1}` 中建立临时文件：{2}
    error {1}
      错误 {1}
    no sheet `{1}` can be made
      无法建立工作表 `{1}`
    """#
}

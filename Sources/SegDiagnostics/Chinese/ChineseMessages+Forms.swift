// Chinese: what help says about statements, clauses and options.

extension ChineseMessages {
  /// The summaries of statements, of clauses and of options.
  static let forms = #"""
    Chooses customers, or the rows of a table in an aggregate and in `list`. Conditions are joined by `and`, `or` and `not`: `city = "Berlin"`, `amount >= 5`, `city in ("Berlin", "Bonn")`, `amount between 5 and 10`, `stage is loyal`, `email is missing`.
      选择客户，或在聚合和 `list` 中选择表的行。条件用 `and`、`or` 和 `not` 连接：`city = "北京"`、`amount >= 5`、`city in ("北京", "上海")`、`amount between 5 and 10`、`stage is loyal`、`email is missing`。
    Makes a group of the customers, or of the events, for each value of an expression, or for each period of time.
      按表达式的每个值或每个周期，把客户或事件分组。
    Puts customers or rows in order, the highest first unless `asc` is written. Ties are in the order of the key, and missing values are last. `per` ranks in each group by itself.
      给客户或行排序，不写 `asc` 时最大的在前。并列的按主键排列，缺失值在最后。`per` 在每组内分别排名。
    Keeps the first or the last of those that are ranked: a number, or a share, which is rounded up to whole customers. `per` keeps so many in each group. An answer shows all the rows that `top N` asks for.
      保留排名最前或最后的若干个：个数，或比例（向上取整到整位客户）。`per` 在每组内各保留若干。答案会显示 `top N` 要求的所有行。
    Keeps the fewest ranked customers who together have a share of the total of the positive values, or an amount.
      按排名保留最少的客户，使其合计达到正值总计的某个比例，或某个数额。
    Keeps ranked customers as long as the sum of what each costs stays within a budget.
      按排名保留客户，直到各自的花费合计达到预算。
    Ranks, cuts, splits or compares in each group by itself: `rank by profit per city top 10`, `share(profit per city)`.
      在每组内分别排名、截取、划分或比较：`rank by profit per city top 10`、`share(profit per city)`。
    Shows an answer as a picture. `help bar` and so on explain the kinds; `draw table` is the table.
      把答案画成图。`help bar` 等说明各种图形；`draw table` 是表格。
    Chooses events by their time inside an aggregate, or tests a date outside of one. `in last 90 days` ends with today; `from A to B` has A and not B; a PERIOD is 2024, 2024-Q1, 2024-03 or 2024-W07. A duration has a unit: days, weeks, months, quarters, years, hours.
      在聚合内按时间选择事件，在聚合外判断日期。`in last 90 days` 到今天为止；`from A to B` 含 A 不含 B；周期写作 2024、2024-Q1、2024-03 或 2024-W07。时长带单位：天、周、月、季度、年、小时。
    Tests a text. In a PATTERN of `like`, `%` stands for any characters and `_` for one. `matches` looks for a regular expression anywhere in the text. Case matters; `lower(TEXT)` makes it not matter.
      判断文本。在 `like` 的模式中，`%` 代表任意多个字符，`_` 代表一个。`matches` 在文本任意处查找正则表达式。区分大小写；用 `lower(TEXT)` 可不区分。
    Gives the one or the other value. Inside a larger expression it stands in parentheses.
      给出两个值之一。在更长的表达式中要加括号。
    A value that is not there. A comparison with it is no; arithmetic with it is missing; aggregates skip it; ranks put it last. `??` gives the next value in its place.
      没有的值。与它比较为否；与它运算仍缺失；聚合略过它；排名放在最后。`??` 用后面的值代替它。
    Gives options to `load`, `append`, `export` and `use`: how a file is written, whether one may be replaced, what the script calls the names of a library. `show … with totals` adds the row of all.
      给 `load`、`append`、`export` 和 `use` 写选项：文件的写法、能否覆盖文件、脚本怎样称呼标准库中的名称。`show … with totals` 加上合计行。
    Says the types of columns where those that are found out are not meant: integer, number, text, date, timestamp, boolean. A value that is not of the type sends its row to the rejects.
      判断出的类型不对时，写明列的类型：integer、number、text、date、timestamp、boolean。不合类型的值会使所在行被拒收。
    The rows of a file that could not be taken: the line, the column, the reason and the text.
      文件中被拒收的行：行号、列、原因和文本。
    The day that `as of DATE` or `--as-of` sets; without them, the day of the newest event. `METRIC as of DATE` is the metric as it stood on that day.
      由 `as of DATE` 或 `--as-of` 设定的日期；都没有时是最新事件的日期。`METRIC as of DATE` 是该指标在那一天的值。
    Names an item of an answer; later items, `having` and `rank by` may use the name.
      给答案中的一项命名；后面的项、`having` 和 `rank by` 可以使用这个名称。
    Says of which table's rows an aggregate is, or of which customers a question is. `of all TABLE` counts rows of nobody, too.
      说明聚合针对哪张表的行，或问题针对哪些客户。`of all TABLE` 也计入无主的行。
    Keeps groups by their measures, which the condition may name as items. All groups have their values before one is left out, so shares and totals are of all of them. `where` chooses the customers or events that are grouped.
      按度量筛选各组，条件中可用各项的名称。先算出所有组的值再筛选，所以占比和总计针对全部。`where` 选择要分组的客户或事件。
    Lays out a dimension: a column for each of its values, in their order, and a row for each group of the other dimensions.
      把一个维度横排：它的每个值一列，其他维度的每组一行。
    Adds a last row of all customers or events together: each measure is computed for them, and is no sum of the rows. Its dimensions are missing, and `is_total` is yes.
      在最后加上全部客户或事件的一行：每个度量重新计算，而不是各行之和。该行的维度缺失，`is_total` 为是。
    Gives the figures of purchase models the ends of their 95% intervals, `NAME_low` and `NAME_high`: how far they may be off because the model is fitted to the customers that there are. By the parametric bootstrap of 199 draws, always the same ones.
      给出购买模型所得数字的 95% 区间 `NAME_low` 和 `NAME_high`：因模型由现有客户拟合而可能有的误差。用 199 次参数自助法，每次抽样都相同。
    Reads a table of customers, of events that belong to them or to other events, or one that is looked up by its key. Several files, a pattern such as `orders-2024-*.csv` or a folder such as `orders/` are one table, with columns by name and one type for each. How a file is written is found out; what cannot be is said by options, such as types, delimiter, encoding, header, skip, missing and file (`help delimiter`). A COLUMN may be an expression over the columns of the file: `key lower(trim(email))`, `at date(day, "%d%b%y")`. With `as segment` the file lists customers: those in it are a segment of that name, and `NAME.COLUMN` reads what the file says of them.
      读入客户表、属于客户或其他事件的事件表，或按主键查找的表。多个文件、`orders-2024-*.csv` 这样的模式或 `orders/` 这样的文件夹合为一张表，按列名对应，每列一种类型。文件的写法会自动判断；判断不了的用选项写明，如 types、delimiter、encoding、header、skip、missing 和 file（`help delimiter`）。COLUMN 可以是文件各列的表达式：`key lower(trim(email))`、`at date(day, "%d%b%y")`。写 `as segment` 时文件是客户名单：其中的客户组成同名的细分，`NAME.COLUMN` 读取文件中对他们的说明。
    Adds the rows of further files to a table that is loaded; the other files are not read again. Columns are matched by name, and the types of the table hold. The options of its `load` hold, too, but for those that are given.
      把更多文件的行加入已加载的表；其他文件不再读取。列按名称对应，沿用表的类型和 `load` 的选项，另写的选项除外。
    Looks up the row of another table by its key for each row of a table: `products.category` then reads a column of it. A COLUMN may be an expression over the columns of the first table: `by lower(trim(sku))`.
      对表的每一行按主键查找另一张表的行：之后用 `products.category` 读取它的列。COLUMN 可以是第一张表各列的表达式：`by lower(trim(sku))`。
    Gives a table of events a column: one value for each row, made of its other columns.
      给事件表加一列：由其他列算出的每行一个值。
    Makes a table of another: some of its rows, each row once, or one row for each customer and combination.
      由另一张表生成表：其中一部分行、去重的行，或每位客户和每种组合一行。
    Sets the day that is today for the following statements.
      设定后面语句的“今天”。
    Names a value that `--set NAME=VALUE` or the host may replace.
      给一个值命名，可由 `--set NAME=VALUE` 或宿主程序替换。
    Defines one value for each customer.
      定义每位客户的一个值。
    Puts each customer into exactly one stage: the first whose condition holds.
      把每位客户放入恰好一个阶段：第一个条件成立的阶段。
    Names the customers that meet a condition, or the best of them.
      给符合条件的客户，或其中最好的客户命名。
    Divides a segment at random into groups, such as test and control.
      把细分随机划分为若干组，如实验组和对照组。
    Defines one number for a group of customers.
      定义一组客户的一个数字。
    Names an expression with parameters.
      给带参数的表达式命名。
    Answers with numbers: of a segment, of measures by groups, or of an analysis.
      用数字回答：细分、分组的度量，或分析。
    Answers with rows: of customers, or of an event table.
      用行回答：客户，或事件表的行。
    Says what a name means: definition, unit, type, what it uses and what uses it.
      说明一个名称：定义、单位、类型、用到什么、被什么使用。
    Says how many customers each condition of a segment keeps, or each stage of a lifecycle takes.
      说明细分的每个条件留下多少客户，或生命周期的每个阶段有多少客户。
    Says for one customer which conditions of a segment hold, or of each stage of a lifecycle, and what it would take.
      对一位客户说明细分或生命周期各阶段的哪些条件成立，以及还差什么。
    Stops the script if a condition does not hold.
      条件不成立时停止脚本。
    Writes a segment's customers, the last answer, or all answers so far, to a file. Its ending is the format; only an .xlsx holds several answers. `replace` allows to replace a file and to make folders, `folders` only the latter. `bom` writes a .csv for spreadsheets.
      把细分的客户、上一个答案或至今的所有答案写入文件。扩展名决定格式；只有 .xlsx 能存放多个答案。`replace` 允许覆盖文件并创建文件夹，`folders` 只允许后者。`bom` 写出供表格软件使用的 .csv。
    Keeps a segment as it stands in a .csv file: its members with the values that its definition names, the day and the definition. `load NAME from "FILE" as segment` reads it again, and `show changes(SEGMENT, since: "FILE")` says who entered and left since, and why.
      把细分的现状存入 .csv 文件：成员及定义中用到的值、日期和定义。`load NAME from "FILE" as segment` 可再次读入，`show changes(SEGMENT, since: "FILE")` 说明此后谁进入、谁离开以及原因。
    Collects the notes and answers that follow as a page in HTML: pictures, tables, the definition of each figure, and the receipts of the data. The page is written when the script has ended; a script that fails writes none.
      把后面的说明和答案收成一个 HTML 网页：图、表、每个数字的定义和数据的回执。网页在脚本结束时写出；脚本失败则不写。
    Writes a text between answers: on the page of a `report`, and where answers are tables or Markdown. It may have paragraphs, headings, lists and emphasis in Markdown.
      在答案之间写一段文字：写在 `report` 的网页上，或写在表格和 Markdown 答案之间。可用 Markdown 的段落、标题、列表和强调。
    Imports the definitions of another script or of the library. `with` says what the script calls the tables, columns and metrics that the library reads; it holds for the libraries that follow, too.
      引入另一个脚本或标准库的定义。`with` 写明脚本怎样称呼标准库所读的表、列和指标；对后面的标准库也有效。
    a name or a number
      名称或编号
    The sheet of a workbook, by name or by number from 1; otherwise the first visible one that has values.
      工作簿的工作表，按名称或从 1 起的编号；不写时取第一个有值的可见工作表。
    a character
      一个字符
    The character between fields; otherwise that with which the records agree best. Of blanks, several count as one.
      字段之间的字符；不写时取与各条记录最相符的。连续的空格算一个。
    The encoding; otherwise UTF-8, or for other bytes the one in which they read most like a language.
      编码；不写时为 UTF-8，其他字节则取读起来最通顺的编码。
    yes or no
      是或否
    Whether the first record names the columns; otherwise the columns' values tell.
      第一条记录是否为列名；不写时由各列的值判断。
    a number of lines
      行数
    How many lines stand before the table; otherwise lines that are no part of it are left out, and the receipt says so.
      表之前有多少行；不写时不属于表的行会略去，回执中会说明。
    How many lines stand after the table, such as totals; otherwise those that are surely no rows are left out.
      表之后有多少行，如合计；不写时略去肯定不是数据的行。
    one to eight signs
      一至八个符号
    The signs with which lines begin that are no records.
      非数据行开头的符号。
    a character, or no
      一个字符，或 no
    The character around fields that contain delimiters; no: quotes are text.
      括住含分隔符字段的字符；no：引号就是文本。
    The character before a quote, delimiter or line break that is text. A doubled quote always is.
      写在作为文本的引号、分隔符或换行之前的字符。成对的引号总是文本。
    Whether records with too few fields are filled with missing values; otherwise they are rejected.
      字段不足的记录是否用缺失值补齐；不写时拒收。
    Whether blanks around texts without quotes are dropped.
      是否去掉不带引号的文本首尾的空格。
    names and types
      名称和类型
    The types of columns; a row with a value of another type is rejected.
      列的类型；含其他类型的值的行会被拒收。
    `,` or `.`
      `,` 或 `.`
    The decimal mark of numbers; otherwise that which the file's numbers show.
      数字的小数点；不写时由文件中的数字判断。
    A word that means missing; the option may be given several times.
      表示缺失的词；可以写多次。
    How to read 05/01/2024: `dmy`, `mdy` or `ymd`.
      怎样读 05/01/2024：`dmy`、`mdy` 或 `ymd`。
    names and formats
      名称和格式
    How the dates of columns are written: a pattern, or `epoch`, `epoch_ms`, `excel`.
      列中日期的写法：格式，或 `epoch`、`epoch_ms`、`excel`。
    The zone in which timestamps that name theirs are shown; otherwise UTC.
      自带时区的时间戳以哪个时区显示；不写时为 UTC。
    Whether a column `file` names the file of each row, where a load has several.
      加载多个文件时，是否用 `file` 列写明每行来自哪个文件。
    a type
      类型
    The type of the key, with which 0001001 and 1001 are the same or not.
      主键的类型，决定 0001001 和 1001 是否相同。
    The rows of a table belong to owners by a key, and here no key is one of theirs: it is another column, or the keys are written in another way (`0001001` and `1001`, `c-17` and `C-17`). `key_as: integer` reads both as integers, and `by lower(trim(id))` is a key made of the column.
      表的行按键属于客户或其他表，而这里没有一个键相符：可能写错了列，或键的写法不同（`0001001` 与 `1001`，`c-17` 与 `C-17`）。`key_as: integer` 把两边都读作整数，`by lower(trim(id))` 由该列算出键。
    a budget is 0 or more, and this one is {1}
      预算不小于 0，这里却是 {1}
    `least` is below 0 or above `most` in group {1}
      第 {1} 组的 `least` 小于 0 或大于 `most`
    the sum of `least` is {1}, more than the budget
      `least` 的合计是 {1}，超过预算
    the sums are too large for a number
      合计太大，无法用数值表示
    a frequency of {1}
      频次为 {1}
    `frequency` is the number of days with a purchase after the first one
      `frequency` 是首个购买日之后有购买的天数
    a time below 0
      时间小于 0
    `recency` and `age` are times since the first purchase
      `recency` 和 `age` 是从首次购买算起的时间
    a recency of {1} and an age of {2}
      recency 为 {1}，age 为 {2}
    `recency` is the time from the first purchase to the last: `recency: age - since_last`, where it is counted from the last one
      `recency` 是从首次到末次购买的时间：若是从末次购买算起的，写 `recency: age - since_last`
    no repeat purchase, and a recency of {1}
      没有重复购买，recency 却是 {1}
    `recency` is the time from the first purchase to the last, and 0 with one purchase alone
      `recency` 是从首次到末次购买的时间，只购买过一次时为 0
    {1} has {2}
      {1}：{2}
    not a history of purchases
      不是购买历史
    With `frequency`, `recency` and `age` a model is fitted to a table with one row a customer. The frequency is a whole number: the days with a purchase after the first such day. The recency is the time from the first purchase to the last, not the time since the last; the age is the time from the first purchase to the end of the data. Both are in the `unit` of the model, which is a week unless another is given.
      写 `frequency`、`recency` 和 `age` 时，模型由每位客户一行的表拟合。frequency 是整数：首个购买日之后有购买的天数。recency 是从首次到末次购买的时间，不是距末次购买的时间；age 是从首次购买到数据截止的时间。两者以模型的 `unit` 计，不写时为周。
    the first record has it, and seemed to be a row
      它在第一条记录中，而第一条记录看起来像数据
    models of purchases: those of periods need the events
      购买模型：按周期的模型需要事件
    events: a row of a customer has one amount
      事件：每位客户一行的表只有一个金额
    a condition on `{1}` stands in the aggregate: `sum(… of {2} where …)`
      对 `{1}` 的条件写在聚合中：`sum(… of {2} where …)`
    `{1}` of `{2}` needs `frequency`, `recency` and `age`
      `{2}` 的 `{1}` 需要 `frequency`、`recency` 和 `age`
    one row a customer
      每位客户一行
    {1}; or a table of events
      {1}；或事件表
    the mean amount of a customer's repeat purchases: `monetary of {1}`
      客户重复购买的平均金额：`monetary of {1}`
    summaries of `{1}` have no `where` and no window
      `{1}` 的汇总值不能带 `where` 和窗口
    a frequency that is missing leaves a customer out: `frequency: if city = "Oslo" then x else missing`
      频次缺失的客户不计入：`frequency: if city = "北京" then x else missing`
    `frequency`, `recency` and `age` are values of customers, and `{1}` are events
      `frequency`、`recency` 和 `age` 是客户的值，而 `{1}` 是事件
    counted from the events
      由事件统计
    leave them out
      去掉它们
    `propensity` learns from the attributes of an earlier day and the outcome since, and so does `lookalike` of members `as of` an earlier day. Events say how things stood on that day; a column of customers has only its value of today, perhaps set because of the outcome (`status` = lapsed). Then the validation is almost perfect and the score useless for the future. Make the attribute of events, state with `fixed` that the column does not change (a birthday, the first channel), or leave it out.
      `propensity` 由较早一天的属性和此后的结果学习，`lookalike` 取 `as of` 较早一天的成员时也一样。事件能说明那一天的情况；客户的列只有今天的值，也许正是因结果而写入的（`status` = 流失）。这样验证近乎完美，对未来却毫无用处。请由事件算出属性，或用 `fixed` 声明该列不变（生日、首次渠道），或去掉它。
    the oldest event of `{1}`, on {2}, is {3} years before the next one
      `{1}` 最早的事件在 {2}，比下一个早 {3} 年
    first events, tenures and periods begin with it
      首次事件、客龄和周期都从它算起
    if it stands for a missing date, say so with the option `missing`; see `list * of {1} where time < {2}`
      若它代表缺失的日期，请用选项 `missing` 写明；可用 `list * of {1} where time < {2}` 查看
    a pointer to a file of Git LFS, not the file
      Git LFS 的指针，不是文件本身
    fetch the file: `git lfs pull`
      请取回文件：`git lfs pull`
    `{1}` is read with decimal points; for points between thousands: with (decimal: ",")
      `{1}` 中的句点按小数点读取；若是千位分隔：带 (decimal: ",")
    """#
}

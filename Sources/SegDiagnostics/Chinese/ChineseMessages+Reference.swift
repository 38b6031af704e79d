// Chinese: what the reference pages say around the values that they list.

extension ChineseMessages {
  static let reference = #"""
    Each word of a script may be Chinese; the grammar is the same: {1}
      脚本里的每个词都可以写中文，语法不变：{1}
    `seg fmt --lang zh` writes the words of a script in Chinese, `--lang en` in English.
      `seg fmt --lang zh` 把脚本里的词写成中文，`--lang en` 写成英文。
    Clauses, operators, units
      子句、运算符、单位
    Words that stand for two
      一个词代表两个
    Only in their places
      只在特定位置有意义
    Functions and analyses
      函数和分析
    Pictures
      图形
    Standard library
      标准库
    `use std.NAME` imports the definitions of a file. Earlier definitions of the script are kept, so a file that uses `profit` uses the script's own. `seg help std.NAME` shows the same.
      `使用 std.名称` 引入一个文件里的定义。脚本里在前面写过的定义会保留，所以库里用到 `profit` 时，用的是脚本自己的。`seg help std.名称` 显示同样的内容。
    meaning
      含义
    {1} of {2}, a {3}
      {2} 中的 {1}，{3}
    metric: {1}
      指标：{1}
    measure: {1}
      度量：{1}
    column of {1}: {2}
      {1} 的列：{2}
    lifecycle: {1}
      生命周期：{1}
    parameter: {1}
      参数：{1}
    Files and formats
      文件和格式
    Files that are read
      能读的文件
    endings
      扩展名
    content
      内容
    Each may be compressed with gzip. UTF-8, and UTF-16 with a byte order mark, are recognized for certain. Other encodings are recognized by the language that their bytes make (GB18030, Big5, Shift_JIS, EUC-KR, windows-1252, windows-1251 and others), with a warning. A few bytes that are no text reject their rows.
      都可以用 gzip 压缩。UTF-8 和带字节序标记的 UTF-16 一定能认出。其他编码（GB18030、Big5、Shift_JIS、EUC-KR、windows-1252、windows-1251 等）按字节组成的文字推断，并给出警告。个别字节不是文字时，只有所在的行读不了。
    Options of load
      load 的选项
    option
      选项
    example
      示例
    The name of a format; otherwise the file's name and first bytes tell.
      格式的名称；不写时由文件名和开头的字节判断。
    Types are {1}: `types: (phone: text)`.
      类型有 {1}：`types: (phone: text)`。
    Formats of answers
      答案的格式
    writes
      写成
    `export` also writes workbooks (.xlsx) and, where the system has librsvg, pictures as points (.png).
      `导出` 还能写工作簿（.xlsx）；系统装有 librsvg 时，也能写位图（.png）。
    Drawings
      图形
    draws
      画成
    no picture: the table alone
      不画图，只有表格
    Workbooks only.
      仅用于工作簿。
    CSV and workbooks.
      用于 CSV 和工作簿。
    CSV only.
      仅用于 CSV。
    Not for workbooks.
      不用于工作簿。
    Words in Chinese
      中文词对照
    `seg help chinese` shows the same.
      `seg help chinese` 显示同样的内容。
    Printed by `{1}`; do not edit.
      由 `{1}` 生成，请勿手改。
    every statement, with its form and an example
      所有语句，各有写法和示例
    aggregates, population functions, models, scores and functions
      聚合、人群函数、模型、评分和函数
    what `show NAME(…)` answers
      `显示 名称(…)` 能回答什么
    the standard library, `use std.…`
      标准库，`使用 std.…`
    files that are read, options of `load`, formats of answers
      能读的文件、`加载` 的选项、答案的格式
    what each message means, and how to fix it
      每条消息的含义和改法
    every word of a script in Chinese
      脚本中每个词的中文
    Reference
      参考手册
    page
      网页
    The grammar is {1}.
      语法见 {1}。
    Parts in `[…]` are optional; `…` means more of the same.
      `[…]` 里的部分可以不写；`…` 表示还可以有更多同样的部分。
    Clauses and words
      子句和词
    For example:
      例如：
    In a metric, an aggregate is computed over a customer's events; in a measure, over a group. Missing values are skipped.
      在指标中，聚合对一位客户的事件计算；在度量中，对一组客户计算。缺失值不计。
    Population functions
      人群函数
    These compare a customer with all customers, with those of a group (`per`) or with those of a segment (`within`).
      把一位客户与全部客户、同组客户（`每`）或某个细分的客户（`限于`）比较。
    The order of events
      事件的次序
    These read the events of a customer in the order of time, in a column of events or inside an aggregate over them. `position` is 1 for the first.
      按时间先后读一位客户的事件，可用在事件的字段里，或对事件的聚合里。第一个事件的 `position` 是 1。
    Functions over the rows of an answer
      答案各行之间的函数
    These take a measure, or an item that is named before, in `show … by`. The rows are those of the last dimension, in the order of its values, for each combination of the others.
      用在 `显示 … 按` 中，取一个度量或前面命名过的一项。行按最后一个维度的取值排列，其他维度的每种组合各自计算。
    gives
      得到
    for example
      例如
    Functions of values
      对值的函数
    The value is missing if an argument is missing.
      任何一个参数缺失，结果就缺失。
    Time in a stage
      停留在阶段的时间
    These look at a customer's stage, segment, condition or text on every day until the as-of day, from the day of the first event of the data on. `every week`, `every month` and the like as the last argument look at it on the last day of each period and on the as-of day. What began before the data has no known day. `show durations(stage)` and `show survival(stage)` say how long all customers stay.
      从数据中第一个事件那天起，逐日查看一位客户的阶段、细分、条件或文本，直到截至日。最后一个参数写 `每周`、`每月` 等，则只看每个周期的最后一天和截至日。数据开始之前就有的状态，不知从哪天开始。`显示 durations(阶段)` 和 `显示 survival(阶段)` 说明全部客户各停留多久。
    calls
      写法
    Functions of purchases
      购买函数
    Functions in a metric, computed from a customer's own events; these take a condition or a window as in aggregates. Several events of a customer on one day are one purchase. Customers without a purchase until the as-of day have no value. A model is fitted to all customers with a purchase, once for each choice of events, options and as-of day, and kept.
      指标中的函数，由客户自己的事件算出；和聚合一样，可以带条件或窗口。一位客户同一天的多个事件算一次购买。截至日以前没有购买的客户没有值。模型用全部购买过的客户拟合；事件、选项和截至日的每种组合各拟合一次，并保留下来。
    Named arguments mean the same everywhere, in analyses too:
      具名参数在各处含义相同，在分析中也一样：
    taken by
      可用于
    argument
      参数
    {1}; required
      {1}；必填
    `show NAME(…)` answers each; `of SEGMENT` and `where CONDITION` may follow.
      每个分析都用 `显示 名称(…)` 提问，后面可以接 `属于 细分` 和 `其中 条件`。
    Diagnostics
      诊断
    `seg help ID` shows the same.
      `seg help 编号` 显示同样的内容。
    A score is a probability, from 0 to 1, given by a regularized logistic model. Attributes are numbers, dates, texts, conditions and lifecycles. Numbers are scaled to standard deviations; each category of a text is compared with the most frequent one. A missing number counts as the mean, and being missing is an attribute of its own. Categories of fewer than 10 customers (or than a twentieth, if there are fewer than 200 customers) are merged. `within SEGMENT` trains the model on the segment's customers; all customers get a score. Customers with no known attribute are excluded and get no score.
      评分是 0 到 1 的概率，由正则化的逻辑回归模型给出。属性可以是数值、日期、文本、条件和生命周期。数值按标准差缩放；文本的每个类别与最常见的类别比较。缺失的数值按均值计，而“缺失”本身也是一个属性。不足 10 位客户的类别会合并（客户不到 200 位时，不足二十分之一的类别合并）。`限于 细分` 只用该细分的客户训练模型，但全部客户都有评分。没有任何已知属性的客户不参加训练，也没有评分。
    A model is fitted once for each function, as-of day and state of the data, and kept. `show model(METRIC)` shows the model; `show calibration(METRIC)` compares expected with actual outcomes, by tenths of the score. `lookalike` is validated on 30% of the customers, which the model has not seen. `propensity` is validated on later data: the same model, trained one span of days earlier, is compared with the condition today. If the events do not go back that far, it is validated like `lookalike`, and the model says so.
      每个函数、截至日和数据状态拟合一次模型，并保留下来。`显示 模型(指标)` 显示模型；`显示 calibration(指标)` 按评分的十等份比较预期和实际。`lookalike` 用模型没见过的 30% 客户检验。`propensity` 用以后的数据检验：同样的模型用早一段时间的数据训练，再与今天的条件比较。事件没有那么早时，就像 `lookalike` 那样检验，模型会说明。
    The training set of `propensity` contains the customers whose outcome was open on the day of the attributes. Customers who already met the condition on that day are excluded, unless the condition looks only at events after that day (`any(orders in last 90 days)` as of 90 days ago): then it may come true again. Without `within`, customers who had no event until that day in any table are excluded too, because they were not customers yet. A warning and `show model` say how many. A window that begins before that day and ends after it gives a warning.
      `propensity` 的训练样本是在属性那天结果尚未确定的客户。那天已经符合条件的客户不算，除非条件只看那天以后的事件（例如 90 天前的 `any(orders in last 90 days)`），那样条件可以再次成立。没有 `限于` 时，那天以前在任何表里都没有事件的客户也不算，因为他们当时还不是客户。警告和 `显示 模型` 会说明有多少位。窗口从那天之前开始、到那天之后结束时，会给出警告。
    Attributes made of events are those of that day. A column of customers has one value, today's: if it changes with what the score predicts (a status, a number of orders so far), the score knows the outcome. A warning names such columns; `fixed: (city, joined)` states that they were the same on that day.
      由事件算出的属性取那天的值。客户表的列只有今天的值：如果它随所预测的结果变化（例如状态、累计订单数），评分就已经知道了结果。警告会列出这样的列；`fixed: (city, joined)` 说明它们在那天也是这个值。
    in a row of events: 1 for the customer's first event in the table, 2 for the second, in the order of time
      事件行中的次序：客户在表中的第一个事件是 1，第二个是 2，按时间先后
    The example is broken into two lines here. Dates are texts, a missing value is `null`, and `ms` is the time of the evaluation. Each column has a `role`, and a `unit` where the definitions that it is made of say one (`metric spent = … in yuan`).
      这里的示例分成两行。日期是文本，缺失值是 `null`，`ms` 是计算用时。每列都有 `role`；所用的定义写明单位时（`metric spent = … in yuan`），还有 `unit`。
    """#
}

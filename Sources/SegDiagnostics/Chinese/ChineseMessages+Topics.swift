// The explanations of diagnostics about meaning, in Chinese.

extension ChineseMessages {
  static let topics = #"""
    A name is a metric, segment, lifecycle, measure or parameter that is defined earlier, or a column of the customers. Names are case-sensitive.
      名称指前面定义过的指标、细分、生命周期、度量或参数，或者客户表的列。名称区分大小写。
    A definition of the standard library uses a table or a column that is not loaded. Load tables before `use`. If a column has another name, define the metric that reads it before `use`. `help std.NAME` says what a library needs.
      标准库的定义用到了还没有加载的表或列。先加载表，再写 `使用`。如果列叫别的名称，在 `使用` 之前定义读它的指标。`help std.名称` 列出各个库需要什么。
    The table has no column of that name. Names are case-sensitive. Names with other characters than letters, digits and `_` are written in backticks.
      表中没有这个名称的列。名称区分大小写。名称里有字母、汉字、数字和 `_` 以外的字符时，要放在反引号里。
    No table of that name is loaded. `load` reads tables.
      没有加载这个名称的表。表用 `加载` 读入。
    No function or aggregate has that name; `help` lists them all.
      没有这个名称的函数或聚合；`help` 列出全部。
    `of` and `from` take a segment, or another yes/no definition.
      `属于` 和 `从` 后面应为细分，或其他是非值的定义。
    A table of events has many rows for each customer. An aggregate makes one value of them: `count(orders)`.
      事件表里每位客户有多行。用聚合把它们汇总成一个值：`计数(订单)`。
    There are many values where one is expected. A metric needs one value for each customer (`sum(amount of orders)`), a measure one for each group (`sum(profit)`, `count(loyal)`).
      应有一个值的地方有多个值。指标要每位客户一个值（`求和(金额 属于 订单)`），度量要每组一个值（`求和(利润)`、`计数(忠诚)`）。
    A measure is one number for a group. For one value for each customer, define a `metric`.
      度量是一组客户的一个数。要每位客户一个值，用 `指标` 定义。
    This place takes a value that is the same for all customers: a literal, a parameter or a day such as `90 days ago`.
      这里只能用对所有客户都相同的值：直接写出的值、参数，或 `90 天前` 这样的日子。
    Metrics, segments, lifecycles, measures and customer columns share one set of names, and a script defines each name once. At the prompt a later definition replaces an earlier one.
      指标、细分、生命周期、度量和客户表的列不能重名，脚本里每个名称只定义一次。在提示符下，后面的定义取代前面的。
    Customers and events both have a name. In `by` and in `list` it is not clear which is meant; `TABLE.NAME` says it.
      客户表和事件表都有这个名称。在 `按` 和 `列出` 里分不清指哪一个，写成 `表名.名称` 就清楚了。
    A condition compares a column of texts with a text that no row has. Upper and lower case count: `Berlin` is not `berlin`.
      条件拿一列文本和一个哪一行都没有的文本比较。大小写有区别：`Berlin` 不是 `berlin`。
    `with interval` says how far figures that follow from a model of purchases may be off. What is counted has no such interval. Models of periods (`bg/bb`, `sbg`) and scores have none either.
      `带区间` 说明由购买模型得出的数可能偏差多少。数出来的数没有这种区间。按周期计的模型（`bg/bb`、`sbg`）和评分也没有。
    `snapshot SEGMENT as "FILE.csv"` keeps a segment with its definition, `load NAME from "FILE.csv" as segment` reads its members again, and `changes(SEGMENT, since: "FILE.csv")` compares it with today. A list of customers without a definition can be loaded as a segment, but nobody knows why it changed.
      `快照 细分名 作为 "文件.csv"` 把细分连同定义保存下来，`加载 名称 从 "文件.csv" 作为 细分` 读回其中的客户，`人群变动(细分名, since: "文件.csv")` 和今天比较。没有定义的客户名单也能作为细分加载，但无法知道变动的原因。
    A definition may use earlier definitions, never itself. So every script ends.
      定义可以用前面的定义，不能用自己。所以每个脚本都会结束。
    The first stage whose condition holds takes a customer; after `otherwise` nobody is left.
      客户归入第一个条件成立的阶段；`其余` 之后就没有人了。
    Without `otherwise`, customers who meet no condition are in no stage, and `by` shows them as missing.
      不写 `其余`，一个条件也不符合的客户就不在任何阶段，`按` 阶段分组时显示为缺失。
    Operators take values of one type: texts are written in quotes, dates as 2024-12-31, yes/no as `yes` and `no`. Integers go with numbers, dates with timestamps.
      运算的两边类型要相同：文本加引号，日期写作 2024-12-31，是非值写作 `是` 和 `否`。整数可以和数值一起用，日期可以和时间戳一起用。
    `matches` takes a regular expression: letters, `.`, `[…]`, `(…|…)`, `*`, `+`, `?`, `{m,n}`, `^`, `$`, `\d`, `\w`, `\s`. It matches in linear time; there are no back-references.
      `匹配` 后面是正则表达式：字符、`.`、`[…]`、`(…|…)`、`*`、`+`、`?`、`{m,n}`、`^`、`$`、`\d`、`\w`、`\s`。匹配用线性时间；不支持引用分组。
    A border of a window is a day for all events, or one of the customer: `since signup`. The time of the event itself is neither: every event would be compared with its own time. To count events before those of another table, define the day as a metric: `metric answered = max(day of answers)`, then `count(orders before answered)`.
      窗口的边界是对所有事件都相同的一天，或客户的某一天，例如 `自 注册日期`。事件自己的时间两者都不是，那样每个事件都和自己的时间比较。要数另一个表的事件之前的事件，先把日期定义为指标：`指标 最近答复 = 最大(答复日期 属于 答复)`，再写 `计数(订单 早于 最近答复)`。
    `in last 90 days` is the 90 days that end with today. `from A to 90 days ago` ends before the day that is 90 days ago. So that day is in neither. The window that adjoins `in last 90 days` is `in the 90 days before`.
      `在 最近 90 天` 是到今天为止的 90 天。`从 A 到 90 天前` 不含 90 天前的那一天。所以那一天两边都不在。紧接在 `在 最近 90 天` 之前的窗口是 `in the 90 days before`。
    A comparison with a missing value is always no. `is missing` and `is not missing` test whether a value is missing.
      和缺失值比较，结果总是“否”。判断值是否缺失，用 `是 缺失` 和 `不是 缺失`。
    `missing` takes the type of the value beside it: `if refunded then missing else amount`.
      `缺失` 的类型取自旁边的值：`如果 已退货 那么 缺失 否则 金额`。
    Months, quarters and years have no fixed number of days. Add them to dates (`today - 3 months`); compare numbers of days with days.
      月、季度和年没有固定的天数。它们可以加在日期上（`今天 - 3 个月`）；天数要和天数比较。
    A definition states the unit of its values after `in`. Days are converted to weeks, weeks to days, months to years. Days are no fixed part of a month or a year, so the definition says what is meant: whole years from one day to the other, or years of 365.25 days.
      定义在 `单位为` 后面写明值的单位。天和周、月和年可以互相换算。天不是月或年的固定部分，所以定义要说明意思：从一天到另一天的整年数，还是按一年 365.25 天折算。
    A month or a quarter is many days, not one. Write it after `in`, or in `from … to …`.
      一个月或一个季度是很多天，不是一天。把它写在 `在` 后面，或者写 `从 … 到 …`。
    Inside an aggregate over events a name may also be a metric or a column of the customer who had the event: `sum(profit of referrals)` is the profit of the customer who referred, added once for each referral, not that of those referred. Write `profit * count(referrals)` if that is meant, and `profit` alone if the customer's own value is.
      在事件的聚合里，名称也可以是这位客户的指标或列：`求和(利润 属于 推荐)` 是推荐人的利润，每次推荐各加一次，不是被推荐人的利润。要的就是这个，写 `利润 * 计数(推荐)`；要客户自己的值，只写 `利润`。
    A row may read the columns of the row that owns it. Summed over the rows, a value of the owner counts as often as the owner has rows: the freight of an order with three items three times. Sum it over the owners: `sum(freight of orders)`.
      一行可以读它所属的那一行的列。对各行求和时，所属行的值有几行就算几次：三件商品的订单，运费会算三次。应该对所属的表求和：`求和(运费 属于 订单)`。
    `list` names columns, and `of` says of which customers. A segment alone could be either: `list * of loyal` lists its customers, `list id, loyal` says of each customer whether they are in it.
      `列出` 后面写列，`属于` 后面写哪些客户。单写一个细分，两种意思都可以：`列出 * 属于 忠诚` 列出其中的客户，`列出 客户编号, 忠诚` 说明每位客户在不在其中。
    The call does not fit the function: `help NAME` shows how it is called.
      这样调用不符合函数的写法；`help 名称` 显示怎么写。
    The models of purchases are "bg/nbd", "mbg/nbd", "pareto/nbd" and "nbd". By its construction, BG/NBD gives a customer with one purchase a `p_alive` of 1; MBG/NBD and Pareto/NBD do not.
      购买模型有 "bg/nbd"、"mbg/nbd"、"pareto/nbd" 和 "nbd"。BG/NBD 的构造决定了只买过一次的客户 `存活概率` 为 1；MBG/NBD 和 Pareto/NBD 不是这样。
    Every customer has a different key, so a model would memorize the customers and learn nothing about new ones. Use attributes that several customers share, or numbers.
      每位客户的主键都不同，模型只会记住客户，对新客户一无所知。应该用多位客户共有的属性，或数值。
    A look-alike score says which customers resemble the members of a segment in other attributes. With an attribute that the segment's definition uses, the model only learns the definition: its validation is almost perfect, and all non-members score near 0. Other attributes (age, city, first product) say more.
      相似度说明哪些客户在其他属性上像某个细分里的客户。如果用了细分定义里的属性，模型只会学到这个定义：检验近乎完美，而细分以外的客户得分都接近 0。别的属性（年龄、城市、首购商品）更说明问题。
    What varies does not occur in the measure, nor in the choice of the customers, so that all rows would say the same. Use it in a definition that the measure depends on, or vary another one.
      变动的参数既不在度量里，也不影响选哪些客户，各行都会一样。在度量所依赖的定义里用它，或者变动别的参数。
    A question uses the rows of one table: if it groups by events, its measures must use the same events.
      一个问题只用一个表的行：如果按事件分组，度量也要用同样的事件。
    `as of` applies to the value right before it: in `frequency > 5 as of D` that is the 5. Use parentheses: `(frequency > 5) as of D`, `(frequency as of D) > 5`.
      `截至` 只管紧挨在它前面的值：在 `频率 > 5 截至 D` 里就是那个 5。要加括号：`(频率 > 5) 截至 D`，`(频率 截至 D) > 5`。
    Windows, `first` and `last` need to know when an event happened: load the table with `at COLUMN`.
      窗口、`首次` 和 `末次` 需要知道事件何时发生：加载表时写明 `发生于 列名`。
    `top`, `bottom`, `cover` and `spend` take the first rows of a ranking, so they need `rank by`.
      `前`、`后`、`覆盖` 和 `投入` 从排名里取，所以前面要有 `排名按`。
    There can be only one customer table. Other tables hold events of the customers: `load … of customers by COLUMN at COLUMN`.
      客户表只能有一个。其他的表存放客户的事件：`加载 … 属于 客户 按 列名 发生于 列名`。
    A load reads customers (`key COLUMN`), their events (`of customers by COLUMN at COLUMN`), rows of such events (`of orders by COLUMN`), or, after the customers, a table that is looked up by its key (`key COLUMN`).
      加载可以读客户（`主键 列名`）、他们的事件（`属于 客户 按 列名 发生于 列名`）、这些事件的明细行（`属于 订单 按 列名`），或者在客户之后读按主键查找的表（`主键 列名`）。
    `link TABLE to TABLE by COLUMN` looks up one row by the key of the other table: it has a key, and the columns have its types.
      `关联 表名 到 表名 按 列名` 按另一个表的主键查一行：那个表要有主键，两边列的类型要相同。
    1% a month is far more than 1% a year, so a rate must state its period: `daily`, `weekly`, `monthly`, `quarterly` or `yearly`, as in `1% monthly`.
      每月 1% 远高于每年 1%，所以利率要写明周期：`按日计`、`按周计`、`按月计`、`按季计` 或 `按年计`，例如 `1% 按月计`。
    `change`, `growth`, `running` and `moving` compare the rows of an answer, and so do `previous`, `share`, `rank` and `total` of a measure in `show … by`. The rows are those of the last dimension, for each combination of the others. A metric has a value for each customer and a measure one for each group, so a definition cannot use them.
      `变化`、`增长率`、`累计` 和 `移动平均` 比较答案的各行，`显示 … 按` 里对度量用的 `上一个`、`占比`、`排名` 和 `总计` 也是这样。各行就是最后一个维度的取值，其余维度的每种组合分开算。指标是每位客户一个值，度量是每组一个值，所以定义里不能用它们。
    A share is a part of a whole. Sums and counts of groups make up the sum and count of all; averages, ratios, extremes and medians do not. `x / total(x)` compares such a measure of a group with that of all groups together.
      占比是总体的一部分。各组的求和与计数能加成总体；平均、比率、极值和中位数不能。`x / 总计(x)` 把一组的这种度量和所有组合起来的比较。
    An item of a `show` that another one names has the value that the answer shows. `as of` needs the measure itself: `show sum(amount of orders) as revenue, revenue - (sum(amount of orders) as of 2024-01-01) as more`.
      `显示` 里的一项用另一项的名称，得到的就是答案中的值。`截至` 需要度量本身：`显示 求和(金额 属于 订单) 作为 收入, 收入 - (求和(金额 属于 订单) 截至 2024-01-01) 作为 增加额`。
    `where` chooses the customers or events that are grouped, so it cannot ask for a measure of their group. `having` keeps groups: `show count() as customers by city having customers > 100`.
      `其中` 在分组之前筛选客户或事件，所以不能用各组的度量。筛选组用 `满足`：`显示 计数() 作为 客户数 按 城市 满足 客户数 > 100`。
    `having` keeps groups, `pivot` lays them out as columns, and `with totals` adds the row of all of them. So they follow measures with `by`: `show count() as customers by city having customers > 100`.
      `满足` 筛选组，`透视` 把组横排成列，`带合计` 加上全部的一行。所以它们要跟在度量和 `按` 后面：`显示 计数() 作为 客户数 按 城市 满足 客户数 > 100`。
    `pivot` makes columns of the values of a dimension that the answer is grouped by: `show sum(amount of orders) by city, channel pivot channel`.
      `透视` 把答案的一个分组维度的取值变成列：`显示 求和(金额 属于 订单) 按 城市, 渠道 透视 渠道`。
    `column` gives a table of events a value for each row, and `table` makes a table of another one's rows. For customers, `metric` names a value and `segment` chooses some.
      `字段` 给事件表的每行一个值，`表` 由另一个表的行生成新表。对客户，用 `指标` 定义值，用 `细分` 选出一部分。
    `table NAME from TABLE` takes `where` to keep some rows, and then either `distinct`, so that equal rows are there once, or `per COLUMN, …`, for one row of each customer and combination, with the columns after `:`.
      `表 名称 从 来源表` 用 `其中` 留下一部分行，然后用 `去重` 让相同的行只留一次，或者用 `每 列名, …` 让每位客户的每种组合一行，`:` 后面写各列。
    `position`, `previous(…)` and `next(…)` are values of one event among all events of its customer in the table, in the order of time. So they stand in a `column`, in the condition of a `table`, or inside an aggregate over events.
      `position`、`上一个(…)` 和 `下一个(…)` 是一个事件在同一客户的全部事件中按时间排列的值。所以它们只能写在 `字段`、`表` 的条件，或事件的聚合里。
    """#

  static let modelTopics = #"""
    An analysis with `by` answers for each group as if there were no others, so each group takes as long as all customers together. Group by fewer values, or choose customers with `of SEGMENT` or `where`.
      带 `按` 的分析对每一组单独作答，就像没有别的组一样，所以每组花的时间和全部客户一样长。按取值较少的列分组，或者用 `属于 细分名`、`其中` 选客户。
    A model could not be fitted, and its values are missing for all customers. Most purchase models need customers with repeat purchases; the spend model needs repeat purchases with an amount above 0. The message says what the data contain. More customers, an earlier start of the data or another model (`model: "nbd"` has only two parameters) may help. A score needs customers with both outcomes, and attributes that vary.
      模型无法拟合，所有客户的值都缺失。多数购买模型需要有复购的客户；消费模型需要金额大于 0 的复购。消息里写明数据中有什么。更多的客户、更早的起始日期或另一种模型（`model: "nbd"` 只有两个参数）也许有用。评分需要两种结果的客户，以及有差异的属性。
    The model was fitted, but the fit has a weakness. Either the data cannot tell parameters apart: then predictions for similar customers are valid, but the parameters mean little. Or the search ended before the best fit. `show model(…)` shows the parameters with their standard errors. For a score: attributes that say nothing, that follow from one another or that predict perfectly, or too few customers for a holdout.
      模型拟合了，但有缺陷。一种是数据分不开各个参数：对相似客户的预测有效，但单个参数意义不大。另一种是搜索没有到达最优就结束了。`显示 模型(…)` 列出参数和标准误。对评分来说，是属性没有信息、可以互相推出、预测得毫无差错，或者客户太少，留不出检验样本。
    The spend model (gamma-gamma) is for positive amounts. Customers whose repeat purchases average 0 or less, for example because of refunds, are excluded from the fit, and their expected spend and CLV are missing. `orders where amount > 0` excludes the refunds instead of the customers. `propensity` is trained on customers whose outcome was open on the day of the attributes. Customers who already met the condition are excluded, unless all its windows begin after that day (then it may be met again). Without `within`, customers who had no event until that day are excluded too.
      消费模型（gamma-gamma）只用于正的金额。复购平均金额不大于 0 的客户（例如因为退货）不参加拟合，他们的预期客单价和客户终身价值缺失。写 `订单 其中 金额 > 0`，去掉的是退货而不是客户。`倾向分` 用属性那天结果未定的客户训练。已经符合条件的客户不计入，除非条件的所有窗口都从那天以后开始（这时可以再次符合）。不写 `限于` 时，到那天为止没有事件的客户也不计入。
    `propensity` learns from the attributes of a day what happened after it. With a window that begins before that day, the outcome includes earlier events, which the attributes know too: such a score looks better than it is. Use a window no longer than the time from that day to the as-of day.
      `倾向分` 从某一天的属性学习此后发生的事。窗口如果早于那天开始，结果就包含更早的事件，而属性也知道这些事件，评分看起来就比实际好。窗口不要长于那天到截至日的时间。
    Purchase models count the days with an event. An event with an amount below 0, such as a refund, counts as a purchase: `amount of orders where amount > 0` excludes it. Functions of `orders` alone, such as `p_alive(orders)`, do not read amounts and cannot warn: write `p_alive(orders where amount > 0)`.
      购买模型数的是有事件的日子。金额为负的事件（例如退货）也算购买；写 `金额 属于 订单 其中 金额 > 0` 就去掉了。只写 `订单` 的函数，例如 `存活概率(订单)`，不读金额，无法警告：应写 `存活概率(订单 其中 金额 > 0)`。
    Contracts are renewed period by period: a period without a payment ends them. A payment in the days after it, `grace`, renews them late, and then does not count for the period that it is in. The default is a third of a period, at most 30 days (10 days for months), if any customer renews so; else 0. These customers paid later than that. They may have come back, or be billed in another rhythm: give more days of `grace`, or longer periods.
      合约按周期续订，一个周期没有付款就结束。其后 `grace` 天内的付款算逾期续订，不再算进付款所在的周期。只要有客户这样续订，默认为周期的三分之一，最多 30 天（按月为 10 天）；否则为 0。这些客户付款更晚。他们也许是回来了，也许按另一种节奏付款：可以放宽 `grace`，或者用更长的周期。
    Some payments came in the days after a period without one (`grace`), and renewed the contract late. The default is a third of a period, at most 30 days. The last period counts once these days have passed, because it may still be paid.
      有些付款在没有付款的周期之后的 `grace` 天内到账，算逾期续订。默认为周期的三分之一，最多 30 天。最后一个周期要等这些天过完才计入，因为还可能付款。
    The model has no value for some customers. A score needs at least one known attribute. In a spend model with a gamma-gamma q of 1 or less, the mean spend is infinite for customers with few purchases. A sum over all the future may be infinite.
      模型对一些客户没有值。评分至少需要一个已知的属性。消费模型的 q 不大于 1 时，购买很少的客户平均消费为无穷大。对全部未来求和也可能为无穷大。
    A budget is a number of 0 or more, in the unit of the costs. In `response` the budget must cover the sum of `least`, and each group's `least` is 0 or more and at most its `most`.
      预算是不小于 0 的数，单位和成本相同。在 `响应曲线` 里，预算要不小于 `least` 之和，每组的 `least` 不小于 0，也不大于它的 `most`。
    A backtest fits a model to the purchases before a day and compares it with those after. It needs customers who bought before the day, and days between it and the as-of day. `propensity`, too, needs a day before the as-of day.
      回测用某一天之前的购买拟合模型，再和之后的购买比较。它需要那天之前买过的客户，以及那天到截至日之间的日子。`倾向分` 也需要早于截至日的一天。
    Integers have 64 bits, and a result that does not fit is an error, never a wrapped number. The message names the customer. Multiply by 1.0 to compute with decimal numbers.
      整数有 64 位，放不下的结果是错误，不会悄悄绕回。消息写明是哪位客户。乘以 1.0 就按小数计算。
    The statement was stopped by Ctrl-C, or by the host of an embedded session. It has no effect.
      语句被 Ctrl-C 或嵌入它的程序中止，没有产生任何作用。
    `why` explains one customer, given by key. Keys with leading zeros are texts, in quotes.
      `为何` 解释一位客户，用主键指明。开头有零的主键是文本，要加引号。
    Cohorts compare every period with every later one, so at most 4,000 periods are allowed; a trend may have 10,000. Use longer periods, or fewer years of events.
      同期群要把每个周期和以后的每个周期比较，所以最多 4,000 个周期；趋势最多 10,000 个。可以用长一些的周期，或者少几年的事件。
    `pivot` makes a column of each value of a dimension, and at most 200 can be read. Leave a dimension of more values as rows, or keep the values that matter by `where` or `having`.
      `透视` 把维度的每个取值变成一列，最多 200 列才看得清。取值更多的维度留在行上，或者用 `其中`、`满足` 只留重要的取值。
    A share is a part of a whole. If losses make the total 0 or less, a loss would have a positive share; if they make it next to 0 (less than a thousandth of a single value), shares say nothing. So they are missing. Ranking by `share(x)` ranks like `x`. For shares of the gains, share what is above 0: `share(if x > 0 then x else 0)`.
      占比是总体的一部分。如果亏损使总计不大于 0，亏损的占比反而为正；如果使总计接近 0（不到单个值的千分之一），占比没有意义。所以占比缺失。按 `占比(x)` 排名和按 `x` 一样。只算收益的占比，取大于 0 的部分：`占比(如果 x > 0 那么 x 否则 0)`。
    A ranking by profit, as of Pareto's rule, is about customers whose profit is known. Prospects have no purchase: a profit of 0, or their cost, says nothing of what they will bring, and they are counted in `top 20%`. Rank buyers alone (`where any(orders)`), and score prospects by attributes: `lookalike(loyal, on: (age, city))`.
      按利润排名（例如二八法则）针对利润已知的客户。潜在客户没有购买：利润为 0 或只有成本，看不出将来的贡献，却算进了 `前 20%` 的人数。应该只给买过的客户排名（`其中 存在(订单)`），潜在客户按属性评分：`相似度(忠诚, on: (年龄, 城市))`。
    `today` is the day of `as of`, otherwise that of the newest event. If there are no events and the host allows no clock, the script must give the day with `as of`.
      `今天` 是 `截至` 的那一天，没有写就是最新事件的日期。如果没有事件，又不允许读系统时钟，脚本要用 `截至` 写明日期。
    Customers with equal covariates share one model, and there may be 20,000 of these groups. A text has a coefficient for each of its values but one, for purchases and for stopping, and may have 51 values. Round numbers, and join rare values.
      协变量相同的客户共用一个模型，最多 20,000 组。文本除一个取值外，每个取值对购买和流失各有一个系数，最多 51 种取值。可以把数值取整，把罕见的取值合并。
    A key identifies a customer. It is an integer or a text, has the same type in all tables, and has one row for each customer in the customer table.
      主键识别客户。它是整数或文本，在所有表中类型相同，在客户表中每位客户一行。
    A table holds up to 2,147,483,647 rows.
      一个表最多 2,147,483,647 行。
    """#
}

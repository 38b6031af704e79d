// Chinese: what help says about analyses.

extension ChineseMessages {
  /// The summaries of analyses and of what they take.
  static let analysisTexts = #"""
    the best customers to spend a budget on, by expected gain for cost; with the gain of the last one chosen, the best one left out, and a bound for the distance from the best possible choice
      最值得花预算的客户，按每单位成本的预期收益；并给出最后入选者的收益、未入选者中最好的，以及与最优选择差距的上界
    a number for each customer
      每位客户一个数值
    a value for each customer
      每位客户一个值
    a segment or a condition on customers
      细分，或对客户的条件
    a table of events, with `where` or a window
      事件表，可带 `where` 或窗口
    a number for each group, or a constant
      每组一个数值，或常量
    a day
      日期
    a period, such as `every month`
      周期，如 `every month`
    a length of time, such as `within 30 days`
      时长，如 `within 30 days`
    a number of days, such as `10 days`
      天数，如 `10 days`
     or `{1}`
      ，或 `{1}`
    a table of events, with `where` or a window, or a date of the customer
      事件表，可带 `where` 或窗口，或客户的日期
    a table of events, and options of the model
      事件表，以及模型的选项
    a measure, and params with their values
      度量，以及参数及其取值
    a measure, and params
      度量，以及参数
    a segment, and a snapshot of it as `since`
      细分，以及作为 `since` 的快照
    all columns and definitions of the customers
      客户的所有列和定义
    , {1} unless told
      ，默认 {1}
    a test of the model: it is fitted to the purchases before a day, and its expected days with a purchase are compared with the actual ones after it
      检验模型：用某日之前的购买拟合，把预期的购买天数与之后的实际相比
    expected and actual purchases after a day, for customers by their repeat purchases before it. For a metric that is a score: customers that it has not seen, by tenths of the score, with the mean score and the actual share
      某日之后的预期与实际购买，按之前的重复购买次数分组。对评分指标：未参与训练的客户，按得分十等分，给出平均得分和实际比例
    how many customers entered and left a segment since a snapshot of it, by cause: the time that passed, changed data, or a changed definition
      自快照以来进入和离开细分的客户数，按原因：时间推移、数据变化或定义变化
    customers by the period of their first event, or of `from`, and the share of them with an event in each later period, a column for each: 0 is the first; `rolling`: in it and in each one before it, `unbounded`: in it or in a later one, `recurring`: of everybody with an event in the cohort's period, first or not; a measure is that of the cohort's events in the period, and `per_customer` a sum or count of it by the cohort's size; a triangle has `values`: `share` or `customers`, with a measure `per_customer` or its `total`; periods to come are missing; `layout: long` has a row for each period with all figures, and `complete` is no while it has not ended
      按首次事件（或 `from`）所在周期分组的客户，以及以后各周期有事件的比例，每个周期一列：0 是首期；`rolling`：该期及之前每一期都有，`unbounded`：该期或以后有，`recurring`：以同期所有有事件的客户为准，不限首次；写度量时为该组事件在该期的度量，`per_customer` 是合计或计数除以组的人数；三角形的 `values` 可为 `share` 或 `customers`，写度量时为 `per_customer` 或 `total`；尚未到来的周期缺失；`layout: long` 每个周期一行，含全部数字，周期未结束时 `complete` 为否
    how long customers stay in each stage, or in a segment: the customers who entered, how often, how many of these stays have ended and how many last on, the median of their days, and the share that still lasts after 30 to 365 days (Kaplan-Meier: stays that last on count until the as-of day); the stage is looked at every day, with a period on the last day of each: `durations(stage, every month)`
      客户在每个阶段或细分中停留多久：进入的客户数、次数、已结束和仍在继续的停留数、天数的中位数，以及 30 到 365 天后仍在继续的比例（Kaplan-Meier：仍在继续的算到截至日）；阶段逐日查看，写周期则看每期最后一天：`durations(stage, every month)`
    the share of stays in each stage that last longer than so many days (Kaplan-Meier), for each number of days after which one ended: how many had lasted so long, how many ended then, and the 95% interval of the share; the stage is looked at as by `durations`
      每个阶段中停留超过若干天的比例（Kaplan-Meier），对每个有停留结束的天数：持续到那时的有多少、在那时结束的有多少，以及比例的 95% 区间；查看阶段的方式与 `durations` 相同
    what params move, the strongest first: a measure with a tenth less and a tenth more of each, the others as they are; 0% moves by 10 points, a whole number by 1 or more, and a share of up to 100% stays one
      各参数的影响，最强的在前：每个参数减一成和加一成时的度量，其余不变；0% 变动 10 个百分点，整数至少变动 1，不超过 100% 的比例仍是比例
    how many customers get from one kind of event to the next; `first orders` is each customer's first one; `within` limits the days from the first step to the last
      有多少客户从一种事件走到下一种；`first orders` 是每位客户的首次；`within` 限定从第一步到最后一步的天数
    customers by equal ranges of a value: about 20 with round borders, or as many as `bins` says
      按某个值的等距区间统计客户：约 20 个整齐的区间，或 `bins` 所写的个数
    customers by equal parts of two values, such as current and potential value
      按两个值的等分统计客户，如当前价值和潜在价值
    how many customers moved from each stage to each other one between two days
      两个日期之间有多少客户从一个阶段移到另一个阶段
    the purchase model: parameters with standard errors and 95% intervals, likelihood, customers; for an amount also the spend model. For a metric that is a score: its coefficients, and how well it ranks customers that it has not seen
      购买模型：参数及其标准误和 95% 区间、似然、客户数；写金额时还有消费模型。对评分指标：系数，以及对未参与训练的客户排序的好坏
    the probability of being active by repeat purchases (columns) and time from first to last purchase (rows), for the oldest customers
      按重复购买次数（列）和首末购买间隔（行）的活跃概率，针对最早的客户
    expected days with a purchase by repeat purchases (columns) and time from first to last purchase (rows), for the oldest customers
      按重复购买次数（列）和首末购买间隔（行）的预期购买天数，针对最早的客户
    customers by the number of later periods with an event and the last such period, with what the discrete model (BG/BB) of all customers expects in the next `periods`
      按以后有事件的周期数和最后一个这样的周期统计客户，并给出离散模型（BG/BB，全体客户）对今后 `periods` 的预期
    the discrete model (BG/BB) of these events: parameters, likelihood, customers; always that of all customers
      这些事件的离散模型（BG/BB）：参数、似然、客户数；总是全体客户的模型
    how many customers are in each pair of segments, and in each combination of all segments
      每两个细分的重叠客户数，以及所有细分的各种组合的客户数
    which customers bring how much: tenths of the customers from the best down, with their running share of the total
      哪些客户贡献多少：客户从最好的起分为十份，给出累计占比
    how a segment's customers differ from all others, the largest differences first
      细分中的客户与其他客户有何不同，差别最大的在前
    how the customers of one segment differ from those of another, in the values named or in all columns and definitions, the largest differences first; each with its 95% interval, the p value (Welch's test of means, the test of two shares) and `detectable`, the smallest difference that the groups show in 4 of 5 trials
      两个细分的客户在所列的值或所有列和定义上有何不同，差别最大的在前；各带 95% 区间、p 值（均值用 Welch 检验，比例用两比例检验）和 `detectable`，即五次试验中有四次能显示出来的最小差别
    for each column of a table: missing and distinct values, the smallest, the largest, outliers; for the table: duplicates and orphaned events
      表中每一列：缺失值、不同的值、最小值、最大值、离群值；整张表：重复行和无主事件
    customers by equal parts of recency (low is best), frequency and money; the best part has the highest number
      按最近购买（越小越好）、频次和金额的等分统计客户；最好的一份编号最大
    contracts by period: customers at risk, renewed and lost; retention and survival, actual and by the shifted beta-geometric model of all customers; `periods` adds future periods; a payment in the days of `grace` after a period renews it late
      按期的合约：待续、已续和流失的客户；实际的留存和存续，以及全体客户的移位贝塔几何模型的预期；`periods` 追加今后的期数；期满后 `grace` 天内付款算迟续
    the shifted beta-geometric model of these contracts: parameters, likelihood, customers; always that of all customers, or of each group
      这些合约的移位贝塔几何模型：参数、似然、客户数；总是全体客户或各组的模型
    how much of a budget to spend on each group if every further unit brings less: ceiling · (1 - exp(-rate · spend)); give `rate` as a number, or the present `spend` and its `gain`; `least` and `most` limit the spend of a group
      边际收益递减时，预算在各组之间如何分配：ceiling · (1 - exp(-rate · spend))；写明 `rate`，或目前的 `spend` 及其 `gain`；`least` 和 `most` 限定每组的花费
    a measure with other values of one param (one row each), or of two params (rows for the first, columns for the second)
      一个参数取不同值时的度量（每个值一行），或两个参数（第一个为行，第二个为列）
    the most frequent sequences of values in customers' first events
      客户最初几个事件中最常见的取值序列
    cumulative repeat purchases at the end of each unit of time, expected and actual; with `before`, the model is fitted to the purchases before that day
      每个时间单位末的累计重复购买，预期与实际；写 `before` 时，模型用该日之前的购买拟合
    repeat purchases in each unit of time, expected and actual; with `before`, the model is fitted to the purchases before that day
      每个时间单位内的重复购买，预期与实际；写 `before` 时，模型用该日之前的购买拟合
    the number of customers by repeat purchases, expected and actual
      按重复购买次数的客户数，预期与实际
    measures period by period, of all or `by` groups of customers, or of the events themselves; events count in their period, customers with their values, groups and segments at its end; a window such as `in last 3 months` ends with the period; without a customers table customers count from their first event on; `complete` is no while a period has not ended
      逐期的度量，可为全体，也可用 `by` 按客户或事件本身分组；事件计入其所在周期，客户按期末的值、分组和细分计；`in last 3 months` 之类的窗口随期末结束；没有客户表时，客户从首次事件起计入；周期未结束时 `complete` 为否
    """#
}

// What is said about models of purchases and scores, in Chinese.

extension ChineseMessages {
  static let models = #"""
    gamma-gamma
      gamma-gamma
    {1} cannot be fitted to {2}: {3}
      {1} 无法用 {2}拟合：{3}
    1 day
      1 天
    {1} days
      {1} 天
    1 repeat customer
      1 位复购客户
    {1} repeat customers
      {1} 位复购客户
    1 purchase
      1 笔购买
    {1} purchases
      {1} 笔购买
    missing for all of them
      他们的值全部缺失
    no period after that of a first purchase has ended
      首次购买之后还没有结束的周期
    nobody has bought in a period after the first one
      没有人在首个周期之后再买
    nobody has bought until the as-of day
      到截至日为止没有人买过
    nobody has bought on a second day
      没有人在第二个日子买过
    all first purchases are on the as-of day
      首次购买都在截至日当天
    times are not in order
      时间顺序不对
    nobody has a repeat purchase with an amount above 0
      没有人有金额大于 0 的复购
    the numbers are too large or too small for the likelihood
      数值太大或太小，算不出似然
    the fit was stopped
      拟合被中止
    a later `as of`, or a condition that leaves more events
      把 `截至` 推后，或者放宽条件，留下更多事件
    more data: the models learn from customers who come back
      需要更多数据：模型从回头客身上学习
    {1}: {2}
      {1}：{2}
    the data do not determine {1}
      数据定不出 {1}
    the data do not tell {1} apart
      数据分不开 {1}
    {1}: with {2} predictions are rough, and parameters mean nothing
      {1}：只有 {2}，预测很粗略，参数没有意义
    {1}: predictions are valid, the parameter alone means nothing
      {1}：预测有效，但这个参数没有意义
    {1}: predictions are valid, the parameters alone mean nothing
      {1}：预测有效，但单个参数没有意义
    the search ended before the likelihood reached its maximum (gradient {1} per customer)
      似然还没有到最大值，搜索就结束了（每位客户的梯度为 {1}）
    q is {1}, and with 1 or less the mean spend is infinite: customers without a repeat purchase have no expected spend
      q 为 {1}，不大于 1 时平均消费为无穷大，没有复购的客户得不出预期客单价
    {1} of {2} {3} left out of the spend model, without a value
      {2}中有 {1} 位不计入消费模型，没有值
    is
      是
    are
      是
    has
      有
    have
      有
    their repeat purchases average 0 or less
      他们复购的平均金额不大于 0
    without refunds and gifts: `… of orders where amount > 0`
      去掉退货和赠品：`… 属于 订单 其中 金额 > 0`
    {1} of {2} {3} an amount below 0, and {4}
      {2}中有 {1} 笔金额为负，也算作购买
    counts as a purchase
      算作购买
    count as purchases
      算作购买
    a refund is not a purchase
      退货不是购买
    without them: `… of orders where amount > 0`
      去掉它们：`… 属于 订单 其中 金额 > 0`
    {1} of {2} paid after the end of their contract, which these payments do not renew
      {2}中有 {1} 位在合约结束后付款，这些付款不能续订
    a contract ends with a period without a payment{1}
      一个周期没有付款，合约就结束{1}
    , and none in the {1} after it
      （其后 {1}也没有付款）
    more days: `grace: {1} days`, or longer periods
      放宽天数：`grace: {1} 天`，或者用更长的周期
    {1} of {2} renewed late, in the {3} after a period without a payment
      {2}中有 {1} 位续订较晚，在没有付款的周期之后 {3}内
    the last period counts once these days have passed; `grace: 0 days` renews nothing late
      过了这些天，最后一个周期才计入；写 `grace: 0 天`，就没有逾期续订
    the model has none for them
      模型对他们没有值
    `{1}` has no value for {2} of {3} who have bought
      `{1}` 对 {3}（买过的）中的 {2} 位没有值
    nobody has bought before {1}
      {1} 之前没有人买过
    a later day: `before: …`
      换一个晚些的日子：`before: …`
    no day is left from {1} to the as-of day, {2}
      从 {1} 到截至日 {2} 之间没有日子
    an earlier day: `before: …`, or a later `as of`
      换一个早些的日子：`before: …`，或者把 `截至` 推后
    the {1} of their first purchase has not ended{2}
      他们首次购买的那个{1}还没有结束{2}
    values of the customers that change how often they buy and how soon they stop: `channel`, `(gender, age)`; each has a coefficient for purchases and one for stopping, and a text one for each of its values against the first in alphabetical order; customers without one of them have no value
      影响购买快慢和流失早晚的客户属性，例如 `渠道`、`(性别, 年龄)`；每个属性对购买和流失各有一个系数，文本属性以字母顺序的第一个取值为准，其余取值各有一个系数；缺失其中之一的客户没有值
    `{1}` is the same for all of them
      `{1}` 对他们都一样
    leave it out of `covariates`
      从 `covariates` 里去掉它
    the covariates have more than 20,000 different values together
      协变量合起来超过 20,000 种取值
    rounded numbers, for example `round(age / 10)`, or fewer covariates
      把数值取整，例如 `四舍五入(年龄 / 10)`，或者减少协变量
    `{1}` has {2} values, which are {3} coefficients of each process
      `{1}` 有 {2} 种取值，购买和流失各要 {3} 个系数
    fewer groups, for example `if {1} = "A" then "A" else "other"`
      减少分组，例如 `如果 {1} = "A" 那么 "A" 否则 "其他"`
    a covariate of theirs is missing, or {1}
      他们缺失某个协变量，或者{1}
    numbers, texts and conditions: `{1}` is a day
      数值、文本或条件，而 `{1}` 是日期
    , with its {1} days of grace
      （含 {1} 天宽限）
    they are less likely than not to buy again
      他们再次购买的可能不到一半
    with a discount of 0% the sum over the future is infinite
      折现率为 0% 时，未来的总计为无穷大
    contracts: it goes with `model: "sbg"`
      合约，只和 `model: "sbg"` 一起用
    models of purchases: models of periods have none
      购买模型，按周期计的模型没有它
    a length from 1 to 366 days
      1 到 366 天的时长
    a length of up to 100 years
      不超过 100 年的时长
    days, from 0 to 3,650
      天数，0 到 3,650
    a whole number from 1 to 100
      1 到 100 的整数
    a number from 0 to 1,000
      0 到 1,000 的数值
    the name of a model in quotes
      带引号的模型名
    days, weeks, months, quarters or years
      天、周、月、季度或年
    whole months
      整月
    1 to 1,200 months
      1 到 1,200 个月
    whole months, quarters or years
      整月、整季度或整年
    a percentage and how often it applies
      百分比和它的周期
    a rate from 0% to 1,000%
      0% 到 1,000% 的比率
    an amount `of` a table of events
      事件表的金额，用 `属于` 写明
    {1}, and then arguments with names
      先写{1}，再写带名称的参数
    an amount `of` events
      事件的金额，用 `属于` 写明
    it has none with a name
      它没有带名称的参数
    given before
      前面写过
    `{1}` takes a value alone
      `{1}` 只要一个值
    `of`, `where` and windows belong to the events
      `属于`、`其中` 和窗口应该跟着事件
    put them behind the first argument
      写到第一个参数后面
    `{1}` needs `{2}`: {3}
      `{1}` 需要 `{2}`：{3}
    `{1}` needs {2}
      `{1}` 需要：{2}
    no model `{1}`
      没有名为 `{1}` 的模型
    did you mean `"{1}"`?
      是不是想写 `"{1}"`？
    `{1}` counts periods, and has none of this
      `{1}` 按周期计，没有这个函数
    a model of periods
      按周期计的模型
    `{1}` looks ahead in whole {2}
      `{1}` 按整{2}往后预测
    its periods are of the `unit`, which is a {1}
      周期取自 `unit`，即一{1}
    `next: 3 {1}s`, or another `unit`
      写 `next: 3 {1}s`，或者换一个 `unit`
    `unit` is {1}
      `unit` 可取 {1}
    not a unit of time
      不是时间单位
    for example `unit: week`
      例如 `unit: week`
    how often does the rate apply?
      这个利率按什么周期计？
    a rate of what time?
      多长时间的利率？
    `{1} monthly` or `{2} yearly`
      `{1} 按月计` 或 `{2} 按年计`
    a rate of {1} is {2}%
      利率 {1} 就是 {2}%
    no `%`
      没有 `%`
    did you mean `{1}%`?
      是不是想写 `{1}%`？
    a rate goes with `discount`
      利率只用在 `discount` 里
    for example `discount: 1% monthly`
      例如 `discount: 1% 按月计`
    define it with `metric`, then `avg`, `sum`, … of that
      先用 `指标` 定义，再对它用 `平均`、`求和` 等
    `{1}` has no `per` and no `within`
      `{1}` 不能用 `每` 和 `限于`
    a model of some customers is one of their events: `orders where SEGMENT`
      只看部分客户的模型，要选他们的事件：`订单 其中 细分名`
    `{1}` needs an amount `of` a table of events
      `{1}` 需要事件表的金额，用 `属于` 写明
    of which events?
      哪些事件的？
    did you mean `{1} of {2}`?
      是不是想写 `{1} 属于 {2}`？
    `{1}` of which amount of `{2}`?
      `{1}` 用 `{2}` 的哪个金额？
    for example `{1} of {2}`
      例如 `{1} 属于 {2}`
    `{1}` is about when customers buy, not for how much
      `{1}` 看客户何时购买，不看金额
    not wanted here
      这里不需要
    `{1}` alone, as in `{2}`
      只写 `{1}`，例如 `{2}`
    `{1}` belongs to the model, which the metric has settled
      `{1}` 属于模型，而模型已由指标定好
    not an argument of `{1}` here
      在这里不是 `{1}` 的参数
    the model: "bg/nbd" (the default), "mbg/nbd", "pareto/nbd" or "nbd"; `p_alive`, `expected_orders`, `p_no_order` and `discounted_orders` also take "bg/bb" (periods of one `unit`, with a purchase or without) and "sbg" (contracts renewed every `unit`)
      模型："bg/nbd"（默认）、"mbg/nbd"、"pareto/nbd" 或 "nbd"；`存活概率`、`预期订单数`、`不购概率` 和 `折现订单数` 还可以用 "bg/bb"（以 `unit` 为周期，看每个周期有没有购买）和 "sbg"（每个 `unit` 续订的合约）
    the unit of time: `day`, `week` (the default), `month`, `quarter` or `year`
      时间单位：`day`、`week`（默认）、`month`、`quarter` 或 `year`
    how far ahead: `39 weeks`
      往后看多远，例如 `39 周`
    how far ahead, in whole months: `12 months`
      往后看多远，以整月计，例如 `12 个月`
    the discount rate and its period: `1% monthly`, `10% yearly`
      折现率和它的周期，例如 `1% 按月计`、`10% 按年计`
    the length of a month: `4.345 weeks`; the default is 30.4375 days; a year is 12 months
      一个月的长度，例如 `4.345 周`；默认 30.4375 天；一年为 12 个月
    the day at which amounts are valued; the default is the as-of day
      金额折算到哪一天；默认为截至日
    the first day that the model does not see: it is fitted to the purchases before
      模型看不到的第一天：只用这天之前的购买拟合
    the last row, which includes everything above it: `7`
      最后一行，包含更大的所有值，例如 `7`
    with "sbg", the days after a period in which a purchase still renews the contract: `10 days`; the default is a third of a period, at most 30 days, if any customer renews so
      用于 "sbg"：周期结束后多少天内购买仍算续订，例如 `10 天`；只要有客户这样续订，默认为周期的三分之一，最多 30 天
    a penalty of large and small parameters, for few customers: so many times the sum of their squared logarithms (times in `unit`s) is taken from the mean log-likelihood; the default is 0; the spend model has none
      客户很少时，对过大过小的参数加以惩罚：从平均对数似然中减去参数对数平方和（时间以 `unit` 计）的这么多倍；默认为 0；消费模型没有它
    an amount of the events: a day counts as a purchase only if it adds up to more than 0 on that day
      事件的金额：当天合计大于 0 才算一次购买
    """#
}

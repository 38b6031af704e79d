// What is said about scores, in Chinese.

extension ChineseMessages {
  static let scores = #"""
    a condition that some meet{1}
      换一个有人符合的条件{1}
    a condition that some do not meet{1}
      换一个有人不符合的条件{1}
    , or a wider `within`
      ，或者放宽 `限于`
    attributes that differ: `{1}`
      换成取值不同的属性：`{1}`
    fewer attributes
      减少属性
    `{1}` today
      今天的 `{1}`
    none of them meets {1}
      没有一位符合{1}
    all of them meet {1}
      全都符合{1}
    there are no customers to train on
      没有可供训练的客户
    they are too many
      人数太多
    the attributes are the same for all of them, or have only rare values
      他们的属性都一样，或者只有罕见的取值
    the attributes are {1} columns, and {2} is the most
      属性展开后有 {1} 列，上限为 {2} 列
    `{1}` has {2} values, all of them rare: it is left out
      `{1}` 有 {2} 种取值，都很罕见，不计入
    `{1}` is the same for all customers, and is left out
      `{1}` 对所有客户都一样，不计入
    `{1}` is missing for all customers, and is left out
      `{1}` 对所有客户都缺失，不计入
    `{1}` follows from the other attributes: they share one effect, and their coefficients mean little alone
      `{1}` 可由其他属性推出，它们的作用混在一起，单个系数意义不大
    the attributes predict the outcome without a mistake: one of them may be derived from it
      属性能毫无差错地预测结果，其中也许有一个就是由结果得来的
    the search ended after {1} steps, before the likelihood reached its maximum
      搜索到 {1} 步就结束了，似然还没有到最大值
    too few customers with one of the outcomes for a holdout: the score is not validated
      有一种结果的客户太少，留不出检验样本，评分没有经过检验
    `{1}` has no value for {2} of {3}
      `{1}` 对 {3}中的 {2} 位没有值
    none of their attributes is known
      他们的属性全都未知
    {1} leaves out {2} of {3}: {4}
      {1} 在 {3}中不计入 {2} 位：{4}
    had no event until {1}
      位到 {1} 为止没有事件
    met `{1}` on {2} already
      位在 {2} 已经符合 `{1}`
    trained on {1} whose outcome was open on {2}
      用 {1} 位在 {2} 结果未定的客户训练
    `within SEGMENT` chooses the customers to train on
      用 `限于 细分名` 选择训练的客户
    `{1}` reaches back to {2}, and the attributes are of {3}
      `{1}` 回溯到 {2}，而属性取自 {3}
    events until {1} are in the outcome and in the attributes
      {1} 以前的事件既算进结果，又算进属性
    a window that ends today and is no longer than the time since {1}
      换一个到今天为止、不早于 {1} 的窗口
    `{1}` has no time: it is not known whether it held on {2} already
      `{1}` 没有时间，不知道在 {2} 是否已经成立
    customers who already met it are trained on too
      已经符合的客户也用来训练
    a condition on events, which have a time
      换成对事件的条件，事件有时间
    {1} is not before the as-of day, {2}
      {1} 不早于截至日 {2}
    the condition is that of today, the attributes those of an earlier day
      条件看今天，属性看更早的一天
    an earlier day
      换一个早些的日子
    a number above 0
      大于 0 的数值
    a whole number
      整数
    a segment, and then arguments with names
      先写细分，再写带名称的参数
    a condition `as of` an earlier day, and then arguments with names
      先写条件并 `截至` 更早的一天，再写带名称的参数
    a list of values is only allowed as a named argument
      一组值只能用作带名称的参数
    for example `lookalike(loyal, on: (age, city))`
      例如 `相似度(忠诚, on: (年龄, 城市))`
    `{1}` needs `on`: the attributes of the customers
      `{1}` 需要 `on`，即客户的属性
    `{1}` is about customers: only `within SEGMENT` may follow here
      `{1}` 针对客户，后面只能写 `限于 细分名`
    from the attributes of which day is `{1}` to be predicted?
      根据哪一天的属性预测 `{1}`？
    the score is trained on the attributes of an earlier day and on this condition today
      评分由更早一天的属性和今天的这个条件训练
    for example `({1}) as of 90 days ago`
      例如 `({1}) 截至 90 天前`
    the `as of` applies to the last value alone, not to the condition
      这个 `截至` 只管最后一个值，不管整个条件
    put the condition in parentheses: `(…) as of …`
      把条件放进括号：`(…) 截至 …`
    `{1}` is the key: it identifies customers and does not describe them
      `{1}` 是主键，只用来识别客户，不描述客户
    different for every customer
      每位客户都不同
    leave it out
      去掉它
    `{1}` is the same for all customers
      `{1}` 对所有客户都一样
    does not distinguish customers
      不能区分客户
    `{1}` is part of the definition of `{2}`
      `{1}` 是 `{2}` 定义的一部分
    the segment uses it
      细分用到了它
    both use `{1}`
      两者都用到 `{1}`
    the score would only repeat the definition
      评分只会重复这个定义
    has only today's value
      只有今天的值
    have only today's values
      只有今天的值
    taken for that of the earlier day
      被当作更早那天的值
    what changes with the outcome tells it: the score looks better than it is
      随结果变化的属性会泄露结果，评分看起来比实际好
    if {1} not change, say so: `fixed: {2}`
      如果不会变，写明 `fixed: {2}`
    it does
      它
    they do
      它们
    and that of this
      这个也是
    `{1}` is no column of the customers
      `{1}` 不是客户表的列
    only columns have no past
      只有列才没有过去的值
    `{1}` uses several models
      `{1}` 用到了多个模型
    they are {1}
      它们是 {1}
    give each a metric of its own, and show that
      给每个模型定义一个指标，再分别显示
    there is no model in `{1}`
      `{1}` 里没有模型
    a metric of {1}, or a table of purchases
      用 {1} 的指标，或购买事件表
    """#
}

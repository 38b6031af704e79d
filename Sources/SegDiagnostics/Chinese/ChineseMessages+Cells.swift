// Chinese: the words in the cells of answers, and around pictures.

extension ChineseMessages {
  /// What analyses, `explain`, `why` and `describe` say in their cells, and what pictures say beside their figures.
  static let cells = #"""
    first_day
      最早日期
    last_day
      最晚日期
    column of {1}
      {1} 的列
    parameter
      参数
    function
      函数
    definition
      定义
    doc
      说明
    unit
      单位
    reads
      读取
    uses
      使用
    used by
      被使用
    used_by
      被使用
    parameters
      参数
    links
      关联
    {1} to {2}
      {1} 至 {2}
    total
      合计
    (duplicate rows but for the key)
      （除主键外重复的行）
    (duplicate rows)
      （重复的行）
    (rejected rows)
      （读不了的行）
    (no row of {1})
      （在 {1} 中找不到的行）
    (events of no customer)
      （无主的事件）
    (customers without events)
      （没有事件的客户）
    all customers
      全部客户
    from {1}
      从 {1}
    to be in `{1}`: {2}
      需在 `{1}` 中：{2}
    , and {1}
      ，且 {1}
    , or {1}
      ，或 {1}
    {1} would have to be no
      {1} 须为否
    {1} would have to hold
      {1} 须成立
    {1}, place {2} of {3}
      {1}，第 {2} 名，共 {3} 名
    first the conditions above
      先要符合上面的条件
    {1}, which is missing
      {1} 的值，现在缺失
    another cut: nobody is in
      换一个截取范围：现在没有人入选
    a better place
      更靠前的名次
    a value of {1}, which the last member lacks too
      {1} 的值，入选的最后一位也没有
    less than {1}, which the last member has too
      小于 {1}，入选的最后一位也是此值
    more than {1}, which the last member has too
      大于 {1}，入选的最后一位也是此值
    at most {1}, the last member
      不高于 {1}，即入选的最后一位
    at least {1}, the last member
      不低于 {1}，即入选的最后一位
    rank by {1} {2}
      排名按 {1} {2}
    top {1}
      前 {1}
    top {1}%
      前 {1}%
    cover {1}% of {2}
      覆盖 {1}% 属于 {2}
    cover {1} of {2}
      覆盖 {1} 属于 {2}
    spend {1} of {2}
      投入 {1} 属于 {2}
    not {1}
      非 {1}
    otherwise
      其余
    others
      其他客户
    {1} others
      其他 {1} 种
    entered
      进入
    stayed
      保留
    data
      数据
    chosen
      选中
    last chosen
      最后选中的
    best left out
      未入选中最好的
    left out
      未计入
    budget
      预算
    price
      影子价格
    upper bound
      上界
    gap
      差距
    without gain
      没有收益
    unknown
      未知
    negative cost
      成本为负
    no other choice brings more
      没有别的选法收益更高
    best gain for cost first, then those who still fit
      先取单位成本收益最高的，再取还放得下的
    the lowest gain for cost that is bought
      已选中的最低单位成本收益
    the highest gain for cost that is not
      未选中的最高单位成本收益
    have a gain, but the budget is better spent on others
      有收益，但预算用在别人身上更好
    what may be spent
      可以花的钱
    not enough for any customer left out
      不够再选任何一位客户
    all who have a gain are chosen
      有收益的客户都已选中
    what one more unit of the budget would bring
      预算每多一个单位带来的收益
    no choice brings more; takes customers in part
      任何选法都不会更高；允许选一位客户的一部分
    proven: there is no better choice
      已证明：没有更好的选法
    no other choice is better by more than this
      别的选法最多高出这么多
    their gain is 0 or less
      收益不大于 0
    their gain or cost is missing
      收益或成本缺失
    their cost is below 0
      成本小于 0
    who have bought
      购买过的
    without one of the covariates
      缺少某个协变量的
    repeat customers
      复购客户
    who have bought on a later day
      首购以后另有一天购买的
    not fitted
      未能拟合
    not fitted: {1}
      未能拟合：{1}
    whose repeat purchases average above 0
      复购均值大于 0 的
    whose repeat purchases average 0 or less
      复购均值不大于 0 的
    mean spend
      平均消费
    expected of a new customer
      对一位新客户的预期
    of repeat purchases and mean spend; the model assumes 0
      复购次数与平均消费的相关；模型假设为 0
    in {1}
      单位：{1}
    log-likelihood
      对数似然
    who have come to a period after their first
      已到首期之后的周期的
    who have come to a first renewal
      到过首次续订的
    grace
      宽限
    days after a period in which a payment still renews it
      周期结束后多少天内付款仍算续订
    renewed_late
      逾期续订
    customers who did so in these days
      在这些天内续订的客户
    paid_after_end
      结束后付款
    customers who paid later than that
      更晚才付款的客户
    statement
      语句
    picture
      图形
    library
      标准库
    analysis
      分析
    the last answer
      上一个答案
    linked to {1}
      由 {1} 关联
    function of the script
      脚本的函数
    … and {1} more
      …… 另有 {1} 个
    {1}: the terminal cannot be used
      {1}: 无法使用终端
    no scripts found
      没有找到脚本
    {1}: cannot run the command of --on-fail
      {1}: 无法运行 --on-fail 的命令
    {1}: the command of --on-fail failed
      {1}: --on-fail 的命令失败
    {1} left
      还需 {1}
     · {1} · Ctrl-C stops
       · {1} · Ctrl-C 停止
     · step {1}
       · 第 {1} 步
    pair
      两两重叠
    outside
      集合之外
    only
      仅在
    none
      无
    all
      全部
    intercept
      截距
    days ago
      天前
    no response is known
      响应都未知
    another brings at most {1} more
      别的分法最多再多 {1}
    no other allocation over those that are known brings more
      在已知的各组之间，没有别的分法收益更高
    no other allocation brings more
      没有别的分法收益更高
    the last unit brings the same as elsewhere
      最后一个单位的收益与别组相同
    the next unit brings less than elsewhere
      再多一个单位，收益低于别组
    no more may be spent here
      这一组不能再多花
    nothing to gain
      没有可得的收益
    the ceiling or the rate is missing
      上限值或速率缺失
    the ceiling is missing
      上限值缺失
    the gain or the spend of today is missing
      今天的收益或花费缺失
    no rate: nothing is gained or spent today
      得不出速率：今天没有收益或花费
    no rate: today's gain is not below the ceiling
      得不出速率：今天的收益不低于上限值
    no rate: the numbers are out of range
      得不出速率：数值超出范围
    learned from
      用于训练
    positives
      正例
    taken together
      合并
    {1} rare values of {2}
      {2} 的 {1} 个罕见值
    {1} today
      今天的 {1}
    numbers at their means, categories at their bases
      数值取均值，类别取基准
    per standard deviation
      每一个标准差
    against the mean
      与均值相比
    against {1}
      与“{1}”相比
    against the base
      与基准相比
    70% at random
      随机 70%
    the other 30%
      其余 30%
    the other 30%; not a later time: {1}
      其余 30%；不是以后的时间：{1}
    trained one time span earlier
      用早一段时间的数据训练
    attributes of {1}, outcome of {2}
      {1} 的属性，{2} 的结果
    auc training
      训练样本 AUC
    auc holdout
      检验样本 AUC
    log loss training
      训练样本对数损失
    log loss holdout
      检验样本对数损失
    log loss of share
      以总比例预测的对数损失
    if all scores were the overall share
      假如所有评分都等于总比例
    the events begin on {1}, after {2}
      事件从 {1} 开始，晚于 {2}
    it uses no events, which have a time
      它没有用到带时间的事件
    who was learned from on {1}, or asked today, are all of one kind
      在 {1} 用来训练的客户或今天的客户都属同一类
    {1} columns do not fit
      有 {1} 列放不下
    all: {1}
      全部：{1}
     · all: {1}
       · 全部：{1}
    {1} the period is not complete
      {1} 周期尚不完整
    some periods are not complete
      有的周期尚不完整
    not complete: {1}
      尚不完整：{1}
    , not complete
      ，尚不完整
    there are no rows
      没有行
    there are no figures
      没有数值
    there is no figure
      没有数值
    it takes a number or a day for each row
      每行要有一个数或一个日期
    between the best {1} and {2}
      最好的 {1} 到 {2} 之间
    the best {1}
      最好的 {1}
    80% of {1}: {2}
      {1}的 80%：{2}
    80%: {1}
      80%：{1}
    it takes ranges, as `show histogram(VALUE)` gives
      需要区间，例如 `显示 直方图(值)` 的答案
    there are no ranges
      没有区间
    rows without a number are left out
      没有数值的行不画
    it takes two measures
      需要两个度量
    `{1}` is missing in all rows
      每一行的 `{1}` 都缺失
    rows without `{1}` are left out
      没有 `{1}` 的行不画
    before {1}
      {1} 之前
    no {1}: {2}
      画不了 {1}：{2}
    {1} more rows are in the table
      另有 {1} 行，见表格
    {1} more columns are in the table
      另有 {1} 列，见表格
    Dashed or open: the period is not complete.
      虚线或空心：周期尚不完整。
    Hatched: the period is not complete.
      斜纹：周期尚不完整。
    there is no picture of it
      它没有对应的图
    {1} by {2}
      {1}，按 {2}
    """#
}

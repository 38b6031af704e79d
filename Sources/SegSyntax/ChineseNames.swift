// What scripts call, in Chinese: functions, analyses and pictures. A test holds the
// list against everything that can be called.

/// The names of functions and pictures in Chinese.
package enum ChineseNames {
  /// The spellings of each function that has any, the usual one first.
  package static let functions: [String: [String]] = [
    "count": ["计数"], "sum": ["求和"], "avg": ["平均", "平均值", "均值"], "min": ["最小", "最小值"], "max": ["最大", "最大值"],
    "median": ["中位数"], "quantile": ["分位数"], "mode": ["众数"], "stddev": ["标准差"], "variance": ["方差"], "first": ["首次"],
    "last": ["末次"], "nth": ["第几次"], "distinct": ["去重计数"], "list": ["取值列表"], "correlation": ["相关系数"], "slope": ["斜率"],
    "any": ["存在"], "previous": ["上一个"], "next": ["下一个"], "change": ["变化"], "growth": ["增长率"], "running": ["累计"],
    "moving": ["移动平均"], "rank": ["排名"], "percentile": ["百分位"], "ntile": ["等分"], "share": ["占比"], "total": ["总计"],
    "zscore": ["标准分"], "sample": ["抽样"],
    "repeat_days": ["复购天数"], "first_to_last": ["首末间隔"], "since_first": ["距首购"], "since_last": ["距末购"],
    "repeat_spend": ["复购金额"], "p_alive": ["存活概率"], "expected_orders": ["预期订单数"], "p_no_order": ["不购概率"], "next_purchase": ["下次购买"],
    "discounted_orders": ["折现订单数"], "expected_spend": ["预期客单价"], "clv": ["客户终身价值"], "present_value": ["现值"],
    "lookalike": ["相似度"], "propensity": ["倾向分"], "allocated": ["获得预算"],
    "pareto": ["帕累托"], "rfm": ["RFM分析"], "cohorts": ["同期群"], "migration": ["迁移"], "overlap": ["重叠"], "profile": ["画像"],
    "compare": ["对比"], "funnel": ["漏斗"], "sequence": ["序列"], "histogram": ["直方图"], "trend": ["趋势"], "matrix": ["矩阵"],
    "quality": ["数据质量"], "allocation": ["预算分配"], "response": ["响应曲线"], "scenarios": ["情景"], "factors": ["影响因素"],
    "model": ["模型"], "changes": ["人群变动"], "moved": ["进出情况"], "durations": ["停留时长"], "survival": ["生存分析"], "time_in": ["停留时间"],
    "entered": ["进入日"], "stage_path": ["阶段路径"], "expected_leaving": ["预计离开日"], "backtest": ["回测"], "calibration": ["校准"],
    "tracking": ["跟踪"],
    "tracking_steps": ["逐期跟踪"],
    "frequencies": ["频次分布"], "p_alive_matrix": ["存活概率矩阵"], "expected_orders_matrix": ["预期订单矩阵"],
    "renewals": ["续订"], "renewal_model": ["续订模型"], "occasions": ["购买时机"], "occasion_model": ["购买时机模型"],
    "abs": ["绝对值"], "round": ["四舍五入"], "floor": ["向下取整"], "ceil": ["向上取整"], "sqrt": ["平方根"], "exp": ["指数"],
    "ln": ["自然对数"], "log10": ["常用对数"], "power": ["乘方"], "least": ["较小值"], "greatest": ["较大值"], "integer": ["整数"],
    "number": ["数值"], "margin_multiple": ["毛利倍数"], "lifetime_value": ["终身价值"], "expected_lifetime": ["预期留存期"],
    "discounted": ["折现"], "lower": ["小写"], "upper": ["大写"], "trim": ["去空格"], "length": ["长度"], "left": ["左取"],
    "right": ["右取"], "concat": ["连接"], "replace": ["替换"], "text": ["文本"], "part": ["截取"], "find": ["查找"],
    "split": ["分段"], "extract": ["提取"], "regexp_replace": ["正则替换"], "reverse": ["反转"], "pad": ["补齐"], "domain": ["域名"], "year": ["年份"],
    "quarter": ["季度"],
    "month": ["月份"], "day": ["日"], "weekday": ["星期几"], "week": ["周数"], "day_of_year": ["年内天数"], "hour": ["几点"],
    "minute": ["几分"], "start_of_year": ["年初"], "start_of_quarter": ["季初"], "start_of_month": ["月初"], "start_of_week": ["周初"],
    "date": ["日期"], "timestamp": ["时间戳"], "days_between": ["相隔天数"], "months_between": ["相隔月数"],
    "years_between": ["相隔年数"], "age": ["周岁"], "anniversary": ["周年日"],
  ]

  /// The spellings of the kinds of pictures.
  package static let drawings: [String: [String]] = [
    "table": ["表格"], "bar": ["条形图", "柱状图"], "line": ["折线图"], "heat": ["热力图"], "spark": ["迷你图"], "overlay": ["叠加图"],
    "stacked": ["堆叠图"], "area": ["面积图"], "scatter": ["散点图"], "histogram": ["直方图"], "curve": ["曲线图"], "funnel": ["漏斗图"], "none": ["无图"],
  ]

  private static let functionsByWord = byWord(functions)
  private static let drawingsByWord = byWord(drawings)

  private static func byWord(_ names: [String: [String]]) -> [String: String] {
    Dictionary(names.flatMap { name, words in words.map { ($0, name) } }) { first, _ in first }
  }

  /// The names in Chinese, to propose one for a word that is almost one of them; none for a word in other letters.
  package static func near(_ word: String) -> [String] {
    word.utf8.first.map { $0 >= 0x80 } == true ? functions.values.joined().sorted() : []
  }

  /// The function that a Chinese word means; nil if it means none.
  package static func function(_ word: String) -> String? { functionsByWord[word] }

  /// The picture that a Chinese word means; nil if it means none.
  package static func drawing(_ word: String) -> String? { drawingsByWord[word] }
}

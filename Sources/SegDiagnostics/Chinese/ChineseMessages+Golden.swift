// Chinese: what tests of scripts report.

extension ChineseMessages {
  /// How the output of a script differs from what it states.
  static let golden = #"""
    states output before any statement
      在任何语句之前就写了输出
    stopped: {1}
      已停止：{1}
    unexpected error
      意外的错误
    there is no view `{1}`: the views are `plan`
      没有视图 `{1}`：可用的视图是 `plan`
    the statement has no plan
      这条语句没有计划
    another plan
      计划不同
    not the columns that the plan states: {1}
      列与计划所写的不同：{1}
    other diagnostics
      诊断不同
    another answer
      答案不同
    the statement gives no answer
      这条语句没有答案
    not run
      没有运行
    """#
}

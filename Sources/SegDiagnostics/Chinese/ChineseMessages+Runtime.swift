// Chinese: what ends a statement.

extension ChineseMessages {
  /// Limits and interruptions.
  static let runtime = #"""
    interrupted
      已中断
    this takes longer than {1}, which is the limit of time
      耗时超过 {1} 的上限
    it was stopped after {1}, and nothing has changed
      已在 {1} 后停止，没有任何改动
    ask for less, such as fewer events by a condition, or allow more: `--limit time=10min`
      请缩小问题，例如用条件减少事件；或放宽上限：`--limit time=10min`
    {1} were in use when {2} more were asked for
      已占用 {1}，还需要 {2}
    the system has no more memory
      系统内存不足
    load fewer columns or rows, or run where more memory is free
      请少加载一些列或行，或换一台内存更充裕的机器
    this needs more than {1}, which is the limit of memory
      所需内存超过 {1} 的上限
    load fewer columns or rows, or allow more: `--limit memory=8GB`
      请少加载一些列或行，或放宽上限：`--limit memory=8GB`
    the answer has {1} rows, and {2} are allowed
      答案有 {1} 行，上限是 {2} 行
    ask for fewer rows: `top {1}` at the end, or allow more: `--limit rows={2}`
      请减少行数：在末尾写 `前 {1}`，或放宽上限：`--limit rows={2}`
    The statement was stopped from outside, for example by Ctrl-C. The session is as before.
      语句被外部中止，例如按了 Ctrl-C。会话保持原样。
    A statement took longer than the host allows: with `seg run`, the limit in `--limit time=10s`, for each load and each question. The session is as before, and the next statement has the full time again.
      语句用时超过了允许的上限；在 `seg run` 中由 `--limit time=10s` 设定，对每次加载和每个问题分别计算。会话保持原样，下一条语句重新拥有完整的时限。
    Tables, cached values and the statement together need more memory than the host allows: with `seg run`, the limit in `--limit memory=2GB`. The memory of the statement is freed; the session is as before.
      各表、缓存的值和这条语句合计所需内存超过了允许的上限；在 `seg run` 中由 `--limit memory=2GB` 设定。语句占用的内存已释放，会话保持原样。
    The system refused memory, as under `ulimit -v`. The memory of the statement is freed; the session is as before.
      系统拒绝分配内存，例如受 `ulimit -v` 限制。语句占用的内存已释放，会话保持原样。
    An answer has more rows than the host allows: with `seg run`, the limit in `--limit rows=1000000`. `top N`, a condition or coarser groups make it smaller.
      答案的行数超过了允许的上限；在 `seg run` 中由 `--limit rows=1000000` 设定。用 `前 N`、条件或更粗的分组可以减少行数。
    """#
}

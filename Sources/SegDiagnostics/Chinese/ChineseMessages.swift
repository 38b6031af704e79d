// The sentences of Seg in Simplified Chinese, by area.

/// What is said in Chinese. Each part is lines: the English sentence, and below it, indented, the Chinese one.
enum ChineseMessages {
  static let all = [
    frame,
    runtime,
    expected,
    statements,
    expressions,
    lexical,
    windows,
    syntaxTopics,
    files,
    tableTexts,
    workbooks,
    system,
    session,
    sessionTopics,
    golden,
    program,
    names,
    types,
    aggregates,
    tables,
    madeTables,
    analyses,
    answers,
    models,
    scores,
    evaluation,
    topics,
    modelTopics,
    functionTexts,
    analysisTexts,
    headings,
    forms,
    cells,
    reference,
  ]

  /// The words around each diagnostic.
  static let frame = #"""
    error
      错误
    warning
      警告
    note
      说明
    fix
      改法
    or
      或者
    """#
}

// Columns that a load makes of those of its file: `key lower(email)`, `by concat(shop, "-", bill)`.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds the expressions of a load over the columns of its file.
struct FileColumnBinder: BinderPart {
  let binder: Binder

  /// The columns that a load makes, each once; nil if a mistake was reported, or if the columns of the file are not known.
  func columns(_ names: LoadNames, _ schema: SourceSchema) -> [NamedExpression]? {
    let rows = Scope(
      .events(
        TableSchema(
          name: names.table.text, key: "", time: nil, columns: schema.columns.map { ($0.name, $0.type) },
          empty: Set(schema.columns.filter(\.isEmpty).map(\.name)), isUnknown: schema.mayHaveOtherColumns, owner: .nobody)))
    var made: [NamedExpression] = []
    for name in names.all where !made.contains(where: { $0.name == name.text }) {
      guard let syntax = name.expression else { continue }
      if schema[name.text] != nil {
        report(.fileHasColumn(name))
        return nil
      }
      guard let expression = value(syntax, rows) else { return nil }
      if let other = expression.firstOutsideFile {
        report(.notOfFile(other))
        return nil
      }
      made.append(NamedExpression(name: name.text, expression: expression))
    }
    return made
  }
}

extension FileColumnBinder {
  /// The columns that a link makes of those of its table, each once; nil if a mistake was reported. A load or another
  /// link may have made one already.
  func columns(_ names: [LoadNames.Name], of table: TableSchema) -> [NamedExpression]? {
    let own = table.columnNames.filter { !table.given.contains($0) }
    let rows = Scope(
      .events(
        TableSchema(
          name: table.name, key: "", time: nil, columns: own.map { ($0, table.types[$0] ?? .text) }, empty: table.empty,
          isUnknown: table.isUnknown, owner: .nobody)))
    var made: [NamedExpression] = []
    for name in names where table.types[name.text] == nil && !made.contains(where: { $0.name == name.text }) {
      guard let syntax = name.expression else { continue }
      guard let expression = value(syntax, rows) else { return nil }
      if let other = expression.firstOutsideFile {
        report(.notOfTable(other, table.name))
        return nil
      }
      made.append(NamedExpression(name: name.text, expression: expression))
    }
    return made
  }
}

extension SourceSchema {
  /// The columns of the file, and those that the load makes of them.
  func adding(_ made: [NamedExpression]) -> SourceSchema {
    if made.isEmpty { return self }
    let columns = columns + made.map { Column($0.name, $0.expression.type, isEmpty: $0.expression.isUntyped) }
    return SourceSchema(columns, sampledRows: sampledRows, mayHaveOtherColumns: mayHaveOtherColumns)
  }
}

extension Expression {
  /// A part of it that is more than the row of a file: a load reads its file once, whatever the day and the
  /// params are then.
  fileprivate var firstOutsideFile: Expression? {
    switch (kind, nature) {
    case (.literal, _), (.column, _): nil
    case (_, .operation): children.lazy.compactMap(\.firstOutsideFile).first
    case (_, .stated), (_, .named), (_, .moved), (_, .whole): self
    }
  }
}

extension Diagnostic {
  /// `key concat(id, today)`
  fileprivate static func notOfFile(_ part: Expression) -> Diagnostic {
    Diagnostic(
      "wrong-load", "`\(part.label.text)` may change, and a load reads its file once", at: part.span,
      fix: Fix("use the columns of the file alone"))
  }

  /// `link items to products by concat(sku, prefix)`
  fileprivate static func notOfTable(_ part: Expression, _ table: String) -> Diagnostic {
    Diagnostic(
      "bad-link", "`\(part.label.text)` is not of the row alone, and a link is made once", at: part.span,
      fix: Fix("use the columns of `\(table)` alone"))
  }

  /// An expression whose text is the name of a column.
  fileprivate static func fileHasColumn(_ name: LoadNames.Name) -> Diagnostic {
    let quoted = quoted(name.text)
    return Diagnostic(
      "name-taken", "the file has a column `\(name.text)` already", at: name.span, label: "that one, or a new one?",
      fix: name.span.map { Fix("write \(Message.script(quoted)) for the column of the file", replace: $0, with: quoted) })
  }
}

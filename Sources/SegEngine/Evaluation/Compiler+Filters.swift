// Conditions on one column in its stored form, and the order in which several of them
// are evaluated.

import CKernels
import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Compiler {
  /// Later conditions are evaluated only where earlier ones left rows: by batch, and by
  /// word if they are filters. A value that cannot be computed (an integer beyond 64
  /// bits) is an error only in rows that are left.
  func and(_ parts: [Expression]) throws(ScriptError) -> Node {
    let nodes = rarestFirst(try compileInTurn(parts))
    if let all = filters(nodes) { return filter(all) }
    let conditions = nodes.map { node -> BatchStep in
      if let fits = node.filter {
        return { batch, words in
          fits(batch.rows, words)
          return Bits.hasAny(words, batch.wordCount)
        }
      }
      let step = node.step
      return { batch, words in
        // Errors count only for the rows that are left.
        batch.run(step.run, only: words)
        let other = batch.registers[step.register].words
        for word in 0..<batch.wordCount { words[word] &= other[word] }
        return Bits.hasAny(words, batch.wordCount)
      }
    }
    let all = inTurn(conditions)
    return bits { batch, words in
      batch.fill(words)
      all(batch, words)
    }
  }
}

// MARK: - Rows of other tables

extension Compiler {
  /// A condition on one value of the row that each row leads to: it is evaluated once for each row of the other table, and
  /// its bit is taken by the link. A row that leads to none does not meet it. nil for other expressions.
  func conditionOfLinkedRow(_ expression: Expression) throws(ScriptError) -> Node? {
    guard let subject = expression.testedValue, subject.children.count == 1, let inner = subject.children.first,
      let (rows, target) = try other(subject), target.rowCount > 0
    else { return nil }
    let condition = expression.with(children: [inner] + expression.children.dropFirst())
    guard case .bits(let bits) = try source.column(condition, of: target).values else { return nil }
    var node = filter { range, words in
      seg_keep_linked(rows.pointer + range.lowerBound, range.count, bits.words.pointer, words)
    }
    node.filterCost = 4
    return node
  }

  /// The rows that a value is taken from, and their table.
  private func other(_ value: Expression) throws(ScriptError) -> (rows: Buffer<Int32>, target: Frame)? {
    if case .ofCustomer = value.kind { return frame.customerRows.map { ($0, source.store.customerFrame) } }
    guard case .linked(let link, _) = value.kind, let rows = try source.rows(of: link),
      let target = try source.frame(named: link.target)
    else { return nil }
    return (rows, target)
  }
}

extension Expression {
  /// The value that a test compares with constants; nil for other expressions.
  fileprivate var testedValue: Expression? {
    if case .compare(_, let value, let limit) = kind { return limit.isConstant ? value : nil }
    if case .isIn(let value, _) = kind { return value }
    if case .textTest(let value, _, _) = kind { return value }
    return nil
  }
}

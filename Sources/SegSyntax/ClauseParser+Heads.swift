// Clauses that belong to one statement.

import SegDiagnostics

extension ClauseParser {
  /// Options = "(" Option { "," Option } ")" ;
  func parseOptions() -> [OptionSyntax] {
    let opening = current
    expect(.leftParenthesis, "`(` and the options")
    brackets += 1
    defer {
      brackets -= 1
      depth -= 1
    }
    guard descend() else { return [] }
    let options = parseSequence { parseOption() }
    expectClosing(of: opening)
    return options
  }

  /// Option = Name ":" ( Options | Values | Expression ) ;
  func parseOption() -> OptionSyntax {
    let name = parseMember("an option's name")
    if at(.equal) {
      report(.equalForColon(at: placeOfCurrent))
      advance()
    } else {
      expect(.colon, "`:` after the option's name")
    }
    if at(.leftParenthesis), peek(2).isSymbol(.colon) {
      return OptionSyntax(name: name, value: .group(parseOptions()))
    }
    if at(.leftParenthesis) { listStart = index }
    return OptionSyntax(name: name, value: .expression(expressions.parseExpression()))
  }

  /// Base = "from" Name ;
  func parseBase() -> NameSyntax {
    expect(.from, "`from`")
    return parseName("a segment after `from`")
  }

  /// By = "by" Item { "," Item } ;
  func parseBy() -> [ItemSyntax] {
    expect(.by, "`by`")
    return parseSequence { parseItem() }
  }

  /// Draw = "draw" Name ;
  func parseDraw() -> NameSyntax {
    expect(.draw, "`draw`")
    return parseName("a kind of picture after `draw`")
  }

  /// `of TABLE`, `of TABLE.rejects`.
  func parseRows() -> [NameSyntax] {
    let name = expressions.parseOfTable()
    return take(.dot) ? [name, parseMember("`rejects` after `\(name.text).`")] : [name]
  }
}

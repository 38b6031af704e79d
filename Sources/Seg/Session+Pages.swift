// Pages: the answers of a script as one file, with what each figure is made of.

import SegColumns
import SegDiagnostics
import SegPlan
import SegReport
import SegSemantics
import SegSyntax

extension Session {
  /// Hands a warning over, and keeps it for a page.
  func warn(_ warning: Diagnostic) {
    state.log.add(warning)
    onWarning?(warning)
  }

  /// Adds an answer to the page that is being made, if there is one.
  func addToPage(_ answer: Answer) {
    guard state.page != nil else { return }
    // Before the page is changed, because it is a part of the state.
    let definitions = definitions(in: answer.statement)
    state.page?.page.add(answer.report, definitions)
    state.page?.isChanged = true
  }

  /// Writes the page as it is now, if it has changed.
  func writePage() throws(ScriptError) -> (Outcome, SourceSpan)? {
    guard let draft = state.page, draft.isChanged else { return nil }
    let path = ScriptPath.resolved(draft.plan.path, draft.directory)
    try exporting.write(complete(draft.page).html, draft, isRenewed: writtenPages.contains(path), state.files)
    writtenPages.insert(path)
    state.page?.isChanged = false
    return (.reported(path: draft.plan.path, answers: draft.page.answerCount), draft.plan.span)
  }

  /// The page with what is said of the data, and the day of its figures.
  package func complete(_ page: Page) -> Page {
    var page = page
    page.receipts += state.log.receipts.map(\.lines)
    page.warnings += state.log.warnings
    page.checks += state.log.checks
    page.refresh = pageRefresh
    if let day = try? answering.day(of: state) { page.subtitle = ("As of \(CalendarDate(days: day))" as Message) }
    return page
  }

  /// What the names in a statement mean, and the names in their definitions: each once, those of the statement first.
  package func definitions(in statement: String) -> [Page.Definition] {
    var found: [Page.Definition] = []
    var seen: Set<String> = []
    var texts = [statement]
    while let text = texts.first, found.count < Self.definitionLimit {
      texts.removeFirst()
      for name in Parser.names(in: text) where seen.insert(name).inserted && isDefined(name) {
        let facts = facts(of: name)
        if let definition = facts.first(where: { $0.property == "definition" }) { texts.append(definition.value.description) }
        let shown = facts.filter { !["name", "used by", "uses"].contains($0.property) }
        found.append(Page.Definition(name: name, facts: shown.map { ($0.property, $0.value) }))
      }
    }
    return found
  }

  /// Definitions of one answer that are told at most.
  private static let definitionLimit = 40

  private func isDefined(_ name: String) -> Bool {
    state.catalog.definitions[name]?.isNamedAlone == true || state.catalog.parameters[name] != nil || state.catalog.functions[name] != nil
  }

  /// What `describe` says of a name.
  private func facts(of name: String) -> [Fact] {
    let text = "describe \(ScriptSpelling.name(name))"
    guard let statement = Parser.parse(Source(name: "", text: text)).script.statements.first else { return [] }
    var reported: Set<String> = []
    guard case .question(.facts(let facts), _)? = DefinitionKeeper.bound(statement, state.catalog, redefines: true, &reported).0 else {
      return []
    }
    return facts
  }
}

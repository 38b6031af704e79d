// Excel workbooks as a format of answers.

import SegDiagnostics
import SegReport

extension ReportFormat {
  /// A workbook with a sheet for each answer. It needs libxlsxwriter, so a host that wants it
  /// imports this target and hands it over: `Session(reports: ReportFormat.all + [.xlsx])`.
  public static let xlsx = ReportFormat(
    name: "xlsx", summary: "an Excel workbook, with a sheet for each answer", extensions: ["xlsx"],
    writeAll: { reports, _, sink in
      var names = SheetNames()
      // All of them before anything is written.
      var sheets: [AnswerSheet] = []
      for report in reports { sheets.append(try AnswerSheet(report, &names)) }
      let file = try WorkbookFile()
      for sheet in sheets { try file.add(sheet) }
      try file.finish(sink)
    })
}

// The names that `import Seg` provides: ours and those of the targets below.

import SegColumns
import SegDiagnostics
import SegEngine
import SegFiles
import SegFunctions
import SegKernels
import SegReport
import SegRuntime
import SegText
import SegWorkbook

public typealias Table = SegColumns.Table
public typealias Column = SegColumns.Column
public typealias ColumnType = SegColumns.ColumnType
public typealias AnswerSchema = SegColumns.AnswerSchema
public typealias AnswerColumn = SegColumns.AnswerColumn
public typealias AnswerView = SegColumns.AnswerView
public typealias ColumnRole = SegColumns.ColumnRole
public typealias ColumnStyle = SegColumns.ColumnStyle
public typealias Bitmap = SegColumns.Bitmap
public typealias Value = SegColumns.Value
public typealias CalendarDate = SegColumns.CalendarDate
public typealias Diagnostic = SegDiagnostics.Diagnostic
public typealias ScriptError = SegDiagnostics.ScriptError
public typealias Source = SegDiagnostics.Source
public typealias SourceSpan = SegDiagnostics.SourceSpan
public typealias Limits = SegRuntime.Limits
public typealias Function = SegFunctions.Function
public typealias StepProgress = SegRuntime.StepProgress
public typealias Interrupt = SegRuntime.Interrupt
public typealias TableSource = SegColumns.TableSource
public typealias SourceSchema = SegColumns.SourceSchema
public typealias TableReading = SegColumns.TableReading
public typealias FileFormat = SegFiles.FileFormat
public typealias FileContent = SegFiles.FileContent
public typealias FileRequest = SegFiles.FileRequest
public typealias Report = SegReport.Report
public typealias ReportFormat = SegReport.ReportFormat
public typealias ReportStyle = SegReport.ReportStyle
public typealias Chart = SegReport.Chart
public typealias ChartKind = SegReport.ChartKind
public typealias ChartRenderer = SegReport.ChartRenderer
public typealias Picture = SegReport.Picture
public typealias Page = SegReport.Page

extension [FileFormat] {
  /// The formats that every session knows, in the order of the manual.
  public static var all: [FileFormat] { [.csv, .ndjson, .xlsx] }
}

// Numbers that are held as units of decimals are written as the numbers they are.

import SegColumns
import SegReport
import Testing

@Suite struct ScaledNumberTests {
  @Test(
    arguments: [(127, 0), (127, 2), (255, 2), (32_767, 2), (32_767, 3), (Int64(Int32.max), 2), (Int64(Int32.max), 4)] as [(Int64, Int)])
  func everyFormat(_ most: Int64, _ scale: Int) throws {
    for count in [1, 64, 65, 2049] {
      let numbers = (0..<count).map { row -> Double? in
        if row % 9 == 5 { return nil }
        let any = row % 9 == 0 ? most : row % 9 == 1 ? -most : row % 9 == 2 ? 0 : Int64(row) * 3_360_674_891 % (2 * most + 1) - most
        let units = most == 255 ? max(any, 0) : any
        return Double(units) / decimalUnits[scale]
      }
      let doubles = Column.numbers(numbers)
      guard case .float64(let buffer) = doubles.values else { return }
      let units = try #require(Column.decimals(buffer, validity: doubles.validity))
      for style in [ColumnStyle.plain, .figure, .share] {
        func written(_ column: Column) -> [String] {
          let one = report([("x", column, style), ("row", .integers((0..<Int64(count)).map { $0 }), .plain)])
          return ReportFormat.all.map { $0.text(one) }
        }
        #expect(written(units) == written(doubles), "\(count) rows to \(most) of \(scale) decimals as \(style)")
      }
      // As a program reads them: each cell is the number again.
      let lines = ReportFormat.csv.text(report([("row", .integers((0..<Int64(count)).map { $0 }), .plain), ("x", units, .plain)])).split(
        separator: "\n")
      let found = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).last.flatMap { Double($0) } }
      #expect(found == numbers)
    }
  }
}

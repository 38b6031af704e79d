// stub
struct NDJSONReader {
  init(_ input: InputBytes, from start: Int, name: String, options: ReadOptions) {}
  func read() throws(ReadError) -> TextOutcome { throw .emptyFile("") }
}

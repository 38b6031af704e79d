// Compiles a pattern's text to instructions, by way of a tree, because `{m,n}`
// needs its part several times.

import SegDiagnostics

/// Reads one pattern.
struct PatternCompiler {
  /// A part of a pattern.
  private indirect enum Node {
    case scalar(UInt32)
    case any
    case set(ScalarSet)
    case assert(PatternAssertion)
    case sequence([Node])
    case choice([Node])
    /// nil: no upper limit. Lazy: as few times as possible.
    case repeated(Node, Int, Int?, isLazy: Bool)
    /// The first group in parentheses.
    case group(Node)
  }

  private let scalars: [(value: UInt32, offset: Int)]
  private let length: Int
  private var index = 0
  private var depth = 0
  private var program: [PatternInstruction] = []
  /// The number of parts emitted, to stop repeated empty parts too.
  private var steps = 0
  private(set) var isCaseInsensitive = false
  /// Whether the place of the first group is kept.
  private let keepsGroup: Bool
  private(set) var hasGroup = false

  private static let depthLimit = 100
  private static let countLimit = 1_000

  init(_ text: String, keepsGroup: Bool = false) {
    self.keepsGroup = keepsGroup
    var scalars: [(value: UInt32, offset: Int)] = []
    var offset = 0
    for scalar in text.unicodeScalars {
      scalars.append((scalar.value, offset))
      offset += UTF8.width(scalar)
    }
    self.scalars = scalars
    length = offset
  }

  mutating func compile() throws(PatternError) -> [PatternInstruction] {
    if scalars.prefix(4).map(\.value) == [0x28, 0x3F, 0x69, 0x29] {  // (?i)
      isCaseInsensitive = true
      index = 4
    }
    let node = try parseChoice()
    if index < scalars.count { throw error("`)` without an opening parenthesis") }
    try emit(node)
    program.append(.match)
    return program
  }

  // MARK: Reading

  private var current: UInt32? { index < scalars.count ? scalars[index].value : nil }

  private func error(_ message: Message, at place: Int? = nil) -> PatternError {
    let place = place ?? index
    return PatternError(message: message, offset: place < scalars.count ? scalars[place].offset : length)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == character.value else { return false }
    index += 1
    return true
  }

  private mutating func parseChoice() throws(PatternError) -> Node {
    var choices = [try parseSequence()]
    while take("|") { choices.append(try parseSequence()) }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func parseSequence() throws(PatternError) -> Node {
    var parts: [Node] = []
    while let value = current, value != 0x7C, value != 0x29 { parts.append(try parseRepeated()) }
    return .sequence(parts)
  }

  private mutating func parseRepeated() throws(PatternError) -> Node {
    let start = index
    let part = try parsePart()
    guard let (least, most) = try parseCount() else { return part }
    if case .assert = part { throw error("nothing to repeat before this sign", at: start + 1) }
    let isLazy = take("?")
    let again = index
    if try parseCount() != nil {
      throw error("a repetition cannot be repeated again; parentheses say what is meant", at: again)
    }
    return .repeated(part, least, most, isLazy: isLazy)
  }

  /// `*`, `+`, `?`, `{m}`, `{m,}`, `{m,n}`; any other `{` is a literal.
  private mutating func parseCount() throws(PatternError) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard current == 0x7B else { return nil }
    let start = index
    index += 1
    let least = parseNumber()
    let hasComma = take(",")
    let most = hasComma ? parseNumber() : least
    guard let least, take("}") else {
      index = start
      return nil
    }
    if least > Self.countLimit || (most ?? 0) > Self.countLimit {
      throw error("a repetition counts to \(Self.countLimit) at most", at: start)
    }
    if let most, most < least { throw error("the ends of this repetition are the wrong way round", at: start) }
    return (least, most)
  }

  private mutating func parseNumber() -> Int? {
    var number: Int?
    while let value = current, (0x30...0x39).contains(value) {
      number = min((number ?? 0) * 10 + Int(value - 0x30), 1_000_000)
      index += 1
    }
    return number
  }

  private mutating func parsePart() throws(PatternError) -> Node {
    let start = index
    guard let value = current else { throw error("the pattern ends too early") }
    index += 1
    switch value {
    case 0x2E: return .any
    case 0x5E: return .assert(.start)
    case 0x24: return .assert(.end)
    case 0x28: return try parseGroup(start)
    case 0x5B: return .set(try parseSet(start))
    case 0x5C: return try parseEscape(start)
    case 0x2A, 0x2B, 0x3F: throw error("nothing to repeat before this sign", at: start)
    default: return .scalar(isCaseInsensitive ? UTF8Reading.folded(value) : value)
    }
  }

  private mutating func parseGroup(_ start: Int) throws(PatternError) -> Node {
    depth += 1
    if depth > Self.depthLimit { throw error("more than \(Self.depthLimit) levels of parentheses", at: start) }
    var isKept = keepsGroup && !hasGroup
    if current == 0x3F {
      isKept = false
      index += 1
      if !take(":") {
        throw error("of the groups with `?` only `(?:` and, at the very start, `(?i)` are known", at: start)
      }
    }
    if isKept { hasGroup = true }
    let node = try parseChoice()
    if !take(")") { throw error("this parenthesis is not closed", at: start) }
    depth -= 1
    return isKept ? .group(node) : node
  }

  private mutating func parseEscape(_ start: Int) throws(PatternError) -> Node {
    guard let value = current else { throw error("a backslash needs a character after it", at: start) }
    if value == 0x62 || value == 0x42 {
      index += 1
      return .assert(value == 0x62 ? .wordBoundary : .notWordBoundary)
    }
    if let ranges = Self.classes[value] {
      index += 1
      return .set(ScalarSet(ranges.ranges, inverted: ranges.inverted))
    }
    let scalar = try parseEscapedScalar(start)
    return .scalar(isCaseInsensitive ? UTF8Reading.folded(scalar) : scalar)
  }

  /// The scalar of an escape after a backslash.
  private mutating func parseEscapedScalar(_ start: Int) throws(PatternError) -> UInt32 {
    guard let value = current else { throw error("a backslash needs a character after it", at: start) }
    index += 1
    switch value {
    case 0x6E: return 0x0A
    case 0x74: return 0x09
    case 0x72: return 0x0D
    case 0x66: return 0x0C
    case 0x30...0x39: throw error("there are no references to groups", at: start)
    case 0x41...0x5A, 0x61...0x7A: throw error("unknown escape", at: start)
    default: return value
    }
  }

  private static let classes: [UInt32: (ranges: [ClosedRange<UInt32>], inverted: Bool)] = {
    let digit: [ClosedRange<UInt32>] = [0x30...0x39]
    let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    let space: [ClosedRange<UInt32>] = [0x09...0x0D, 0x20...0x20]
    return [
      0x64: (digit, false), 0x44: (digit, true), 0x77: (word, false), 0x57: (word, true), 0x73: (space, false),
      0x53: (space, true),
    ]
  }()

  private mutating func parseSet(_ start: Int) throws(PatternError) -> ScalarSet {
    let inverted = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let value = current, isFirst || value != 0x5D {
      isFirst = false
      let place = index
      index += 1
      var low = value
      if value == 0x5C {
        if let escaped = current, let known = Self.classes[escaped] {
          index += 1
          ranges += ScalarSet(known.ranges, inverted: known.inverted).ranges
          continue
        }
        low = try parseEscapedScalar(place)
      }
      guard current == 0x2D, index + 1 < scalars.count, scalars[index + 1].value != 0x5D else {
        ranges.append(low...low)
        continue
      }
      index += 1
      let highPlace = index
      index += 1
      var high = scalars[highPlace].value
      if high == 0x5C { high = try parseEscapedScalar(highPlace) }
      if high < low { throw error("the ends of this range are the wrong way round", at: place) }
      ranges.append(low...high)
    }
    if !take("]") { throw error("this bracket is not closed", at: start) }
    if isCaseInsensitive { ranges += Self.otherCases(of: ranges) }
    return ScalarSet(ranges, inverted: inverted)
  }

  /// Adds the other case of the letters in ranges. A range longer than any alphabet
  /// contains whole scripts, so both cases already.
  private static func otherCases(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges where range.count <= 2_000 {
      for value in range {
        let lower = UTF8Reading.folded(value)
        let upper = UTF8Reading.raised(value)
        if lower != value { result.append(lower...lower) }
        if upper != value { result.append(upper...upper) }
      }
    }
    return result
  }

  // MARK: Emitting

  private mutating func append(_ instruction: PatternInstruction) throws(PatternError) {
    program.append(instruction)
    if program.count > Pattern.programLimit { throw tooLarge }
  }

  private var tooLarge: PatternError {
    PatternError(message: "the pattern is too large once its repetitions are written out", offset: 0)
  }

  private mutating func emit(_ node: Node) throws(PatternError) {
    steps += 1
    if steps > 10 * Pattern.programLimit { throw tooLarge }
    switch node {
    case .scalar(let value): try append(.scalar(value))
    case .any: try append(.any)
    case .set(let set): try append(.set(set))
    case .assert(let assertion): try append(.assert(assertion))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .choice(let parts): try emitChoice(parts)
    case .repeated(let part, let least, let most, let isLazy): try emitRepeated(part, least, most, isLazy: isLazy)
    case .group(let part):
      try append(.save(isEnd: false))
      try emit(part)
      try append(.save(isEnd: true))
    }
  }

  private mutating func emitChoice(_ parts: [Node]) throws(PatternError) {
    var jumps: [Int] = []
    for part in parts.dropLast() {
      let split = program.count
      try append(.split(split + 1, 0))
      try emit(part)
      jumps.append(program.count)
      try append(.jump(0))
      program[split] = .split(split + 1, program.count)
    }
    if let last = parts.last { try emit(last) }
    for jump in jumps { program[jump] = .jump(program.count) }
  }

  private mutating func emitRepeated(_ part: Node, _ least: Int, _ most: Int?, isLazy: Bool) throws(PatternError) {
    /// Enters the part rather than what follows it, unless it is lazy.
    func choice(_ inside: Int, _ after: Int) -> PatternInstruction { isLazy ? .split(after, inside) : .split(inside, after) }
    for _ in 0..<least { try emit(part) }
    guard let most else {
      let split = program.count
      try append(.split(split + 1, 0))
      try emit(part)
      try append(.jump(split))
      program[split] = choice(split + 1, program.count)
      return
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(program.count)
      try append(.split(program.count + 1, 0))
      try emit(part)
    }
    for split in splits { program[split] = choice(split + 1, program.count) }
  }
}

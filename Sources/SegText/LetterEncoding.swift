// Encodings of one byte a character, as models of the languages that they are used for.

/// An encoding with one byte for each character.
struct LetterEncoding: Sendable {
  /// The letters of a language above 127.
  struct Alphabet: Sendable {
    /// The bits of each letter; capitals cost more.
    let bits: [UInt32: Double]
    /// Whether most letters of its words are ASCII.
    let isLatin: Bool
  }

  let name: String
  let prior: Double
  let alphabets: [Alphabet]
  /// The characters of the bytes from 128 on; 0: none.
  let scalars: [UInt32]

  static let all = [
    LetterEncoding(
      "windows-1252", 0,
      latin: [
        "äöüßé", "éèêëàâçîïôûùœæÿü", "áéíóúñü¿¡ºª", "ãõçáéíóúâêôàü", "àèéìòùî", "åäöéü", "æøåéäö", "ëïéèöüêó", "çàèéíïóòúü",
      ]),
    LetterEncoding(
      "windows-1250", 3,
      latin: ["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čšžćđ", "äöüß", "ăâîşţ"]),
    LetterEncoding("windows-1251", 1, tiers: ["оеаинтсрвлкмдпуя", "ыьгзбчйхжшюцщэфъё"]),
    LetterEncoding("KOI8-R", 4, tiers: ["оеаинтсрвлкмдпуя", "ыьгзбчйхжшюцщэфъё"]),
    LetterEncoding("windows-1253", 3, tiers: ["αοιετσνηυρπκμλως", "δγχθφβξζψάέήίόύώϊϋ"]),
    LetterEncoding("windows-1254", 3, latin: ["çğıöşüİâî"]),
    LetterEncoding("windows-1255", 3, tiers: ["יוהלאמרבתשנםכדע", "קחפגטזצסןךףץ"]),
    LetterEncoding("windows-1256", 3, tiers: ["اليمونرتبعدسفكهة", "حقجشصأخطىضزذغثءظئؤإآ"]),
    LetterEncoding("windows-874", 4, tiers: ["านรอกเงมยลวดทสตะปบคหแจพชขใไผโซฉศฟ", "่้ัีิุู์ำึื็ณญธษถภฎฏฐฒฬฮฝฌฆๆฯ"]),
    LetterEncoding("windows-1257", 4, latin: ["āčēģīķļņšūž", "ąčęėįšųūž", "õäöüšž"]),
    LetterEncoding("macintosh", 6, latin: ["äöüßé", "éèêëàâçîïôûùœæ", "áéíóúñü¿¡", "ãõçáéíóúâêôà", "åäöæø"]),
    LetterEncoding("IBM850", 7, latin: ["äöüßé", "éèêëàâçîïôûùæ", "áéíóúñü¿¡", "ãõçáéíóúâêôà", "åäöæø"]),
    LetterEncoding("IBM866", 7, tiers: ["оеаинтсрвлкмдпуя", "ыьгзбчйхжшюцщэфъё"]),
  ]

  private init(_ name: String, _ prior: Double, latin: [String]) {
    self.init(name, prior, latin.map { letters in Self.alphabet([letters], [5.5], isLatin: true) })
  }

  /// - Parameter tiers: the letters, the more usual ones first.
  private init(_ name: String, _ prior: Double, tiers: [String]) {
    self.init(name, prior, [Self.alphabet(tiers, [4.2, 6.8], isLatin: false)])
  }

  private init(_ name: String, _ prior: Double, _ alphabets: [Alphabet]) {
    self.name = name
    self.prior = prior
    self.alphabets = alphabets
    scalars = TextEncoding.highCharacters(of: name)
  }

  private static func alphabet(_ tiers: [String], _ bits: [Double], isLatin: Bool) -> Alphabet {
    var found: [UInt32: Double] = [:]
    for (letters, cost) in zip(tiers, bits) {
      for letter in letters.unicodeScalars {
        found[letter.value] = cost
        for capital in letter.properties.uppercaseMapping.unicodeScalars where found[capital.value] == nil {
          found[capital.value] = cost + 1.5
        }
      }
    }
    return Alphabet(bits: found, isLatin: isLatin)
  }

  /// The bits of some text, word by word; infinite if it is not in this encoding.
  func bits(_ sample: [UInt8]) -> Double {
    guard !scalars.isEmpty else { return .infinity }
    var bits = prior
    var word: [UInt32] = []
    var (characters, others) = (0, 0)
    for byte in sample {
      let scalar = byte < 0x80 ? UInt32(byte) : scalars[Int(byte) - 0x80]
      if byte >= 0x80 { characters += 1 }
      if scalar == 0xFFFD { others += 1 }
      if scalar >= 0x80 || Self.isLetter(scalar) {
        word.append(scalar)
        continue
      }
      bits += cost(of: word) + Self.ascii
      word.removeAll(keepingCapacity: true)
    }
    return TextEncoding.isWrong(others, of: characters) ? .infinity : bits + cost(of: word) + Self.ascii
  }

  private static let (ascii, symbol, unknown) = (4.5, 8.0, 30.0)

  private static func isLetter(_ scalar: UInt32) -> Bool { scalar < 0x80 && (scalar | 0x20) &- 0x61 < 26 }

  /// The bits of a word, in the language that makes it likeliest.
  private func cost(of word: [UInt32]) -> Double {
    let high = word.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) }
    if high == 0 { return Double(word.count) * Self.ascii }
    let best = alphabets.map { cost(of: word, high, $0) }.min() ?? 0
    return best + Self.capitals(in: word)
  }

  private func cost(of word: [UInt32], _ high: Int, _ alphabet: Alphabet) -> Double {
    var bits = 0.0
    for (place, scalar) in word.enumerated() {
      if scalar < 0x80 {
        // Scripts do not mix inside a word.
        bits += alphabet.isLatin ? Self.ascii : Self.ascii + 4
      } else if let cost = alphabet.bits[scalar] {
        bits += cost
      } else if scalar == 0xFFFD {
        bits += Self.unknown
      } else if Self.isLetterOrMark(scalar) {
        // Of another language.
        bits += 12
      } else {
        // An apostrophe or a dash may stand inside a word.
        let isInside = place > 0 && place + 1 < word.count && ![0x2019, 0x2013, 0xB7].contains(scalar)
        bits += Self.symbol + (isInside ? 7 : 0)
      }
    }
    // Words of Latin letters are mostly ASCII.
    if alphabet.isLatin && high > 2 && high * 2 > word.count { bits += Double(high) * 5 }
    return bits
  }

  private static func isLetterOrMark(_ scalar: UInt32) -> Bool {
    Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
  }

  /// Capitals after small letters are unusual.
  private static func capitals(in word: [UInt32]) -> Double {
    var bits = 0.0
    var wasSmall = false
    for scalar in word {
      guard let properties = Unicode.Scalar(scalar)?.properties else { continue }
      if properties.isUppercase && wasSmall { bits += 8 }
      wasSmall = properties.isLowercase
    }
    return bits
  }
}

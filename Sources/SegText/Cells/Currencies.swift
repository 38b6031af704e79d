// The signs and codes of currencies.

/// Recognizes currencies beside numbers. A sign may stand for several: `$5` and `CAD 5` may be
/// the same amount, `$5` and `€5` are not.
enum Currencies {
  /// The codes, in the order of their bits.
  private static let codes = [
    "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "BRL", "EUR", "GBP", "CNY", "JPY", "CHF", "SEK", "NOK", "DKK",
    "ISK", "PLN", "CZK", "HUF", "INR", "KRW", "RUB", "TRY", "VND", "ILS", "THB", "UAH", "NGN", "PHP", "ZAR", "AED", "SAR",
    "RON", "BGN", "XXX",
  ]

  private static func mask(_ names: [String]) -> CandidateTypes {
    CandidateTypes(names.compactMap { codes.firstIndex(of: $0) }.map { CandidateTypes.currency($0) })
  }

  static let dollar = mask(["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN"])
  static let yuan = mask(["CNY"])
  static let koruna = mask(["CZK"])
  static let zloty = mask(["PLN"])

  /// Letters that stand for a currency before or after a number.
  private static let words: [String: CandidateTypes] = {
    var words: [String: CandidateTypes] = [:]
    for code in codes where code != "XXX" { words[code] = mask([code]) }
    words["RMB"] = yuan
    words["CNH"] = yuan
    words["US"] = mask(["USD"])
    words["NT"] = mask(["TWD"])
    words["HK"] = mask(["HKD"])
    words["A"] = mask(["AUD"])
    words["C"] = mask(["CAD"])
    words["CA"] = mask(["CAD"])
    words["AU"] = mask(["AUD"])
    words["NZ"] = mask(["NZD"])
    words["S"] = mask(["SGD"])
    words["R"] = mask(["BRL"])
    words["MX"] = mask(["MXN"])
    words["kr"] = mask(["SEK", "NOK", "DKK", "ISK"])
    words["Kr"] = words["kr"]
    words["Rs"] = mask(["INR"])
    words["Fr"] = mask(["CHF"])
    words["SFr"] = mask(["CHF"])
    words["Ft"] = mask(["HUF"])
    words["EURO"] = mask(["EUR"])
    words["Euro"] = mask(["EUR"])
    return words
  }()
  private static let longestWord = 4

  /// The currency of a run of letters.
  ///
  /// - Parameter hasSign: whether `$` follows, as after `US`, which alone is no currency.
  static func word(_ cell: Slice<UnsafeBufferPointer<UInt8>>, hasSign: Bool) -> CandidateTypes? {
    if cell.isEmpty || cell.count > longestWord { return nil }
    let text = String(decoding: cell, as: UTF8.self)
    let needsSign = text.utf8.count <= 2 && !["kr", "Kr", "Rs", "Fr", "Ft"].contains(text)
    return needsSign && !hasSign ? nil : words[text]
  }

  private static let gbp = mask(["GBP"])
  private static let cnyOrJpy = mask(["CNY", "JPY"])
  private static let jpy = mask(["JPY"])
  private static let eur = mask(["EUR"])
  private static let inr = mask(["INR"])
  private static let krw = mask(["KRW"])
  private static let rub = mask(["RUB"])
  private static let lira = mask(["TRY"])
  private static let vnd = mask(["VND"])
  private static let ils = mask(["ILS"])
  private static let thb = mask(["THB"])
  private static let uah = mask(["UAH"])
  private static let ngn = mask(["NGN"])
  private static let php = mask(["PHP"])

  /// The currencies of a sign outside ASCII, by its bytes as one number.
  static func sign(_ bytes: UInt32) -> CandidateTypes? {
    switch bytes {
    case 0xC2A3, 0xEFBFA1: gbp  // £ ￡
    case 0xC2A5, 0xEFBFA5: cnyOrJpy  // ¥ ￥
    case 0xE58583, 0xE59C86, 0xE59C93: yuan  // 元 圆 圓
    case 0xE58686: jpy  // 円
    case 0xE282AC: eur  // €
    case 0xEFBC84: dollar  // ＄
    case 0xE282B9, 0xE282A8: inr  // ₹ ₨
    case 0xE282A9, 0xEFBFA6, 0xEC9B90: krw  // ₩ ￦ 원
    case 0xE282BD: rub  // ₽
    case 0xE282BA: lira  // ₺
    case 0xE282AB: vnd  // ₫
    case 0xE282AA: ils  // ₪
    case 0xE0B8BF: thb  // ฿
    case 0xE282B4: uah  // ₴
    case 0xE282A6: ngn  // ₦
    case 0xE282B1: php  // ₱
    default: nil
    }
  }
}

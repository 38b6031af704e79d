// Values as people call them: `Germany` where a table has `DE`, `women` where it has `F`.

import SegDiagnostics

enum ValueSynonyms {
  /// Words for one value: whichever of them the data have.
  private static let groups: [String] = [
    "female|f|women|woman|females|ladies|girls", "male|m|men|man|males|gentlemen|boys", "canceled|cancelled", "yes|true", "no|false",
    "mobile|phone|smartphone|mobile app", "ios|iphone|apple", "web|website|online", "credit card|creditcard|cc",
    "overdue|past due|late", "unpaid|outstanding|open|not paid", "paid|settled", "churned|cancelled|canceled|terminated|ended",
    "trial|trialing|free trial|trials", "b2b|business", "b2c|consumer", "enterprise|ent", "smb|small business|small",
    "us|usa|united states|america|american|u.s.|united states of america",
    "uk|gb|gbr|united kingdom|great britain|britain|england|british",
    "de|deu|ger|germany|german|deutschland",
    "fr|fra|france|french",
    "it|ita|italy|italian",
    "es|esp|spain|spanish",
    "nl|nld|netherlands|dutch|holland",
    "be|bel|belgium|belgian",
    "ch|che|switzerland|swiss",
    "at|aut|austria|austrian",
    "pl|pol|poland|polish",
    "se|swe|sweden|swedish",
    "no|nor|norway|norwegian",
    "dk|dnk|denmark|danish",
    "fi|fin|finland|finnish",
    "pt|prt|portugal|portuguese",
    "ie|irl|ireland|irish",
    "cz|cze|czechia|czech republic|czech",
    "gr|grc|greece|greek",
    "tr|tur|turkey|turkish",
    "ru|rus|russia|russian",
    "ua|ukr|ukraine|ukrainian",
    "cn|chn|china|chinese|中国",
    "jp|jpn|japan|japanese|日本",
    "kr|kor|south korea|korea|korean|韩国",
    "in|ind|india|indian",
    "id|idn|indonesia|indonesian",
    "sg|sgp|singapore|新加坡",
    "my|mys|malaysia|malaysian",
    "th|tha|thailand|thai|泰国",
    "vn|vnm|vietnam|vietnamese|越南",
    "ph|phl|philippines",
    "au|aus|australia|australian",
    "nz|nzl|new zealand",
    "ca|can|canada|canadian",
    "mx|mex|mexico|mexican",
    "br|bra|brazil|brazilian|巴西",
    "ar|arg|argentina|argentinian",
    "cl|chl|chile|chilean",
    "co|col|colombia|colombian",
    "za|zaf|south africa",
    "ng|nga|nigeria|nigerian",
    "ke|ken|kenya|kenyan",
    "eg|egy|egypt|egyptian",
    "ae|are|united arab emirates|emirates|uae",
    "sa|sau|saudi arabia|saudi",
    "il|isr|israel|israeli",
    "hk|hkg|hong kong",
    "tw|twn|taiwan|taiwanese",
  ]

  /// Words that stand in a sentence for something else.
  private static let ambiguous: Set<String> = [
    "us", "in", "no", "it", "is", "at", "be", "id", "my", "co", "de", "ca", "am", "can", "are", "col", "che", "per", "ind", "late", "open",
    "small", "business", "phone", "m", "f", "yes", "true", "false", "ended", "online", "or", "by", "to", "sa",
  ]

  private static let known: [String: [String]] = {
    var known: [String: [String]] = [:]
    for group in groups {
      let words = group.split(separator: "|").map(String.init)
      for word in words where !ambiguous.contains(word) { known[word, default: []] += words.filter { $0 != word } }
    }
    return known
  }()

  /// Other words for the value that a text names, the likeliest first.
  static func of(_ text: String) -> [String] { known[text] ?? [] }
}

// How customers came, in words: `signed up`, `installs`, `opened an account`.

import SegDiagnostics

/// What the day on which customers came is called, and what they did then.
struct SignupWords {
  /// What the name of the column has in it.
  let stem: String
  var verbs: [String] = []
  var nouns: [String] = []

  static let all: [SignupWords] = [
    SignupWords(stem: "sign", verbs: ["signed up"], nouns: ["signups", "sign ups"]), SignupWords(stem: "join", verbs: ["joined"]),
    SignupWords(stem: "regist", verbs: ["registered"], nouns: ["registrations"]),
    SignupWords(stem: "creat", verbs: ["created an account", "were created", "created"]),
    SignupWords(stem: "install", verbs: ["installed the app", "installed"], nouns: ["installs", "installations", "downloads"]),
    SignupWords(
      stem: "open", verbs: ["opened an account", "opened their account", "opened"],
      nouns: ["account openings", "accounts opened", "openings"]),
    SignupWords(stem: "enrol", verbs: ["enrolled"], nouns: ["enrollments", "enrolments"]),
    SignupWords(stem: "activat", verbs: ["activated"], nouns: ["activations"]),
    SignupWords(stem: "admi", verbs: ["were admitted", "admitted"], nouns: ["admissions"]), SignupWords(stem: "since"),
    SignupWords(stem: "注册"), SignupWords(stem: "入会"), SignupWords(stem: "开户"), SignupWords(stem: "加入"), SignupWords(stem: "开卡"),
    SignupWords(stem: "办卡"), SignupWords(stem: "start", verbs: ["started"]),
  ]
}

extension WordVocabulary {
  private var ownSignupWords: [SignupWords] {
    guard let signup = signup?.lowercased() else { return [] }
    return SignupWords.all.filter { signup.contains($0.stem) }
  }

  /// `signed up`, `installed`: that customers came.
  var signupVerbs: [String] { ownSignupWords.flatMap(\.verbs) + ["signed up", "joined", "registered"] }

  /// `signups`, `installs`: those who came.
  var signupNouns: [String] {
    table("signup") != nil || signup == nil ? [] : ownSignupWords.flatMap(\.nouns) + ["signups", "sign ups", "registrations"]
  }

  /// `signup`, `install`: what the day is called.
  var signupNames: [String] {
    guard let signup = signup?.lowercased() else { return [] }
    let parts = signup.split { !$0.isLetter }.map(String.init)
    return [parts.joined(separator: " ")] + (parts.first.map { [$0] } ?? []) + ["signup", "sign up", "registration"]
  }
}

import Evidence

/// Sentences, and what their words say of roles and support.
struct Sentence {
  var text: String
  var words: Words
  /// Line breaks of the passage before it.
  var linesBefore: Int

  /// The sentences of a text. A stop ends one when white space and no lower-case letter follow.
  static func all(in text: String) -> [Sentence] {
    var sentences: [Sentence] = []
    var current = ""
    var lines = 0
    var start = 0
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      if character == "\n" { lines += 1 }
      if current.isEmpty, character.isWhitespace { continue }
      if current.isEmpty { start = lines }
      current.append(character == "\n" ? " " : character)
      guard ".!?;".contains(character), index + 1 < characters.count, characters[index + 1].isWhitespace else {
        continue
      }
      let next = characters[(index + 1)...].first { !$0.isWhitespace }
      let abbreviation = ["e.g.", "i.e.", "etc.", "incl.", "resp.", "No.", "cf."].contains { current.hasSuffix($0) }
      if character == ";" || (next?.isLowercase != true && !abbreviation) {
        sentences.append(Sentence(text: current.collapsed, words: Words(current), linesBefore: start))
        current = ""
      }
    }
    if !current.collapsed.isEmpty {
      sentences.append(Sentence(text: current.collapsed, words: Words(current), linesBefore: start))
    }
    return sentences
  }

  /// Roles that the words name.
  var roles: Set<Claim.Role> { Self.roles(in: words) }

  static func roles(in words: Words) -> Set<Claim.Role> {
    var roles: Set<Claim.Role> = []
    if words.hasAny(["scu", "scus", "service class user", "service class users"]) { roles.insert(.scu) }
    if words.hasAny(["scp", "scps", "service class provider", "service class providers"]) { roles.insert(.scp) }
    if words.has("scu scp") || words.has("scp scu") { roles = [.scu, .scp] }
    return roles
  }

  /// Whether the sentence speaks of support at all.
  var speaksOfSupport: Bool {
    words.hasStem([
      "support", "conform", "provide", "accept", "propose", "implement", "available", "capable", "initiat", "complies",
      "comply", "offer",
    ])
  }

  /// Whether the sentence denies.
  var denies: Bool {
    words.hasAny([
      "not", "no", "none", "never", "neither", "nor", "cannot", "doesnt", "isnt", "dont", "arent", "without",
      "unsupported",
      "except", "excluding", "other than",
    ])
  }

  /// Whether what the sentence says holds only under a condition.
  var isConditional: Bool {
    words.hasAny([
      "if", "when", "unless", "depending", "depending on", "optional", "optionally", "using option", "with option",
      "can be enabled", "may be enabled", "must be enabled", "needs to be enabled", "licence", "license",
      "upon request",
      "only if", "these options", "requires",
    ]) || words.hasStem(["configur", "licens"])
  }
}

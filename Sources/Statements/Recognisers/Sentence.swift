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
      "support", "conforms", "conforming", "conformant", "provide", "accept", "propose", "implement", "available",
      "capable", "initiat", "complies", "comply", "offer", "acts", "act as",
    ]) || words.hasAny(["standard conformance", "conformance to", "extended conformance"])
  }

  /// Whether the sentence denies.
  var denies: Bool {
    Self.withoutFalseDenials(words).hasAny([
      "not", "no", "none", "never", "neither", "nor", "cannot", "doesnt", "isnt", "dont", "arent", "without",
      "unsupported",
      "except", "excluding", "other than",
    ])
  }

  /// The words without negations that deny nothing: "if no profile is loaded", "not only".
  private static func withoutFalseDenials(_ words: Words) -> Words {
    let phrases = [
      "if no", "if not", "whether or not", "not only", "no limit", "no restriction", "no restrictions",
      "but not limited to",
    ]
    guard words.hasAny(phrases) else { return words }
    return Words(phrases.reduce(words.joined) { $0.replacing(" " + $1 + " ", with: "  ") })
  }

  /// Whether a denial and a grant may stand in it together.
  var isMixed: Bool {
    words.hasAny([
      "but", "except", "however", "only", "other than", "excluding", "although", "while", "without", "unless",
    ])
  }

  /// Whether the sentence speaks of systems at the other end.
  var isAboutOthers: Bool {
    words.hasAny([
      "they", "remote ae", "remote aes", "remote system", "remote systems", "remote scp", "remote scps", "remote scu",
      "remote scus", "peer", "peers", "external", "third party", "other vendors", "other systems", "must support",
      "should support", "shall support", "has to support", "must be supported", "whether",
    ])
  }

  /// The roles that the sentence gives its subject: "as an SCU", "in the role of SCP", "Verification SCP", but not "when
  /// the SCP sends".
  var assertedRoles: Set<Claim.Role> {
    let list = words.list
    var roles: Set<Claim.Role> = []
    let marks: Set<Substring> = [
      "as", "role", "roles", "both", "scu", "scp", "class", "classes", "acts", "verification", "storage", "commitment",
      "query", "retrieve", "worklist", "print", "find", "move", "get", "step", "echo", "store", "service", "state",
    ]
    for (position, word) in list.enumerated() {
      let role: Claim.Role
      switch word {
      case "scu": role = .scu
      case "scp": role = .scp
      case "user" where position > 1 && list[position - 1] == "class": role = .scu
      case "provider" where position > 1 && list[position - 1] == "class": role = .scp
      default: continue
      }
      let before = list[max(0, position - 3)..<position].filter { !["a", "an", "and", "or", "of"].contains($0) }
      let spelled = word == "user" || word == "provider"
      let follows = list.indices.contains(position + 1) && ["of", "for", "role"].contains(list[position + 1])
      if before.last.map(marks.contains) ?? true || before.contains("as") || spelled || follows { roles.insert(role) }
    }
    return roles
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

import Evidence

/// SOP classes that sentences and lists of DIMSE services claim by name. Never decisive by itself.
enum SOPClassProse {
  static func read(_ passages: [Passage], into findings: inout Findings) {
    for passage in passages where passage.purpose == .conformance && !isAboutDetails(passage) {
      let text: String
      switch passage.block.content {
      case .paragraph(let content), .listItem(_, let content): text = content
      default: continue
      }
      guard text.utf8.count < 8_000 else { continue }
      if readService(text, passage, &findings) { continue }
      let lower = text.lowercased()
      guard ["scu", "scp", "service class"].contains(where: { lower.utf8Contains($0) }) else { continue }
      for sentence in Sentence.all(in: text) { read(sentence, passage, &findings) }
    }
  }

  /// Sections on how a class is supported take for granted that it is.
  private static func isAboutDetails(_ passage: Passage) -> Bool {
    passage.path.last?.words.has("specific conformance") ?? false
  }

  /// `C-ECHO: accepts verification requests` below a heading that names the role.
  private static func readService(_ text: String, _ passage: Passage, _ findings: inout Findings) -> Bool {
    guard let colon = text.firstIndex(of: ":"), text[..<colon].utf8.count <= 30 else { return false }
    let key = Words(text[..<colon])
    guard let heading = passage.path.last, !heading.isTitle, key.list.first == "c", key.list.count == 2 else {
      return false
    }
    let roles = Sentence.roles(in: heading.words)
    let rest = Sentence.all(in: text).first
    guard roles.count == 1, let role = roles.first, rest?.denies != true else { return false }
    let citation = findings.citation(passage, words: text)
    switch key.list[1] {
    case "echo": add("1.2.840.10008.1.1", "Verification", role, .supported, citation, passage, 60, &findings)
    case "store": addWildcard(role, .supported, citation, passage, &findings)
    default: return false
    }
    return true
  }

  private static func read(_ sentence: Sentence, _ passage: Passage, _ findings: inout Findings) {
    let roles = sentence.assertedRoles
    // A sentence that introduces a list is read with the list.
    guard !roles.isEmpty, sentence.speaksOfSupport, !sentence.text.hasSuffix(":"), sentence.text.utf8.count < 1_500,
      !sentence.words.hasAny(["example", "examples", "e g", "such as"]), !sentence.isAboutOthers
    else { return }
    let polarity: Claim.Polarity
    if sentence.denies {
      polarity =
        roles.count > 1 || sentence.isMixed ? .unclear : .notSupported
    } else {
      // What happens "when" or "if" is told of a course of events.
      polarity =
        sentence.words.hasAny(["if", "when", "once", "after", "until"]) && !sentence.words.has("by default")
        ? .unclear : .supported
    }
    let citation = findings.citation(
      passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore })
    var rest = sentence.words.joined
    var named: [(phrase: String, uid: String)] = []
    for candidate in Registered.sopClassPhrases(among: sentence.words)
    where rest.utf8Contains(" " + candidate.phrase + " ") {
      // One word alone is a class only where the sentence says so.
      if !candidate.phrase.contains(" ") {
        let followers = ["sop class", "sop classes", "service class", "scu", "scp"]
        guard followers.contains(where: { rest.utf8Contains(" \(candidate.phrase) \($0) ") }) else { continue }
      }
      named.append(candidate)
      rest = rest.replacing(" " + candidate.phrase + " ", with: "  ")
    }
    for item in named {
      for role in Claim.Role.serviceClass where roles.contains(role) {
        add(
          item.uid, Registered.entry(item.uid)?.name ?? item.phrase, role, polarity, citation, passage,
          sentence.isConditional ? 50 : 60, &findings)
      }
    }
    if named.isEmpty, StorageWildcard.isMeant(by: sentence.words), polarity == .supported, roles.count == 1,
      let role = roles.first
    {
      addWildcard(role, polarity, citation, passage, &findings)
    }
  }

  private static func add(
    _ uid: String, _ name: String, _ role: Claim.Role, _ polarity: Claim.Polarity, _ citation: Citation,
    _ passage: Passage, _ confidence: Int, _ findings: inout Findings
  ) {
    findings.add(
      Claim(
        kind: .sopClass, applicationEntity: passage.applicationEntity, uid: uid, uidOrigin: .resolvedFromName,
        name: name, role: role, polarity: polarity, evidence: [citation], method: "sop-class-prose/sentence",
        confidence: confidence), block: passage.index)
  }

  private static func addWildcard(
    _ role: Claim.Role, _ polarity: Claim.Polarity, _ citation: Citation, _ passage: Passage,
    _ findings: inout Findings
  ) {
    findings.add(
      Claim(
        kind: .sopClass, applicationEntity: passage.applicationEntity, uidOrigin: .wildcard,
        name: "Storage Service Class", role: role, polarity: polarity, evidence: [citation],
        method: "sop-class-prose/wildcard", confidence: 50), block: passage.index)
  }
}

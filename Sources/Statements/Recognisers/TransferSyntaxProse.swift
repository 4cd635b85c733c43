import Evidence

/// Transfer syntaxes that sentences and pairs of key and value claim. Never decisive by themselves.
enum TransferSyntaxProse {
  static func read(_ passages: [Passage], _ pairs: [KeyValue], into findings: inout Findings) {
    var seen: Set<String> = []
    func add(
      _ uid: String, _ origin: Claim.UIDOrigin, _ polarity: Claim.Polarity, _ condition: String?, _ citation: Citation,
      _ passage: Passage, _ rule: String
    ) {
      guard seen.insert("\(passage.index) \(uid) \(citation.line ?? 0)").inserted else { return }
      findings.add(
        Claim(
          kind: .transferSyntax, applicationEntity: passage.applicationEntity, uid: uid, uidOrigin: origin,
          name: Registered.entry(uid)?.name, polarity: polarity,
          availability: condition == nil ? .standard : .conditional, condition: condition, evidence: [citation],
          method: "transfer-syntax-prose/\(rule)", confidence: origin == .printed ? 70 : 60), block: passage.index)
    }
    for pair in pairs where pair.key.hasAny(["transfer syntax", "transfer syntaxes"]) && pair.key.list.count <= 6 {
      guard !pair.key.hasAny(["not", "private", "preferred", "unsupported"]) else { continue }
      for (uid, origin) in identifiers(in: pair.value) {
        add(uid, origin, .supported, nil, pair.citation, pair.passage, "key-value")
      }
    }
    for passage in passages where passage.purpose == .conformance {
      guard case .paragraph(let text) = passage.block.content, text.utf8.count < 8_000,
        text.lowercased().utf8Contains("transfer syntax")
      else { continue }
      for sentence in Sentence.all(in: text) where mayClaim(sentence) {
        let polarity: Claim.Polarity =
          sentence.isMixed ? .unclear : sentence.denies ? .notSupported : .supported
        let citation = findings.citation(
          passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore })
        for (uid, origin) in identifiers(in: sentence.text) {
          add(
            uid, origin, polarity, sentence.isConditional ? sentence.text : nil, citation, passage, "sentence")
        }
      }
    }
  }

  private static func mayClaim(_ sentence: Sentence) -> Bool {
    let words = sentence.words
    return words.hasAny(["transfer syntax", "transfer syntaxes"]) && !sentence.text.hasSuffix(":")
      && words.hasStem(["support", "accept", "propose", "offer"]) && !sentence.isAboutOthers
      && !words.hasAny([
        "preference", "preferred", "prefers", "prefer", "example", "e g", "selected", "chosen", "if", "when", "first",
      ])
  }

  private static func identifiers(in text: String) -> [(String, Claim.UIDOrigin)] {
    let printed = UIDScan.identifiers(in: text).filter(Registered.isTransferSyntax)
    if !printed.isEmpty { return printed.map { ($0, .printed) } }
    return TransferSyntaxPhrases.uids(in: Words(text)).map { ($0, .resolvedFromName) }
  }
}

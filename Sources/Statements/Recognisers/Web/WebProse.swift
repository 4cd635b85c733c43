import Evidence

/// Services of PS3.18 that sentences claim. Never decisive by itself.
enum WebProse {
  static func read(_ prose: [Prose], into findings: inout Findings) {
    for item in prose where item.mentions(["wado", "qido", "stow-rs", "stow rs", "ups-rs", "dicomweb"]) {
      for sentence in item.sentences where sentence.text.utf8.count < 1_500 { read(sentence, item, &findings) }
    }
  }

  private static func read(_ sentence: Sentence, _ item: Prose, _ findings: inout Findings) {
    let words = sentence.words
    guard !sentence.isExample, !words.hasAny(["previously known as", "formerly", "see", "shall", "may be"]) else {
      return
    }
    // An item goes on with the sentence that introduces the list.
    let lead = item.isItem ? item.introduction : nil
    let named = WebServiceName.all(in: words).filter { $0 != .capabilities }
    guard !named.isEmpty else { return }
    var polarity: Claim.Polarity
    if let own = explicit(sentence) {
      polarity = own
    } else if let lead, words.list.count <= 12, let said = explicit(lead) {
      polarity = said
    } else {
      return
    }
    if named.count > 1, polarity == .notSupported, words.hasAny(["and", "but"]), sentence.speaksOfSupport,
      !words.hasAny(["nor", "or", "neither"])
    {
      polarity = .unclear
    }
    let roles = WebRoles.roles(in: words)
    for service in named {
      var claim = WebClaim(service, nil).claim(
        name: nil, role: roles.count == 1 ? roles.first : nil, item.citation(sentence, findings), "dicomweb/sentence",
        roles.count == 1 ? 65 : 55)
      claim.polarity = polarity
      if sentence.isConditional {
        claim.availability = .conditional
        claim.condition = sentence.text
      }
      findings.add(claim, block: item.passage.index)
    }
  }

  /// What a sentence about support says; nil for those that only mention the service.
  private static func explicit(_ sentence: Sentence) -> Claim.Polarity? {
    guard
      sentence.words.hasAny([
        "support", "supports", "supported", "supporting", "implements", "implement", "implemented", "provides",
        "provide", "provided", "offers", "compliant", "conforms", "unsupported", "support includes",
      ])
    else { return nil }
    return sentence.stance
  }
}

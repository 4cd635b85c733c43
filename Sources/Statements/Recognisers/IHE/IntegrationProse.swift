import Evidence

/// Integration profiles and actors that sentences and lists claim. Never decisive by itself.
enum IntegrationProse {
  static func read(_ prose: [Prose], into findings: inout Findings) {
    for item in prose where item.mentions(["ihe", "profile", "actor"]) || (item.isItem && isAboutIHE(item.passage)) {
      if item.isItem, readItem(item, &findings) { continue }
      for sentence in item.sentences where sentence.text.utf8.count < 1_500 { read(sentence, item, &findings) }
    }
  }

  /// Whether headings or the words before it say that a passage is about IHE.
  static func isAboutIHE(_ passage: Passage) -> Bool {
    passage.path.contains { $0.words.hasAny(["ihe", "integration profile", "integration profiles"]) }
      || (passage.lead.map { Words($0.text).hasAny(["ihe", "integration profiles"]) } ?? false)
  }

  /// `SWF: Image Manager/Archive, Image Display` below words about IHE.
  private static func readItem(_ item: Prose, _ findings: inout Findings) -> Bool {
    guard isAboutIHE(item.passage), item.text.utf8.count <= 300 else { return false }
    let lead = item.introduction
    if lead?.isExample == true { return false }
    var profile: String?
    var rest = item.text
    if let cut = item.text.firstIndex(where: { ":\u{2013}\u{2014}".contains($0) }) ?? dash(item.text) {
      profile = IntegrationProfiles.named(in: String(item.text[..<cut])).first
      rest = String(item.text[item.text.index(after: cut)...])
    } else {
      profile = IntegrationProfiles.named(in: item.text).first
      rest = ""
    }
    let heading = item.passage.path.last.flatMap { IntegrationProfiles.named(in: $0.text).first }
    if profile == nil, let heading, let actors = IntegrationActors.all(of: item.text) {
      add(heading, actors, item.text, lead?.stance ?? .supported, item, 75, &findings)
      return true
    }
    guard let profile else { return false }
    let actors = IntegrationActors.named(in: Words(rest))
    let own = Sentence(text: rest, words: Words(rest), linesBefore: 0)
    let said = lead.flatMap(\.stance) ?? (headingClaims(item.passage) ? .supported : nil)
    guard let said, !own.denies || own.stance != nil else { return false }
    let polarity: Claim.Polarity = own.isOfTheFuture ? .unclear : own.denies ? .notSupported : said
    add(profile, actors, item.text, polarity, item, actors.isEmpty ? 60 : 75, &findings)
    return true
  }

  /// " - " between a profile and its actors.
  private static func dash(_ text: String) -> String.Index? { text.range(of: " - ")?.lowerBound }

  private static func headingClaims(_ passage: Passage) -> Bool {
    passage.path.contains { $0.words.hasStem(["implement", "support", "integration statement"]) }
  }

  private static func read(_ sentence: Sentence, _ item: Prose, _ findings: inout Findings) {
    let words = sentence.words
    // A sentence that introduces a list is read with the list.
    guard words.hasAny(["ihe", "profile", "profiles", "actor", "actors"]), let polarity = sentence.stance,
      !sentence.isExample, !sentence.text.hasSuffix(":"), speaksOfProduct(words)
    else { return }
    var profiles = IntegrationProfiles.acronyms(in: sentence.text)
    if profiles.isEmpty { profiles = IntegrationProfiles.names(in: words) }
    let actors = IntegrationActors.named(in: words).filter { $0.contains(" ") || $0.contains("/") || $0.contains("-") }
    // Which of several profiles an actor belongs to, a sentence does not tell.
    guard profiles.count == 1 || (actors.isEmpty && !profiles.isEmpty) else { return }
    guard !actors.isEmpty || (words.has("ihe") && words.hasAny(["profile", "profiles"])) else { return }
    for profile in profiles {
      add(
        profile, actors, sentence.text, polarity, item,
        actors.isEmpty ? 55 : sentence.isConditional ? 60 : 65, &findings, sentence)
    }
  }

  /// A sentence about the standard, about other systems or about what may be is not about the product.
  private static func speaksOfProduct(_ words: Words) -> Bool {
    !words.hasAny(["defined by", "defined in", "see also", "refer to", "described in", "recommended", "requires that"])
  }

  private static func add(
    _ profile: String, _ actors: [String], _ words: String, _ polarity: Claim.Polarity, _ item: Prose,
    _ confidence: Int, _ findings: inout Findings, _ sentence: Sentence? = nil
  ) {
    let citation =
      sentence.map { item.citation($0, findings) } ?? findings.citation(item.passage, words: words)
    for actor in actors.isEmpty ? [nil] : actors.map(Optional.some) {
      findings.add(
        Claim(
          kind: .ihe, name: profile, polarity: polarity,
          availability: sentence?.isConditional == true ? .conditional : .standard,
          condition: sentence?.isConditional == true ? words : nil,
          detail: .integration(ClaimDetail.Integration(profile: profile, actor: actor)), evidence: [citation],
          method: "ihe/\(sentence == nil ? "list" : "sentence")", confidence: confidence), block: item.passage.index)
    }
  }
}

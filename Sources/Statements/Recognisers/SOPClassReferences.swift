import Evidence

/// "All the SOP classes listed in section X are available as an SCU": the claims of that section, for another role.
enum SOPClassReferences {
  static func read(_ passages: [Passage], into findings: inout Findings) {
    for passage in passages where passage.purpose == .conformance {
      let text: String
      switch passage.block.content {
      case .paragraph(let content), .listItem(_, let content): text = content
      default: continue
      }
      guard text.utf8.count < 4_000, text.lowercased().utf8Contains("sop class") else { continue }
      for sentence in Sentence.all(in: text) { read(sentence, passage, passages, &findings) }
    }
  }

  private static func read(
    _ sentence: Sentence, _ passage: Passage, _ passages: [Passage], _ findings: inout Findings
  ) {
    let words = sentence.words
    guard words.hasAny(["all", "same", "every"]), words.has("sop classes"), sentence.speaksOfSupport, !sentence.denies,
      words.hasAny(["listed", "mentioned", "described", "specified", "given", "same"])
    else { return }
    // The longest heading that the sentence quotes, other than the one it stands under.
    let quoted = Set(passages.compactMap { $0.path.last?.words.joined })
      .filter { $0.split(separator: " ").count >= 2 && $0 != passage.path.last?.words.joined }
      .filter { words.joined.utf8Contains($0) }
      .max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    guard let quoted else { return }
    let roles = Sentence.roles(in: Words(words.joined.replacing(quoted, with: " ")))
    guard roles.count == 1, let role = roles.first else { return }
    let blocks = Set(passages.filter { $0.path.last?.words.joined == quoted }.map(\.index))
    let citation = findings.citation(
      passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore })
    var added: [Claim] = []
    var seen: Set<String> = []
    for (claim, block) in findings.claims where blocks.contains(block) && claim.kind == .sopClass {
      guard claim.polarity == .supported, claim.role != role, let uid = claim.uid, seen.insert(uid).inserted else {
        continue
      }
      var copy = claim
      copy.role = role
      copy.uidOrigin = .byReference
      copy.applicationEntity = passage.applicationEntity
      copy.evidence = [citation] + claim.evidence
      copy.method = "sop-class-reference/section"
      copy.confidence = min(claim.confidence, 85)
      added.append(copy)
    }
    for claim in added { findings.add(claim, block: passage.index) }
  }
}

import Evidence

/// "All the SOP classes listed in section X are available as an SCU": the claims of that section, for another role.
enum SOPClassReferences {
  static func read(_ passages: [Passage], _ tables: [TableReading], into findings: inout Findings) {
    let numbered = Dictionary(grouping: tables.filter { $0.number != nil }) { $0.number ?? "" }
      .mapValues { Set($0.map(\.passage.index)) }
    let headings = Set(passages.compactMap { $0.path.last?.words.joined })
      .filter { $0.split(separator: " ").count >= 2 && $0.utf8.count <= 200 }
    guard headings.count <= 10_000 else { return }
    let index = Dictionary(grouping: passages) { $0.path.last?.words.joined ?? "" }.mapValues { Set($0.map(\.index)) }
    var references = 0
    for passage in passages where passage.purpose == .conformance {
      let text: String
      switch passage.block.content {
      case .paragraph(let content), .listItem(_, let content): text = content
      default: continue
      }
      guard text.utf8.count < 4_000, text.lowercased().utf8Contains("sop class") else { continue }
      for sentence in Sentence.all(in: text) where mayRefer(sentence) {
        references += 1
        guard references <= maximumReferences else { return }
        if let number = NumberedTables.reference(in: sentence.text) {
          read(sentence, passage, number, numbered[number], &findings)
        } else {
          read(sentence, passage, headings, index, &findings)
        }
      }
    }
  }

  /// Sentences looked at in one document; each is held against all headings and claims.
  private static let maximumReferences = 200

  private static func mayRefer(_ sentence: Sentence) -> Bool {
    let words = sentence.words
    return words.hasAny(["all", "same", "every"]) && words.has("sop classes") && sentence.speaksOfSupport
      && (!sentence.denies || ExceptedNames.isException(sentence))
      && words.hasAny(["listed", "mentioned", "described", "specified", "given", "same", "table"])
  }

  private static func read(
    _ sentence: Sentence, _ passage: Passage, _ headings: Set<String>, _ index: [String: Set<Int>],
    _ findings: inout Findings
  ) {
    let words = sentence.words
    // The longest heading that the sentence quotes, other than the one it stands under.
    let quoted =
      headings
      .filter { $0 != passage.path.last?.words.joined && words.joined.utf8Contains($0) }
      .max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    guard let quoted else { return }
    let roles = Sentence.roles(in: Words(words.joined.replacing(quoted, with: " ")))
    guard roles.count == 1, let role = roles.first else { return }
    copy(index[quoted] ?? [], for: role, sentence, passage, "section", &findings)
  }

  /// "All SOP classes of Table 4.2-1 are supported as SCP": the rows of that table.
  private static func read(
    _ sentence: Sentence, _ passage: Passage, _ number: String, _ blocks: Set<Int>?, _ findings: inout Findings
  ) {
    let roles = sentence.roles
    guard roles.count == 1, let role = roles.first else { return }
    guard let blocks else {
      findings.report(
        .warning, "dangling-reference", "The SOP classes are said to stand in table \(number), which was not found.",
        findings.citation(
          passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore }))
      return
    }
    copy(blocks, for: role, sentence, passage, "table", &findings)
  }

  /// Claims the classes of some blocks for another role, without those that the sentence excepts.
  private static func copy(
    _ blocks: Set<Int>, for role: Claim.Role, _ sentence: Sentence, _ passage: Passage, _ rule: String,
    _ findings: inout Findings
  ) {
    let excepted = ExceptedNames.sopClasses(in: sentence.text)
    let citation = findings.citation(
      passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore })
    var added: [Claim] = []
    var seen: Set<String> = []
    for (claim, block) in findings.claims where blocks.contains(block) && claim.kind == .sopClass {
      guard claim.polarity == .supported, claim.role != role, let uid = claim.uid, !excepted.contains(uid),
        seen.insert(uid).inserted
      else { continue }
      var copy = claim
      copy.role = role
      copy.uidOrigin = .byReference
      copy.applicationEntity = passage.applicationEntity
      copy.evidence = [citation] + claim.evidence
      copy.method = "sop-class-reference/\(rule)"
      copy.confidence = min(claim.confidence, 85)
      added.append(copy)
    }
    for claim in added { findings.add(claim, block: passage.index) }
  }
}

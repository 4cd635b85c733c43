import Evidence
import Foundation

/// "All the SOP classes listed in section X are available as an SCU": the claims of that section or table, for another
/// role.
enum SOPClassReferences {
  static func read(_ passages: [Passage], _ tables: [TableReading], into findings: inout Findings) {
    let targets = ReferenceTargets(passages, tables)
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
        read(sentence, passage, targets, &findings)
      }
    }
  }

  /// Sentences looked at in one document; each is held against all headings and claims.
  private static let maximumReferences = 200

  private static func mayRefer(_ sentence: Sentence) -> Bool {
    let words = sentence.words
    return words.hasAny(["all", "same", "every", "identical", "those"]) && words.has("sop classes")
      && sentence.speaksOfSupport && (!sentence.denies || ExceptedNames.isException(sentence))
      && words.hasAny(["listed", "mentioned", "described", "specified", "given", "same", "table", "identical"])
  }

  private static func read(
    _ sentence: Sentence, _ passage: Passage, _ targets: ReferenceTargets, _ findings: inout Findings
  ) {
    guard let target = targets.target(of: sentence, besides: passage.path.last) else { return }
    var roles = Sentence.roles(in: target.rest)
    // "The classes are those of section 3.1.1" below "Storage SCU".
    if roles.isEmpty, let heading = passage.path.last, !heading.isTitle { roles = Sentence.roles(in: heading.words) }
    guard roles.count == 1, let role = roles.first else { return }
    guard let blocks = target.blocks else {
      findings.report(
        .warning, "dangling-reference",
        "The SOP classes are said to stand in \(target.name), which was not found.",
        findings.citation(
          passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore }))
      return
    }
    copy(blocks, for: role, sentence, passage, target.rule, &findings)
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

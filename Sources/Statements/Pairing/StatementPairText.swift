import Evidence
import Rendering

/// Whether two products can talk, for people.
public enum StatementPairText {
  /// The summary, then the services by verdict, then character sets and associations.
  public static func text(_ pair: StatementPair) -> String {
    var lines = ["A  \(name(pair.first))", "B  \(name(pair.second))"].map {
      TextTable.cut(PlainText.singleLine($0), ClaimsText.width)
    }
    lines += PlainText.broken(summary(pair), to: ClaimsText.width)
    for verdict in PairVerdict.Verdict.allCases {
      let own = pair.services.filter { $0.verdict == verdict }
      guard !own.isEmpty else { continue }
      let word = verdict.rawValue
      lines += ["", "\(word.prefix(1).uppercased())\(word.dropFirst()) (\(own.count))"]
      lines += verdict == .oneSideOnly ? compact(own) : describe(own)
    }
    lines += ["", "Character sets"] + characterSets(pair.characterSets)
    if !pair.association.isEmpty { lines += ["", "Association"] + association(pair.association) }
    return lines.joined(separator: "\n")
  }

  private static func name(_ version: ComparedDocument) -> String {
    let product = [version.product, version.version].compactMap { $0 }.joined(separator: " ")
    return product.isEmpty ? version.document : "\(product)  (\(version.document))"
  }

  /// The result in a sentence.
  public static func summary(_ pair: StatementPair) -> String {
    guard !pair.services.isEmpty else {
      return "Neither document claims a service that the other could share. Silence says nothing about the products."
    }
    let parts = [
      (pair.count { $0 == .canTalk }, "can talk"), (pair.count(\.isCannot), "cannot"),
      (pair.count { $0 == .notStated }, "not stated"), (pair.count { $0 == .unsure }, "unsure"),
      (pair.count { $0 == .oneSideOnly }, "one side only"), (pair.count { $0 == .notJudged }, "not judged"),
    ].filter { $0.0 > 0 || ["can talk", "cannot"].contains($0.1) }
    return "By the papers, of \(pair.services.count.of("service")): "
      + parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + "."
  }

  private static func arrow(_ direction: PairVerdict.Direction) -> String {
    direction == .firstUsesSecond ? "A → B" : "B → A"
  }

  /// Services of which the same is to be said stand together.
  private static func describe(_ verdicts: [PairVerdict]) -> [String] {
    var groups: [[String]: [PairVerdict]] = [:]
    var order: [[String]] = []
    for verdict in verdicts {
      let key = ["\(arrow(verdict.direction))"] + said(verdict)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(verdict)
    }
    return order.flatMap { key -> [String] in
      let own = groups[key] ?? []
      var lines = own.flatMap { verdict -> [String] in
        let title = [arrow(verdict.direction), verdict.service, verdict.uid].compactMap { $0 }.joined(separator: "  ")
        let places = places(verdict)
        return hanging("\(title)\(places.isEmpty ? "" : "  (\(places))")")
      }
      for words in said(own.first) {
        lines += PlainText.broken(words, to: ClaimsText.width - 9).map { "         " + $0 }
      }
      return lines
    }
  }

  /// Words over several lines, those after the first set in.
  private static func hanging(_ words: String) -> [String] {
    PlainText.broken(words, to: ClaimsText.width - 9).enumerated().map {
      ($0.offset == 0 ? "  " : "         ") + $0.element
    }
  }

  private static func said(_ verdict: PairVerdict?) -> [String] {
    guard let verdict else { return [] }
    var lines: [String] = []
    if !verdict.common.isEmpty { lines.append("in common: \(verdict.common.joined(separator: ", "))") }
    if !verdict.commonByCondition.isEmpty {
      lines.append(
        "in common by configuration or condition: \(verdict.commonByCondition.joined(separator: ", "))")
    }
    return lines + verdict.missing.map { "missing: \($0)" } + verdict.notes.map { "note: \($0)" }
  }

  private static func places(_ verdict: PairVerdict) -> String {
    let isForward = verdict.direction == .firstUsesSecond
    let (first, second) =
      isForward
      ? (verdict.userEvidence, verdict.providerEvidence) : (verdict.providerEvidence, verdict.userEvidence)
    return [first.first.map { "A \($0.spokenPlace)" }, second.first.map { "B \($0.spokenPlace)" }].compactMap { $0 }
      .joined(separator: ", ")
  }

  /// Services without a partner: many, and nothing to say of each.
  private static func compact(_ verdicts: [PairVerdict]) -> [String] {
    var groups: [String: [PairVerdict]] = [:]
    for verdict in verdicts {
      groups["\(arrow(verdict.direction)): \(verdict.missing.joined(separator: "; "))", default: []].append(verdict)
    }
    return groups.keys.sorted().flatMap { key -> [String] in
      let own = groups[key] ?? []
      let names = own.map(\.service).joined(separator: ", ")
      return hanging("\(key) (\(own.count))")
        + PlainText.broken(names, to: ClaimsText.width - 9).map { "         " + $0 }
    }
  }

  private static func characterSets(_ sets: StatementPair.CharacterSetPair) -> [String] {
    var lines: [String] = []
    func add(_ words: String) { lines += hanging(words) }
    if let common = sets.common {
      add("in common: " + (common.isEmpty ? "none that is stated" : common.joined(separator: ", ")))
    } else {
      add("not stated by \(sets.onlyFirst.isEmpty ? sets.onlySecond.isEmpty ? "A or B" : "A" : "B")")
    }
    if !sets.onlyFirst.isEmpty { add("only A: \(sets.onlyFirst.joined(separator: ", "))") }
    if !sets.onlySecond.isEmpty { add("only B: \(sets.onlySecond.joined(separator: ", "))") }
    return lines
  }

  private static func association(_ facts: [StatementPair.AssociationFact]) -> [String] {
    var table = TextTable(
      [.init("property", limit: 34), .init("A", limit: 28), .init("B")], width: ClaimsText.width)
    for fact in facts {
      table.row([
        Claim.words(fact.property), fact.first.isEmpty ? "not stated" : fact.first.joined(separator: ", "),
        fact.second.isEmpty ? "not stated" : fact.second.joined(separator: ", "),
      ])
    }
    return table.text
  }
}

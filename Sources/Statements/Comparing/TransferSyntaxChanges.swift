import Evidence

/// How the transfer syntaxes of each SOP class changed between two versions of a statement.
///
/// A version that lists them once for all and one that lists them for each class say the same where the sets are equal.
enum TransferSyntaxChanges {
  static func find(old: [Claim], new: [Claim]) -> [StatementComparison.Change] {
    let (before, after) = (Side(old), Side(new))
    var changes: [StatementComparison.Change] = []
    // A version that lists them for each class only has no list for all that could have changed.
    if before.all.syntaxes != after.all.syntaxes, before.listsForAll, after.listsForAll {
      changes += change(before.all, after.all, what: "all SOP classes")
    }
    // Classes whose transfer syntaxes changed alike stand together.
    var groups: [Pair: [String]] = [:]
    var order: [Pair] = []
    for uid in Set(before.own.keys).union(after.own.keys).sorted() {
      // A class that one version does not claim at all is a change of the class, not of its transfer syntaxes.
      guard before.claims(uid), after.claims(uid) else { continue }
      let pair = Pair(old: before.syntaxes(of: uid), new: after.syntaxes(of: uid))
      guard pair.old.syntaxes != pair.new.syntaxes, !pair.old.isEmpty || !pair.new.isEmpty else { continue }
      let key = Pair(old: pair.old.withoutPlaces, new: pair.new.withoutPlaces)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(uid)
    }
    for key in order {
      let uids = groups[key] ?? []
      guard let first = uids.first else { continue }
      let names = uids.map { Registered.entry($0)?.name ?? $0 }
      let what =
        names.count > 3
        ? "\(names.prefix(2).joined(separator: ", ")) and \(names.count - 2) more" : names.joined(separator: ", ")
      changes += change(
        before.syntaxes(of: first), after.syntaxes(of: first), what: what, uid: uids.count == 1 ? first : nil)
    }
    return changes
  }

  private struct Pair: Hashable {
    var old: Listed
    var new: Listed
  }

  /// A list of transfer syntaxes with what is said of each.
  private struct Listed: Hashable {
    var syntaxes: [String: String] = [:]
    var evidence: [Citation] = []
    var isEmpty: Bool { syntaxes.isEmpty }
    var withoutPlaces: Listed { Listed(syntaxes: syntaxes, evidence: []) }

    init(syntaxes: [String: String], evidence: [Citation]) {
      self.syntaxes = syntaxes
      self.evidence = evidence
    }

    init(_ claims: [Claim]) {
      syntaxes = Dictionary(grouping: claims) { $0.uid ?? "" }.compactMapValues { StatementObservation.support($0) }
      evidence = claims.compactMap(\.evidence.first).uniqued.prefix(4).map { $0 }
    }
  }

  private struct Side {
    var all: Listed
    var own: [String: Listed]
    private var classes: Set<String>

    init(_ claims: [Claim]) {
      let syntaxes = claims.filter { $0.kind == .transferSyntax && $0.uid != nil }
      all = Listed(syntaxes.filter { $0.sopClass == nil })
      own = Dictionary(grouping: syntaxes.filter { $0.sopClass != nil }) { $0.sopClass ?? "" }.mapValues(Listed.init)
      classes = Set(claims.filter { $0.kind == .sopClass && $0.polarity == .supported }.compactMap(\.uid))
    }

    var listsForAll: Bool { !all.isEmpty || own.isEmpty }
    func claims(_ uid: String) -> Bool { classes.contains(uid) || own[uid] != nil }
    func syntaxes(of uid: String) -> Listed { own[uid] ?? all }
  }

  private static func change(
    _ old: Listed, _ new: Listed, what: String, uid: String? = nil
  ) -> [StatementComparison.Change] {
    [
      StatementComparison.Change(
        kind: .transferSyntax, change: old.isEmpty ? .added : new.isEmpty ? .dropped : .changed, what: what, uid: uid,
        side: nil, applicationEntity: nil, old: statement(old), new: statement(new))
    ]
  }

  private static func statement(_ listed: Listed) -> StatementComparison.Statement? {
    guard !listed.isEmpty else { return nil }
    let values = listed.syntaxes.map { uid, support in
      (Registered.entry(uid)?.name ?? uid) + (support == "supported" ? "" : " (\(support))")
    }
    let isSame = Set(listed.syntaxes.values).count == 1
    return StatementComparison.Statement(
      support: isSame ? listed.syntaxes.values.first ?? "unclear" : "supported", values: values.sorted(),
      evidence: listed.evidence)
  }
}

/// Proofs of one specification on several networks, each of requirements that the ones before it could not try.
public struct ProofParts: Sendable {
  private let parts: [Proof]

  /// Takes proofs in the order of their networks; there is at least one.
  public init(_ parts: [Proof]) throws(NoParts) {
    guard !parts.isEmpty else { throw NoParts() }
    self.parts = parts
  }

  /// There is no network, and so no proof.
  public struct NoParts: Error {}

  /// One proof of them all.
  ///
  /// - Parameter order: Requirements in the order of the specification.
  public func joined(in order: [String]) -> Proof {
    var whole = parts[0]
    let place = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    func sorted<Item>(_ items: [Item], by id: (Item) -> String) -> [Item] {
      items.sorted { (place[id($0)] ?? .max, id($0)) < (place[id($1)] ?? .max, id($1)) }
    }
    whole.networks = parts.flatMap(\.networks)
    whole.rows = sorted(parts.flatMap(\.rows)) { $0.id }
    let tried = Set(whole.rows.map(\.id))
    var seen: Set<String> = []
    whole.omissions = sorted(
      parts.flatMap(\.omissions).filter { !tried.contains($0.id) && seen.insert($0.id).inserted }
    ) { $0.id }
    for part in parts.dropFirst() {
      for trial in part.trials { whole.add(trial) }
    }
    return whole
  }
}

extension Proof {
  /// Adds what a defect did to requirements that were not tried against it yet.
  fileprivate mutating func add(_ trial: Trial) {
    guard let index = trials.firstIndex(where: { $0.name == trial.name }) else { return trials.append(trial) }
    trials[index].tried += trial.tried
    trials[index].noticed += trial.noticed
    trials[index].unsettled += trial.unsettled
    trials[index].apart += trial.apart
  }
}

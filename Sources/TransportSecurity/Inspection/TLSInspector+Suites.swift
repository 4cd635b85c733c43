/// Every cipher suite and every group that a port takes, one hello at a time.
extension TLSInspector {
  mutating func enumerateSuites(of version: TLSVersion) async throws(InspectionFailure) {
    var found: [TLSFindings.AcceptedSuite] = []
    // Some servers fall over long lists; two lists are short enough for all that are known.
    let candidates = CipherSuite.all.filter { $0.isUsable(in: version) }
    var isInOnePiece = true
    for start in stride(from: 0, to: candidates.count, by: 100) {
      let before = found.count
      try await eliminate(Array(candidates[start..<min(start + 100, candidates.count)]), version, into: &found)
      if start > 0, found.count > before, before > 0 { isInOnePiece = false }
    }
    if !isInOnePiece {
      var ordered: [TLSFindings.AcceptedSuite] = []
      try await eliminate(found.map(\.suite), version, into: &ordered)
      if Set(ordered.map(\.suite)) == Set(found.map(\.suite)) { found = ordered }
    }
    findings.suites += found
    if found.count > 1, let first = found.first {
      let reversed = hello(version, found.reversed().map(\.suite))
      let flight = try await ask(reversed, "\(version.name), the accepted suites in reverse")
      if choice(flight, reversed)?.suite == first.suite { findings.ownOrder.append(version) }
    }
    findings.enumerated.append(version)
  }

  /// Offers suites again and again, each time without those chosen so far, until nothing is chosen.
  private mutating func eliminate(
    _ candidates: [CipherSuite], _ version: TLSVersion, into found: inout [TLSFindings.AcceptedSuite]
  ) async throws(InspectionFailure) {
    var left = candidates
    while !left.isEmpty {
      let hello = hello(version, left)
      let flight = try await ask(hello, "\(version.name), \(left.count) suites")
      guard let chosen = choice(flight, hello) else { return }
      var accepted = TLSFindings.AcceptedSuite(version: version, suite: chosen.suite, group: chosen.group)
      switch flight?.keyExchange {
      case .finiteField(let bits)?: accepted.finiteFieldBits = bits
      case .ellipticCurve(let group)?: accepted.group = group
      default: break
      }
      found.append(accepted)
      left.removeAll { $0 == chosen.suite }
    }
  }

  mutating func enumerateGroups() async throws(InspectionFailure) {
    var found: [NamedGroup] = []
    for version in findings.versions where version >= .tls12 {
      let suites = findings.suites(of: version).map(\.suite).filter { [.ecdhe, .any].contains($0.keyExchange) }
      guard !suites.isEmpty else { continue }
      var left = NamedGroup.all
      while !left.isEmpty {
        var hello = hello(version, suites)
        hello.groups = left
        let flight = try await ask(hello, "\(version.name), \(left.count) groups")
        guard let chosen = choice(flight, hello) else { break }
        var group = chosen.group
        if case .ellipticCurve(let named)? = flight?.keyExchange { group = named }
        // A peer that chooses what is not offered won't be asked again.
        guard let group, left.contains(group) else { break }
        if !found.contains(group) { found.append(group) }
        left.removeAll { $0 == group }
      }
    }
    findings.groups = found
    findings.areGroupsComplete = true
  }
}

/// The value sets that FHIR R4 itself requires of its elements and that can be written down: code lists of its own.
struct RequiredCodes {
  /// Those of this program.
  static let r4 = RequiredCodes(
    String(
      decoding: UnsafeBufferPointer(start: CodeTable.text.utf8Start, count: CodeTable.text.utf8CodeUnitCount),
      as: UTF8.self))

  /// Value sets by URL.
  let valueSets: [String: ValueSet]

  /// Reads a table; what `CodeTable` says of its lines.
  init(_ table: String) {
    var valueSets: [String: ValueSet] = [:]
    for line in table.split(separator: "\n") {
      var clauses: [ValueSet.Clause] = []
      let parts = line.split(separator: "\t")
      for part in parts.dropFirst() {
        let words = part.split(separator: " ").map { String($0.replacing("~", with: " ")) }
        guard let system = words.first else { continue }
        clauses.append(
          ValueSet.Clause(system: system.contains(":") ? system : Self.own + system, codes: Set(words.dropFirst())))
      }
      guard let name = parts.first.map(String.init) else { continue }
      let url = name.contains(":") ? name : "http://hl7.org/fhir/ValueSet/" + name
      valueSets[url] = ValueSet(url: url, version: nil, includes: clauses, excludes: [])
    }
    self.valueSets = valueSets
  }

  private static let own = "http://hl7.org/fhir/"
}

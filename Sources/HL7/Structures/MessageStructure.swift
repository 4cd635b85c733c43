/// Which segments a message has, in which order and groups (the abstract message syntax, HL7 v2.5.1 §2.12).
public struct MessageStructure: Hashable, Sendable {
  /// One place of a structure.
  public struct Element: Hashable, Sendable {
    /// What stands there.
    public indirect enum Content: Hashable, Sendable {
      /// A segment of a name.
      case segment(String)
      /// A group with its name and its own elements in order.
      case group(String, [Element])
      /// One of several segments or groups.
      case choice([Element])
    }

    /// What stands there.
    public var content: Content
    /// Whether it may be left out.
    public var isOptional: Bool
    /// Whether it may stand several times.
    public var isRepeating: Bool
  }

  /// Its name, such as `ORU_R01`.
  public var name: String
  /// Its elements in order.
  public var elements: [Element]

  /// The structure of a name in an edition; nil where it has none.
  public init?(_ name: String, version: Version) {
    guard let text = StructureRegistry.standard.content(.message, name, in: version) else { return nil }
    var reader = StructureNotation(text)
    self.name = name
    self.elements = reader.elements()
  }

  /// The names of all structures of an edition, sorted.
  public static func names(in version: Version) -> [String] {
    StructureRegistry.standard.names(.message, in: version)
  }

  /// The structure of a type and event where MSH-9.3 is left out, as editions before 2.3.1 and many systems since do
  /// (HL7 table 0354 for patient administration, orders, documents, scheduling and queries).
  ///
  /// - Parameter version: The edition; nil where it is not known, for what most editions say.
  static func name(type: String, event: String, version: Version?) -> String {
    let own = "\(type)_\(event)"
    if let version, StructureRegistry.standard.content(.message, own, in: version) != nil { return own }
    if version == .v231, type == "ADT", ["A05", "A14"].contains(event) { return "ADT_A01" }
    return shared[type]?[event] ?? own
  }

  private static let shared: [String: [String: String]] = [
    "ADT": events([
      "ADT_A01": "A01 A04 A08 A13", "ADT_A03": "A03", "ADT_A05": "A05 A14 A28 A31", "ADT_A06": "A06 A07",
      "ADT_A09": "A09 A10 A11 A12", "ADT_A21": "A21 A22 A23 A25 A26 A27 A29 A32 A33",
      "ADT_A30": "A30 A34 A35 A36 A46 A47 A48 A49", "ADT_A39": "A39 A40 A41 A42", "ADT_A43": "A43 A44",
      "ADT_A45": "A45", "ADT_A50": "A50 A51", "ADT_A52": "A52 A53", "ADT_A54": "A54 A55", "ADT_A61": "A61 A62",
    ]),
    "MDM": events(["MDM_T01": "T01 T03 T05 T07 T09 T11", "MDM_T02": "T02 T04 T06 T08 T10"]),
    "SIU": events(["SIU_S12": (12...26).map { "S\($0)" }.joined(separator: " ")]),
    "QBP": events(["QBP_Q21": "Q21 Q22 Q23 Q24 Q25"]),
    "RSP": events(["RSP_K21": "K21 K22", "RSP_K23": "K23 K24"]),
  ]

  private static func events(_ structures: [String: String]) -> [String: String] {
    var found: [String: String] = [:]
    for (structure, events) in structures {
      for event in events.split(separator: " ") { found[String(event)] = structure }
    }
    return found
  }
}

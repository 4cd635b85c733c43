/// What an edition says of a field: the segment attribute table of its chapter (HL7 v2.5.1 §2.6).
public struct FieldDefinition: Hashable, Sendable {
  /// Whether it must be sent.
  public var isRequired: Bool
  /// Whether the edition takes it out.
  public var isWithdrawn: Bool
  /// The most repetitions; nil for as many as wanted.
  public var maximumCount: Int?
  /// Data type, such as `CX`; nil where the content decides.
  public var dataType: String?
  /// Number of the table for its value, such as `0076`; nil where there is none.
  public var table: String?
  /// Its name in lower-case words.
  public var name: String

  /// The field of a segment; nil where the edition has none of that number.
  public init?(_ segment: String, _ number: Int, version: Version) {
    let known = Self.known.definition(of: segment, number, in: version) {
      guard (1...999).contains(number) else { return nil }
      return (Self.content(segment, number, version) ?? Self.successive(segment, number, version)).flatMap { Self($0) }
    }
    guard let known else { return nil }
    self = known
  }

  private static let known = KnownDefinitions<FieldDefinition>()

  private init?(_ text: Substring) {
    let parts = text.utf8.split(separator: UInt8(ascii: " "), maxSplits: 3).map { Substring($0) }
    guard parts.count >= 3, let usage = parts[0].first else { return nil }
    isRequired = usage == "R"
    isWithdrawn = usage == "X"
    let count = parts[0].dropFirst()
    dataType = parts[1] == "-" ? nil : String(parts[1])
    // What any content may stand in, any number of it may.
    maximumCount = count == "*" || dataType == "varies" ? nil : Int(count) ?? 1
    table = parts[2] == "-" ? nil : String(parts[2])
    name = parts.count > 3 ? String(parts[3]) : ""
  }

  private static func content(_ segment: String, _ number: Int, _ version: Version) -> Substring? {
    StructureRegistry.standard.content(
      .field, "\(segment)-" + String(String(number + 1_000).dropFirst()), in: version)
  }

  /// Parameters of a query and columns of a table go on from their first field (HL7 v2.5.1 §5.5.4.3, §5.5.7).
  private static func successive(_ segment: String, _ number: Int, _ version: Version) -> Substring? {
    guard let first = ["QPD": 3, "RDT": 1][segment], number > first else { return nil }
    return content(segment, first, version)
  }

  /// Whether an edition has a segment of a name.
  public static func hasSegment(_ name: String, version: Version) -> Bool {
    (1...3).contains { isKnown(name, $0, version) }
  }

  /// Whether an edition has a field, without reading what it says of it.
  private static func isKnown(_ segment: String, _ number: Int, _ version: Version) -> Bool {
    (1...999).contains(number) && (content(segment, number, version) ?? successive(segment, number, version)) != nil
  }

  /// The number of the last field of a segment; 0 for one whose fields go on as wanted.
  public static func count(of segment: String, version: Version) -> Int {
    if segment == "QPD" || segment == "RDT" { return 0 }
    return counts.definition(of: segment, in: version) {
      let count = readCount(of: segment, version: version)
      return count > 0 ? count : nil
    } ?? 0
  }

  private static let counts = KnownDefinitions<Int>()

  private static func readCount(of segment: String, version: Version) -> Int {
    var count = 0
    // A few segments skip a number.
    var lacking = 0
    while lacking < 3 {
      if isKnown(segment, count + lacking + 1, version) {
        count += lacking + 1
        lacking = 0
      } else {
        lacking += 1
      }
    }
    return count
  }
}

/// What an edition says of a data type with components (HL7 v2.5.1 §2.A).
public struct DataTypeDefinition: Hashable, Sendable {
  /// One component.
  public struct Component: Hashable, Sendable {
    /// Its data type; nil where the content decides.
    public var dataType: String?
    /// Number of the table for its value.
    public var table: String?
    /// Whether it must be sent where the whole is.
    public var isRequired: Bool
  }

  /// The components in order.
  public var components: [Component]

  /// The data type of a name; nil where the edition has none with components of that name.
  public init?(_ name: String, version: Version) {
    let known = Self.known.definition(of: name, in: version) {
      StructureRegistry.standard.content(.dataType, name, in: version).map { Self($0) }
    }
    guard let known else { return nil }
    self = known
  }

  private static let known = KnownDefinitions<DataTypeDefinition>()

  private init(_ text: Substring) {
    components = text.utf8.split(separator: UInt8(ascii: " ")).map { word in
      let isRequired = word.last == UInt8(ascii: "!")
      let bare = isRequired ? word.dropLast() : word
      let parts = bare.split(separator: UInt8(ascii: ":"), maxSplits: 1).map { String(Substring($0)) }
      return Component(
        dataType: parts.first == "-" ? nil : parts.first, table: parts.count > 1 ? parts[1] : nil,
        isRequired: isRequired)
    }
  }
}

/// The codes of a table of HL7's own (HL7 v2.5.1 §2.5.3.6).
public struct CodeTable: Hashable, Sendable {
  /// The codes.
  public var codes: Set<String>

  /// Tables of HL7's own that are open: coding systems, of which `HL7nnnn`, `99zzz` and `L` stand for any (table 0396), and
  /// subtypes of data, which since v2.6 are those of media types (table 0291, RFC 2046).
  public static let openTables: Set<String> = ["0291", "0396"]

  /// The table of a number; nil where the edition lists no codes for it.
  public init?(_ number: String, version: Version) {
    let known = Self.known.definition(of: number, in: version) {
      StructureRegistry.standard.content(.table, number, in: version).map { Self($0) }
    }
    guard let known else { return nil }
    self = known
  }

  private static let known = KnownDefinitions<CodeTable>()

  private init(_ text: Substring) {
    codes = Set(text.utf8.split(separator: UInt8(ascii: "\t")).map { String(Substring($0)) })
  }
}

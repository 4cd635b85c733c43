/// The registry of data elements: PS3.6 chapters 6 to 8, and the command elements of PS3.7 Annex E.
public enum DataDictionary {
  /// The edition of the standard that the registry was taken from, such as `2024c`.
  public static var edition: String { RegistryTables.edition }

  /// One registered element.
  public struct Entry: Hashable, Sendable {
    /// The tag; of a repeating element (`60xx3000`) the one that was asked for, or the lowest.
    public let tag: Tag
    /// The name that programs use, such as `PatientID`; empty for a few retired elements.
    public let keyword: String
    /// The name that people read.
    public let name: String
    /// The value representations that the registry allows, mostly one; none for item and delimiter tags.
    public let vrs: [VR]
    /// How many values there may be.
    public let multiplicity: ValueMultiplicity
    /// Whether the standard has retired the element.
    public let isRetired: Bool
  }

  /// The entry of a tag, repeating groups (`50xx`, `60xx` and the like) included; nil for private and unknown tags.
  public static func entry(_ tag: Tag) -> Entry? {
    let key = tag.hexadecimal
    if let line = elements.line(key: key.utf8) { return entry(fields: elements.fields(line: line), tag: tag) }
    guard isRepeating(tag), let fields = repeatingFields(key) else { return nil }
    return entry(fields: fields, tag: tag)
  }

  /// The entry of a keyword, spelled exactly as the standard spells it; nil where there is none.
  public static func entry(keyword: String) -> Entry? {
    if let line = elements.line(keyword: keyword.utf8) { return entry(fields: elements.fields(line: line), tag: nil) }
    for line in repeating.lines {
      let fields = repeating.fields(line: line)
      if fields.count == 6, fields[4] == keyword { return entry(fields: fields, tag: nil) }
    }
    return nil
  }

  /// Keywords that a mistyped one may have meant, best first.
  public static func suggestions(for keyword: String, limit: Int = 3) -> [String] {
    NearMiss.suggestions(for: keyword, among: keywords, limit: limit)
  }

  /// All entries, ascending by tag, the repeating ones last with their lowest tag.
  public static var entries: [Entry] {
    [elements, repeating].flatMap { table in
      table.lines.compactMap { entry(fields: table.fields(line: $0), tag: nil) }
    }
  }

  /// Only the value representations of a tag, for decoding without stated VRs; nil where the tag is not registered.
  static func vrs(_ tag: Tag) -> [VR]? {
    entry(tag)?.vrs
  }

  /// The VR of a tag that is registered with exactly one; nil for all others.
  static func onlyVR(_ tag: Tag) -> VR? { onlyVRs.vr(tag.rawValue) }

  /// The elements with exactly one VR as numbers, since implicit VR decoding asks for each element that it reads. Made
  /// when first asked for, not when the program starts.
  private static let onlyVRs = OnlyVRs(elements)

  private struct OnlyVRs: Sendable {
    private var tags: [UInt32] = []
    private var vrs: [VR] = []

    init(_ table: RegistryTable) {
      for (tag, letters) in table.pairs() {
        guard let vr = VR(letters.0, letters.1) else { continue }
        tags.append(tag)
        vrs.append(vr)
      }
    }

    func vr(_ tag: UInt32) -> VR? {
      var low = 0
      var high = tags.count
      while low < high {
        let middle = (low + high) / 2
        if tags[middle] < tag { low = middle + 1 } else { high = middle }
      }
      return low < tags.count && tags[low] == tag ? vrs[low] : nil
    }
  }

  /// The keywords of all entries that have one.
  static var keywords: some Sequence<String> {
    elements.lines.lazy.map { elements.fields(line: $0)[4] }.filter { !$0.isEmpty }
  }

  private static let elements = RegistryTable(
    text: RegistryTables.elements, keywordOffsets: RegistryTables.elementKeywords, keywordField: 4)
  private static let repeating = RegistryTable(text: RegistryTables.repeatingElements)

  /// Whether a tag lies where PS3.6 has elements with digits that vary.
  private static func isRepeating(_ tag: Tag) -> Bool {
    switch tag.group {
    case 0x0020, 0x0028, 0x1000, 0x1010: true
    case 0x5000...0x50FF, 0x6000...0x60FF: !tag.isPrivate
    default: false
    }
  }

  private static func repeatingFields(_ key: String) -> [String]? {
    for line in repeating.lines {
      let fields = repeating.fields(line: line)
      if zip(fields[0].utf8, key.utf8).allSatisfy({ $0 == UInt8(ascii: "x") || $0 == $1 }) { return fields }
    }
    return nil
  }

  private static func entry(fields: [String], tag: Tag?) -> Entry? {
    guard fields.count == 6, let multiplicity = ValueMultiplicity(fields[2]),
      let tag = tag ?? Tag(hexadecimal: String(fields[0].map { $0 == "x" ? "0" : $0 }))
    else { return nil }
    return Entry(
      tag: tag, keyword: fields[4], name: fields[5],
      vrs: fields[1].split(separator: " ").compactMap { VR(rawValue: String($0)) }, multiplicity: multiplicity,
      isRetired: fields[3] == "R")
  }
}

/// The Basic Application Level Confidentiality Profile and its options (PS3.15 Annex E, Table E.1-1): what becomes of an
/// attribute when an object is de-identified.
public enum ConfidentialityProfile {
  /// What the profile does to an attribute.
  public struct Action: Hashable, Sendable {
    /// The profile's action code: `X` remove, `Z` empty or dummy, `D` dummy, `U` map the UID; combinations as the table has
    /// them, `X/Z/D`.
    public let code: String
    /// Codes of the options (PS3.16 CID 7050) under which the value may be kept, such as `113108`.
    public let keepingOptions: Set<String>
    /// Codes of the options under which the value is kept once it is cleaned.
    public let cleaningOptions: Set<String>
  }

  /// The editions of the standard that the table was taken from.
  public static var editions: String { ConfidentialityTables.editions }

  /// What becomes of an attribute; nil where the table has no row for it. Private attributes are removed unless Retain Safe
  /// Private (113111) is among the options.
  public static func action(_ tag: Tag) -> Action? {
    if tag.isPrivate { return Action(code: "X", keepingOptions: ["113111"], cleaningOptions: []) }
    if let action = table.actions[tag] { return action }
    return table.masks.first { tag.rawValue & $0.mask == $0.value }?.action
  }

  /// The attributes that the table names, ascending; repeating groups are left out.
  public static var attributes: [Tag] { table.actions.keys.sorted() }

  private static let table = Table()

  private struct Table: Sendable {
    var actions: [Tag: Action] = [:]
    var masks: [(value: UInt32, mask: UInt32, action: Action)] = []

    init() {
      let text = ConfidentialityTables.attributes
      let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let fields = line.split(separator: "|")
        guard fields.count >= 2 else { continue }
        let options = fields.count > 2 ? fields[2].split(separator: ",") : []
        func codes(_ letter: Character) -> Set<String> {
          Set(options.filter { $0.last == letter }.map { String($0.dropLast()) })
        }
        let action = Action(code: String(fields[1]), keepingOptions: codes("K"), cleaningOptions: codes("C"))
        let digits = String(fields[0])
        if let tag = Tag(hexadecimal: digits) {
          actions[tag] = action
        } else if let value = UInt32(digits.map { $0 == "X" ? "0" : String($0) }.joined(), radix: 16),
          let mask = UInt32(digits.map { $0 == "X" ? "0" : "F" }.joined(), radix: 16)
        {
          masks.append((value, mask, action))
        }
      }
    }
  }
}

/// What a module or the item of a sequence asks of one attribute (PS3.5 §7.4).
struct AttributeRequirement: Hashable, Sendable {
  /// Types of attributes (PS3.5 §7.4).
  enum Kind: String, Hashable, Sendable {
    case required = "1"
    case requiredConditional = "1C"
    case emptyAllowed = "2"
    case emptyAllowedConditional = "2C"
    case optional = "3"

    /// Whether the attribute, where it is there, needs a value.
    var needsValue: Bool { self == .required || self == .requiredConditional }
  }

  /// The attribute.
  var tag: Tag
  /// Its type.
  var kind: Kind
  /// Enumerated values; empty where any value is allowed.
  var values: [String] = []
  /// When a conditional attribute is required; nil where that can't be computed.
  var condition: AttributeCondition?
  /// The most items that a sequence may have.
  var mostItems: Int?
  /// What its items must have: an index into `InformationObjectRegistry.items`.
  var items: Int?

  /// Reads a line of `InformationObjectTables.items`; `index` is that of its table.
  init?(_ line: Substring, index: Int) {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false)
    guard fields.count >= 2, let tag = Tag(hexadecimal: String(fields[0])), let kind = Kind(rawValue: String(fields[1]))
    else { return nil }
    self.tag = tag
    self.kind = kind
    if fields.count > 2 { values = fields[2].split(separator: ",").map(String.init) }
    if fields.count > 3 { condition = AttributeCondition(fields[3]) }
    if fields.count > 4 { mostItems = Int(fields[4]) }
    if fields.count > 5 { items = fields[5] == "^" ? index : Int(fields[5]) }
  }

  /// Whether an item must have the attribute.
  func isRequired(in item: DataSet) -> Bool {
    switch kind {
    case .required, .emptyAllowed: true
    case .requiredConditional, .emptyAllowedConditional: condition?.holds(in: item) ?? false
    case .optional: false
    }
  }

  /// Whether a value is one of the enumerated ones; numbers may be written in several ways.
  func allows(_ value: String, vr: VR?) -> Bool {
    if values.isEmpty || values.contains(value) { return true }
    guard vr == .IS || vr == .DS, let number = Double(value) else { return false }
    return values.contains { Double($0) == number }
  }
}

/// The tables of PS3.3 in a form that can be looked things up in. Read when first asked for, not when the program starts.
struct InformationObjectRegistry: Sendable {
  /// Attributes of items and modules; tables refer to each other by index.
  let items: [[AttributeRequirement]]
  /// Definitions by SOP Class UID.
  let definitions: [String: InformationObjectDefinition]

  static let shared = InformationObjectRegistry()

  private init() {
    var items: [[AttributeRequirement]] = []
    var current: [AttributeRequirement] = []
    for line in Self.lines(InformationObjectTables.items) {
      if line == "@" {
        items.append(current)
        current = []
      } else if let requirement = AttributeRequirement(line, index: items.count) {
        current.append(requirement)
      }
    }
    self.items = items
    let modules = Self.lines(InformationObjectTables.modules).map { line -> InformationObjectDefinition.Module? in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 3, let index = Int(fields[2]), items.indices.contains(index) else { return nil }
      return .init(name: String(fields[0]), table: String(fields[1]), items: index)
    }
    var definitions: [String: InformationObjectDefinition] = [:]
    for line in Self.lines(InformationObjectTables.definitions) {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 4 else { continue }
      let parts = fields[3].split(separator: " ").compactMap { text -> InformationObjectDefinition.Part? in
        guard let usage = text.first.flatMap({ InformationObjectDefinition.Usage(rawValue: $0) }),
          let index = Int(text.dropFirst()), modules.indices.contains(index), let module = modules[index]
        else { return nil }
        return .init(module: module, usage: usage)
      }
      definitions[String(fields[0])] = InformationObjectDefinition(
        sopClass: UID(String(fields[0])), name: String(fields[1]), table: String(fields[2]), parts: parts)
    }
    self.definitions = definitions
  }

  private static func lines(_ text: StaticString) -> [Substring] {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}

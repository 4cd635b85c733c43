import DICOM
import Specification

/// The identifier of a C-FIND-RQ from the keys that a specification writes (PS3.4 §C.4.1.1.3, §K.4.1.1.3).
struct FindIdentifier {
  /// The data set.
  private(set) var dataSet: DataSet

  /// Why keys make no identifier.
  enum Problem: Error {
    /// A key is neither a keyword of PS3.6 nor a tag.
    case unknownAttribute(String)
    /// A value is not a text, a list of texts or a sequence item.
    case unusableValue(String)
  }

  /// Builds the identifier.
  ///
  /// - Parameters:
  ///   - level: Query/Retrieve Level; nil for the worklist.
  ///   - characterSet: Specific Character Set; where nil, the one that the keys need.
  init(_ keys: [String: Value], level: String?, characterSet: String?) throws(Problem) {
    var dataSet = DataSet()
    let needed = characterSet ?? (Self.isASCII(.record(keys)) ? nil : "ISO_IR 192")
    if let needed { try Self.put([needed], at: Tag(0x0008, 0x0005), named: "SpecificCharacterSet", in: &dataSet) }
    if let level {
      try Self.put([level.uppercased()], at: Tag(0x0008, 0x0052), named: "QueryRetrieveLevel", in: &dataSet)
    }
    try Self.fill(&dataSet, from: keys)
    self.dataSet = dataSet
  }

  private static func fill(_ dataSet: inout DataSet, from keys: [String: Value]) throws(Problem) {
    for (name, value) in keys.sorted(by: { $0.key < $1.key }) {
      guard let tag = Tag(keyword: name) ?? tag(written: name) else { throw .unknownAttribute(name) }
      switch value {
      case .record(let inner):
        var item = DataSet()
        try fill(&item, from: inner)
        dataSet[tag] = DataElement(tag: tag, vr: .SQ, value: .items([item]))
      case .list(let values):
        var texts: [String] = []
        for value in values {
          guard let text = StepInputs(["": value]).text("") else { throw .unusableValue(name) }
          texts.append(text)
        }
        try put(texts, at: tag, named: name, in: &dataSet)
      default:
        guard let text = StepInputs(["": value]).text("") else { throw .unusableValue(name) }
        if text.isEmpty, DataDictionary.entry(tag)?.vrs.first == .SQ {
          dataSet[tag] = DataElement(tag: tag, vr: .SQ, value: .items([]))
        } else {
          try put(text.isEmpty ? [] : [text], at: tag, named: name, in: &dataSet)
        }
      }
    }
  }

  private static func put(
    _ texts: [String], at tag: Tag, named name: String, in dataSet: inout DataSet
  ) throws(Problem) {
    do { try dataSet.set(tag, strings: texts) } catch { throw .unusableValue(name) }
  }

  /// `(0010,0020)`
  private static func tag(written text: String) -> Tag? {
    guard text.hasPrefix("("), text.hasSuffix(")") else { return nil }
    let parts = text.dropFirst().dropLast().split(separator: ",").map { UInt16($0, radix: 16) }
    guard parts.count == 2, let group = parts[0], let element = parts[1] else { return nil }
    return Tag(group, element)
  }

  private static func isASCII(_ value: Value) -> Bool {
    switch value {
    case .string(let text): text.unicodeScalars.allSatisfy(\.isASCII)
    case .list(let values): values.allSatisfy(isASCII)
    case .record(let fields): fields.values.allSatisfy(isASCII)
    default: true
    }
  }
}

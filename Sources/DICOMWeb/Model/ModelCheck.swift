import DICOM
import JSONTree

/// Holds JSON against the DICOM JSON model, rule by rule, so that one fault does not hide the others.
struct ModelCheck {
  /// What was found, at most `limit`.
  private(set) var findings: [ModelFinding] = []

  /// Findings that are told.
  static let limit = 200

  /// Holds a data set against the model.
  mutating func dataSet(_ node: JSONNode, place: String) {
    guard case .object(let members) = node.value else {
      return add("PS3.18 §F.2.2", place, "a data set is an object", node)
    }
    var last = ""
    for member in members {
      let here = place + "." + String(member.name.prefix(16))
      guard let tag = Tag(hexadecimal: member.name) else {
        add("PS3.18 §F.2.2", here, "the name is not a tag of eight hexadecimal digits", member)
        continue
      }
      if member.name != tag.hexadecimal { add("PS3.18 §F.2.2", here, "the tag has lower-case digits", member) }
      if tag.element == 0 { add("PS3.18 §F.2.2", here, "a group length does not belong here", member) }
      if member.name < last { add("PS3.18 §F.2.2", here, "attributes do not ascend: it stands after \(last)", member) }
      last = member.name
      attribute(member.value, tag: tag, place: here)
    }
  }

  private mutating func attribute(_ node: JSONNode, tag: Tag, place: String) {
    guard case .object(let members) = node.value else {
      return add("PS3.18 §F.2.2", place, "an attribute is an object", node)
    }
    var vr: VR?
    for member in members where member.name == "vr" {
      if case .string(let text) = member.value.value { vr = VR(rawValue: text) }
      if vr == nil { add("PS3.18 §F.2.3", place, "vr is no value representation", member) }
    }
    if !members.contains(where: { $0.name == "vr" }) { add("PS3.18 §F.2.2", place, "vr is missing", node) }
    if let vr, let known = DataDictionary.entry(tag)?.vrs, !known.isEmpty, !known.contains(vr), vr != .UN {
      add(
        "PS3.6", place, "vr is \(vr.rawValue), the dictionary says \(known.map(\.rawValue).joined(separator: " or "))",
        node)
    }
    let contents = members.filter { ["Value", "BulkDataURI", "InlineBinary"].contains($0.name) }
    if contents.count > 1 { add("PS3.18 §F.2.2", place, "more than one of Value, BulkDataURI and InlineBinary", node) }
    for member in members where member.name != "vr" && !contents.contains(where: { $0.name == member.name }) {
      add("PS3.18 §F.2.2", place, "\(member.name.prefix(32)) is no member of an attribute", member)
    }
    for content in contents { self.content(content, vr: vr, place: place) }
  }

  private mutating func content(_ member: JSONNode.Member, vr: VR?, place: String) {
    switch (member.name, member.value.value) {
    case ("Value", .array(let values)):
      if values.isEmpty { add("PS3.18 §F.2.5", place, "Value is empty; an attribute without a value has none", member) }
      for (index, value) in values.enumerated() {
        if vr == .SQ {
          dataSet(value, place: "\(place)[\(index)]")
        } else if let vr {
          self.value(value, vr: vr, isOnly: values.count == 1, place: place)
        }
      }
    case ("BulkDataURI", .string), ("InlineBinary", .string):
      let allowed = member.name == "InlineBinary" ? Self.inlineVRs : Self.bulkVRs
      if let vr, !allowed.contains(vr) { add("PS3.18 §F.2.2", place, "\(vr.rawValue) has no \(member.name)", member) }
    default:
      add("PS3.18 §F.2.2", place, "\(member.name) is not \(member.name == "Value" ? "an array" : "a string")", member)
    }
  }

  private mutating func value(_ node: JSONNode, vr: VR, isOnly: Bool, place: String) {
    switch node.value {
    case .null:
      if isOnly {
        add("PS3.18 §F.2.5", place, "null as the only value; an attribute without a value has no Value", node)
      }
    case .string(let text):
      if text.isEmpty { return add("PS3.18 §F.2.5", place, "an empty string; an empty value is null", node) }
      let isNumber = Self.numberVRs.contains(vr) && !["NaN", "Infinity", "-Infinity"].contains(text)
      if isNumber || vr == .PN || Self.inlineVRs.contains(vr) { kind(vr, node, place) }
    case .number:
      if !Self.numberVRs.contains(vr), ![.IS, .DS, .SV, .UV].contains(vr) { kind(vr, node, place) }
    case .object(let groups):
      guard vr == .PN else { return kind(vr, node, place) }
      for group in groups {
        if !["Alphabetic", "Ideographic", "Phonetic"].contains(group.name) {
          add("PS3.18 §F.2.2", place, "\(group.name.prefix(32)) is no component group", group)
        } else if case .string = group.value.value {
          continue
        } else {
          add("PS3.18 §F.2.2", place, "a component group is a string", group)
        }
      }
    case .boolean, .array: kind(vr, node, place)
    }
  }

  private mutating func kind(_ vr: VR, _ node: JSONNode, _ place: String) {
    add("PS3.18 §F.2.3", place, "a value of a kind that \(vr.rawValue) does not have", node)
  }

  /// A fault that the reader of data sets found.
  mutating func note(_ error: DICOMJSONError, place: String, offset: Int) {
    add(ModelFinding(rule: "PS3.18 §F.2", place: place, message: error.reason.description, offset: offset))
  }

  private mutating func add(_ rule: String, _ place: String, _ message: String, _ node: JSONNode) {
    add(ModelFinding(rule: rule, place: place, message: message, offset: node.offset))
  }

  private mutating func add(_ rule: String, _ place: String, _ message: String, _ member: JSONNode.Member) {
    add(ModelFinding(rule: rule, place: place, message: message, offset: member.offset))
  }

  private mutating func add(_ finding: ModelFinding) {
    if findings.count < Self.limit { findings.append(finding) }
  }

  /// Table F.2.3-1: JSON numbers alone. IS, DS, SV and UV may be strings as well.
  private static let numberVRs: Set<VR> = [.FL, .FD, .SL, .SS, .UL, .US]
  /// §F.2.7
  private static let inlineVRs: Set<VR> = [.OB, .OD, .OF, .OL, .OV, .OW, .UN]
  /// §F.2.2
  private static let bulkVRs: Set<VR> = inlineVRs.union([
    .DS, .FL, .FD, .IS, .LT, .SL, .SS, .ST, .SV, .UC, .UL, .US, .UT, .UV,
  ])
}

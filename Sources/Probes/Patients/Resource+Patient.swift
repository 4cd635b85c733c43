import FHIR
import JSONTree

extension Resource {
  /// Resources that are about a person who is a patient or belongs to one.
  private static let persons: Set<String> = ["Patient", "Person", "RelatedPerson"]
  /// Elements of these that say who it is; all text below them (R4 patient.html §8.1.2).
  private static let identity: Set<String> = ["name", "telecom", "address", "contact", "photo", "text"]
  /// References to patients, with what servers write beside them.
  private static let references: Set<String> = ["subject", "patient", "for", "beneficiary", "individual"]

  /// The resource with stand-ins for patients who are not of the run; nil where what is left is no resource any more.
  func screened(by screen: inout PatientScreen) -> Resource? {
    var edits: [(range: Range<Int>, text: String)] = []
    find(in: root, named: "", &screen, &edits)
    var bytes = bytes
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: Self.string(edit.text))
    }
    // Narratives, displays and logical ids may say again what the identity said.
    if let left = screen.patients.screened(String(decoding: bytes, as: UTF8.self)) { bytes = Array(left.utf8) }
    return bytes == self.bytes ? self : try? Resource(json: bytes)
  }

  private func find(
    in node: JSONNode, named name: String, _ screen: inout PatientScreen,
    _ edits: inout [(range: Range<Int>, text: String)]
  ) {
    switch node.value {
    case .array(let elements): for element in elements { find(in: element, named: name, &screen, &edits) }
    case .object(let members):
      if let type = node["resourceType"]?.text, Self.persons.contains(type) {
        guard screen.takes(Self.patient(node)) else { return }
        for identifier in Self.list(node["identifier"]) {
          replace(identifier["value"], as: .identifier, screen, &edits)
        }
        replace(node["birthDate"], as: .date, screen, &edits)
        for member in members where Self.identity.contains(member.name) {
          replaceAll(member.value, as: member.name == "name" ? .name : .text, screen, &edits)
        }
      } else if Self.references.contains(name), node["reference"] != nil || node["identifier"] != nil {
        let patient = FoundPatient(
          identifiers: [node["identifier"]?["value"]?.text].compactMap { $0 }, name: node["display"]?.text ?? "")
        guard screen.takes(patient) else { return }
        replace(node["identifier"]?["value"], as: .identifier, screen, &edits)
        replace(node["display"], as: .name, screen, &edits)
      } else {
        for member in members { find(in: member.value, named: member.name, &screen, &edits) }
      }
    default: break
    }
  }

  private static func patient(_ node: JSONNode) -> FoundPatient {
    let names = list(node["name"]).flatMap { name in
      [name["family"]?.text, name["text"]?.text].compactMap { $0 } + list(name["given"]).prefix(1).compactMap(\.text)
    }
    return FoundPatient(
      identifiers: list(node["identifier"]).compactMap { $0["value"]?.text }, name: names.joined(separator: " "),
      birthDate: node["birthDate"]?.text ?? "")
  }

  private static func list(_ node: JSONNode?) -> [JSONNode] { node.map { $0.elements ?? [$0] } ?? [] }

  private func replaceAll(
    _ node: JSONNode, as part: IdentityPart, _ screen: PatientScreen,
    _ edits: inout [(range: Range<Int>, text: String)]
  ) {
    switch node.value {
    case .array(let elements): for element in elements { replaceAll(element, as: part, screen, &edits) }
    case .object(let members):
      // Codes, urls and periods say nothing of a person and are held to their forms.
      for member in members
      where !["use", "system", "rank", "period", "status", "relationship", "gender", "contentType", "url", "extension"]
        .contains(member.name)
      {
        replaceAll(member.value, as: part, screen, &edits)
      }
    default: replace(node, as: part, screen, &edits)
    }
  }

  private func replace(
    _ node: JSONNode?, as part: IdentityPart, _ screen: PatientScreen,
    _ edits: inout [(range: Range<Int>, text: String)]
  ) {
    guard let node, let text = node.text, node.offset < node.end, node.end <= bytes.count else { return }
    let left =
      if part == .date {
        screen.patients.standIn(forDate: text)
      } else if text.hasPrefix("<") {
        "<div xmlns=\"http://www.w3.org/1999/xhtml\">Left out.</div>"
      } else {
        screen.patients.standIn(for: text, isName: part != .text)
      }
    edits.append((node.offset..<node.end, left))
  }

  /// A JSON string.
  private static func string(_ text: String) -> [UInt8] {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: result += Array("\\u00".utf8) + [UInt8(ascii: "0") + (byte >> 4), hexadecimal(byte & 0xF)]
      default: result.append(byte)
      }
    }
    return result + [UInt8(ascii: "\"")]
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x61 + digit - 10 }
}

import HL7

extension Message {
  /// Fields that say who a patient is, by segment (HL7 v2.5.1 §3.4.2 PID, §3.4.5 NK1, §3.4.9 MRG, §6.5.5 GT1, §6.5.6 IN1).
  private static let identity: [String: [Int: IdentityPart]] = [
    "PID": [
      2: .identifier, 3: .identifier, 4: .identifier, 5: .name, 6: .name, 7: .date, 9: .name, 11: .text, 13: .text,
      14: .text, 18: .identifier, 19: .text, 20: .text, 21: .identifier, 23: .text,
    ],
    "MRG": [1: .identifier, 2: .identifier, 3: .identifier, 4: .identifier, 7: .name],
    "NK1": [2: .name, 4: .text, 5: .text, 6: .text],
    "GT1": [3: .name, 4: .name, 5: .text, 6: .text, 7: .text, 8: .date],
    "IN1": [16: .name, 18: .date, 19: .text, 36: .text],
  ]

  /// The message with stand-ins for patients who are not of the run; nil where what is left is no message any more.
  func screened(by screen: inout PatientScreen) -> Message? {
    var edits: [(range: Range<Int>, text: [UInt8])] = []
    var isForeign = false
    for segment in segments {
      if segment.name == "PID" {
        let patient = patient(of: segment)
        if patient.isNameless, isCrossReference { screen.learn(patient) }
        isForeign = screen.takes(patient)
      }
      guard isForeign, let parts = Self.identity[segment.name] else { continue }
      for (number, part) in parts {
        guard let field = segment.field(number), field.isValued else { continue }
        for repetition in field.parts {
          let piece = part == .identifier ? repetition.part(1) ?? repetition : repetition
          edits.append(
            (piece.bytes.startIndex..<piece.bytes.endIndex, Self.standIn(for: piece, part, screen.patients)))
        }
      }
    }
    guard !edits.isEmpty else { return self }
    var bytes = bytes
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.text)
    }
    // Free text may say again what the fields said.
    let text = String(decoding: bytes, as: UTF8.self)
    if Array(text.utf8) == bytes, let left = screen.patients.screened(text) { bytes = Array(left.utf8) }
    return try? MessageParser().parse(bytes)
  }

  /// Whether it answers which other identifiers a patient has (ITI TF-2 §3.9.4.2).
  private var isCrossReference: Bool {
    header.field(9)?.parts.first?.part(2).map { String(decoding: $0.bytes, as: UTF8.self) } == "K23"
  }

  /// The patients of whom it tells.
  var patients: [FoundPatient] { segments.filter { $0.name == "PID" }.map { patient(of: $0) } }

  private func patient(of segment: Segment) -> FoundPatient {
    func texts(_ number: Int, component: Int?) -> [String] {
      (segment.field(number)?.parts ?? []).compactMap { repetition in
        guard let part = component.map({ repetition.part($0) }) ?? repetition, part.isValued else { return nil }
        return text(of: part).text
      }
    }
    return FoundPatient(
      identifiers: [3, 2, 4].flatMap { texts($0, component: 1) },
      name: [1, 2, 3].flatMap { texts(5, component: $0) }.joined(separator: " "),
      birthDate: texts(7, component: 1).first ?? "")
  }

  /// The bytes of a stand-in; escape sequences stay as they are.
  private static func standIn(for part: Part, _ kind: IdentityPart, _ patients: RunPatients) -> [UInt8] {
    var result: [UInt8] = []
    let pieces = part.bytes.split(separator: part.encoding.escape ?? 0, omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      if index > 0 { result.append(part.encoding.escape ?? 0) }
      guard index.isMultiple(of: 2) else {
        result += piece
        continue
      }
      let text = String(validating: piece, as: UTF8.self) ?? String(piece.map { Character(Unicode.Scalar($0)) })
      let left =
        kind == .date ? patients.standIn(forDate: text) : patients.standIn(for: text, isName: kind != .text)
      result += Array(left.utf8)
    }
    return result
  }
}

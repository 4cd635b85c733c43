import Evidence
import HL7

extension PatientScreen {
  /// What stands in the place of content that is not kept.
  static let withheld = "Content left out: it holds patients who are not of this run."

  /// A transcript as it may be kept.
  ///
  /// Where an answer held patients who are not of the run, no content that came is kept: what is cut off in the middle of a
  /// name could not be recognized by itself.
  mutating func transcript(_ transcript: Transcript) -> Transcript {
    let holds = transcript.entries.map { $0.direction == .received && findsPatient(in: $0) }
    let withholdsAll = withholds
    var result = transcript
    for index in result.entries.indices {
      let entry = result.entries[index]
      if let summary = patients.screened(entry.summary) { result.entries[index].summary = summary }
      if entry.direction == .received, entry.length > 0, holds[index] || withholdsAll && !Self.isControl(entry) {
        result.entries[index].details = [Self.withheld]
        result.entries[index].hex = ""
        continue
      }
      result.entries[index].details = entry.details.map { patients.screened($0) ?? $0 }
      if namesForeign(entry.keptBytes) {
        result.entries[index].hex = ""
        result.entries[index].details.append(Self.withheld)
      }
    }
    return result
  }

  /// Messages of DICOM's upper layer that open and end associations, which hold no patient.
  private static func isControl(_ entry: Transcript.Entry) -> Bool { entry.summary.hasPrefix("A-") }

  /// Whether a message that came holds a patient who is not of the run, as far as its beginning shows it.
  private mutating func findsPatient(in entry: Transcript.Entry) -> Bool {
    var isFound = false
    for line in entry.details {
      for (keyword, part) in Self.keywords where part == .identifier {
        guard let value = Self.value(of: keyword, in: line) else { continue }
        isFound = takes(FoundPatient(identifiers: value.split(separator: "\\").map(String.init))) || isFound
      }
    }
    let bytes = entry.keptBytes
    for pattern in Self.patterns {
      for identifier in Self.texts(between: pattern.before, and: pattern.after, in: bytes) where !identifier.isEmpty {
        isFound = takes(FoundPatient(identifiers: [identifier])) || isFound
      }
    }
    return isFound || !NHSNumberSearch.numbers(in: bytes).allSatisfy { patients.isOwn(identifier: $0) }
      || !entry.details.allSatisfy {
        NHSNumberSearch.numbers(in: Array($0.utf8)).allSatisfy { patients.isOwn(identifier: $0) }
      }
  }

  private func namesForeign(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return false }
    return patients.namesForeign(String(decoding: bytes, as: UTF8.self))
      || !NHSNumberSearch.numbers(in: bytes).allSatisfy { patients.isOwn(identifier: $0) }
  }

  private static let keywords = ["PatientID", "OtherPatientIDs"].map { ($0, IdentityPart.identifier) }

  /// The value of an attribute in a line of a data set for people: `  PatientID: 9990000018`.
  private static func value(of keyword: String, in line: String) -> String? {
    let line = line.drop { $0 == " " }
    guard line.hasPrefix("\(keyword): ") else { return nil }
    return String(line.dropFirst(keyword.count + 2))
  }

  /// What stands around identifiers of patients in content that steps do not put into their observations: source patients
  /// of documents (ITI TF-3 §4.2.3.2.22 and §4.2.3.2.23), results of other pages in the DICOM JSON model (PS3.18 §F.2).
  private static let patterns: [(before: String, after: [UInt8])] = [
    ("<Value>PID-3|", Array("^<".utf8)), (">PID-3|", Array("^<".utf8)),
    ("\"00100020\":{\"vr\":\"LO\",\"Value\":[\"", Array("\"".utf8)),
  ]

  /// The texts between a beginning and the first of some signs, at most a hundred.
  private static func texts(between before: String, and after: [UInt8], in bytes: [UInt8]) -> [String] {
    let before = Array(before.utf8)
    var texts: [String] = []
    var index = 0
    while index + before.count <= bytes.count, texts.count < 100 {
      guard bytes[index] == before[0], bytes[index..<index + before.count].elementsEqual(before) else {
        index += 1
        continue
      }
      let start = index + before.count
      let end = bytes[start...].firstIndex { after.contains($0) } ?? bytes.endIndex
      texts.append(String(decoding: bytes[start..<end], as: UTF8.self))
      index = end
    }
    return texts
  }
}

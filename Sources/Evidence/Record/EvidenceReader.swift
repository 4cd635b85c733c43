import Foundation
import JSONTree
import Specification

/// Reads lines of evidence in the form in which they are written, without a tree: of a run of twenty sites they are a hundred
/// megabytes, and reading them is most of judging them again.
///
/// It takes nothing that the reader of all JSON would not take, and gives the same; what is of any other form it leaves to that one.
enum EvidenceReader {
  /// The line; nil where the bytes have another form, right or wrong.
  static func read(_ bytes: [UInt8]) -> EvidenceLink? {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = WrittenJSON(bytes)
      return reader.link()
    }
  }

  /// What has no form of its own here is read as a tree, far less deep than records may be.
  fileprivate static let limits = JSONLimits(bytes: .max, depth: 256, nodes: .max)
  /// Values within values; deeper ones are left to the reader of all JSON.
  fileprivate static let depth = 128
}

extension WrittenJSON {
  fileprivate mutating func link() -> EvidenceLink? {
    guard takeText("{\"previous\":"), let previous = string(), takeText(",\"record\":"), let record = record(),
      takeText(",\"sequence\":"), let sequence = whole(), takeHere("}"), position == bytes.count
    else { return nil }
    return EvidenceLink(sequence: Int(sequence), previous: previous, record: record)
  }

  private mutating func record() -> EvidenceRecord? {
    guard takeText("{\"binding\":"), let binding = members({ reader in reader.string() }),
      takeText(",\"content\":"), let content = content(), takeText(",\"evidence\":"), let evidence = string(),
      takeText(",\"requirement\":"), let requirement = string(), takeText(",\"variables\":"), let variables = values(),
      takeHere("}")
    else { return nil }
    return EvidenceRecord(
      requirement: requirement, binding: binding, evidence: evidence, content: content, variables: variables)
  }

  private mutating func content() -> EvidenceRecord.Content? {
    guard takeText("{\"probe\":{\"_0\":{\"steps\":") else { return other(EvidenceRecord.Content.self) }
    guard let steps = list({ $0.step() }), takeText("}}}") else { return nil }
    return .probe(ProbeEvidence(steps: steps))
  }

  private mutating func step() -> StepRecord? {
    guard takeText("{\"attempts\":"), let attempts = whole(), takeText(",\"captured\":"), let captured = values(),
      takeText(",\"endpoint\":"), let endpoint = string()
    else { return nil }
    var failure: StepFailure?
    if takeText(",\"failure\":") {
      failure = other(StepFailure.self)
      guard failure != nil else { return nil }
    }
    var foreignPatients: Int64?
    if takeText(",\"foreignPatients\":") {
      foreignPatients = whole()
      guard foreignPatients != nil else { return nil }
    }
    guard takeText(",\"id\":"), let id = string(), takeText(",\"inputs\":"), let inputs = value(0),
      takeText(",\"kind\":"), let kind = string(), takeText(",\"observation\":"), let observation = value(0),
      takeText(",\"startedAt\":"), let startedAt = string(), takeText(",\"system\":"), let system = string()
    else { return nil }
    var transcript: String?
    if takeText(",\"transcript\":") {
      transcript = string()
      guard transcript != nil else { return nil }
    }
    var unlinkedPseudonyms: Int64?
    if takeText(",\"unlinkedPseudonyms\":") {
      unlinkedPseudonyms = whole()
      guard unlinkedPseudonyms != nil else { return nil }
    }
    guard takeHere("}") else { return nil }
    return StepRecord(
      id: id, kind: kind, system: system, endpoint: endpoint, inputs: inputs, attempts: Int(attempts),
      startedAt: startedAt, observation: observation, failure: failure, captured: captured, transcript: transcript,
      foreignPatients: foreignPatients.map { Int($0) }, unlinkedPseudonyms: unlinkedPseudonyms.map { Int($0) })
  }

  private mutating func values() -> [String: Value]? { members { reader in reader.value(0) } }

  // MARK: Values

  private mutating func value(_ depth: Int) -> Value? {
    guard depth < EvidenceReader.depth, position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "\""): return text().map { .string($0) }
    case UInt8(ascii: "{"):
      if isNamed { return named() }
      return members { reader in reader.value(depth + 1) }.map { .record($0) }
    case UInt8(ascii: "["): return list { $0.value(depth + 1) }.map { .list($0) }
    case UInt8(ascii: "t"): return takeText("true") ? .boolean(true) : nil
    case UInt8(ascii: "f"): return takeText("false") ? .boolean(false) : nil
    case 0x30...0x39:
      let start = position
      if let number = whole() { return .number(Decimal(number)) }
      position = start
      return other(Value.self)
    default: return other(Value.self)
    }
  }

  /// A text, whatever is escaped in it.
  private mutating func text() -> String? {
    let start = position
    if let text = string() { return text }
    position = start
    return other(String.self)
  }

  /// Whether a value comes that may stand under the name of its kind.
  private var isNamed: Bool {
    position + 2 < bytes.count && bytes[position + 1] == UInt8(ascii: "\"") && bytes[position + 2] == UInt8(ascii: "$")
  }

  /// A value under the name of its kind.
  private mutating func named() -> Value? {
    let start = position
    position = start + 3
    if takeText("uid\":"), let text = string(), takeHere("}") { return .uid(text) }
    position = start + 3
    if takeText("duration\":"), let number = whole(), takeHere("}") { return .duration(nanoseconds: number) }
    position = start + 3
    if takeText("size\":"), let number = whole(), takeHere("}") { return .size(bytes: number) }
    position = start
    return other(Value.self)
  }

  /// What is read as a tree.
  private mutating func other<Read: Decodable>(_ type: Read.Type) -> Read? {
    guard let node = JSONNode(at: &position, of: bytes, limits: EvidenceReader.limits) else { return nil }
    return try? JSONNodeDecoder.decode(type, from: node)
  }

  // MARK: Members

  /// The members of an object, whose names follow each other in the order of their bytes, so that none is there twice.
  private mutating func members<Member>(_ member: (inout Self) -> Member?) -> [String: Member]? {
    guard takeHere("{") else { return nil }
    if takeHere("}") { return [:] }
    var found: [(name: String, value: Member)] = []
    found.reserveCapacity(8)
    var last = 0..<0
    repeat {
      guard takeHere("\"") else { return nil }
      let start = position
      position = JSONStringBytes.endOfPlain(in: bytes, from: start)
      let name = start..<position
      guard takeText("\":"), follows(name, last) || found.isEmpty && name.isEmpty,
        let text = JSONStringBytes.text(UnsafeBufferPointer(rebasing: bytes[name])), let value = member(&self)
      else { return nil }
      found.append((text, value))
      last = name
    } while takeHere(",")
    guard takeHere("}") else { return nil }
    var members = [String: Member](minimumCapacity: found.count)
    for entry in found { members[entry.name] = entry.value }
    return members
  }

  /// Whether a name is of ASCII, whose texts are equal where their bytes are, and stands behind the one before it.
  private func follows(_ name: Range<Int>, _ last: Range<Int>) -> Bool {
    bytes[name].allSatisfy { $0 < 0x80 } && bytes[last].lexicographicallyPrecedes(bytes[name])
  }
}

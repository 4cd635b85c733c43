import DICOM
import Evidence
import FHIR
import HL7
import HTTPExchange
import Specification
import Synchronization

/// The secrets that a run knows: what the network file names, secret inputs, and tokens that were issued. Wherever a system
/// gives one back, asterisks stand for it before anything is kept.
///
/// The second of two places on the way into the record that look at all that steps saw; the other is ``PatientScreen``.
final class RunSecrets: Sendable {
  private let known = Mutex(KnownSecrets())

  /// What stands in the place of a secret.
  static let mask = "***"
  /// Shorter secrets stand within other words by chance, and are looked for as whole words.
  private static let shortWord = 8

  /// Keeps a text out of the record from now on.
  func add(_ secret: Secret) { known.withLock { $0.add(secret) } }

  /// Keeps a text of several lines out of the record, such as a private key: each line of its content by itself.
  func add(lines text: String) {
    for line in text.split(whereSeparator: \.isNewline) where line.utf8.count >= 32 && !line.hasPrefix("-----") {
      add(Secret(String(line)))
    }
  }

  /// What a step saw, as it may be kept.
  func screened(_ result: StepResult) -> StepResult {
    let known = known.withLock { $0 }
    guard !known.isEmpty else { return result }
    let screen = SecretScreen(known: known)
    var left = result
    left.observation = result.observation.mapValues(screen.screened)
    left.transcript.entries = result.transcript.entries.map(screen.screened)
    if let failure = result.failure {
      left.failure?.message = screen.screened(failure.message)
      left.failure?.advice = failure.advice.map(screen.screened)
    }
    return left
  }

  /// Values as they may be kept.
  func screened(_ values: [String: Value]) -> [String: Value] {
    let known = known.withLock { $0 }
    return known.isEmpty ? values : values.mapValues(SecretScreen(known: known).screened)
  }

  /// Takes known secrets out of values.
  private struct SecretScreen {
    let known: KnownSecrets

    func screened(_ value: Value) -> Value {
      switch value {
      case .string(let text): .string(screened(text))
      case .list(let values): .list(values.map(screened))
      case .record(let fields): .record(fields.mapValues(screened))
      case .dataSet(let dataSet): .dataSet(screened(dataSet, inheriting: .standard))
      case .message(let message):
        masked(Array(message.bytes)).map { bytes in
          (try? MessageParser().parse(bytes)).map { .message($0) } ?? .string(RunSecrets.leftOut)
        } ?? value
      case .resource(let resource):
        masked(Array(resource.bytes)).map { bytes in
          (try? Resource(json: bytes)).map { .resource($0) } ?? .string(RunSecrets.leftOut)
        } ?? value
      case .boolean, .number, .duration, .size, .uid, .tag, .date: value
      }
    }

    func screened(_ text: String) -> String {
      masked(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// Bytes with marks for secrets; nil where there are none.
    private func masked(_ bytes: [UInt8]) -> [UInt8]? {
      let ranges = known.ranges(in: bytes, wholeWordsBelow: RunSecrets.shortWord)
      guard !ranges.isEmpty else { return nil }
      var result: [UInt8] = []
      var position = 0
      for range in ranges {
        result += bytes[position..<range.lowerBound]
        result += Array(RunSecrets.mask.utf8)
        position = range.upperBound
      }
      return result + bytes[position...]
    }

    private func screened(_ dataSet: DataSet, inheriting outer: SpecificCharacterSet) -> DataSet {
      let characterSet = dataSet.characterSet(inheriting: outer)
      var result = dataSet
      for element in dataSet.elements {
        if case .items(let items) = element.value {
          let left = items.map { screened($0, inheriting: characterSet) }
          if left != items {
            result[element.tag] = DataElement(tag: element.tag, vr: element.vr, value: .items(left))
          }
        } else if element.vr.isText, element.vr != .UI,
          let texts = dataSet.strings(element.tag, inheriting: outer), !texts.isEmpty
        {
          let left = texts.map { screened($0) }
          guard left != texts else { continue }
          do { try result.set(element.tag, strings: left, vr: element.vr, inheriting: outer) } catch {
            result[element.tag] = nil
          }
        }
      }
      return result
    }

    func screened(_ entry: Transcript.Entry) -> Transcript.Entry {
      var left = entry
      left.summary = screened(entry.summary)
      left.details = entry.details.map(screened)
      guard !entry.hex.isEmpty else { return left }
      var bytes = entry.keptBytes
      var ranges = known.ranges(in: bytes, wholeWordsBelow: RunSecrets.shortWord)
      // What was cut off within a secret holds the beginning of it.
      if entry.length > bytes.count, let range = known.beginning(atEndOf: bytes) { ranges.append(range) }
      guard !ranges.isEmpty else { return left }
      for range in ranges {
        for index in range { bytes[index] = UInt8(ascii: "*") }
      }
      left.hex = Transcript.hexadecimal(bytes)
      return left
    }
  }

  /// What stands in the place of content that is none any more without a secret.
  private static let leftOut = "Content left out: it holds a secret."
}

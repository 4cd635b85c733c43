import DICOM
import DICOMNetwork
import Foundation
import NIOCore

/// Measures this project's clients and readers, for `Benchmarks/run`: prints one line of JSON.
@main
enum Measure {
  static let usage = """
    usage: assay-measure echo HOST PORT AE-TITLE SECONDS
           assay-measure floor HOST PORT AE-TITLE SECONDS   (the same bytes, made before, over a bare socket)
           assay-measure store HOST PORT AE-TITLE FILE…
           assay-measure store-floor HOST PORT AE-TITLE FILE…   (the same bytes, made before, over a bare socket)
           assay-measure find HOST PORT AE-TITLE ALL
           assay-measure parse SECONDS FILE…
           assay-measure messages SECONDS FILE…             (HL7 v2, each file a message)
           assay-measure mllp PORT SECONDS FILE             (a message on a connection, again and again)
           assay-measure mllp-floor PORT SECONDS FILE       (the same bytes, made before, over a bare socket)
           assay-measure mllp-hold PORT RATE COUNT FILE [CONNECTIONS]  (so many messages, so many each second)
           assay-measure crowd PORT ASSOCIATIONS RATE SECONDS   (held at once, so many C-ECHO each second over all)
           assay-measure crowd-store PORT ASSOCIATIONS SECONDS FILE   (one object again and again over each)
           assay-measure crowd-floor PORT CONNECTIONS SECONDS   (bytes that are no protocol)
           assay-measure probes-floor DICOM-PORT HTTP-PORT MLLP-PORT AT-A-TIME FILE ECHO FIND STORE SEARCH MESSAGES
           assay-measure discard                            (takes every association and object; prints its port)
           assay-measure sink                               (takes bytes; prints its port)
           assay-measure mllp-canned                        (answers with the same bytes; prints its port)
           assay-measure mllp-listen                        (this project's listener; prints its port)
           assay-measure markup SECONDS FILE                (XML, read to a tree)
           assay-measure markup-foundation SECONDS FILE     (the same by FoundationXML)
           assay-measure markup-refused FILE                (XML that has to be refused: how long that takes)
           assay-measure domain                             (registry with ten documents; prints its port)
           assay-measure stored-queries PORT SECONDS CONNECTIONS
           assay-measure document BYTES                     (repository of one document; prints its port)
           assay-measure retrieve PORT BYTES                (that document, through MTOM to disk)

    """

  static func main() async {
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      let clock = ContinuousClock()
      let start = clock.now
      let done = try await work(arguments, from: start, clock: clock)
      let seconds = done.seconds ?? (clock.now - start) / .seconds(1)
      let times = done.microseconds.map(String.init).joined(separator: ", ")
      print(
        #"{"count": \#(done.count), "bytes": \#(done.bytes), "seconds": \#(seconds), "microseconds": [\#(times)]}"#)
    } catch MeasureError.usage {
      FileHandle.standardError.write(Data(usage.utf8))
      exit(2)
    } catch {
      FileHandle.standardError.write(Data("assay-measure: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func work(
    _ arguments: [String], from start: ContinuousClock.Instant, clock: ContinuousClock
  ) async throws -> Work {
    func end(_ text: String) throws -> ContinuousClock.Instant {
      guard let limit = Double(text), limit > 0, limit <= 600 else { throw MeasureError.usage }
      return start + .seconds(limit)
    }
    if arguments.first == "parse", arguments.count > 2 {
      return try Parsing.parse(Array(arguments[2...]), until: end(arguments[1]), clock: clock)
    }
    if let word = arguments.first, word == "messages" || word.hasPrefix("mllp") {
      return try await messages(word, Array(arguments.dropFirst()), end: end)
    }
    if let word = arguments.first, let work = try await crowd(word, Array(arguments.dropFirst()), end: end) {
      return work
    }
    if let word = arguments.first, let work = try await sharing(word, Array(arguments.dropFirst()), end: end) {
      return work
    }
    guard arguments.count >= 5, let port = UInt16(arguments[2]) else { throw MeasureError.usage }
    let peer = Peer(address: DICOMAddress(host: arguments[1], port: Int(port)), title: arguments[3])
    switch arguments[0] {
    case "echo": return try await peer.echo(until: end(arguments[4]), clock: clock)
    case "floor":
      return try CannedClient(port: port, title: arguments[3]).run(until: end(arguments[4]), clock: clock)
    case "store": return try await peer.store(arguments[4...])
    case "store-floor": return try CannedStore.run(arguments[4...], port: port, title: arguments[3])
    case "find": return try await peer.find()
    default: throw MeasureError.usage
    }
  }
}

extension Measure {
  private static func messages(
    _ word: String, _ arguments: [String], end: (String) throws -> ContinuousClock.Instant
  ) async throws -> Work {
    switch (word, arguments.count) {
    case ("messages", 2...): return try Messages.parse(Array(arguments[1...]), until: end(arguments[0]))
    case ("mllp-canned", 0): try CannedMessages.serve()
    case ("mllp-listen", 0): try await Messages.listen()
    case ("mllp", 3), ("mllp-floor", 3):
      guard let port = UInt16(arguments[0]) else { throw MeasureError.usage }
      if word == "mllp" { return try await Messages.exchange(arguments[2], port: port, until: end(arguments[1])) }
      return try CannedMessages.exchange(try Messages.read(arguments[2]), port: port, until: end(arguments[1]))
    case ("mllp-hold", 4), ("mllp-hold", 5):
      guard let port = UInt16(arguments[0]), let rate = Int(arguments[1]), (1...100_000).contains(rate),
        let count = Int(arguments[2]), (1...10_000_000).contains(count)
      else { throw MeasureError.usage }
      guard let connections = arguments.count == 5 ? Int(arguments[4]) : 4, (1...256).contains(connections) else {
        throw MeasureError.usage
      }
      return try await Messages.hold(arguments[3], port: port, rate: rate, count: count, connections: connections)
    default: throw MeasureError.usage
    }
    return Work()
  }
}

extension Measure {
  /// Many associations at once; nil for a word of another kind.
  private static func crowd(
    _ word: String, _ arguments: [String], end: (String) throws -> ContinuousClock.Instant
  ) async throws -> Work? {
    func crowd() throws -> Crowd {
      guard let port = UInt16(arguments[0]), let count = Int(arguments[1]), (1...10_000).contains(count) else {
        throw MeasureError.usage
      }
      return Crowd(port: port, count: count)
    }
    switch (word, arguments.count) {
    case ("discard", 0): try Discarding.serve()
    case ("sink", 0): try Discarding.sink()
    case ("crowd", 4):
      guard let rate = Int(arguments[2]), (1...1_000_000).contains(rate), let seconds = Double(arguments[3]),
        (0.1...600).contains(seconds)
      else { throw MeasureError.usage }
      return try await crowd().echo(rate: rate, for: seconds)
    case ("probes-floor", 10):
      let numbers = (arguments[..<4] + arguments[5...]).compactMap { Int($0) }
      guard numbers.count == 9, let dicom = UInt16(exactly: numbers[0]), let http = UInt16(exactly: numbers[1]),
        let messages = UInt16(exactly: numbers[2]), (1...64).contains(numbers[3]),
        numbers[4...].allSatisfy({ (0...10_000).contains($0) })
      else { throw MeasureError.usage }
      return try MixedProbes(
        dicom: dicom, http: http, messages: messages, concurrency: numbers[3], path: arguments[4],
        counts: Array(numbers[4...])
      ).run()
    case ("crowd-store", 4): return try await crowd().store(arguments[3], until: end(arguments[2]))
    case ("crowd-floor", 3): return try crowd().pour(until: end(arguments[2]))
    default: return nil
    }
    return Work()
  }
}

extension Measure {
  /// Work with XML, registries and repositories; nil for a word of another kind.
  private static func sharing(
    _ word: String, _ arguments: [String], end: (String) throws -> ContinuousClock.Instant
  ) async throws -> Work? {
    switch (word, arguments.count) {
    case ("markup", 2): return try Markup.parse(arguments[1], until: end(arguments[0]), by: Markup.tree)
    case ("markup-foundation", 2):
      return try Markup.parse(arguments[1], until: end(arguments[0]), by: Markup.foundation)
    case ("markup-refused", 1): return try Markup.refuse(arguments[0])
    case ("domain", 0): try await Sharing.serveDomain()
    case ("stored-queries", 3):
      guard let port = UInt16(arguments[0]), let connections = Int(arguments[2]), (1...64).contains(connections) else {
        throw MeasureError.usage
      }
      return try await Sharing.query(port: port, until: end(arguments[1]), connections: connections)
    case ("document", 1):
      guard let bytes = Int(arguments[0]), (1...1 << 32).contains(bytes) else { throw MeasureError.usage }
      try await Sharing.serveDocument(bytes: bytes)
    case ("retrieve", 2):
      guard let port = UInt16(arguments[0]), let bytes = Int(arguments[1]) else { throw MeasureError.usage }
      return try await Sharing.retrieve(port: port, bytes: bytes)
    default: return nil
    }
    return Work()
  }
}

/// What was done in the measured time.
struct Work {
  /// Associations, objects, or messages.
  var count = 0
  /// Bytes of the data sets that were sent.
  var bytes = 0
  /// How long an exchange took: median, 99th and 99.9th percentile, longest; empty where that is not measured.
  var microseconds: [Int] = []
  /// How long it took, where that is not from the start of the process to its end.
  var seconds: Double?
}

/// Why nothing was measured.
enum MeasureError: Error {
  case usage
  /// The file is missing, empty or not to be read.
  case unreadable(String)
  /// The peer answered with something else than success.
  case status(DIMSEStatus)
  /// A document that has to be refused was read.
  case taken(String)
  /// The file has no SOP Class UID or SOP Instance UID.
  case noObject(String)
}

import DICOM
import DICOMNetwork
import Foundation
import NIOCore

/// Measures this project's DICOM client on a peer, for `Benchmarks/run`: prints one line of JSON.
@main
enum Measure {
  static let usage = """
    usage: assay-measure echo HOST PORT AE-TITLE SECONDS
           assay-measure floor HOST PORT AE-TITLE SECONDS   (the same bytes, made before, over a bare socket)
           assay-measure store HOST PORT AE-TITLE FILE…
           assay-measure find HOST PORT AE-TITLE ALL
           assay-measure parse SECONDS FILE…

    """

  static func main() async {
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      let clock = ContinuousClock()
      let start = clock.now
      let done = try await work(arguments, from: start, clock: clock)
      let seconds = (clock.now - start) / .seconds(1)
      print(#"{"count": \#(done.count), "bytes": \#(done.bytes), "seconds": \#(seconds)}"#)
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
    guard arguments.count >= 5, let port = UInt16(arguments[2]) else { throw MeasureError.usage }
    let peer = Peer(address: DICOMAddress(host: arguments[1], port: Int(port)), title: arguments[3])
    switch arguments[0] {
    case "echo": return try await peer.echo(until: end(arguments[4]), clock: clock)
    case "floor":
      return try CannedClient(port: port, title: arguments[3]).run(until: end(arguments[4]), clock: clock)
    case "store": return try await peer.store(arguments[4...])
    case "find": return try await peer.find()
    default: throw MeasureError.usage
    }
  }
}

/// What was done in the measured time.
struct Work {
  /// Associations, or objects.
  var count = 0
  /// Bytes of the data sets that were sent.
  var bytes = 0
}

/// Why nothing was measured.
enum MeasureError: Error {
  case usage
  /// The file is missing, empty or not to be read.
  case unreadable(String)
  /// The peer answered with something else than success.
  case status(DIMSEStatus)
  /// The file has no SOP Class UID or SOP Instance UID.
  case noObject(String)
}

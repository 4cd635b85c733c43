import DICOM
import DICOMNetwork
import Foundation
import NIOCore

/// Measures this project's DICOM client on a peer, for `Benchmarks/run`: prints one line of JSON.
@main
enum Measure {
  static let usage = """
    usage: assay-measure echo HOST PORT AE-TITLE SECONDS
           assay-measure store HOST PORT AE-TITLE FILE…

    """

  static func main() async {
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      guard arguments.count >= 5, let port = Int(arguments[2]) else { throw MeasureError.usage }
      let peer = Peer(address: DICOMAddress(host: arguments[1], port: port), title: arguments[3])
      let clock = ContinuousClock()
      let start = clock.now
      let done: Work
      switch arguments[0] {
      case "echo":
        guard let limit = Double(arguments[4]), limit > 0, limit <= 600 else { throw MeasureError.usage }
        done = try await peer.echo(until: start + .seconds(limit), clock: clock)
      case "store": done = try await peer.store(arguments[4...])
      default: throw MeasureError.usage
      }
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

import DICOM
import Foundation
import NIOCore

/// Reads files to their last element.
enum Parsing {
  /// Each file in turn, again and again until the time is over: decoded, and every element looked at.
  static func parse(_ paths: [String], until end: ContinuousClock.Instant, clock: ContinuousClock) throws -> Work {
    var done = Work()
    let files = try paths.map { ByteBuffer(bytes: try Data(contentsOf: URL(fileURLWithPath: $0))) }
    repeat {
      for bytes in files {
        let file = try DICOMFile(reading: bytes)
        guard elements(of: file.dataSet) > 0 else { throw MeasureError.noObject("a file") }
        done.count += 1
        done.bytes += bytes.readableBytes
      }
    } while clock.now < end
    return done
  }

  private static func elements(of dataSet: DataSet) -> Int {
    var count = 0
    for element in dataSet.elements {
      count += 1
      for item in dataSet.items(element.tag) ?? [] { count += elements(of: item) }
    }
    return count
  }
}

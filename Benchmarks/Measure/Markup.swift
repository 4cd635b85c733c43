import Foundation
import XMLTree

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads XML.
enum Markup {
  /// A file, again and again until the time is over; each time as a tree of which the number of nodes is asked.
  static func parse(
    _ path: String, until end: ContinuousClock.Instant, by reading: ([UInt8]) throws -> Int
  ) throws -> Work {
    let bytes = try Messages.read(path)
    var done = Work()
    repeat {
      guard try reading(bytes) > 0 else { throw MeasureError.unreadable(path) }
      done.count += 1
      done.bytes += bytes.count
    } while ContinuousClock.now < end
    return done
  }

  /// This project's tree.
  static func tree(_ bytes: [UInt8]) throws -> Int {
    let tree = try MarkupTree(xml: bytes)
    guard tree.fault == nil, tree.stop == nil else { throw MeasureError.unreadable("the document") }
    return tree.nodes.count
  }

  /// Foundation's tree.
  static func foundation(_ bytes: [UInt8]) throws -> Int {
    try XMLDocument(data: Data(bytes)).rootElement()?.childCount ?? 0
  }

  /// Reads what has to be refused, once.
  static func refuse(_ path: String) throws -> Work {
    let bytes = try Messages.read(path)
    if let tree = try? MarkupTree(xml: bytes), tree.stop == nil, tree.fault == nil { throw MeasureError.taken(path) }
    return Work(count: 1, bytes: bytes.count)
  }
}

import Specification

/// The files that a network includes, each read once. A class, because the readers of files that include each other share
/// it; it never leaves the reading.
final class NetworkFiles {
  /// What is known of an included file.
  enum Entry {
    /// It is being read: whoever includes it now closes a circle.
    case underWay
    /// What it says; nil where it could not be read.
    case read(Network?)
  }

  private let load: (String) throws(UnreadableText) -> SourceText
  private var sources: [String: SourceText] = [:]
  /// Files by their path below the folder of the file that the reading began with.
  var entries: [String: Entry] = [:]
  /// The paths in the order of reading.
  private(set) var order: [String] = []

  /// The most files of one network: 24 networks of a country and what they share fit many times.
  static let limit = 1000

  init(_ load: @escaping (String) throws(UnreadableText) -> SourceText) { self.load = load }

  /// The text of a file read before, by its path as shown.
  func source(_ shown: String) -> SourceText? { sources[shown] }

  /// Text of a file.
  func text(of place: String) throws(UnreadableText) -> SourceText {
    let source = try load(place)
    sources[source.path] = source
    order.append(place)
    return source
  }
}

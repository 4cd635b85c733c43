/// A file of batches of messages (the batch protocol, HL7 v2.5.1 §2.10.3): `[FHS] { [BHS] { [MSH …] } [BTS] } [FTS]`.
public struct MessageFile: Sendable {
  /// A batch: the messages between BHS and BTS, or those that stand outside any.
  public struct Batch: Sendable {
    /// BHS; nil where the batch has none.
    public var header: Segment?
    /// Its messages in order.
    public var messages: [Entry] = []
    /// BTS; nil where the batch has none.
    public var trailer: Segment?
  }

  /// A message and where it begins in the file.
  public struct Entry: Sendable {
    /// The message; offsets within it count from its own start.
    public var message: Message
    /// Where it begins, in bytes from the start of the file.
    public var offset: Int
  }

  /// Where a file departs from the protocol and could be read nevertheless.
  public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// How it departs.
    public enum Kind: Hashable, Sendable {
      /// A header without its trailer.
      case missing(trailer: String)
      /// A trailer without its header.
      case unopened(trailer: String)
      /// BTS-1 or FTS-1 names another count than there are.
      case count(segment: String, named: String, found: Int)
    }

    /// How it departs.
    public let kind: Kind
    /// Where, in bytes from the start of the file.
    public let offset: Int

    /// A sentence for people.
    public var description: String {
      let what =
        switch kind {
        case .missing(let trailer): "\(trailer) is missing"
        case .unopened(let trailer): "\(trailer) closes what no header opened"
        case .count(let segment, let named, let found): "\(segment)-1 names \(named), and \(found) are there"
        }
      return "\(what), at byte \(offset) (HL7 v2.5.1 §2.10.3)"
    }
  }

  /// FHS; nil where the file has none.
  public var header: Segment?
  /// The batches in order.
  public var batches: [Batch] = []
  /// FTS; nil where the file has none.
  public var trailer: Segment?
  /// Departures in the order of the file.
  public var findings: [Finding] = []

  /// All messages in order.
  public var messages: [Message] { batches.flatMap { $0.messages.map(\.message) } }

  /// Reads a file, a single batch, or messages one after the other.
  ///
  /// - Throws: `ParsingError` with the offset in the file.
  public init(_ bytes: [UInt8], limits: ParsingLimits = .standard) throws(ParsingError) {
    var reader = MessageFileReader(bytes, limits: limits)
    self = try reader.read()
  }

  init() {}
}

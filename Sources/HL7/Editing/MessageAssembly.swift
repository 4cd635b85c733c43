/// Puts a message together from text that stands as it is and values that are escaped.
public enum MessageAssembly {
  /// A piece of a message.
  public enum Piece: Hashable, Sendable {
    /// Text with delimiters.
    case literal(String)
    /// A value, none of whose characters is a delimiter.
    case value(String)
  }

  /// Why no message comes of the pieces.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The literal text is not that of a message.
    case notAMessage(ParsingError)
    /// A text that the declared character set or delimiters cannot hold.
    case unwritable(String)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .notAMessage(let error): "\(error)"
      case .unwritable(let text):
        "`\(text.prefix(60))` cannot be written in the character set that MSH-18 declares with these delimiters"
      }
    }
  }

  /// The message of the pieces, in the character set that its MSH-18 declares.
  public static func message(_ pieces: [Piece]) throws(Failure) -> Message {
    // Delimiters and character set stand in literal text, whatever the values are.
    let skeleton = pieces.map { if case .literal(let text) = $0 { text } else { "" } }.joined()
    let header: Message
    do { header = try MessageParser().parse(Array(skeleton.utf8)) } catch { throw .notAMessage(error) }
    let set = header.characterSet ?? .ascii
    var bytes: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .literal(let text):
        guard let encoded = CharacterConverter.bytes(text, in: set) else { throw .unwritable(text) }
        bytes += encoded
      case .value(let text):
        guard let encoded = Escaping.encode(text, encoding: header.encoding, set: set) else { throw .unwritable(text) }
        bytes += encoded
      }
    }
    do { return try MessageParser().parse(bytes) } catch { throw .notAMessage(error) }
  }
}

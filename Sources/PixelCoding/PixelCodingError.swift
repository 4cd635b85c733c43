/// Why pixel data can't be coded or decoded. What a peer sent is told apart from what this software does not do.
public enum PixelCodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The attributes of the Image Pixel module do not describe an image.
  case description(String)
  /// The bytes are not what the transfer syntax or the attributes promise.
  case malformed(offset: Int, rule: String, String)
  /// A library found the bytes wrong.
  case notDecodable(String)
  /// Nothing here codes or decodes it.
  case unsupported(String)
  /// The program that decodes could not be had, or could not do its work: what the frame is like is not known.
  case noDecoder(String)
  /// More bytes than a caller lets pixel data have.
  case tooLarge(bytes: Int, limit: Int)

  /// Whether the bytes or attributes are at fault, and not what this software lacks.
  public var isOfTheData: Bool {
    switch self {
    case .description, .malformed, .notDecodable: true
    case .unsupported, .noDecoder, .tooLarge: false
    }
  }

  /// A sentence for people.
  public var description: String {
    switch self {
    case .description(let text): "the image is not described: \(text) (PS3.3 §C.7.6.3)"
    case .malformed(let offset, let rule, let text): "\(text), at byte \(offset) (\(rule))"
    case .notDecodable(let text): "the compressed pixel data can't be decoded: \(text)"
    case .unsupported(let text): text
    case .noDecoder(let text): "the frame was not decoded here: \(text)"
    case .tooLarge(let bytes, let limit): "the pixel data have \(bytes) bytes, and \(limit) are taken at most"
    }
  }
}

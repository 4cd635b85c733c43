/// A media type with its parameters, `multipart/related; type="application/dicom"; boundary=b` (RFC 9110 §8.3.1,
/// PS3.18 §8.7.3).
public struct MediaType: Hashable, Sendable, CustomStringConvertible {
  /// A parameter.
  public struct Parameter: Hashable, Sendable {
    /// Its name in small letters: names are the same in either case.
    public let name: String
    /// Its value without quotation marks.
    public let value: String

    /// Makes a parameter.
    public init(_ name: String, _ value: String) {
      self.name = name.lowercased()
      self.value = value
    }
  }

  /// A media type that was read, and where it breaks the grammar in a way that leaves no doubt about what is meant.
  public struct Reading: Hashable, Sendable {
    /// What is meant.
    public var mediaType: MediaType
    /// What is wrong: values that lack their quotation marks, white space about the equals sign.
    public var deviations: [MediaTypeError]
  }

  /// The type in small letters, `multipart`.
  public let type: String
  /// The subtype in small letters, `related`.
  public let subtype: String
  /// Parameters in order.
  public let parameters: [Parameter]

  /// Makes a media type of its parts.
  public init(_ type: String, _ subtype: String, parameters: [Parameter] = []) {
    self.type = type.lowercased()
    self.subtype = subtype.lowercased()
    self.parameters = parameters
  }

  /// Reads a media type by the letter of the grammar.
  public init(_ text: String) throws(MediaTypeError) {
    let reading = try Self.read(text)
    if let deviation = reading.deviations.first { throw deviation }
    self = reading.mediaType
  }

  /// Reads a media type, and goes on where what is meant is beyond doubt.
  public static func read(_ text: String) throws(MediaTypeError) -> Reading {
    var scanner = try FieldValueScanner(text)
    scanner.skipSpace()
    let mediaType = try scanner.mediaType()
    scanner.skipSpace()
    guard scanner.isAtEnd else {
      throw MediaTypeError(.expected("a semicolon or the end"), offset: scanner.offset)
    }
    return Reading(mediaType: mediaType, deviations: scanner.deviations)
  }

  /// Type and subtype without parameters, `multipart/related`.
  public var essence: String { "\(type)/\(subtype)" }

  /// The value of a parameter.
  public subscript(_ name: String) -> String? {
    let name = name.lowercased()
    return parameters.first { $0.name == name }?.value
  }

  /// The same with another or one more parameter.
  public func with(_ name: String, _ value: String) -> MediaType {
    let parameter = Parameter(name, value)
    return MediaType(type, subtype, parameters: parameters.filter { $0.name != parameter.name } + [parameter])
  }

  /// As it stands in a header field.
  public var description: String {
    essence + parameters.map { ";\($0.name)=\(Self.quoted($0.value))" }.joined()
  }

  /// A value in quotation marks where it has to be.
  private static func quoted(_ value: String) -> String {
    if !value.isEmpty, value.utf8.allSatisfy(FieldValueScanner.isTokenCharacter) { return value }
    var text = "\""
    for character in value {
      if character == "\"" || character == "\\" { text.append("\\") }
      text.append(character)
    }
    return text + "\""
  }
}

extension MediaType {
  /// `multipart/related` with parts of a type (RFC 2387).
  public static func related(_ partType: MediaType) -> MediaType {
    MediaType("multipart", "related", parameters: [Parameter("type", partType.essence)])
  }
}

import NIOCore

/// Writes a multipart message piece by piece: the head of a part, then its body by the caller, and so on; the end.
public struct MultipartWriter: Sendable {
  /// What separates the parts.
  public let boundary: MultipartBoundary

  /// Makes a writer.
  public init(_ boundary: MultipartBoundary) { self.boundary = boundary }

  /// The media type of the message (RFC 2387 §3).
  ///
  /// - Parameter partType: The media type of the root part.
  public func contentType(_ partType: MediaType) -> MediaType {
    MediaType.related(partType).with("boundary", boundary.text)
  }

  /// What comes before the body of a part: the boundary and the headers.
  ///
  /// - Parameters:
  ///   - isFirst: Whether it is the first part, which no line break precedes.
  ///   - headers: Names and values.
  public func head(isFirst: Bool, headers: [(name: String, value: String)]) -> ByteBuffer {
    var output = ByteBuffer()
    output.writeString(isFirst ? "--\(boundary.text)\r\n" : "\r\n--\(boundary.text)\r\n")
    for header in headers { output.writeString("\(Self.line(header.name)): \(Self.line(header.value))\r\n") }
    output.writeString("\r\n")
    return output
  }

  /// What comes after the body of the last part.
  public var end: ByteBuffer { ByteBuffer(string: "\r\n--\(boundary.text)--\r\n") }

  /// A header must stay one line, whatever it is made of.
  private static func line(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
  }
}

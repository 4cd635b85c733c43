import HTTPExchange
import NIOCore

/// What came back for a SOAP request.
public typealias SOAPAnswer = SOAPMessage

/// A SOAP message as HTTP carried it, request or answer: the envelope, and the documents beside it (ITI TF-2
/// Appendix V.3.6).
public struct SOAPMessage: Sendable {
  /// How the message is packed.
  public let packaging: Packaging
  /// The parameter `action` of the media type (RFC 3902 §3); nil where it is left out.
  public let actionParameter: String?
  /// The message.
  public let envelope: ReceivedEnvelope
  /// Further parts by Content-ID, without the angle brackets.
  public let attachments: [String: MultipartContent.Part]
  /// Everything that HTTP carried; the ranges of attachments lie in it.
  public let carried: ReceivedBody
  private let parts: MultipartContent?
  private let root: MultipartContent.Part?

  /// How a message is packed.
  public enum Packaging: String, CaseIterable, Hashable, Sendable {
    /// The message alone (`application/soap+xml`).
    case simple
    /// MTOM/XOP (`multipart/related`).
    case mtom
  }

  /// Longest message without its attachments, in bytes.
  public static let messageLimit = 64 << 20

  /// Reads an answer.
  public init(_ response: WebResponse) throws(Fault) {
    try self.init(contentType: response.contentType, response.body)
  }

  /// Reads a request.
  public init(_ request: ReceivedRequest) throws(Fault) {
    try self.init(
      contentType: request.fields.first(name: "content-type"), .memory(ByteBuffer(bytes: request.content)))
  }

  /// Reads a message.
  ///
  /// - Parameter contentType: The media type with its parameters.
  public init(contentType: String?, _ body: ReceivedBody) throws(Fault) {
    guard let text = contentType else { throw .mediaType("the message names no media type") }
    let type: MediaType
    do throws(MediaTypeError) { type = try MediaType.read(text).mediaType } catch {
      throw .mediaType("the media type is none: \(error)")
    }
    actionParameter = type["action"]
    carried = body
    let message: ByteBuffer?
    switch type.essence {
    case "application/soap+xml", "text/xml", "application/xml":
      packaging = .simple
      (parts, root) = (nil, nil)
      attachments = [:]
      message = body.bytes(upTo: Self.messageLimit)
    case "multipart/related":
      packaging = .mtom
      let parts = try Self.parts(of: body, type)
      self.parts = parts
      guard let root = Self.root(of: parts, start: type["start"]) else { throw .noRoot(start: type["start"] ?? "") }
      self.root = root
      message = parts.bytes(of: root, upTo: Self.messageLimit)
      var attachments: [String: MultipartContent.Part] = [:]
      for part in parts.parts where part != root {
        guard let id = part.head["Content-ID"].map(Self.bare) else { continue }
        guard attachments.updateValue(part, forKey: id) == nil else { throw .duplicateContentID(id) }
      }
      self.attachments = attachments
    default: throw .mediaType("the media type is \(type.essence.prefix(128))")
    }
    guard let message else { throw .tooLong(limit: Self.messageLimit) }
    do throws(EnvelopeError) { envelope = try ReceivedEnvelope(Array(message.readableBytesView)) } catch {
      throw .envelope(error)
    }
  }

  /// The message as it came, without its attachments; nil where the file that it was kept in can't be read.
  public var bytes: [UInt8]? {
    let bytes = root.map { parts?.bytes(of: $0, upTo: Self.messageLimit) } ?? carried.bytes(upTo: Self.messageLimit)
    return bytes.map { Array($0.readableBytesView) }
  }

  private static func parts(of body: ReceivedBody, _ type: MediaType) throws(Fault) -> MultipartContent {
    do {
      return try MultipartContent(body, boundary: try MultipartBoundary(of: type))
    } catch let error as MultipartError {
      throw .multipart(error)
    } catch {
      if case .multipart(let error)? = error as? MultipartContent.Fault { throw .multipart(error) }
      throw .lost
    }
  }

  /// The part that `start` names, or the first (RFC 2387 §3.2).
  private static func root(of parts: MultipartContent, start: String?) -> MultipartContent.Part? {
    guard let start else { return parts.parts.first }
    return parts.parts.first { $0.head["Content-ID"].map(bare) == bare(start) }
  }

  /// A Content-ID without its angle brackets.
  private static func bare(_ id: String) -> String {
    id.hasPrefix("<") && id.hasSuffix(">") ? String(id.dropFirst().dropLast()) : id
  }

  /// The envelope as it came, without what lies beside it; nil where the file that it was kept in can't be read.
  public var document: [UInt8]? {
    let bytes =
      root.flatMap { root in parts.flatMap { $0.bytes(of: root, upTo: Self.messageLimit) } }
      ?? (packaging == .simple ? carried.bytes(upTo: Self.messageLimit) : nil)
    return bytes.map { Array($0.readableBytesView) }
  }

  /// The bytes of an attachment that lie in a range of it; nil where the file that it was kept in can't be read.
  public func bytes(of part: MultipartContent.Part, in range: Range<Int>) -> ByteBuffer? {
    let start = part.range.lowerBound
    let range = range.clamped(to: 0..<part.range.count)
    return parts?.body.bytes(in: start + range.lowerBound..<start + range.upperBound)
  }

  /// Why it is no SOAP message.
  public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// No media type of SOAP.
    case mediaType(String)
    /// No multipart message by the letter.
    case multipart(MultipartError)
    /// No part has the Content-ID that `start` names.
    case noRoot(start: String)
    /// Two parts of the same Content-ID.
    case duplicateContentID(String)
    /// No SOAP message by the letter.
    case envelope(EnvelopeError)
    /// Longer than is taken.
    case tooLong(limit: Int)
    /// The file that it was kept in can't be read again.
    case lost

    /// The rule broken; nil for a limit or fault of this program.
    public var rule: String? {
      switch self {
      case .mediaType: "ITI TF-2 Appendix V.3"
      case .multipart(let error): error.rule
      case .noRoot: "RFC 2387 §3.2"
      case .duplicateContentID: "RFC 2045 §7"
      case .envelope(let error): error.rule
      case .tooLong, .lost: nil
      }
    }

    /// A sentence for people.
    public var description: String {
      switch self {
      case .mediaType(let text): text
      case .multipart(let error): error.description
      case .noRoot(let start): "no part has the Content-ID \(start.prefix(128)) that the start parameter names"
      case .duplicateContentID(let id): "two parts have the Content-ID \(id.prefix(128))"
      case .envelope(let error): error.description
      case .tooLong(let limit): "the message is longer than the \(limit) bytes that this program takes"
      case .lost: "the file that it was kept in can't be read again"
      }
    }
  }
}

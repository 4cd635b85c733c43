import JSONTree

/// Why bytes are not the DICOM JSON model of a data set.
public struct DICOMJSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable, CustomStringConvertible {
    /// Not JSON (RFC 8259); what was expected at the offset.
    case syntax(expected: String)
    /// Bytes of a string that are not UTF-8.
    case notUTF8
    /// JSON of another shape; what was expected at the offset (PS3.18 §F.2).
    case shape(expected: String)
    /// A member that is no tag of eight hexadecimal digits (PS3.18 §F.2.1).
    case notATag(String)
    /// A text that is no VR (PS3.5 §6.2).
    case notAVR(String)
    /// An attribute or member that is there twice (RFC 8259 §4).
    case duplicate(String)
    /// A value of a kind that the VR does not have (PS3.18 §F.2.3).
    case kind(Tag, VR)
    /// A value that the VR cannot hold.
    case value(Tag, VR, String)
    /// Inline binary that is no base64 (PS3.18 §F.2.7).
    case notBase64
    /// A reference to bulk data where the data themselves are needed.
    case bulkData(Tag)
    /// Deeper than the limit allows.
    case tooDeep(limit: Int)
    /// More values than the limit allows.
    case tooMany(limit: Int)
    /// More bytes than the limit allows.
    case tooLong(limit: Int)
    /// A number of more characters than the limit allows.
    case longNumber(limit: Int)

    /// Of a text that is not JSON.
    package init(_ reason: JSONSyntaxError.Reason) {
      switch reason {
      case .syntax(let expected): self = .syntax(expected: expected)
      case .notUTF8: self = .notUTF8
      case .duplicate(let name): self = .duplicate(name)
      case .tooDeep(let limit): self = .tooDeep(limit: limit)
      case .tooMany(let limit): self = .tooMany(limit: limit)
      case .tooLong(let limit): self = .tooLong(limit: limit)
      case .longNumber(let limit): self = .longNumber(limit: limit)
      }
    }

    init(_ fault: JSONModel.Fault) {
      switch fault {
      case .kind(let tag, let vr): self = .kind(tag, vr)
      case .value(let tag, let vr, let text): self = .value(tag, vr, String(text.prefix(64)))
      case .duplicate(let tag): self = .duplicate(tag.hexadecimal)
      case .bulkData(let tag): self = .bulkData(tag)
      }
    }

    /// A sentence for people.
    public var description: String {
      switch self {
      case .syntax(let expected): "not JSON: \(expected) is expected (RFC 8259)"
      case .notUTF8: "a string is not UTF-8 (RFC 8259 §8.1)"
      case .shape(let expected): "\(expected) is expected (PS3.18 §F.2)"
      case .notATag(let text): "\(text) is no tag of eight hexadecimal digits (PS3.18 §F.2.1)"
      case .notAVR(let text): "\(text) is no value representation (PS3.5 §6.2)"
      case .duplicate(let name): "\(name) is there twice (RFC 8259 §4)"
      case .kind(let tag, let vr): "\(tag): a value is of a kind that \(vr.rawValue) does not have (PS3.18 §F.2.3)"
      case .value(let tag, let vr, let text): "\(tag): \(text) is no value of \(vr.rawValue) (PS3.5 §6.2)"
      case .notBase64: "inline binary is not base64 (PS3.18 §F.2.7)"
      case .bulkData(let tag): "\(tag): the value is only referenced; the bulk data themselves are needed"
      case .tooDeep(let limit): "nested more than \(limit) deep (limit of this program)"
      case .tooMany(let limit): "more than \(limit) values (limit of this program)"
      case .tooLong(let limit): "more than \(limit) bytes (limit of this program)"
      case .longNumber(let limit): "a number of more than \(limit) characters (limit of this program)"
      }
    }
  }

  /// What is wrong.
  public let reason: Reason
  /// Where in the bytes; nil where it is about the data set as a whole.
  public let offset: Int?

  /// Makes an error.
  public init(_ reason: Reason, offset: Int?) {
    self.reason = reason
    self.offset = offset
  }

  /// A sentence for people.
  public var description: String { reason.description + (offset.map { ", at byte \($0)" } ?? "") }
}

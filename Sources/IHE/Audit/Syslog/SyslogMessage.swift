/// A message of the syslog protocol (RFC 5424 §6).
public struct SyslogMessage: Hashable, Sendable {
  /// Facility, 0 to 23; audit messages have 10 (PS3.15 §A.6).
  public var facility: Int
  /// Severity, 0 to 7; audit messages have 5, or 4 (PS3.15 §A.6).
  public var severity: Int
  /// TIMESTAMP as it stands; nil where it is not known.
  public var timestamp: String?
  /// HOSTNAME; nil where it is not known.
  public var host: String?
  /// APP-NAME; nil where it is not known.
  public var application: String?
  /// PROCID; nil where it is not known.
  public var process: String?
  /// MSGID; nil where there is none. Audit messages have `DICOM+RFC3881` or `IHE+RFC-3881`.
  public var messageID: String?
  /// Structured data in order.
  public var elements: [Element]
  /// MSG without a byte order mark; empty where there is none.
  public var content: [UInt8]

  /// An element of structured data (RFC 5424 §6.3.1).
  public struct Element: Hashable, Sendable {
    /// SD-ID.
    public var id: String
    /// Parameters in order, values without escapes.
    public var parameters: [Parameter]

    /// Makes an element.
    public init(id: String, parameters: [Parameter] = []) {
      self.id = id
      self.parameters = parameters
    }
  }

  /// A parameter of structured data.
  public struct Parameter: Hashable, Sendable {
    /// PARAM-NAME.
    public var name: String
    /// PARAM-VALUE.
    public var value: String

    /// Makes a parameter.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Facility of messages about security and authorisation (RFC 5424 Table 1).
  public static let auditFacility = 10

  /// Makes a message.
  public init(
    facility: Int = SyslogMessage.auditFacility, severity: Int = 5, timestamp: String? = nil, host: String? = nil,
    application: String? = nil, process: String? = nil, messageID: String? = nil, elements: [Element] = [],
    content: [UInt8] = []
  ) {
    self.facility = facility
    self.severity = severity
    self.timestamp = timestamp
    self.host = host
    self.application = application
    self.process = process
    self.messageID = messageID
    self.elements = elements
    self.content = content
  }

  /// The message as it is sent, its content marked as UTF-8 (RFC 5424 §6.4). Header fields must be printable ASCII.
  public var bytes: [UInt8] {
    let header = [timestamp, host, application, process, messageID].map { $0 ?? "-" }.joined(separator: " ")
    var output = Array("<\(facility * 8 + severity)>1 \(header) ".utf8)
    if elements.isEmpty { output.append(UInt8(ascii: "-")) }
    for element in elements {
      output += "[\(element.id)".utf8
      for parameter in element.parameters {
        output += " \(parameter.name)=\"".utf8
        for byte in parameter.value.utf8 {
          if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "]") {
            output.append(UInt8(ascii: "\\"))
          }
          output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
      }
      output.append(UInt8(ascii: "]"))
    }
    guard !content.isEmpty else { return output }
    return output + [0x20] + SyslogReader.byteOrderMark + content
  }
}

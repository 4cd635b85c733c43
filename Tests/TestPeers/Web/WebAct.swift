/// One thing that a scripted web peer does in answer to a request. The bytes are its own, so that it shares no fault with
/// the code under test.
public enum WebAct: Sendable {
  /// Sends bytes.
  case send([UInt8])
  /// Sends bytes one by one, with a pause between two.
  case drip([UInt8])
  /// Sends bytes again and again, as fast as they are taken, until the connection ends.
  case flood([UInt8])
  /// Ends the connection.
  case close
  /// Ends the connection by a reset.
  case reset
  /// Does nothing more, and keeps the connection.
  case hang

  /// A whole answer in form.
  public static func answer(
    _ status: String = "200 OK", _ fields: [String] = [], body: [UInt8] = []
  ) -> WebAct {
    .send(head(status, fields + ["Content-Length: \(body.count)"]) + body)
  }

  /// A whole answer in form, with text.
  public static func answer(_ status: String = "200 OK", type: String, _ body: String) -> WebAct {
    answer(status, ["Content-Type: \(type)"], body: Array(body.utf8))
  }

  /// A status line with header fields and the empty line after them.
  public static func head(_ status: String, _ fields: [String]) -> [UInt8] {
    Array((["HTTP/1.1 \(status)"] + fields + ["", ""]).joined(separator: "\r\n").utf8)
  }
}

/// A request as a scripted web peer saw it.
public struct WebSighting: Sendable {
  /// `GET`
  public var method: String
  /// Path with query.
  public var target: String
  /// Header fields by lower-case name; the last of several.
  public var fields: [String: String]
  /// Content.
  public var body: [UInt8]
}

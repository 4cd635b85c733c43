/// A message of a connection as far as its bytes are known.
struct CapturedMessage: Hashable {
  /// Microseconds since 1970.
  var time: Int64
  /// Whether the harness sent it.
  var isSent: Bool
  /// Its bytes, or as many of the first ones as were kept.
  var bytes: [UInt8]
  /// Its length.
  var length: Int
  /// In one line.
  var summary: String
}

/// A connection and what went over it.
struct CapturedConnection: Hashable {
  /// The system under test: name or address, and port.
  var host: String
  var port: Int
  /// Whether the system called the harness; the port is the harness's then.
  var isCalled = false
  /// Whether it is one datagram after another.
  var isDatagram = false
  var messages: [CapturedMessage] = []
}

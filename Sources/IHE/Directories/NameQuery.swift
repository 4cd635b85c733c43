import NIOCore

/// Asks a name server (RFC 1035).
public struct NameQuery: Sendable {
  private let exchange: DatagramExchange

  /// Prepares questions to a server.
  public init(host: String, port: Int, group: any EventLoopGroup) {
    exchange = DatagramExchange(host: host, port: port, group: group)
  }

  /// A question, its answer, and the bytes of both.
  public struct Exchange: Sendable {
    /// What was sent.
    public var sent: [UInt8]
    /// What came.
    public var received: [UInt8]
    /// How it reads.
    public var answer: Result<NameAnswer, NameAnswer.Fault>
  }

  /// Asks for the records of a name. Nil for a name that none can have.
  public func ask(
    _ name: String, _ kind: NameRecord.Kind, within time: Duration
  ) async throws(DatagramExchange.Failure) -> Exchange? {
    let id = UInt16.random(in: .min ... .max)
    guard let question = Self.question(name, kind, id: id) else { return nil }
    let answer = try await exchange.ask(question, within: time) { bytes in
      // The same id and question, and the mark of a response (RFC 5452 §9.1).
      bytes.count >= question.count && bytes[0] == question[0] && bytes[1] == question[1] && bytes[2] & 0x80 != 0
        && bytes[12..<question.count].elementsEqual(question[12...])
    }
    let read = Result { () throws(NameAnswer.Fault) in try NameAnswer(answer.bytes) }
    return Exchange(sent: question, received: answer.bytes, answer: read)
  }

  /// The message of a question; nil for a name that none can have (RFC 1035 §2.3.4).
  static func question(_ name: String, _ kind: NameRecord.Kind, id: UInt16) -> [UInt8]? {
    func word(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
    let labels = (name.hasSuffix(".") ? String(name.dropLast()) : name).split(
      separator: ".", omittingEmptySubsequences: false)
    guard !labels.isEmpty, labels.allSatisfy({ (1...63).contains($0.utf8.count) }), name.utf8.count <= 253 else {
      return nil
    }
    var bytes = word(id) + word(0x0100) + word(1) + word(0) + word(0) + word(0)
    for label in labels { bytes += [UInt8(label.utf8.count)] + Array(label.utf8) }
    return bytes + [0] + word(kind.rawValue) + word(1)
  }
}

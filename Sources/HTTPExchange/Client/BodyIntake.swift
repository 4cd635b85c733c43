import NIOCore
import NIOHTTP1

/// Takes the content of an answer as it comes: undoes its content coding, spools it, and keeps its beginning for the
/// record.
struct BodyIntake: ~Copyable {
  private var spool: BodySpool
  private var inflation: Inflation?
  /// The content coding that is undone; nil for none.
  let contentCoding: String?
  /// Bytes as they were sent.
  private(set) var sentLength = 0
  /// The beginning, its content coding undone.
  private(set) var first = ByteBuffer()

  /// Bytes of the beginning: what the record keeps, and room to find a secret across its end.
  private static let beginning = 4 << 10
  private static let codings: Set<String> = ["gzip", "x-gzip", "deflate"]

  init(_ limits: BodyLimits, fields: HTTPHeaders) throws(WebFailure) {
    spool = BodySpool(limits)
    let named = fields[canonicalForm: "content-encoding"].map { $0.lowercased() }.filter { $0 != "identity" }
    guard let coding = named.first else {
      contentCoding = nil
      return
    }
    // A coding that is not known stays as it is, and the reader of the content will say what it found.
    guard named.count == 1, Self.codings.contains(coding) else {
      contentCoding = nil
      return
    }
    contentCoding = coding
    inflation = try Inflation()
  }

  /// Takes a piece.
  mutating func add(_ piece: ByteBuffer) throws(WebFailure) {
    sentLength += piece.readableBytes
    guard let inflation else { return try keep(piece) }
    var input = piece
    while let output = try inflation.inflate(&input) { try keep(output) }
  }

  /// Nothing more comes.
  func end() throws(WebFailure) {
    if let inflation, sentLength > 0, !inflation.isComplete {
      throw .malformed(
        expected: "content in the coding \(contentCoding ?? "") to its end", got: "the end of the content before it",
        rule: "RFC 9110 §8.4")
    }
  }

  /// The content.
  mutating func finish() -> ReceivedBody { spool.finish() }

  private mutating func keep(_ bytes: ByteBuffer) throws(WebFailure) {
    if first.readableBytes < Self.beginning {
      first.writeBytes(bytes.readableBytesView.prefix(Self.beginning - first.readableBytes))
    }
    try spool.add(bytes)
  }
}

import Foundation
import HTTPExchange
import IHE
import NIOCore

extension RetrievedDocuments.Document {
  /// How the content came, as observations have it.
  enum Carriage: String, CaseIterable {
    /// Beside the message.
    case attachment
    /// In the message, as base64.
    case inline
    /// Nowhere, or as something else than base64.
    case missing
  }

  /// Where the content of a document lies, without reading it; nil where there is none.
  func body(in answer: SOAPAnswer) -> (carriage: Carriage, body: ReceivedBody, range: Range<Int>)? {
    switch content {
    case .attachment(let id):
      guard let part = answer.attachments[id] else { return nil }
      return (.attachment, answer.carried, part.range)
    case .inline(let text):
      // xs:base64Binary may be broken into lines.
      guard let data = Data(base64Encoded: text.filter { !$0.isWhitespace }) else { return nil }
      return (.inline, .memory(ByteBuffer(bytes: data)), 0..<data.count)
    case .missing: return nil
    }
  }
}

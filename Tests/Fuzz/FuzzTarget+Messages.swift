import FHIR
import Foundation
import IHE
import NIOCore
import NIOHTTP1
import XMLTree

@testable import HTTPExchange

/// What comes over HTTP and syslog.
extension FuzzTarget {
  private static let multipartLimits = MultipartLimits(
    maximumPreamble: 256, maximumHeaders: 256, maximumParts: 16, maximumBody: 4_096)

  /// A message with the boundary `b`, in one piece and in many.
  static func multipart(_ bytes: [UInt8]) {
    let (one, many) = (parts(of: bytes, pieces: bytes.count), parts(of: bytes, pieces: 7))
    hold(one == many, "a message means something else in pieces")
    hold((one ?? []).reduce(0) { $0 + $1.count } <= bytes.count, "parts hold more than came")
  }

  /// The parts' bodies; nil where the message is refused.
  private static func parts(of bytes: [UInt8], pieces: Int) -> [[UInt8]]? {
    guard let boundary = try? MultipartBoundary("b") else { return nil }
    var reader = MultipartReader(boundary, limits: multipartLimits)
    var parts: [[UInt8]] = []
    do {
      for start in stride(from: 0, to: bytes.count, by: max(pieces, 1)) {
        reader.append(ByteBuffer(bytes: bytes[start..<min(start + pieces, bytes.count)]))
        while let event = try reader.next() {
          switch event {
          case .head: parts.append([])
          case .body(let piece): parts[parts.count - 1] += piece.readableBytesView
          case .end(let length): hold(parts.last?.count == length, "a part is told with another length")
          }
        }
      }
      try reader.finish()
      return parts
    } catch { return nil }
  }

  static func media(_ text: String) {
    if let type = try? MediaType(text) {
      hold((try? MediaType(type.description)) == type, "a media type comes back as another")
      _ = try? MultipartBoundary(of: type)
    }
    guard let list = try? AcceptList(text) else { return }
    hold((try? AcceptList(list.description)) == list, "a list of media types comes back as another")
  }

  static func resource(_ resource: Resource?) {
    guard let resource else { return }
    hold((try? Resource(json: resource.bytes))?.type == resource.type, "a resource that was written is not read")
    _ = ResourceCheck.findings(resource)
    _ = StatedCapabilities(resource)
    var pages = SearchPages(base: "http://h/fhir", type: "Patient", pageLimit: 3)
    pages.take(resource)
  }

  static func soap(_ bytes: [UInt8]) {
    guard let envelope = try? ReceivedEnvelope(bytes) else { return }
    _ = try? IdentityMessage(envelope)
    let response = WebResponse(
      status: 200, version: "1.1", fields: ["content-type": "application/soap+xml"],
      body: .memory(ByteBuffer(bytes: bytes)), sentLength: bytes.count, contentCoding: nil,
      times: WebResponse.Times(head: .zero, firstByte: nil, lastByte: .zero))
    guard let answer = try? SOAPAnswer(response) else { return }
    _ = try? RetrievedDocuments(answer)
  }

  static func registry(_ bytes: [UInt8]) {
    guard let envelope = try? ReceivedEnvelope(bytes) else { return }
    _ = try? ReceivedQuery(envelope)
    guard let response = try? RegistryResponse(envelope) else { return }
    _ = response.objects.compactMap(DocumentEntry.init)
    _ = response.objects.compactMap(RegistryFolder.init)
    _ = response.objects.compactMap(RegisteredSubmissionSet.init)
  }

  static func assertion(_ bytes: [UInt8]) {
    guard
      let read = try? ReceivedAssertion(
        message: bytes, trusting: [FuzzIssuer.certificate], audience: "http://registry/",
        now: Date(timeIntervalSince1970: FuzzIssuer.time))
    else { return }
    // The corpus begins with one that is believed; no other may be.
    hold(!read.faults.isEmpty || read.subject == FuzzIssuer.subject, "another user is believed")
  }

  static func syslog(_ bytes: [UInt8]) {
    guard let message = try? SyslogReader.read(bytes) else { return }
    hold((0...23).contains(message.facility) && (0...7).contains(message.severity), "a priority is none")
  }

  static func syslogFrames(_ bytes: [UInt8]) {
    var decoder = SyslogFrameDecoder(maximumLength: 256)
    do {
      var frames = try decoder.take(bytes[..<(bytes.count / 2)])
      frames += try decoder.take(bytes[(bytes.count / 2)...])
      frames += [decoder.finish()].compactMap { $0 }
      hold(frames.allSatisfy { $0.content.count <= 256 }, "a frame is longer than allowed")
      hold(decoder.position == bytes.count, "bytes are passed over")
    } catch { hold((0...bytes.count).contains(error.offset), "an error lies outside") }
  }
}

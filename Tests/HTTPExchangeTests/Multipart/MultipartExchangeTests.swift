import HTTPExchange
import Foundation
import NIOCore
import TestPeers
import Testing

/// Messages of other implementations read, and ours read by them.
@Suite("Multipart messages exchanged with others")
struct MultipartExchangeTests {
  /// What others wrote: base64 of the message, a tab, its boundary.
  private func written(by script: String) async throws -> (bytes: [UInt8], boundary: String) {
    let ended = try await PeerClient.python(script)
    let fields = ended.output.split(whereSeparator: { $0 == "\t" || $0 == "\n" }).map(String.init)
    try #require(ended.status == 0 && fields.count == 2, "\(ended.output)")
    return (Array(try #require(Data(base64Encoded: fields[0]))), fields[1])
  }

  static let bodies: [[UInt8]] = [
    Array("DICM\r\n--\r\n".utf8), [], (0...255).map { UInt8($0) } + [0x0D, 0x0A, 0x0D], [0x2D, 0x2D, 0x0A],
  ]
  static let bodiesInPython = #"[b"DICM\r\n--\r\n", b"", bytes(range(256)) + b"\r\n\r", b"--\n"]"#

  @Test("Bodies of Python's email package come as they were")
  func email() async throws {
    let (bytes, boundary) = try await written(
      by: #"""
        import base64
        from email.mime.application import MIMEApplication
        from email.mime.multipart import MIMEMultipart
        from email import policy
        message = MIMEMultipart("related", boundary="=_py(1)")
        for body in \#(Self.bodiesInPython):
            message.attach(MIMEApplication(body, "dicom"))
        text = message.as_bytes(policy=policy.HTTP)
        print(base64.b64encode(text.split(b"\r\n\r\n", 1)[1]).decode(), "=_py(1)", sep="\t")
        """#)
    let message = try ReadMessage.read(bytes, boundary: boundary)
    #expect(message.parts.count == 4)
    for (part, body) in zip(message.parts, Self.bodies) {
      #expect(part.head["MIME-Version"] == "1.0")
      #expect(part.head.contentType == "application/dicom")
      #expect(Data(base64Encoded: part.text, options: .ignoreUnknownCharacters) == Data(body))
    }
  }

  @Test("Bodies of dicomweb-client come as they were")
  func dicomwebClient() async throws {
    let (bytes, boundary) = try await written(
      by: #"""
        import base64
        from dicomweb_client.web import DICOMwebClient
        bytes = DICOMwebClient._encode_multipart_message(
            \#(Self.bodiesInPython), 'multipart/related; type="application/dicom"; boundary="0f3cf5c0"')
        print(base64.b64encode(bytes).decode(), "0f3cf5c0", sep="\t")
        """#)
    let message = try ReadMessage.read(bytes, boundary: boundary)
    #expect(message.parts.map(\.body) == Self.bodies)
    #expect(message.notes.isEmpty)
  }

  @Test("Our messages are read by Python's email package and by dicomweb-client")
  func ours() async throws {
    let writer = MultipartWriter(try MultipartBoundary("our boundary"))
    var bytes = ByteBuffer()
    for (index, body) in Self.bodies.enumerated() {
      bytes.writeImmutableBuffer(
        writer.head(
          isFirst: index == 0,
          headers: [("Content-Type", "application/dicom"), ("X-Injected", "a\r\nb: c"), ("X-Number", "\(index)")]))
      bytes.writeBytes(body)
    }
    bytes.writeImmutableBuffer(writer.end)
    let contentType = writer.contentType(MediaType("application", "dicom")).description
    let ended = try await PeerClient.python(
      #"""
      import base64, sys, email, email.policy
      from dicomweb_client.web import DICOMwebClient
      body, content_type = base64.b64decode(sys.argv[1]), sys.argv[2]
      wanted = \#(Self.bodiesInPython)
      message = email.message_from_bytes(
          b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body, policy=email.policy.HTTP)
      parts = list(message.iter_parts())
      assert not message.defects and len(parts) == 4, message.defects
      assert [part["X-Number"] for part in parts] == ["0", "1", "2", "3"]
      assert [part["X-Injected"] for part in parts] == ["ab: c"] * 4
      class Response:
          headers = {"content-type": content_type}
          content = body
          def __enter__(self): return self
          def __exit__(self, *_): pass
      client = DICOMwebClient("http://localhost")
      found = list(client._decode_multipart_message(Response(), stream=False))
      assert [part for part in found if part] == [part for part in wanted if part], found
      print("same")
      """#, [Data(bytes.readableBytesView).base64EncodedString(), contentType])
    #expect(ended.output.contains("same"), "\(ended.output)")
    #expect(
      try ReadMessage.read(Array(bytes.readableBytesView), boundary: "our boundary").parts.map(\.body) == Self.bodies)
  }
}

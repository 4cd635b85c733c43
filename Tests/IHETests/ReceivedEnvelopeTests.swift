import IHE
import TestPeers
import Testing
import XMLTree

@Suite("SOAP messages")
struct ReceivedEnvelopeTests {
  private static let body = MarkupElement(
    "x:Thing", [.init("xmlns:x", "urn:x"), .init("a", "\t<\"'&\u{1}\r\n")], text: "é]]>\u{0}")
  private static let sent = Envelope(
    action: "urn:a", messageID: "urn:uuid:1", to: "http://127.0.0.1/x?a=b&c=d", relatesTo: "urn:uuid:0", body: body)

  @Test("What is written is read as the same")
  func roundTrip() throws {
    let read = try ReceivedEnvelope(Self.sent.document)
    #expect(read.action == "urn:a")
    #expect(read.messageID == "urn:uuid:1")
    #expect(read.relatesTo == "urn:uuid:0")
    #expect(!read.isSOAP11)
    #expect(read.fault == nil)
    let body = try #require(read.body)
    #expect(read.tree.attribute("a", of: body) == "\t<\"'&\u{FFFD}\r\n")
    #expect(read.tree.text(of: body) == "é]]>\u{FFFD}")
  }

  @Test(
    "What is no SOAP message is refused with the place and the rule",
    arguments: [
      ("", EnvelopeError.noEnvelope(found: nil, line: 1)),
      ("<html><body>Login</body></html>", .noEnvelope(found: "html", line: 1)),
      ("<a xmlns='urn:b'>\n<c></a>", nil),
      ("<Envelope xmlns='urn:other'><Body/></Envelope>", .noEnvelope(found: "Envelope", line: 1)),
      ("<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'>\n<e:Header/></e:Envelope>", .noBody(line: 1)),
      (
        "<!DOCTYPE a [\n<!ENTITY b 'c'>]><e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body/></e:Envelope>",
        .declaresEntity(line: 2)
      ),
    ])
  func refused(text: String, error: EnvelopeError?) {
    #expect {
      try ReceivedEnvelope(Array(text.utf8))
    } throws: { thrown in
      guard let thrown = thrown as? EnvelopeError else { return false }
      return thrown.rule != nil && (error == nil || error == thrown)
    }
  }

  @Test("A fault of SOAP 1.1 is known as such")
  func old() throws {
    let text = """
      <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>e:Server</faultcode>\
      <faultstring> no </faultstring></e:Fault></e:Body></e:Envelope>
      """
    let read = try ReceivedEnvelope(Array(text.utf8))
    #expect(read.isSOAP11)
    #expect(read.fault?.code == "Server")
    #expect(read.fault?.reason == "no")
    #expect(read.action == nil)
  }

  @Test("Subcodes of a fault are read from the outside in")
  func subcodes() throws {
    let text = """
      <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value>\
      <e:Subcode><e:Value>w:ActionNotSupported</e:Value><e:Subcode><e:Value>w:Other</e:Value></e:Subcode></e:Subcode>\
      </e:Code><e:Reason><e:Text xml:lang="en">not this</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>
      """
    let read = try ReceivedEnvelope(Array(text.utf8))
    let fault = try #require(read.fault)
    #expect(fault.code == "Sender")
    #expect(fault.subcodes == ["ActionNotSupported", "Other"])
    #expect(fault.reason == "not this")
  }

  @Test("No mutant of a message traps or takes long")
  func mutants() throws {
    let query = StoredQuery(.findDocuments, [.init("$XDSDocumentEntryPatientId", text: "a^^^&1.2&ISO")])
    let sources = [
      Self.sent.document,
      Envelope(action: StoredQuery.action, messageID: "urn:uuid:2", to: "http://127.0.0.1", body: query.element)
        .document,
      Array(Self.answer.utf8),
    ]
    var mutator = Mutator(
      generator: SeededGenerator(state: 21),
      pieces: [
        "<", ">", "</soap:Body>", "&amp;", "&#0;", "<!--", "<![CDATA[", "xmlns:soap=\"", "<!DOCTYPE a [<!ENTITY b 'c'>",
        "\0",
      ]
      .map { Array($0.utf8) })
    var (read, slowest) = (0, Duration.zero)
    for index in 0..<20_000 {
      let bytes = mutator.mutant(of: sources[index % sources.count])
      let (envelope, time) = ThreadTime.of { try? ReceivedEnvelope(bytes) }
      slowest = max(slowest, time)
      guard let envelope else { continue }
      read += 1
      _ = try? RegistryResponse(envelope)
      _ = WrittenQuery(envelope)
    }
    #expect(read > 500)
    #expect(read < 19_000)
    #expect(slowest < .milliseconds(100))
  }

  private static let answer = """
    <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><q:AdhocQueryResponse \
    xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success">\
    <r:RegistryObjectList xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><r:ExtrinsicObject id="urn:uuid:1" \
    mimeType="text/plain"><r:Slot name="hash"><r:ValueList><r:Value>00</r:Value></r:ValueList></r:Slot><r:Classification \
    classificationScheme="urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a" nodeRepresentation="a"/></r:ExtrinsicObject>\
    <r:Association id="x" associationType="y" sourceObject="a" targetObject="b"/></r:RegistryObjectList>\
    </q:AdhocQueryResponse></e:Body></e:Envelope>
    """
}

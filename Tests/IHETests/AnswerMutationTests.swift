import IHE
import NIOCore
import NIOHTTP1
import TestPeers
import Testing

@testable import HTTPExchange

@Suite("Hostile answers of repositories")
struct AnswerMutationTests {
  private static let mutants = 20_000

  private static let retrieved = """
    --b\r\nContent-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\nContent-ID: <r@x>\r\n\r\n\
    <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><x:RetrieveDocumentSetResponse \
    xmlns:x="urn:ihe:iti:xds-b:2007"><r:RegistryResponse xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0" \
    status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"/><x:DocumentResponse><x:RepositoryUniqueId>1.2\
    </x:RepositoryUniqueId><x:DocumentUniqueId>1.3</x:DocumentUniqueId><x:mimeType>text/plain</x:mimeType><x:Document>\
    <i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href="cid:d@x"/></x:Document></x:DocumentResponse>\
    </x:RetrieveDocumentSetResponse></e:Body></e:Envelope>\r\n--b\r\nContent-Type: text/plain\r\nContent-ID: <d@x>\r\n\r\n\
    A report.\r\n--b--\r\n
    """

  private static let listed = """
    <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><q:AdhocQueryResponse \
    xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success">\
    <r:RegistryObjectList xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><r:ExtrinsicObject id="urn:uuid:1" lid="l" \
    objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"><r:Slot name="size"><r:ValueList><r:Value>9</r:Value></r:ValueList>\
    </r:Slot><r:VersionInfo versionName="2"/></r:ExtrinsicObject><r:RegistryPackage id="p"><r:Slot name="lastUpdateTime"><r:ValueList>\
    <r:Value>2026</r:Value></r:ValueList></r:Slot><r:Classification id="c" classifiedObject="p" \
    classificationNode="urn:uuid:d9d542f3-6cc4-48b6-8870-ea235fbc94c2"/><r:ExternalIdentifier id="i" value="1.2" \
    identificationScheme="urn:uuid:75df8f67-9973-4fbe-a900-df66cefecc5a"/></r:RegistryPackage><r:Association id="a" \
    associationType="urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember" sourceObject="p" targetObject="urn:uuid:1"/>\
    </r:RegistryObjectList></q:AdhocQueryResponse></e:Body></e:Envelope>
    """

  private static func answer(_ bytes: [UInt8], type: String) throws -> SOAPAnswer {
    let body = ByteBuffer(bytes: bytes)
    return try SOAPAnswer(
      WebResponse(
        status: 200, version: "1.1", fields: ["Content-Type": type], body: .memory(body), sentLength: bytes.count,
        contentCoding: nil, times: WebResponse.Times(head: .zero, firstByte: .zero, lastByte: .zero)))
  }

  @Test(
    "No mutant of a retrieval's answer traps or takes long; a document is whole or missing, and never outside of it")
  func retrievals() throws {
    let type = #"multipart/related; type="application/xop+xml"; start="<r@x>"; boundary=b"#
    let source = Array(Self.retrieved.utf8)
    let good = try RetrievedDocuments(Self.answer(source, type: type))
    #expect(good.documents.map(\.content) == [.attachment(contentID: "d@x")])
    var mutator = Mutator(
      generator: SeededGenerator(state: 41),
      pieces: ["--b", "--b--", "\r\n", "Content-ID: <r@x>\r\n", "cid:", "%00", "<x:Document>", "&#0;", "<", "\0"]
        .map { Array($0.utf8) })
    var (read, slowest) = (0, Duration.zero)
    for _ in 0..<Self.mutants {
      let bytes = mutator.mutant(of: source)
      let (isRead, time) = ThreadTime.of { () -> Bool in
        guard let answer = try? Self.answer(bytes, type: type) else { return false }
        guard let retrieved = try? RetrievedDocuments(answer) else { return true }
        for case .attachment(let id) in retrieved.documents.map(\.content) {
          guard let part = answer.attachments[id] else { continue }
          #expect((0...bytes.count).contains(part.range.upperBound))
          _ = answer.digest(of: part)
        }
        return true
      }
      slowest = max(slowest, time)
      if isRead { read += 1 }
    }
    #expect(read > 200)
    #expect(read < 19_000)
    #expect(slowest < .milliseconds(100))
  }

  @Test("No mutant of a list of objects traps or takes long")
  func lists() throws {
    let source = Array(Self.listed.utf8)
    let good = try RegistryResponse(Self.answer(source, type: "application/soap+xml").envelope)
    #expect(good.objects.compactMap(RegistryFolder.init).map(\.uniqueID) == ["1.2"])
    var mutator = Mutator(
      generator: SeededGenerator(state: 42),
      pieces: [
        "<r:Slot name=\"", "</r:ValueList>", "<r:Classification/>", " id=\"\"", "&amp;", "<![CDATA[", "xmlns:r=\"",
        "\0",
      ].map { Array($0.utf8) })
    var (read, slowest) = (0, Duration.zero)
    for _ in 0..<Self.mutants {
      let bytes = mutator.mutant(of: source)
      let (count, time) = ThreadTime.of { () -> Int? in
        guard let answer = try? Self.answer(bytes, type: "application/soap+xml"),
          let response = try? RegistryResponse(answer.envelope)
        else { return nil }
        let versions = response.objects.compactMap(DocumentEntry.init).map { EntryVersion(of: $0, id: "New") }
        return versions.count + response.objects.compactMap(RegistryFolder.init).count
          + response.objects.compactMap(RegisteredSubmissionSet.init).count
      }
      slowest = max(slowest, time)
      if count != nil { read += 1 }
    }
    #expect(read > 200)
    #expect(read < 19_000)
    #expect(slowest < .milliseconds(100))
  }
}

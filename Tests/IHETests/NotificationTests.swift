import Foundation
import IHE
import TestPeers
import Testing
import XMLTree

@Suite("Subscriptions and notifications")
struct NotificationTests {
  private static let subscription = MetadataSubscription(
    consumer: "http://127.0.0.1:1/x", topic: MetadataSubscription.Topic.fullDocumentEntry.rawValue,
    subject: .documentEntry,
    parameters: [
      .init("$XDSDocumentEntryPatientId", text: "o'neil^^^&1.2.3&ISO"),
      .init("$XDSDocumentEntryClassCode", anyOf: ["a^^1.2", "b^^1.2"]),
    ], end: "2026-01-15T10:00:00Z")

  private static func envelope(_ body: String) throws -> ReceivedEnvelope {
    try ReceivedEnvelope(Array(text(body).utf8))
  }

  private static func text(_ body: String) -> String {
    """
    <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing" \
    xmlns:n="http://docs.oasis-open.org/wsn/b-2"><e:Body>\(body)</e:Body></e:Envelope>
    """
  }

  @Test("A subscription names where, what and until when, in the order of the schema")
  func subscribe() throws {
    let written = Envelope(
      action: MetadataSubscription.action, messageID: "urn:uuid:1", to: "http://127.0.0.1/",
      body: Self.subscription.element)
    let read = try ReceivedEnvelope(written.document)
    let body = try #require(read.body)
    let names = read.tree.children(of: body).compactMap { read.tree.name(of: $0) }
    #expect(names == ["ConsumerReference", "Filter", "InitialTerminationTime"])
    let text = read.tree.text(of: body)
    #expect(text.contains("'o''neil^^^&1.2.3&ISO'"))
    #expect(text.contains("('a^^1.2','b^^1.2')"))
    #expect(text.contains("ihe:FullDocumentEntry"))
    #expect(read.replyTo == "http://www.w3.org/2005/08/addressing/anonymous")
    #expect(read.to == "http://127.0.0.1/")
  }

  @Test("What a broker answers is read, and what is no answer is refused with the reason")
  func answers() throws {
    let taken = try SubscribeResponse(
      Self.envelope(
        """
        <n:SubscribeResponse><n:SubscriptionReference><a:Address> http://127.0.0.1/s/1 </a:Address></n:SubscriptionReference>\
        <n:TerminationTime>2026-01-15T10:00:00Z</n:TerminationTime></n:SubscribeResponse>
        """))
    #expect(taken.manager == "http://127.0.0.1/s/1")
    #expect(taken.terminationTime == "2026-01-15T10:00:00Z")
    #expect(throws: NotificationError.noReference(line: 1)) {
      try SubscribeResponse(Self.envelope("<n:SubscribeResponse/>"))
    }
    #expect(throws: NotificationError.otherElement(expected: "UnsubscribeResponse", name: "Thing", line: 1)) {
      try SubscribeResponse.checkEnd(Self.envelope("<Thing/>"))
    }
    #expect(throws: NotificationError.otherElement(expected: "Notify", name: nil, line: 1)) {
      try MetadataNotification.read(Self.envelope(""))
    }
  }

  private static let notify = """
    <n:Notify><n:NotificationMessage><n:SubscriptionReference><a:Address>http://127.0.0.1/s/1</a:Address>\
    </n:SubscriptionReference><n:Topic Dialect="http://docs.oasis-open.org/wsn/t-1/TopicExpression/Simple">\
    ihe:FullDocumentEntry</n:Topic><n:Message><l:SubmitObjectsRequest xmlns:l="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0">\
    <r:RegistryObjectList xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><r:ExtrinsicObject id="urn:uuid:1">\
    <r:ExternalIdentifier identificationScheme="urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab" value="1.2.3"/>\
    </r:ExtrinsicObject></r:RegistryObjectList></l:SubmitObjectsRequest></n:Message></n:NotificationMessage>\
    <n:NotificationMessage><n:Topic>ihe:MinimalDocumentEntry</n:Topic><n:Message><x:RetrieveDocumentSetRequest \
    xmlns:x="urn:ihe:iti:xds-b:2007"><x:DocumentRequest><x:RepositoryUniqueId>1.2</x:RepositoryUniqueId>\
    <x:DocumentUniqueId>1.2.4</x:DocumentUniqueId></x:DocumentRequest></x:RetrieveDocumentSetRequest></n:Message>\
    </n:NotificationMessage><n:NotificationMessage><n:Message><o:Other xmlns:o="urn:o"/></n:Message>\
    </n:NotificationMessage><n:NotificationMessage><n:Topic>ihe:MinimalDocumentEntry</n:Topic><n:Message>\
    <l:SubmitObjectsRequest xmlns:l="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"><r:RegistryObjectList \
    xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><r:ObjectRef id="urn:uuid:2"/></r:RegistryObjectList>\
    </l:SubmitObjectsRequest></n:Message></n:NotificationMessage></n:Notify>
    """

  @Test("Notifications bring entries, references, or something else")
  func notifications() throws {
    let read = try MetadataNotification.read(Self.envelope(Self.notify))
    #expect(read.count == 4)
    #expect(read[0].topic == "ihe:FullDocumentEntry" && read[0].subscription == "http://127.0.0.1/s/1")
    #expect(read[0].objects.compactMap(DocumentEntry.init).map(\.uniqueID) == ["1.2.3"])
    #expect(read[1].references == [DocumentReference(repositoryUniqueID: "1.2", documentUniqueID: "1.2.4")])
    #expect(read[2].stranger == "Other" && read[2].topic == nil)
    #expect(read[3].objects.map(\.kind) == [.objectReference] && read[3].objects.map(\.id) == ["urn:uuid:2"])
    #expect(read[3].references.isEmpty && read[3].stranger == nil)
  }

  @Test("No mutant of a notification traps or takes long")
  func mutants() {
    let sources = [Array(Self.text(Self.notify).utf8)]
    var mutator = Mutator(
      generator: SeededGenerator(state: 53),
      pieces: ["<n:Message>", "</n:Message>", "<n:NotificationMessage/>", "&#0;", "<!--", "xmlns:n=\"\""].map {
        Array($0.utf8)
      })
    var (read, slowest) = (0, Duration.zero)
    for _ in 0..<20_000 {
      let bytes = mutator.mutant(of: sources[0])
      let (notes, time) = ThreadTime.of { () -> [MetadataNotification]? in
        guard let envelope = try? ReceivedEnvelope(bytes) else { return nil }
        _ = envelope.demands(beside: [])
        _ = try? SubscribeResponse(envelope)
        return try? MetadataNotification.read(envelope)
      }
      slowest = max(slowest, time)
      if notes != nil { read += 1 }
    }
    #expect(read > 500 && read < 19_000)
    #expect(slowest < .milliseconds(100))
  }
}

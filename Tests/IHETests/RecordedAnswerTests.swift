import IHE
import NIOCore
import Testing

/// What an independent registry, repository and gateway answered, and what that means.
@Suite("Recorded answers of a registry", .enabled(if: RecordedExchange.areThere))
struct RecordedAnswerTests {
  private func answer(_ name: String) throws -> SOAPAnswer { try SOAPAnswer(RecordedExchange(name).response) }
  private func response(_ name: String) throws -> RegistryResponse { try RegistryResponse(answer(name).envelope) }

  @Test("A document that was found has the attributes that were submitted")
  func leafClass() throws {
    let answer = try answer("06-iti18-leaf")
    #expect(answer.packaging == .simple)
    #expect(answer.envelope.action == "urn:ihe:iti:2007:RegistryStoredQueryResponse")
    #expect(answer.envelope.relatesTo == "urn:uuid:d0ae1df3-895a-4c7b-9f93-bc4984a99999")
    let response = try RegistryResponse(answer.envelope)
    #expect(response.outcome == .success)
    #expect(response.objects.count == 1)
    let entry = try #require(response.objects.first.flatMap(DocumentEntry.init))
    #expect(entry.type == .stable)
    #expect(entry.availabilityStatus == .approved)
    #expect(entry.uniqueID == "1.2.826.0.1.3680043.8.498.80.54709726263863774374.2")
    #expect(entry.patientID == "XT2dd703ef^^^&1.3.6.1.4.1.21367.13.20.1000&ISO")
    #expect(entry.repositoryUniqueID == "1.3.6.1.4.1.21367.13.40.74")
    #expect(entry.hash == "f0f910ba63dd3c47a527425590da645d1733d031")
    #expect(entry.size == "20")
    #expect(entry.object.name == "Probe doc")
    #expect(entry.object.mimeType == "text/plain")
    #expect(
      entry.codes(.classCode) == [
        DocumentEntry.Code(
          code: "10160-0", scheme: "2.16.840.1.113883.6.1", display: "History of MEdication Use")
      ])
    #expect(entry.codes(.confidentialityCode).map(\.code) == ["N"])
    #expect(entry.codes(.eventCodeList).isEmpty)
    #expect(entry.object.values("sourcePatientInfo").contains("PID-5|Probe^Paula^^^"))
  }

  @Test("References alone are read as references")
  func references() throws {
    let response = try response("05-iti18-ref")
    #expect(response.objects.map(\.kind) == [.objectReference])
    #expect(response.objects.first?.id == "urn:uuid:9b432e95-7587-4b62-8f9d-2bc76a4d1c0b")
    #expect(response.objects.first?.home == nil)
  }

  @Test(
    "Refusals carry their codes",
    arguments: [
      ("03-iti41-dup", ResponseStatus.failure, ["XDSRegistryMetadataError"]),
      ("04-iti41-unknownpid", .failure, ["XDSUnknownPatientId"]),
      ("07-iti18-nostatus", .failure, ["XDSRegistryError", "XDSRegistryMetadataError"]),
      ("08-iti18-badid", .failure, ["XDSRegistryError", "XDSRegistryError"]),
      ("09-iti18-getall", .failure, ["XDSRegistryError", "XDSRegistryError"]),
      ("14-iti43-unknown", .failure, ["XDSDocumentUniqueIdError"]),
      ("15-iti43-wrongrepo", .failure, ["XDSUnknownRepositoryId"]),
    ])
  func refusals(name: String, outcome: ResponseStatus, codes: [String]) throws {
    let response = try response(name)
    #expect(response.outcome == outcome)
    #expect(response.faults.map(\.code) == codes)
    #expect(!response.faults.contains { !$0.isError })
    #expect(response.objects.isEmpty)
  }

  @Test("A patient without documents is no failure")
  func nothing() throws {
    let response = try response("10-iti18-nopat")
    #expect(response.outcome == .success)
    #expect(response.objects.isEmpty)
    #expect(response.faults.isEmpty)
  }

  @Test("A retrieved document lies beside the message, byte for byte")
  func retrieved() throws {
    let answer = try answer("12-iti43")
    #expect(answer.packaging == .mtom)
    let response = try RegistryResponse(answer.envelope)
    #expect(response.outcome == .success)
    let part = try #require(answer.attachments["1.urn:uuid:0834F804976DF2943E1795501193627@apache.org"])
    #expect(answer.bytes(of: part, in: 0..<1000) == ByteBuffer(string: "Hello XDS XT2dd703ef"))
    #expect(answer.bytes(of: part, in: 6..<9) == ByteBuffer(string: "XDS"))
  }

  @Test("A gateway names its community on every object")
  func gateway() throws {
    let response = try response("16-iti38")
    #expect(response.outcome == .success)
    #expect(!response.objects.isEmpty)
    #expect(response.objects.allSatisfy { $0.home?.hasPrefix("urn:oid:") == true })
  }

  @Test("A fault is told from an answer")
  func fault() throws {
    let answer = try answer("13-iti43-simple")
    let fault = try #require(answer.envelope.fault)
    #expect(fault.code == "Receiver" || fault.code == "Sender")
    #expect(!fault.reason.isEmpty)
    #expect(throws: RegistryResponse.Problem.self) { try RegistryResponse(answer.envelope) }
  }
}

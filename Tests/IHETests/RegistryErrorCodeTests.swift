import IHE
import Testing

@Suite("Error codes of registries")
struct RegistryErrorCodeTests {
  @Test(
    "A code is worth what the framework says of it in this transaction",
    arguments: [
      ("XDSUnknownStoredQuery", SharingTransaction.query, RegistryErrorCode.Standing.specific),
      ("XDSRegistryError", .query, .general), ("XDSUnknownPatientId", .query, .specific),
      ("XDSUnknownPatientId", .retrieve, .foreign), ("XDSTooManyResults", .retrieve, .specific),
      ("XDSRepositoryError", .query, .foreign), ("NullPointerException", .query, .unknown),
      ("XDSUnknownPatientId", .provide, .specific), ("XDSMissingDocument", .register, .foreign),
      ("XDSNonIdenticalSize", .register, .specific), ("XDSDocumentUniqueIdError", .retrieve, .specific),
      ("XDSMetadataVersionError", .update, .specific), ("ReferencesExistException", .removeMetadata, .specific),
      ("XDSUnknownRepositoryId", .removeDocuments, .specific), ("xdsregistryerror", .query, .unknown),
      ("UnknownRecipient", .provide, .specific), ("PartialRelationshipContentNotProcessed", .provide, .specific),
      ("PartialFolderContentNotProcessed", .register, .foreign),
      ("PartialTransformContentNotProcessed", .provide, .specific),
      ("XDSRepositoryMetadataError", .register, .specific),
      ("XDSRepositoryMetadataError", .query, .foreign),
    ])
  func standing(code: String, transaction: SharingTransaction, standing: RegistryErrorCode.Standing) {
    #expect(RegistryErrorCode.standing(of: code, in: transaction) == standing)
  }

  @Test("Every code belongs to a transaction, and every action is another")
  func whole() {
    #expect(RegistryErrorCode.allCases.allSatisfy { !$0.transactions.isEmpty })
    #expect(Set(SharingTransaction.allCases.map(\.action)).count == SharingTransaction.allCases.count)
  }

  @Test(
    "The faults that a recorded registry is known for are judged as such", .enabled(if: RecordedExchange.areThere),
    arguments: [
      // Unknown queries are told as nothing but an error, and so is a parameter that is missing: no code is specific.
      ("08-iti18-badid", SharingTransaction.query, ["general", "general"]),
      ("07-iti18-nostatus", .query, ["general", "foreign"]),
      ("09-iti18-getall", .query, ["general", "general"]),
      // A code of the transaction, though not the one for a unique id that is taken.
      ("03-iti41-dup", .provide, ["specific"]),
      ("04-iti41-unknownpid", .provide, ["specific"]),
      ("14-iti43-unknown", .retrieve, ["specific"]),
      ("15-iti43-wrongrepo", .retrieve, ["specific"]),
    ])
  func recorded(name: String, transaction: SharingTransaction, standings: [String]) throws {
    let response = try RegistryResponse(SOAPAnswer(RecordedExchange(name).response).envelope)
    #expect(
      response.faults.map { RegistryErrorCode.standing(of: $0.code, in: transaction).rawValue } == standings)
    if name == "03-iti41-dup" {
      #expect(!response.faults.contains { $0.code == RegistryErrorCode.duplicateUniqueIDInRegistry.rawValue })
    }
  }
}

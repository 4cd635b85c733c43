import Testing
import XMLTree

@testable import IHE

/// A query and what it finds.
struct StoredQueryCase: Sendable, CustomTestStringConvertible {
  var kind: StoredQueryKind
  var parameters: [StoredQuery.Parameter]
  /// Short names of everything that is found.
  var found: Set<String>
  var testDescription: String { "\(kind.name) \(parameters.map(\.name).joined(separator: " "))" }

  init(_ kind: StoredQueryKind, _ parameters: [StoredQuery.Parameter], _ found: String) {
    self.kind = kind
    self.parameters = parameters
    self.found = Set(found.split(separator: " ").map(String.init))
  }
}

/// What the registry of this project answers, by ITI TF-2 §3.18.4.1.2.3.7 and §3.51.4.1.2.3.7.
@Suite("Answers to the sixteen stored queries")
struct StoredQueryAnswerTests {
  private static let approved = [AvailabilityStatus.approved.rawValue]
  private static let deprecated = [AvailabilityStatus.deprecated.rawValue]
  private static let status = StoredQuery.Parameter("$XDSDocumentEntryStatus", anyOf: approved)
  private static let patient = StoredQuery.Parameter("$XDSDocumentEntryPatientId", text: FilledRegistry.patient)
  private static let folderStatus = StoredQuery.Parameter("$XDSFolderStatus", anyOf: approved)
  private static let setStatus = StoredQuery.Parameter("$XDSSubmissionSetStatus", anyOf: approved)

  private static func text(_ name: String, _ id: String) -> StoredQuery.Parameter {
    StoredQuery.Parameter(name, text: FilledRegistry.id(id))
  }
  private static func list(_ name: String, _ ids: [String]) -> StoredQuery.Parameter {
    StoredQuery.Parameter(name, anyOf: ids.map(FilledRegistry.id))
  }

  /// One for each query, with parameters that it has to have.
  static let queries: [StoredQueryCase] = [
    StoredQueryCase(.findDocuments, [patient, status], "B C"),
    StoredQueryCase(
      .findSubmissionSets, [.init("$XDSSubmissionSetPatientId", text: FilledRegistry.patient), setStatus],
      "S1 S2 S3 S4"),
    StoredQueryCase(.findFolders, [.init("$XDSFolderPatientId", text: FilledRegistry.patient), folderStatus], "F"),
    StoredQueryCase(
      .getAll, [.init("$patientId", text: FilledRegistry.patient), status, setStatus, folderStatus],
      "B C F S1 S2 S3 S4 S2-has-B S2-has-F S3-has-C M P"),
    StoredQueryCase(.getDocuments, [list("$XDSDocumentEntryEntryUUID", ["A", "B"])], "A B"),
    StoredQueryCase(.getFolders, [list("$XDSFolderEntryUUID", ["F"])], "F"),
    StoredQueryCase(.getAssociations, [list("$uuid", ["B"])], "R P M S2-has-B"),
    StoredQueryCase(.getDocumentsAndAssociations, [list("$XDSDocumentEntryEntryUUID", ["A"])], "A R S1-has-A"),
    StoredQueryCase(.getSubmissionSets, [list("$uuid", ["B"])], "S2 S2-has-B"),
    StoredQueryCase(
      .getSubmissionSetAndContents, [text("$XDSSubmissionSetEntryUUID", "S2")],
      "S2 B F M S2-has-B S2-has-F S2-has-M"),
    StoredQueryCase(.getFolderAndContents, [text("$XDSFolderEntryUUID", "F")], "F B M"),
    StoredQueryCase(.getFoldersForDocument, [text("$XDSDocumentEntryEntryUUID", "B")], "F"),
    StoredQueryCase(
      .getRelatedDocuments,
      [
        text("$XDSDocumentEntryEntryUUID", "B"),
        .init("$AssociationTypes", anyOf: [AssociationType.replace.rawValue, AssociationType.append.rawValue]),
      ], "A B C R P"),
    StoredQueryCase(
      .findDocumentsByReferenceID,
      [patient, status, .init("$XDSDocumentEntryReferenceIdList", anyOf: [FilledRegistry.reference])], "B"),
    StoredQueryCase(
      .findDocumentsForMultiplePatients,
      [
        .init("$XDSDocumentEntryPatientId", anyOf: [FilledRegistry.patient, FilledRegistry.other]), status,
        .init("$XDSDocumentEntryClassCode", anyOf: ["1^^2.25.3", "2^^2.25.3"]),
      ], "B C E"),
    StoredQueryCase(
      .findFoldersForMultiplePatients, [folderStatus, .init("$XDSFolderCodeList", anyOf: ["1^^2.25.3"])], "F"),
  ]

  /// The same with other parameters.
  static let variants: [StoredQueryCase] = [
    StoredQueryCase(.findDocuments, [patient, .init("$XDSDocumentEntryStatus", anyOf: deprecated)], "A"),
    StoredQueryCase(
      .findDocuments, [patient, .init("$XDSDocumentEntryStatus", anyOf: approved + deprecated)], "A B C"),
    StoredQueryCase(
      .findDocuments,
      [patient, status, .init("$XDSDocumentEntryType", anyOf: [DocumentEntryType.onDemand.rawValue])], "D"),
    StoredQueryCase(.findDocuments, [patient, status, .init("$XDSDocumentEntryClassCode", anyOf: ["2^^2.25.3"])], ""),
    StoredQueryCase(.findDocuments, [.init("$XDSDocumentEntryPatientId", text: FilledRegistry.other), status], "E"),
    StoredQueryCase(.findDocuments, [.init("$XDSDocumentEntryPatientId", text: "1^^^&1.2&ISO"), status], ""),
    // From is included, To is not; a time that is cut short means its beginning.
    StoredQueryCase(
      .findDocuments, [patient, status, .init("$XDSDocumentEntryCreationTimeFrom", .number, [["20260101120000"]])],
      "B C"),
    StoredQueryCase(
      .findDocuments, [patient, status, .init("$XDSDocumentEntryCreationTimeTo", .number, [["20260101120000"]])], ""),
    StoredQueryCase(
      .findDocuments, [patient, status, .init("$XDSDocumentEntryCreationTimeTo", .number, [["202601011201"]])], "B C"),
    StoredQueryCase(.getDocuments, [.init("$XDSDocumentEntryUniqueId", anyOf: ["2.25.10.1", "2.25.10.9"])], "A"),
    StoredQueryCase(.getFolders, [.init("$XDSFolderUniqueId", anyOf: ["2.25.30"])], "F"),
    StoredQueryCase(
      .getSubmissionSetAndContents, [.init("$XDSSubmissionSetUniqueId", text: "2.25.20.5")], "S5 E S5-has-E"),
    StoredQueryCase(.getSubmissionSets, [list("$uuid", ["A", "nothing"])], "S1 S1-has-A"),
    StoredQueryCase(.getFoldersForDocument, [text("$XDSDocumentEntryEntryUUID", "C")], ""),
    StoredQueryCase(
      .getRelatedDocuments,
      [text("$XDSDocumentEntryEntryUUID", "B"), .init("$AssociationTypes", anyOf: [AssociationType.append.rawValue])],
      "B C P"),
    StoredQueryCase(
      .findDocumentsByReferenceID,
      [patient, status, .init("$XDSDocumentEntryReferenceIdList", anyOf: ["A2^^^&2.25.5&ISO"])], ""),
    StoredQueryCase(
      .findDocumentsForMultiplePatients, [status, .init("$XDSDocumentEntryClassCode", anyOf: ["2^^2.25.3"])], "E"),
    StoredQueryCase(
      .findFoldersForMultiplePatients, [folderStatus, .init("$XDSFolderCodeList", anyOf: ["2^^2.25.3"])], ""),
  ]

  @Test(
    "Each finds what it has to, as whole objects",
    arguments: StoredQueryAnswerTests.queries + StoredQueryAnswerTests.variants)
  func whole(of test: StoredQueryCase) async throws {
    let answer = try await FilledRegistry().answer(StoredQuery(test.kind, test.parameters))
    #expect(answer.refusals.isEmpty)
    #expect(answer.objects.map { FilledRegistry.name($0.id) }.sorted() == test.found.sorted())
    #expect(answer.objects.allSatisfy { $0.kind != .objectReference })
  }

  @Test("Each finds the same as references, which are ids alone", arguments: StoredQueryAnswerTests.queries)
  func references(of test: StoredQueryCase) async throws {
    let answer = try await FilledRegistry().answer(
      StoredQuery(test.kind, test.parameters, returning: .objectReference))
    #expect(Set(answer.objects.map { FilledRegistry.name($0.id) }) == test.found)
    #expect(answer.objects.allSatisfy { $0.kind == .objectReference && $0.slots.isEmpty && $0.identifiers.isEmpty })
  }

  @Test("All sixteen are asked")
  func all() { #expect(Set(Self.queries.map(\.kind)) == Set(StoredQueryKind.allCases)) }

  @Test(
    "Without one of its required parameters each is refused by XDSStoredQueryMissingParam",
    arguments: StoredQueryAnswerTests.queries)
  func missing(of test: StoredQueryCase) async throws {
    let registry = try await FilledRegistry()
    for names in test.kind.requiredParameters.map({ $0.map(\.rawValue) }) {
      let left = test.parameters.filter { !names.contains($0.name) }
      let answer = try await registry.answer(StoredQuery(test.kind, left))
      #expect(answer.refusals.map(\.code) == ["XDSStoredQueryMissingParam"], "without \(names)")
      #expect(answer.objects.isEmpty)
    }
  }

  static let faulty: [(StoredQuery, String)] = [
    (StoredQuery(id: "urn:uuid:00000000-0000-4000-8000-000000000000", []), "XDSUnknownStoredQuery"),
    (
      StoredQuery(
        .findDocuments, [.init("$XDSDocumentEntryPatientId", anyOf: ["1^^^&1.2&ISO", "2^^^&1.2&ISO"]), status]),
      "XDSStoredQueryParamNumber"
    ),
    (
      StoredQuery(
        .getDocuments,
        [list("$XDSDocumentEntryEntryUUID", ["A"]), .init("$XDSDocumentEntryUniqueId", anyOf: ["2.25.10.1"])]),
      "XDSStoredQueryParamNumber"
    ),
    (
      StoredQuery(
        .findDocuments,
        [patient, status, .init("$XDSDocumentEntryCreationTimeFrom", .number, [["2025"], ["2026"]])]),
      "XDSStoredQueryParamNumber"
    ),
  ]

  @Test("What is wrong with a query has its code", arguments: 0..<4)
  func wrong(place: Int) async throws {
    let (query, code) = Self.faulty[place]
    let answer = try await FilledRegistry().answer(query)
    #expect(answer.refusals.map(\.code) == [code])
    #expect(answer.objects.isEmpty)
  }

  @Test("Values that are neither quoted nor numbers, and other return types, are refused")
  func unreadable() throws {
    for value in ["'open", "bare", "('a' 'b')", "('a'", "('a',)", "'a','b'", "('a'))", ""] {
      let slot = MarkupElement(
        "rim:Slot", [.init("name", "$uuid")], [MarkupElement("rim:ValueList", [], [.init("rim:Value", text: value)])])
      #expect(throws: Refusal.self, "\(value)") { try Self.read([slot], returnType: "LeafClass") }
    }
    #expect(throws: Refusal.self) { try Self.read([], returnType: "RegistryObject") }
    #expect(try Self.read([], returnType: "ObjectRef").returnType == .objectReference)
  }

  private static func read(_ slots: [MarkupElement], returnType: String) throws -> ReceivedQuery {
    let body = MarkupElement(
      "query:AdhocQueryRequest", [.init("xmlns:query", Namespace.query), .init("xmlns:rim", Namespace.rim)],
      [
        MarkupElement("query:ResponseOption", [.init("returnType", returnType)]),
        MarkupElement("rim:AdhocQuery", [.init("id", StoredQueryKind.getAssociations.rawValue)], slots),
      ])
    return try ReceivedQuery(FilledRegistry.message(body).envelope)
  }

  @Test("More whole objects than are given are refused by XDSTooManyResults; their references are not")
  func tooMany() async throws {
    var limits = RegistryActor.Limits()
    limits.wholeObjects = 1
    let registry = try await FilledRegistry(limits: limits)
    let whole = try await registry.answer(StoredQuery(.findDocuments, [Self.patient, Self.status]))
    #expect(whole.refusals.map(\.code) == ["XDSTooManyResults"])
    let references = try await registry.answer(
      StoredQuery(.findDocuments, [Self.patient, Self.status], returning: .objectReference))
    #expect(references.objects.count == 2)
  }
}

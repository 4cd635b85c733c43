/// Answers the sixteen stored queries from what a registry holds (ITI TF-2 §3.18.4.1.2.3.7, §3.51.4.1.2.1).
struct QueryEvaluation {
  let query: ReceivedQuery
  let holdings: RegistryHoldings
  /// Rules that are broken on purpose.
  let broken: Set<RegistryRule>

  private var filter: QueryFilter { QueryFilter(query: query, broken: broken) }

  /// The objects that the query finds.
  func result() throws(Refusal) -> [RegistryObject] {
    guard let kind = StoredQueryKind(rawValue: query.id) else {
      guard keeps(.refusesUnknownQueries) else { return [] }
      throw Refusal(.unknownStoredQuery, "no stored query has the id \(query.id.prefix(80))")
        .coded(keeps(.codesUnknownQueries))
    }
    return switch kind {
    case .findDocuments, .findDocumentsByReferenceID: try findDocuments(kind)
    case .findSubmissionSets: try findSubmissionSets()
    case .findFolders: try findFolders()
    case .findDocumentsForMultiplePatients: try findDocumentsOfMany()
    case .findFoldersForMultiplePatients: try findFoldersOfMany()
    case .getAll: try getAll()
    case .getDocuments: try documents()
    case .getFolders: try folders()
    case .getAssociations: try getAssociations()
    case .getDocumentsAndAssociations: try getDocumentsAndAssociations()
    case .getSubmissionSets: try getSubmissionSets()
    case .getSubmissionSetAndContents: try getSubmissionSetAndContents()
    case .getFolderAndContents: try getFolderAndContents()
    case .getFoldersForDocument: try getFoldersForDocument()
    case .getRelatedDocuments: try getRelatedDocuments()
    }
  }

  private func keeps(_ rule: RegistryRule) -> Bool { !broken.contains(rule) }

  // MARK: - Searches

  private func findDocuments(_ kind: StoredQueryKind) throws(Refusal) -> [RegistryObject] {
    let candidates = try objects("$XDSDocumentEntryPatientId")
    try demand("$XDSDocumentEntryStatus")
    if kind == .findDocumentsByReferenceID { try demand("$XDSDocumentEntryReferenceIdList", .filtersByReference) }
    return try kept(candidates) { object throws(Refusal) in try filter.fits(document: object) }
  }

  private func findSubmissionSets() throws(Refusal) -> [RegistryObject] {
    let candidates = try objects("$XDSSubmissionSetPatientId")
    try demand("$XDSSubmissionSetStatus")
    return try kept(candidates) { object throws(Refusal) in try filter.fits(set: object) }
  }

  private func findFolders() throws(Refusal) -> [RegistryObject] {
    let candidates = try objects("$XDSFolderPatientId")
    try demand("$XDSFolderStatus")
    return try kept(candidates) { object throws(Refusal) in try filter.fits(folder: object) }
  }

  private func findDocumentsOfMany() throws(Refusal) -> [RegistryObject] {
    try demand("$XDSDocumentEntryStatus")
    try demand(oneOf: [
      "$XDSDocumentEntryPatientId", "$XDSDocumentEntryClassCode", "$XDSDocumentEntryEventCodeList",
      "$XDSDocumentEntryHealthcareFacilityTypeCode",
    ])
    return try kept(try objectsOfMany("$XDSDocumentEntryPatientId")) { object throws(Refusal) in
      try filter.fits(document: object)
    }
  }

  private func findFoldersOfMany() throws(Refusal) -> [RegistryObject] {
    try demand("$XDSFolderStatus")
    try demand(oneOf: ["$XDSFolderPatientId", "$XDSFolderCodeList"])
    return try kept(try objectsOfMany("$XDSFolderPatientId")) { object throws(Refusal) in
      try filter.fits(folder: object)
    }
  }

  private func getAll() throws(Refusal) -> [RegistryObject] {
    let candidates = try objects("$patientId")
    for name in ["$XDSDocumentEntryStatus", "$XDSSubmissionSetStatus", "$XDSFolderStatus"] { try demand(name) }
    let found = candidates.filter { object in
      let status = object.kind == .extrinsicObject ? "$XDSDocumentEntryStatus" : status(of: object)
      return query.values(status)?.contains(object.status ?? "") != false && filter.fits(content: object)
    }
    return found + associations(among: found)
  }

  private func status(of package: RegistryObject) -> String {
    package.isFolder ? "$XDSFolderStatus" : "$XDSSubmissionSetStatus"
  }

  // MARK: - By id

  private func getAssociations() throws(Refusal) -> [RegistryObject] {
    let ids = try values("$uuid")
    return unique(ids.flatMap { holdings.associations(of: $0) })
  }

  private func getDocumentsAndAssociations() throws(Refusal) -> [RegistryObject] {
    let documents = try documents()
    guard keeps(.givesAssociations) else { return documents }
    return documents + unique(documents.flatMap { holdings.associations(of: $0.id) })
  }

  private func getSubmissionSets() throws(Refusal) -> [RegistryObject] {
    let memberships = try values("$uuid").flatMap { id in
      holdings.associations(of: id).filter { association in
        association.joins(as: .hasMember) && association.association?.target == id
          && association.association.flatMap { holdings[$0.source] }?.isSubmissionSet == true
      }
    }
    let sets = memberships.compactMap { $0.association.flatMap { holdings[$0.source] } }
    return unique(sets) + (keeps(.givesAssociations) ? unique(memberships) : [])
  }

  private func getSubmissionSetAndContents() throws(Refusal) -> [RegistryObject] {
    let sets = try objects(entryUUID: "$XDSSubmissionSetEntryUUID", uniqueID: "$XDSSubmissionSetUniqueId") {
      $0.isSubmissionSet
    }
    return contents(of: sets)
  }

  private func getFolderAndContents() throws(Refusal) -> [RegistryObject] { contents(of: try folders()) }

  private func getFoldersForDocument() throws(Refusal) -> [RegistryObject] {
    let folders = try documents().flatMap { document in
      holdings.associations(of: document.id).compactMap { association in
        association.joins(as: .hasMember) && association.association?.target == document.id
          ? association.association.flatMap { holdings[$0.source] } : nil
      }
    }
    return unique(folders.filter(\.isFolder))
  }

  private func getRelatedDocuments() throws(Refusal) -> [RegistryObject] {
    let documents = try documents()
    let types = try values("$AssociationTypes")
    let related = unique(documents.flatMap { holdings.associations(of: $0.id) }).filter { object in
      guard let association = object.association, types.contains(where: { Self.isType($0, association.type) }) else {
        return false
      }
      return holdings[association.source]?.kind == .extrinsicObject
        && holdings[association.target]?.kind == .extrinsicObject
    }
    guard !related.isEmpty else { return [] }
    let ends = related.compactMap(\.association).flatMap { [$0.source, $0.target] }.compactMap { holdings[$0] }
    let found = unique(documents + ends).filter { filter.fits(content: $0) }
    return found + (keeps(.givesAssociations) ? related : [])
  }

  /// Types are given whole, or by their last part.
  private static func isType(_ given: String, _ type: String) -> Bool { given == type || type.hasSuffix(":\(given)") }

  // MARK: - What they share

  private func kept(
    _ objects: [RegistryObject], _ fits: (RegistryObject) throws(Refusal) -> Bool
  ) throws(Refusal) -> [RegistryObject] {
    var kept: [RegistryObject] = []
    for object in objects where try fits(object) { kept.append(object) }
    return kept
  }

  private func documents() throws(Refusal) -> [RegistryObject] {
    try objects(
      entryUUID: "$XDSDocumentEntryEntryUUID", uniqueID: "$XDSDocumentEntryUniqueId",
      logicalID: "$XDSDocumentEntryLogicalID"
    ) { $0.kind == .extrinsicObject }
  }

  private func folders() throws(Refusal) -> [RegistryObject] {
    try objects(
      entryUUID: "$XDSFolderEntryUUID", uniqueID: "$XDSFolderUniqueId", logicalID: "$XDSFolderLogicalID",
      where: \.isFolder)
  }

  /// What is in packages: their members, members that are associations, and the associations that make them so.
  private func contents(of packages: [RegistryObject]) -> [RegistryObject] {
    let memberships = packages.flatMap { package in
      holdings.associations(of: package.id).filter {
        $0.joins(as: .hasMember) && $0.association?.source == package.id
      }
    }
    let kept = memberships.filter { membership in
      membership.association.flatMap { holdings[$0.target] }.map { filter.fits(content: $0) } ?? false
    }
    let members = kept.compactMap { $0.association.flatMap { holdings[$0.target] } }
    return packages + unique(members) + (keeps(.givesAssociations) ? unique(kept) : [])
  }

  private func associations(among objects: [RegistryObject]) -> [RegistryObject] {
    guard keeps(.givesAssociations) else { return [] }
    let ids = Set(objects.map(\.id))
    return unique(objects.flatMap { holdings.associations(of: $0.id) }).filter { object in
      object.association.map { ids.contains($0.source) && ids.contains($0.target) } ?? false
    }
  }

  private func objects(_ name: String) throws(Refusal) -> [RegistryObject] {
    guard let cx = try query.single(name) else {
      guard keeps(.demandsPatient) else { return [] }
      throw missing(name)
    }
    guard keeps(.filtersByPatient) else { return holdings.allPatients.flatMap { holdings.objects(of: $0) } }
    return PatientKey(cx: cx).map { holdings.objects(of: $0) } ?? []
  }

  private func objectsOfMany(_ name: String) throws(Refusal) -> [RegistryObject] {
    var given = query.values(name).map { $0.compactMap(PatientKey.init(cx:)) }
    if !keeps(.answersForAllPatients) { given = given.map { Array($0.prefix(1)) } }
    return unique((given ?? holdings.allPatients).flatMap { holdings.objects(of: $0) })
  }

  /// Objects by exactly one of the parameters.
  private func objects(
    entryUUID: String, uniqueID: String, logicalID: String? = nil, where isWanted: (RegistryObject) -> Bool
  ) throws(Refusal) -> [RegistryObject] {
    let names = [entryUUID, uniqueID] + (logicalID.map { [$0] } ?? [])
    let given = names.filter { query.values($0) != nil }
    guard let name = given.first else { throw missing("one of \(names.joined(separator: ", "))") }
    guard given.count == 1 else {
      throw Refusal(.storedQueryParamNumber, "only one of \(given.joined(separator: ", ")) is taken")
    }
    let values = query.values(name) ?? []
    let found: [RegistryObject] =
      switch name {
      case entryUUID: values.compactMap { holdings[$0] }
      case uniqueID: values.flatMap { holdings.objects(uniqueID: $0) }
      default: values.flatMap { holdings.objects(logicalID: $0) }
      }
    return unique(found.filter(isWanted))
  }

  private func values(_ name: String) throws(Refusal) -> [String] {
    guard let values = query.values(name) else { throw missing(name) }
    return values
  }

  private func demand(_ name: String, _ rule: RegistryRule = .demandsStatus) throws(Refusal) {
    guard query.values(name) != nil || !keeps(rule) else { throw missing(name) }
  }

  private func demand(oneOf names: [String]) throws(Refusal) {
    guard names.contains(where: { query.values($0) != nil }) else {
      throw missing("one of \(names.joined(separator: ", "))")
    }
  }

  private func missing(_ name: String) -> Refusal {
    Refusal(.storedQueryMissingParam, "\(name) is required").coded(keeps(.codesMissingParameters))
  }

  private func unique(_ objects: [RegistryObject]) -> [RegistryObject] {
    var seen: Set<String> = []
    return objects.filter { seen.insert($0.id).inserted }
  }
}

/// What a registry answers to a stored query from what it holds (ITI TF-2 §3.18.4.1.3).
struct StoredQueryAnswer: Sendable {
  let holdings: RegistryHoldings
  /// Rules that are broken on purpose.
  let broken: Set<RegistryRule>
  /// Whole objects in one answer; a query that finds more is refused.
  let wholeObjects: Int

  /// Objects that are given where the rule that all of them are is broken.
  private static let shortAnswer = 100

  private func keeps(_ rule: RegistryRule) -> Bool { !broken.contains(rule) }

  /// The answer.
  ///
  /// - Parameter home: Community that the objects are said to be in.
  func answer(_ query: ReceivedQuery, home: String? = nil) -> SharingAnswer {
    do throws(Refusal) {
      let found = try QueryEvaluation(query: query, holdings: holdings, broken: broken).result()
      guard !found.isEmpty || keeps(.succeedsEmpty) else { throw Refusal(.registryError, "nothing was found") }
      let isWhole =
        query.returnType == .leafClass ? keeps(.givesWholeObjects) : !keeps(.givesReferences)
      guard !isWhole || !mixesPatients(found, query) || !keeps(.keepsToOnePatient) else {
        throw Refusal(.resultNotSinglePatient, "whole objects of several patients are not given")
      }
      if isWhole, found.count > Self.shortAnswer, !keeps(.givesAll) {
        return SharingAnswer(objects: Array(found.prefix(Self.shortAnswer)))
      }
      guard !isWhole || found.count <= wholeObjects else {
        throw Refusal(.tooManyResults, "\(found.count) objects where at most \(wholeObjects) are given")
      }
      return SharingAnswer(
        objects: found.map { object in
          var given = isWhole ? object : .reference(to: object.id)
          given.home = home
          return given
        })
    } catch {
      return SharingAnswer(refusals: [error])
    }
  }

  /// Whether a query that is not for several patients found objects of more than one (ITI TF-3 Table 4.2.4.1-2).
  private func mixesPatients(_ found: [RegistryObject], _ query: ReceivedQuery) -> Bool {
    let kind = StoredQueryKind(rawValue: query.id)
    guard kind != .findDocumentsForMultiplePatients, kind != .findFoldersForMultiplePatients,
      keeps(.filtersByPatient)
    else { return false }
    return Set(found.compactMap { $0.patient.flatMap(PatientKey.init(cx:)) }).count > 1
  }
}

import DICOM
import DICOMNetwork
import Evidence
import NIOCore
import Specification

/// `dicom.find`: C-FIND in one of the information models.
enum DICOMFindProbe: Probe {
  static let description = DICOMFindDescription.description

  /// Bytes of identifiers that one query may bring: enough for ten thousand studies, too little to exhaust memory.
  static let byteLimit = 6 << 20

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let model = QueryModel(rawValue: inputs.text("model") ?? "study-root") else {
      return .misuse("The model of dicom.find is one of: \(QueryModel.words.joined(separator: ", ")).")
    }
    guard case .record(let keys) = inputs.values["keys"] else { return .misuse("dicom.find needs keys.") }
    guard let limit = inputs.integer("limit", or: 10_000, in: 1...100_000) else {
      return .misuse("The limit of dicom.find is a whole number from 1 to 100000.")
    }
    let level = model.hasLevels ? inputs.text("level") ?? "study" : nil
    let identifier: FindIdentifier
    do {
      identifier = try FindIdentifier(keys, level: level, characterSet: inputs.text("character-set"))
    } catch {
      return .misuse(error.message)
    }
    let proposal = (
      abstractSyntax: model.find,
      transferSyntaxes: [
        TransferSyntax.explicitVRLittleEndian.uid.value, TransferSyntax.implicitVRLittleEndian.uid.value,
      ]
    )
    guard let cancelAfter = inputs.integer("cancel-after", or: 0, in: 0...100_000) else {
      return .misuse("The input cancel-after of dicom.find is a whole number to 100000.")
    }
    var exchange: DICOMExchange
    switch DICOMExchange.make(inputs, in: context, contexts: AssociationRequest.contexts([proposal])) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    if case .list(let features) = inputs.values["negotiate"], !features.isEmpty {
      let words = features.compactMap { if case .string(let word) = $0 { word } else { nil } }
      exchange.request.furtherInformation.append(
        .extendedNegotiation(
          ExtendedNegotiation(sopClassUID: model.find, information: ExtendedQueryFeature.information(Set(words)))))
    }
    return await exchange.run { association, observation throws(AssociationFailure) in
      guard let accepted = association.acceptance.context(abstractSyntax: model.find),
        let syntax = accepted.transferSyntax.map({ TransferSyntax(UID($0)) })
      else {
        return DICOMExchange.refusal(
          of: model.find, name: UIDRegistry.entry(UID(model.find))?.name ?? "C-FIND",
          in: association.acceptance)
      }
      let bytes: ByteBuffer
      do { bytes = try DataSetEncoder(syntax, sequenceLength: .undefined).encode(identifier.dataSet) } catch {
        throw .misuse("the identifier cannot be encoded: \(error)")
      }
      let result = try await association.find(
        FindRequest(
          sopClassUID: model.find, identifier: bytes, limit: cancelAfter == 0 ? limit : cancelAfter,
          cancelsAtLimit: cancelAfter > 0, byteLimit: byteLimit), in: accepted)
      observation["cancelled"] = .boolean(cancelAfter > 0 && result.isLimitReached)
      return try note(result, syntax: syntax, in: &observation)
    }
  }

  /// Writes what a query brought into the observation.
  private static func note(
    _ result: FindResult, syntax: TransferSyntax, in observation: inout [String: Value]
  ) throws(AssociationFailure) -> StepFailure? {
    guard let completion = result.completion else {
      throw .limitExceeded(what: "answer of \(result.matches.count) matches", limit: byteLimit)
    }
    observation["status"] = .string(completion.status.category.rawValue)
    observation["code"] = .string(completion.status.code)
    if let comment = completion.errorComment, !comment.isEmpty { observation["comment"] = .string(comment) }
    observation["response-time"] = .duration(nanoseconds: completion.duration.nanoseconds)
    if let first = result.matches.first {
      observation["first-match"] = .duration(nanoseconds: first.elapsed.nanoseconds)
    }
    observation["unsupported-keys"] = .boolean(result.hasUnsupportedKeys)
    var matches: [Value] = []
    for (index, match) in result.matches.enumerated() {
      do throws(DataSetDecodingError) {
        matches.append(.dataSet(try DataSetDecoder(syntax).decode(match.identifier).dataSet))
      } catch {
        observation["outcome"] = .string(error.isLimit ? "failed" : "malformed")
        return StepFailure(
          blame: error.isLimit ? .harness : .system,
          message: "The identifier of match \(index + 1) can't be decoded: \(error)", rule: error.rule)
      }
    }
    observation["matches"] = .list(matches)
    return nil
  }
}

extension FindIdentifier.Problem {
  /// What is wrong, for people.
  var message: String {
    switch self {
    case .unknownAttribute(let name):
      "The key \(name) is neither a keyword of PS3.6 nor a tag in the form (gggg,eeee)."
    case .unusableValue(let name): "The key \(name) has a value that its VR does not take."
    }
  }
}

import DICOM
import DICOMNetwork

/// The identifier of a query or retrieval, checked against the rules of its information model (PS3.4 §C.4.1.2, §C.4.2.2).
struct QueryIdentifier: Sendable {
  /// Its attributes.
  var dataSet: DataSet
  /// Query/Retrieve Level.
  var level: QueryLevel
  /// Information model.
  var model: QueryModel

  /// What the unique keys confine it to.
  var scope: ArchiveHoldings.Scope {
    func values(_ tag: Tag) -> Set<String>? {
      guard let values = dataSet.strings(tag), !values.isEmpty else { return nil }
      return Set(values)
    }
    var scope = ArchiveHoldings.Scope()
    scope.studies = values(.studyInstanceUID)
    scope.series = values(.seriesInstanceUID)
    scope.instances = values(.sopInstanceUID)
    return scope
  }
}

extension QueryIdentifier {
  /// Reads an identifier; the reply where it can't be served.
  init(_ query: RequestHandlers.Query, isRelational: Bool) throws(DIMSERefusal) {
    guard let model = QueryModel(sopClass: query.sopClassUID) else { throw DIMSERefusal(.classNotSupported) }
    guard let dataSet = try? DataSet(decoding: query.identifier, as: TransferSyntax(UID(query.transferSyntax)))
    else { throw DIMSERefusal(.unableToProcess, "the identifier can't be decoded") }
    guard let level = dataSet.string(.queryRetrieveLevel).flatMap(QueryLevel.init(word:)), level >= model.outermost
    else { throw DIMSERefusal(.identifierMismatch, "Query/Retrieve Level is not of the model") }
    self.dataSet = dataSet
    self.level = level
    self.model = model
    guard !isRelational else { return }
    for outer in QueryLevel.allCases where outer >= model.outermost && outer < level {
      guard let values = dataSet.strings(outer.uniqueKey), values.count == 1 else {
        throw DIMSERefusal(.identifierMismatch, "\(outer.uniqueKey.keyword ?? "") needs one value")
      }
    }
  }
}

/// Information models that the archive serves (PS3.4 §C.6).
enum QueryModel: CaseIterable, Sendable {
  case patientRoot, studyRoot

  /// The SOP class of C-FIND.
  var find: String { prefix + ".1" }
  /// The SOP class of C-MOVE.
  var move: String { prefix + ".2" }
  /// The SOP class of C-GET.
  var get: String { prefix + ".3" }

  /// The model of a SOP class.
  init?(sopClass: String) {
    guard let model = Self.allCases.first(where: { [$0.find, $0.move, $0.get].contains(sopClass) }) else { return nil }
    self = model
  }

  /// The outermost level.
  var outermost: QueryLevel { self == .patientRoot ? .patient : .study }

  private var prefix: String {
    self == .patientRoot ? "1.2.840.10008.5.1.4.1.2.1" : "1.2.840.10008.5.1.4.1.2.2"
  }
}

/// Why a request is not served.
struct DIMSERefusal: Error, Hashable {
  /// Status.
  var status: DIMSEStatus
  /// Error Comment.
  var comment: String?

  /// Makes a refusal.
  init(_ status: DIMSEStatus, _ comment: String? = nil) {
    self.status = status
    self.comment = comment
  }

  /// The response.
  var reply: DIMSEReply { DIMSEReply(status, errorComment: comment) }
}

extension DIMSEStatus {
  /// A900: identifier, or data set, does not match SOP class (PS3.4 §B.2.3, §C.4.1.1.4).
  static let identifierMismatch = DIMSEStatus(rawValue: 0xA900)
  /// C000: unable to process, or cannot understand (PS3.4 §B.2.3, §C.4.1.1.4).
  static let unableToProcess = DIMSEStatus(rawValue: 0xC000)
  /// A702: unable to perform sub-operations (PS3.4 §C.4.2.1.5).
  static let unableToPerform = DIMSEStatus(rawValue: 0xA702)
}

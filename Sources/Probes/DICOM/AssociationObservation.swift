import DICOM
import DICOMNetwork
import Foundation
import Specification

/// What an accepted association shows: the fields that `dicom.*` observations share.
enum AssociationObservation {
  /// Fields of an acceptance; `released` is added when it is known.
  static func fields(_ acceptance: AssociationAcceptance) -> [String: Value] {
    var fields: [String: Value] = ["contexts": .list(acceptance.contexts.map(context))]
    if let length = acceptance.maximumLength { fields["maximum-length"] = .size(bytes: Int64(length)) }
    if let uid = acceptance.implementationClassUID { fields["implementation-class-uid"] = .uid(uid) }
    if let name = acceptance.implementationVersionName { fields["implementation-version-name"] = .string(name) }
    return fields
  }

  private static func context(_ context: AssociationAcceptance.Context) -> Value {
    var fields: [String: Value] = [
      "id": .number(Decimal(context.proposed.id)), "abstract-syntax": .uid(context.proposed.abstractSyntax),
      "proposed": .list(context.proposed.transferSyntaxes.map { .uid($0) }),
    ]
    if let result = context.result { fields["result"] = .string(result.word) }
    if let syntax = context.transferSyntax { fields["transfer-syntax"] = .uid(syntax) }
    return .record(fields)
  }

  /// Fields of a status: type `DICOMStepFields.status`.
  static func status(_ status: DIMSEStatus, comment: String?, duration: Duration) -> [String: Value] {
    var fields: [String: Value] = [
      "status": .string(status.category.rawValue), "code": .string(status.code),
      "duration": .duration(nanoseconds: duration.nanoseconds),
    ]
    if let comment, !comment.isEmpty { fields["comment"] = .string(comment) }
    return fields
  }
}

extension Duration {
  /// In whole nanoseconds, as far as 292 years go.
  var nanoseconds: Int64 {
    let (seconds, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : seconds &+ components.attoseconds / 1_000_000_000
  }
}

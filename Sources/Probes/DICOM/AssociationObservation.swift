import DICOM
import DICOMNetwork
import Foundation
import Specification

/// What an accepted association shows: the fields that `dicom.*` observations share.
enum AssociationObservation {
  /// Fields of an acceptance; `released` is added when it is known.
  ///
  /// - Parameter hidden: IDs of contexts that the step did not propose itself.
  static func fields(_ acceptance: AssociationAcceptance, without hidden: Set<UInt8>) -> [String: Value] {
    let contexts = acceptance.contexts.filter { !hidden.contains($0.proposed.id) }
    var fields: [String: Value] = ["contexts": .list(contexts.map(context))]
    if let length = acceptance.maximumLength { fields["maximum-length"] = .size(bytes: Int64(length)) }
    if let uid = acceptance.implementationClassUID { fields["implementation-class-uid"] = .uid(uid) }
    if let name = acceptance.implementationVersionName { fields["implementation-version-name"] = .string(name) }
    fields["roles"] = .list(
      acceptance.roleSelections.map {
        .record(["sop-class": .uid($0.sopClassUID), "scu": .boolean($0.scu), "scp": .boolean($0.scp)])
      })
    if let window = acceptance.asynchronousOperations {
      fields["operations-window"] = .record([
        "invoked": .number(Decimal(window.invoked)), "performed": .number(Decimal(window.performed)),
      ])
    }
    fields["extended-negotiation"] = .list(
      acceptance.extendedNegotiations.map { negotiation in
        .record([
          "sop-class": .uid(negotiation.sopClassUID),
          "information": .string(negotiation.information.prefix(64).map(hexadecimal).joined(separator: " ")),
          "granted": .list(ExtendedQueryFeature.granted(negotiation.information).map { .string($0.rawValue) }),
        ])
      })
    fields["breaches"] = .list(
      acceptance.blemishes.map {
        .record(["rule": .string($0.rule), "expected": .string($0.expected), "got": .string($0.got)])
      })
    fields["identity-response"] = .boolean(acceptance.userIdentityResponseLength != nil)
    return fields
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }

  private static func context(_ context: AssociationAcceptance.Context) -> Value {
    var fields: [String: Value] = [
      "id": .number(Decimal(context.proposed.id)), "abstract-syntax": .uid(context.proposed.abstractSyntax),
      "proposed": .list(context.proposed.transferSyntaxes.map { .uid($0) }),
    ]
    if let result = context.result { fields["result"] = .string(result.word) }
    if let syntax = context.transferSyntax {
      fields["transfer-syntax"] = .uid(syntax)
      if let place = context.proposed.transferSyntaxes.firstIndex(of: syntax) {
        fields["place"] = .number(Decimal(place + 1))
      }
    }
    return .record(fields)
  }

  /// An A-ASSOCIATE-RJ: type of the field `rejection`.
  static func rejection(_ reject: AssociateReject) -> Value {
    .record([
      "result": .string(reject.result.word), "source": .string(reject.source.word),
      "reason": .string(reject.reasonWord),
    ])
  }

  /// An A-ABORT: type of the field `abort`.
  static func abort(_ abort: Abort) -> Value {
    .record([
      "source": .string(abort.isFromUser ? "service-user" : "service-provider"), "reason": .string(abort.reasonWord),
    ])
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

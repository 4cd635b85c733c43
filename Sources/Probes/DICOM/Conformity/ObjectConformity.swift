import DICOM
import Foundation
import Specification

/// Whether an object that came follows the standard, as a record of `ConformitySchema`.
///
/// It is checked when it comes: the record holds what was found, so that a verdict can be made again without the object.
enum ObjectConformity {
  /// The field of an object in an observation.
  static func field(_ condition: String) -> Field {
    Field(
      "conformity", .record(ConformitySchema.fields), .when(condition),
      meaning: "Whether the object follows its information object definition; look at it with `conforms to iod`.",
      source: "PS3.3, PS3.5 §6, PS3.6")
  }

  /// Checks an object that came; `number` counts those of the step from 0.
  static func value(of object: DataSet, as received: any RetrievedObject, number: Int) -> Value {
    let opinion =
      number < SecondOpinion.objectLimit
      ? SecondOpinion.ask(
        about: object, in: TransferSyntax(UID(received.transferSyntax)), length: received.length) : nil
    return value(of: object, opinion: opinion)
  }

  /// Checks an object.
  static func value(of object: DataSet, opinion: SecondOpinion?) -> Value {
    let result = ObjectConformance.check(object)
    let errors = result.errors
    var fields: [String: Value] = [
      "errors": .number(Decimal(errors.count)), "warnings": .number(Decimal(result.findings.count - errors.count)),
      // What breaks a rule comes before what is only peculiar.
      "findings": .list(
        (errors + result.findings.filter { $0.severity != .error }).prefix(ConformitySchema.findingLimit).map(value)),
    ]
    if let definition = result.definition { fields["definition"] = .string(definition.name) }
    if let opinion { fields["second-opinion"] = opinion.value(ownErrors: errors.count) }
    return .record(fields)
  }

  private static func value(of finding: ObjectFinding) -> Value {
    var fields: [String: Value] = [
      "severity": .string(finding.severity.rawValue), "rule": .string(finding.rule.rawValue),
      "attribute": .string(finding.path), "tag": .tag(finding.tag), "section": .string(finding.section),
      "message": .string(finding.message),
    ]
    if let module = finding.module { fields["module"] = .string(module) }
    if let offset = finding.offset { fields["offset"] = .number(Decimal(offset)) }
    return .record(fields)
  }
}

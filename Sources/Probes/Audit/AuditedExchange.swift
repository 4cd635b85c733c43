import IHE
import Inventory
import Specification

/// An exchange of a scenario with a system that has to audit it.
struct AuditedExchange {
  /// The step.
  var step: EarlierStep
  /// What the message has to hold.
  var demand: AuditDemand
  /// What is known of it.
  var expectation: AuditExpectation
  /// What is known of its patient; nil where it is none of the fixtures.
  var demographics: AuditExcess.Demographics?

  /// What step kinds carry out.
  static let transactions: [String: AuditedTransaction] = [
    "xds.find-documents": .storedQuery, "xds.provide": .provideAndRegister, "xds.retrieve": .retrieve,
    "dicom.store": .store, "dicom.find": .find, "dicom.move": .move, "dicom.get": .move,
    "dicomweb.retrieve": .webServiceRetrieve, "dicomweb.wado": .webRetrieve,
  ]

  /// Of an earlier step; nil where it is none that is audited.
  init?(_ step: EarlierStep, _ inputs: StepInputs, in context: StepContext) {
    guard let transaction = inputs.text("transaction").flatMap(AuditedTransaction.init) ?? Self.transactions[step.kind]
    else { return nil }
    self.step = step
    demand = AuditDemand.of(transaction, as: inputs.word("side") ?? .responder)
    let given = StepInputs(step.inputs)
    var patient = given.text("patient")
    var objects = Self.words(step.inputs["documents"])
    if let study = given.text("study") {
      if let fixture = context.fixtures.studies[study] {
        objects.append(fixture.uid)
        patient = patient ?? fixture.patient.patientID
      } else {
        objects.append(study)
      }
    }
    if case .record(let keys)? = step.inputs["keys"] {
      let keys = StepInputs(keys)
      patient = patient ?? keys.text("PatientID").flatMap { $0.isEmpty ? nil : $0 }
      if let study = keys.text("StudyInstanceUID") { objects.append(study) }
    }
    expectation = AuditExpectation(
      patients: patient.map { [$0] } ?? [], objects: objects.filter { !$0.isEmpty }, isSuccess: Self.isSuccess(step),
      user: inputs.text("user"), role: inputs.text("role"), purpose: inputs.text("purpose"))
    if step.kind.hasPrefix("dicom."), case .dicom(let endpoint)? = context.system.endpoints[.dicom] {
      expectation.applicationEntities = [
        given.text("calling-ae") ?? endpoint.callingAETitle ?? context.callingAETitle,
        given.text("called-ae") ?? endpoint.aeTitle,
      ]
    }
    let number = patient.map { String($0.prefix { $0 != "^" }) }
    let fixture = context.fixtures.patients.values.first { !$0.patientID.isEmpty && $0.patientID == number }
    demographics = fixture.map { fixture in
      AuditExcess.Demographics(names: Array(fixture.nameComponents.prefix(2)), birthDate: fixture.birthDate)
    }
  }

  private static func words(_ value: Value?) -> [String] {
    guard case .list(let values)? = value else { return [] }
    return StepInputs.words(values)
  }

  /// Whether the exchange succeeded, by what the system answered; nil where that is not one or the other.
  private static func isSuccess(_ step: EarlierStep) -> Bool? {
    guard step.failure == nil else { return nil }
    if step.observation["fault"] != nil { return false }
    switch step.observation["response"] {
    case .string("success"): return true
    case .string("failure"): return false
    case .string: return nil
    default: break
    }
    switch step.observation["status"] {
    case .string("success"): return true
    case .string("failure"): return false
    case .number(let code): return (200..<300).contains(code) ? true : code >= 400 ? false : nil
    default: break
    }
    guard case .list(let responses)? = step.observation["responses"], !responses.isEmpty else { return nil }
    let isGood = responses.allSatisfy { response in
      guard case .record(let fields) = response else { return false }
      return fields["status"] == .string("success")
    }
    return isGood ? true : nil
  }
}

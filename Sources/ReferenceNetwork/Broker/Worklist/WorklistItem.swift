import DICOM
import Foundation

/// An examination as a modality finds it on the worklist (PS3.4 Table K.6-1).
struct WorklistItem {
  let defects: Set<BrokerDefect>
  let moments: MessageMoment

  /// Whether what is written says another character set than it is in.
  private var isMislabelled: Bool { defects.contains(.textMislabelsUnicode) }

  /// The data set of an examination.
  func dataSet(_ held: ScheduledExamination, of patient: BrokerPatient) -> DataSet {
    var item = AttributeList()
    item.put("SpecificCharacterSet", "ISO_IR 192")
    item.put("PatientName", name(patient).description)
    item.put("PatientID", patient.primary?.number ?? "")
    item.put("IssuerOfPatientID", patient.primary?.authority ?? "")
    item.put("PatientBirthDate", patient.birthDate)
    item.put("PatientSex", ["M", "F", "O"].contains(patient.sex) ? patient.sex : "")
    item.put("AccessionNumber", held.accessionNumber)
    if !held.accessionIssuer.isEmpty, !defects.contains(.worklistWithoutIssuer) {
      var issuer = AttributeList(inheriting: .utf8)
      issuer.put("LocalNamespaceEntityID", held.accessionIssuer)
      item.put("IssuerOfAccessionNumberSequence", items: [issuer.dataSet])
    }
    item.put("StudyInstanceUID", held.studyInstanceUID)
    item.put("RequestedProcedureID", held.procedureID)
    item.put("RequestedProcedureDescription", held.code.meaning)
    item.put("RequestedProcedurePriority", priority(held.referral.priority))
    item.put(
      "PlacerOrderNumberImagingServiceRequest", defects.contains(.orderLosesPlacerNumber) ? "" : held.placerNumber)
    item.put(
      "FillerOrderNumberImagingServiceRequest", defects.contains(.orderLosesFillerNumber) ? "" : held.fillerNumber)
    if !defects.contains(.orderFreeText) { item.put("RequestedProcedureCodeSequence", items: [code(held.code)]) }
    referral(held.referral, in: &item)
    item.put("ScheduledProcedureStepSequence", items: [step(held)])
    for (defect, keyword) in [
      (BrokerDefect.worklistWithoutStudyUID, "StudyInstanceUID"),
      (.worklistWithoutProcedureID, "RequestedProcedureID"), (.worklistWithoutPatientID, "PatientID"),
    ] where defects.contains(defect) { item.remove(keyword) }
    guard isMislabelled else { return item.dataSet }
    // The bytes stay those of UTF-8.
    var mislabelled = item.dataSet
    try? mislabelled.set(.specificCharacterSet, strings: ["ISO_IR 100"])
    return mislabelled
  }

  private func name(_ patient: BrokerPatient) -> PersonName.ComponentGroup {
    guard defects.contains(.textDropsAccents) else { return patient.name }
    var plain = patient.name
    plain.family = plain.family.folding(options: .diacriticInsensitive, locale: nil)
    plain.given = plain.given.folding(options: .diacriticInsensitive, locale: nil)
    return plain
  }

  private func referral(_ referral: ScheduledExamination.Referral, in item: inout AttributeList) {
    func kept(_ text: String, unless defect: BrokerDefect) -> String { defects.contains(defect) ? "" : text }
    item.put("ReasonForTheRequestedProcedure", kept(referral.reason, unless: .orderLosesReason))
    item.put("AdditionalPatientHistory", kept(referral.history, unless: .orderLosesHistory))
    item.put("PatientTransportArrangements", kept(referral.transport, unless: .orderLosesTransport))
    item.put("RequestedProcedureComments", referral.note)
    item.put("Allergies", all: defects.contains(.orderLosesAllergies) ? [] : referral.allergies)
    let isPregnant = referral.isPregnant && !defects.contains(.orderLosesPregnancy)
    // Table of PS3.3 §C.2.4: 3 for definitely pregnant, 4 for unknown.
    item.put("PregnancyStatus", isPregnant ? "3" : "4")
  }

  /// HL7 table 0485 and the priorities of TQ in the terms of PS3.3 Table C.4-11.
  private func priority(_ text: String) -> String {
    if defects.contains(.orderLosesPriority) { return "ROUTINE" }
    switch text {
    case "S": return "STAT"
    case "A": return "HIGH"
    default: return "ROUTINE"
    }
  }

  private func code(_ code: ScheduledExamination.Code) -> DataSet {
    var item = AttributeList(inheriting: .utf8)
    item.put("CodeValue", defects.contains(.orderOwnCode) ? "X17" : code.value)
    item.put("CodingSchemeDesignator", defects.contains(.orderLosesScheme) ? "" : code.scheme)
    item.put("CodeMeaning", defects.contains(.orderLosesMeaning) ? "" : code.meaning)
    return item.dataSet
  }

  private func step(_ held: ScheduledExamination) -> DataSet {
    let (day, time) = moments.local(held.start)
    var step = AttributeList(inheriting: .utf8)
    step.put("Modality", held.modality)
    step.put("ScheduledStationAETitle", held.station)
    step.put("ScheduledProcedureStepStartDate", day)
    step.put("ScheduledProcedureStepStartTime", time)
    step.put("ScheduledProcedureStepDescription", held.code.meaning)
    step.put("ScheduledProcedureStepID", held.stepID)
    step.put("ScheduledPerformingPhysicianName", "")
    for (defect, keyword) in [
      (BrokerDefect.worklistWithoutStation, "ScheduledStationAETitle"),
      (.worklistWithoutStepID, "ScheduledProcedureStepID"),
      (.worklistWithoutTime, "ScheduledProcedureStepStartTime"), (.worklistWithoutModality, "Modality"),
    ] where defects.contains(defect) { step.remove(keyword) }
    return step.dataSet
  }
}

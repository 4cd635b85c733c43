import DICOM

/// A performed procedure step as a modality reports it, made of a study that does not exist (PS3.4 Table F.7.2-1).
struct PerformedStepFixture {
  let study: SyntheticStudy

  /// The attributes of the N-CREATE.
  var beginning: DataSet {
    var builder = DataSetBuilder()
    if let characterSet = study.characterSet { builder.put("SpecificCharacterSet", characterSet) }
    var scheduled = DataSetBuilder()
    scheduled.put("StudyInstanceUID", study.uid)
    scheduled.put("ReferencedStudySequence", items: [])
    scheduled.put("AccessionNumber", study.accessionNumber)
    scheduled.put("RequestedProcedureID", study.studyID)
    scheduled.put("RequestedProcedureDescription", study.description)
    scheduled.put("ScheduledProcedureStepID", study.studyID)
    scheduled.put("ScheduledProcedureStepDescription", study.description)
    scheduled.put("ScheduledProtocolCodeSequence", items: [])
    builder.put("ScheduledStepAttributesSequence", items: [scheduled.dataSet])
    builder.put("PatientName", study.patient.name)
    builder.put("PatientID", study.patient.patientID)
    builder.put("PatientBirthDate", study.patient.birthDate)
    builder.put("PatientSex", study.patient.sex)
    builder.put("ReferencedPatientSequence", items: [])
    builder.put("PerformedProcedureStepID", study.studyID)
    builder.put("PerformedStationAETitle", "ASSAY")
    builder.put("PerformedStationName", "")
    builder.put("PerformedLocation", "")
    builder.put("PerformedProcedureStepStartDate", study.date)
    builder.put("PerformedProcedureStepStartTime", study.time)
    builder.put("PerformedProcedureStepStatus", "IN PROGRESS")
    builder.put("PerformedProcedureStepDescription", study.description)
    builder.put("PerformedProcedureTypeDescription", "")
    builder.put("ProcedureCodeSequence", items: [])
    builder.put("PerformedProcedureStepEndDate", "")
    builder.put("PerformedProcedureStepEndTime", "")
    builder.put("Modality", study.kind.definition.modality)
    builder.put("StudyID", study.studyID)
    builder.put("PerformedProtocolCodeSequence", items: [])
    builder.put("PerformedSeriesSequence", items: [])
    return builder.dataSet
  }

  /// The attributes of the N-SET that ends it.
  func end(_ status: String) -> DataSet {
    var builder = DataSetBuilder()
    if let characterSet = study.characterSet { builder.put("SpecificCharacterSet", characterSet) }
    builder.put("PerformedProcedureStepStatus", status)
    builder.put("PerformedProcedureStepEndDate", study.date)
    builder.put("PerformedProcedureStepEndTime", study.time)
    builder.put("PerformedSeriesSequence", items: study.series.map(series))
    return builder.dataSet
  }

  private func series(_ series: SyntheticStudy.Series) -> DataSet {
    var builder = DataSetBuilder()
    builder.put("PerformingPhysicianName", "")
    builder.put("ProtocolName", study.description)
    builder.put("OperatorsName", "")
    builder.put("SeriesInstanceUID", series.uid)
    builder.put("SeriesDescription", "Series \(series.number)")
    builder.put("RetrieveAETitle", "")
    builder.put(
      "ReferencedImageSequence",
      items: series.instances.map { instance in
        var item = DataSetBuilder()
        item.put("ReferencedSOPClassUID", series.kind.definition.sopClass)
        item.put("ReferencedSOPInstanceUID", instance)
        return item.dataSet
      })
    builder.put("ReferencedNonImageCompositeSOPInstanceSequence", items: [])
    return builder.dataSet
  }
}

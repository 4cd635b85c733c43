import DICOM
import NIOCore

extension ImagingManifest {
  /// Attributes of patient, study and character set that a manifest takes over from an object of the study
  /// (PS3.3 Table A.35.4-1).
  private static let inherited: [Tag] = [
    .specificCharacterSet, .studyDate, .studyTime, .accessionNumber, Tag(0x0008, 0x0051), .referringPhysicianName,
    .studyDescription, .patientName, .patientID, .issuerOfPatientID, Tag(0x0010, 0x0024), .patientBirthDate,
    .patientSex,
    Tag(0x0010, 0x1002), .studyID,
  ]

  /// The manifest as a Key Object Selection Document (PS3.3 §A.35.4, PS3.16 TID 2010).
  ///
  /// - Parameter subject: An object of the study, from which patient and study are taken over.
  /// - Throws: What can't be put into an attribute.
  public func document(of subject: DataSet) throws(ValueError) -> DataSet {
    var dataSet = DataSet(Self.inherited.compactMap { subject[$0] })
    try dataSet.set(.sopClassUID, UID(sopClass))
    try dataSet.set(.sopInstanceUID, UID(sopInstance))
    try dataSet.set(.studyInstanceUID, UID(study))
    try dataSet.set(.seriesInstanceUID, UID(series))
    try dataSet.set(.modality, modality)
    try dataSet.set(.contentDate, strings: subject.strings(.studyDate) ?? [])
    try dataSet.set(.contentTime, strings: subject.strings(.studyTime) ?? [])
    try dataSet.set(.manufacturer, "Assay")
    try dataSet.set(.seriesNumber, 900)
    try dataSet.set(.instanceNumber, 1)
    for tag in [Tag.referringPhysicianName, .accessionNumber, .studyID] where dataSet[tag] == nil {
      try dataSet.set(tag, strings: [])
    }
    dataSet.setItems(.performedProcedureStep, [])
    dataSet.setItems(.currentRequestedProcedureEvidence, try evidence())
    try dataSet.set(.valueType, "CONTAINER")
    if let title { dataSet.setItems(.conceptName, [try title.item()]) }
    try dataSet.set(.continuityOfContent, "SEPARATE")
    dataSet.setItems(.contentTemplate, [try Self.template()])
    dataSet.setItems(.contentSequence, try content(inheriting: dataSet.characterSet()))
    return dataSet
  }

  private static func template() throws(ValueError) -> DataSet {
    var item = DataSet()
    try item.set(.mappingResource, "DCMR")
    try item.set(.templateIdentifier, "2010")
    return item
  }

  /// Items of Current Requested Procedure Evidence Sequence, one per study.
  private func evidence() throws(ValueError) -> [DataSet] {
    var studies: [(uid: String, series: [DataSet])] = []
    for series in references {
      let item = try series.item()
      if let index = studies.firstIndex(where: { $0.uid == series.study }) {
        studies[index].series.append(item)
      } else {
        studies.append((series.study, [item]))
      }
    }
    var items: [DataSet] = []
    for study in studies {
      var item = DataSet()
      try item.set(.studyInstanceUID, UID(study.uid))
      item.setItems(.referencedSeries, study.series)
      items.append(item)
    }
    return items
  }

  /// The content tree: every instance, and an image library where series are described.
  private func content(inheriting characterSet: SpecificCharacterSet) throws(ValueError) -> [DataSet] {
    var items: [DataSet] = []
    if references.contains(where: { $0.description != nil }) {
      var groups: [DataSet] = []
      for region in regions { groups.append(try Self.item(.targetRegion, code: region)) }
      for series in references {
        guard let description = series.description else { continue }
        groups.append(try Self.group(series, description, inheriting: characterSet))
      }
      items.append(try Self.item(.imageLibrary, relationship: "CONTAINS", children: groups))
    }
    for series in references {
      for instance in series.instances {
        var item = DataSet()
        try item.set(.relationshipType, "CONTAINS")
        try item.set(.valueType, "IMAGE")
        item.setItems(.referencedSOP, [try instance.item()])
        items.append(item)
      }
    }
    return items
  }

  private static func group(
    _ series: Series, _ description: Description, inheriting characterSet: SpecificCharacterSet
  ) throws(ValueError) -> DataSet {
    var items: [DataSet] = []
    if let modality = description.modality {
      items.append(try item(.modality, code: Code(modality, "DCM", modality)))
    }
    var uid = try item(.seriesInstanceUID, type: "UIDREF")
    try uid.set(.uidValue, UID(series.uid))
    items.append(uid)
    for (name, value) in [(ManifestItem.seriesNumber, description.number), (.seriesDescription, description.text)] {
      guard let value else { continue }
      var text = try item(name, type: "TEXT")
      try text.set(.textValue, strings: [value], inheriting: characterSet)
      items.append(text)
    }
    if let count = description.instanceCount {
      var number = try item(.seriesInstances, type: "NUM")
      var value = DataSet()
      try value.set(.numericValue, count)
      value.setItems(.measurementUnits, [try Code("{instances}", "UCUM", "instances").item()])
      number.setItems(.measuredValue, [value])
      items.append(number)
    }
    return try item(.imageLibraryGroup, relationship: "CONTAINS", children: items)
  }

  private static func item(_ name: ManifestItem, type: String) throws(ValueError) -> DataSet {
    var item = DataSet()
    try item.set(.relationshipType, "HAS ACQ CONTEXT")
    try item.set(.valueType, type)
    item.setItems(.conceptName, [try name.code.item()])
    return item
  }

  private static func item(_ name: ManifestItem, code: Code) throws(ValueError) -> DataSet {
    var item = try item(name, type: "CODE")
    item.setItems(.conceptCode, [try code.item()])
    return item
  }

  private static func item(
    _ name: ManifestItem, relationship: String, children: [DataSet]
  ) throws(ValueError) -> DataSet {
    var item = try item(name, type: "CONTAINER")
    try item.set(.relationshipType, relationship)
    try item.set(.continuityOfContent, "SEPARATE")
    item.setItems(.contentSequence, children)
    return item
  }
}

extension ImagingManifest.Series {
  /// The item of Referenced Series Sequence (PS3.3 §C.17.2.1).
  fileprivate func item() throws(ValueError) -> DataSet {
    var item = DataSet()
    try item.set(.seriesInstanceUID, UID(uid))
    if !retrieveAETitles.isEmpty { try item.set(.retrieveAETitle, strings: retrieveAETitles) }
    if let retrieveLocation { try item.set(.retrieveLocation, UID(retrieveLocation)) }
    if let retrieveURL { try item.set(.retrieveURL, retrieveURL) }
    var references: [DataSet] = []
    for instance in instances { references.append(try instance.item()) }
    item.setItems(.referencedSOP, references)
    return item
  }
}

extension ImagingManifest.Instance {
  /// The item of Referenced SOP Sequence.
  fileprivate func item() throws(ValueError) -> DataSet {
    var item = DataSet()
    try item.set(.referencedSOPClass, UID(sopClass))
    try item.set(.referencedSOPInstance, UID(sopInstance))
    return item
  }
}

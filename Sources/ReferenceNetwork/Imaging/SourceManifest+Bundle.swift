import IHE

extension SourceManifest {
  private static let dicomCodes = "http://dicom.nema.org/resources/ontology/DCM"
  private static let extensions = "https://profiles.ihe.net/RAD/MADO/StructureDefinition"

  /// The manifest in the form of FHIR (MADO, FHIR Imaging Study Manifest): a document bundle with one ImagingStudy.
  ///
  /// - Parameters:
  ///   - id: Its identifier, an OID.
  ///   - leavesOneOut: Whether the last instance is left out, on purpose.
  func bundle(_ id: String, leavesOneOut: Bool) -> [UInt8] {
    let resources = [composition, patient, endpoint, imagingStudy(leavesOneOut: leavesOneOut), device]
    let bundle: JSONContent = [
      "resourceType": "Bundle", "type": "document",
      "identifier": ["system": "urn:ietf:rfc:3986", "value": .string("urn:oid:\(id)")],
      "timestamp": .string("\(date)T00:00:00Z"),
      "entry": .array(
        zip(Self.addresses, resources).map { ["fullUrl": .string($0), "resource": $1] }),
    ]
    return bundle.bytes
  }

  /// What the resources are called within the bundle, in their order.
  private static let addresses = (1...5).map { "urn:uuid:00000000-0000-4000-8000-00000000000\($0)" }

  private static func reference(_ number: Int) -> JSONContent { ["reference": .string(addresses[number - 1])] }

  /// The study's date as FHIR has it.
  private var date: String {
    let digits = subject.string(.studyDate) ?? ""
    guard digits.count == 8 else { return "1970-01-01" }
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  private var composition: JSONContent {
    [
      "resourceType": "Composition", "status": "final",
      "type": ["coding": [["system": "http://loinc.org", "code": "18748-4", "display": "Diagnostic imaging study"]]],
      "subject": Self.reference(2), "date": .string(date), "author": [Self.reference(5)], "title": "Imaging manifest",
      "section": [["entry": [Self.reference(4)]]],
    ]
  }

  private var patient: JSONContent {
    [
      "resourceType": "Patient",
      "identifier": [["system": "https://fhir.nhs.uk/Id/nhs-number", "value": .string(manifest.patientID)]],
    ]
  }

  private var endpoint: JSONContent {
    [
      "resourceType": "Endpoint",
      "extension": [
        [
          "url": .string("\(Self.extensions)/MadoRetrieveLocationUIDExtension"),
          "valueString": .string("oid:\(manifest.references.first?.retrieveLocation ?? source.location)"),
        ]
      ],
      "status": "active",
      "connectionType": [
        "system": "http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "code": "dicom-wado-rs",
      ],
      "payloadType": [["text": "DICOM WADO-RS"]], "address": .string(source.service),
    ]
  }

  private var device: JSONContent { ["resourceType": "Device", "manufacturer": "Assay"] }

  private func imagingStudy(leavesOneOut: Bool) -> JSONContent {
    var listed = manifest.references
    if leavesOneOut, let last = listed.indices.last { listed[last].instances.removeLast() }
    let regions = manifest.regions.map { region -> JSONContent in
      [
        "url": .string("\(Self.extensions)/MadoAnatomicalRegionExtension"),
        "valueCodeableConcept": [
          "coding": [
            [
              "system": "http://snomed.info/sct", "code": .string(region.value), "display": .string(region.meaning),
            ]
          ]
        ],
      ]
    }
    var study: JSONContent = [
      "resourceType": "ImagingStudy", "extension": .array(regions),
      "identifier": [["system": "urn:dicom:uid", "value": .string("urn:oid:\(manifest.study)")]],
      "status": "available", "subject": Self.reference(2), "started": .string(date),
      "basedOn": [
        ["type": "ServiceRequest", "identifier": ["value": .string(manifest.accessionNumber)]]
      ],
      "numberOfSeries": .number(String(listed.count)),
      "numberOfInstances": .number(String(listed.reduce(0) { $0 + $1.instances.count })),
      "series": .array(listed.map { Self.series($0) }),
    ]
    if regions.isEmpty { study["extension"] = nil }
    return study
  }

  private static func series(_ series: ImagingManifest.Series) -> JSONContent {
    var content: JSONContent = [
      "uid": .string(series.uid), "endpoint": [reference(3)],
      "instance": .array(
        series.instances.map { instance in
          [
            "uid": .string(instance.sopInstance),
            "sopClass": ["system": "urn:ietf:rfc:3986", "code": .string("urn:oid:\(instance.sopClass)")],
          ]
        }),
    ]
    guard let description = series.description else { return content }
    content["number"] = description.number.flatMap { Int($0) }.map { .number(String($0)) }
    content["modality"] = description.modality.map { ["system": .string(dicomCodes), "code": .string($0)] }
    content["description"] = description.text.map { .string($0) }
    content["numberOfInstances"] = description.instanceCount.map { .number($0) }
    return content
  }
}

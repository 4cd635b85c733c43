import Specification

/// Every step kind of this edition.
public enum StepRegistry {
  /// The probes, in the order in which `explain` lists them.
  static let all: [any Probe.Type] = [
    DICOMAssociateProbe.self,
    DICOMCapacityProbe.self,
    DICOMEchoProbe.self,
    DICOMFindProbe.self,
    DICOMStoreProbe.self,
    DICOMGetProbe.self,
    DICOMMoveProbe.self,
    DICOMCommitProbe.self,
    DICOMPerformedStepProbe.self,
    DICOMWorkitemProbe.self,
    DICOMNotifyProbe.self,
    DICOMRejectProbe.self,
    DICOMAwaitProbe.self,
    DICOMWebSearchProbe.self,
    DICOMWebRetrieveProbe.self,
    DICOMWebStoreProbe.self,
    DICOMWebURIProbe.self,
    DICOMWebWorkitemProbe.self,
    DICOMMisbehaveProbe.self,
    TLSInspectProbe.self,
    TimeQueryProbe.self,
    DNSLookupProbe.self,
    LDAPSearchProbe.self,
    HL7SendProbe.self,
    HL7QueryProbe.self,
    HL7AwaitProbe.self,
    HL7DisturbProbe.self,
    HL7BurstProbe.self,
    DICOMWebCapabilitiesProbe.self,
    DICOMWebOriginProbe.self,
    XDSFindDocumentsProbe.self,
    XDSRetrieveProbe.self,
    XDSProvideProbe.self,
    XDWRetrieveProbe.self,
    XDSProvideManifestProbe.self,
    XDSRetrieveManifestProbe.self,
    ImagingRetrieveProbe.self,
    ManifestFetchProbe.self,
    PIXFeedProbe.self,
    PIXQueryProbe.self,
    PDQQueryProbe.self,
    PDQContinueProbe.self,
    XCAFindDocumentsProbe.self,
    XCARetrieveProbe.self,
    SMARTDiscoverProbe.self,
    SMARTTokenProbe.self,
    SMARTAccessProbe.self,
    FHIRCapabilitiesProbe.self,
    FHIRReadProbe.self,
    FHIRSearchProbe.self,
    FHIRCreateProbe.self,
    FHIRUpdateProbe.self,
    FHIRDeleteProbe.self,
    FHIRTransactionProbe.self,
    FHIRHistoryProbe.self,
    FHIROperationProbe.self,
    FHIRSweepProbe.self,
    FHIRSubscribeProbe.self,
    FHIRAwaitProbe.self,
    DSUBSubscribeProbe.self,
    DSUBUnsubscribeProbe.self,
    DSUBAwaitProbe.self,
    XDSOfferProbe.self,
    XDSAwaitProbe.self,
  ]

  /// The probes by step name.
  static let probes: [String: any Probe.Type] = Dictionary(
    all.map { ($0.description.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// What `check`, `explain` and the JSON Schema see.
  public static let catalogue = StepCatalogue(all.map { $0.description })
}

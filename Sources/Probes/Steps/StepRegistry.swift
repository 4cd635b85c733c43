import Specification

/// Every step kind of this edition.
public enum StepRegistry {
  /// What `check`, `explain` and the JSON Schema see.
  public static let catalogue = StepCatalogue([
    DICOMAssociateDescription.description,
    DICOMEchoDescription.description,
    DICOMFindDescription.description,
    DICOMStoreDescription.description,
  ])
}

/// Namespaces of the messages (ITI TF-3 §4.2, ITI TF-2 Appendix V).
public enum Namespace {
  /// SOAP 1.2 envelopes.
  public static let soap = "http://www.w3.org/2003/05/soap-envelope"
  /// SOAP 1.1 envelopes, which the profiles do not allow.
  public static let soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
  /// WS-Addressing 1.0.
  public static let addressing = "http://www.w3.org/2005/08/addressing"
  /// ebXML registry information model 3.0.
  public static let rim = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
  /// ebXML registry services 3.0.
  public static let rs = "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"
  /// ebXML life cycle management 3.0.
  public static let lcm = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
  /// ebXML queries 3.0.
  public static let query = "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"
  /// Document repository.
  public static let xds = "urn:ihe:iti:xds-b:2007"
  /// Removal of documents (ITI TF-2 §3.86).
  public static let removal = "urn:ihe:iti:rmd:2017"
  /// Imaging document source.
  public static let imaging = "urn:ihe:rad:xdsi-b:2009"
  /// XML-binary optimized packaging.
  public static let xop = "http://www.w3.org/2004/08/xop/include"
}

/// Kinds of documents that a registry lists (ITI TF-3 §4.2.5.2).
public enum DocumentEntryType: String, CaseIterable, Hashable, Sendable {
  /// A document that exists.
  case stable = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
  /// A document that is made when it is asked for.
  case onDemand = "urn:uuid:34268e47-fdf5-41a6-ba33-82133c465248"
}

/// Availability status of a registry object (ITI TF-3 §4.2.3.2.2).
public enum AvailabilityStatus: String, CaseIterable, Hashable, Sendable {
  /// The current one.
  case approved = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
  /// Replaced or withdrawn.
  case deprecated = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"
}

/// What an association says of its two objects (ITI TF-3 §4.2.2).
public enum AssociationType: String, CaseIterable, Hashable, Sendable {
  /// A submission set or folder has a member.
  case hasMember = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
  /// A document replaces another, which becomes deprecated.
  case replace = "urn:ihe:iti:2007:AssociationType:RPLC"
  /// A document is an addendum to another.
  case append = "urn:ihe:iti:2007:AssociationType:APND"
  /// A document is another in another form.
  case transform = "urn:ihe:iti:2007:AssociationType:XFRM"
  /// A document is another in another form, and replaces it.
  case transformAndReplace = "urn:ihe:iti:2007:AssociationType:XFRM_RPLC"
  /// A document is the signature of another.
  case signs = "urn:ihe:iti:2007:AssociationType:signs"
  /// A document is a snapshot of an on-demand one.
  case isSnapshotOf = "urn:ihe:iti:2010:AssociationType:IsSnapshotOf"
  /// A submission set changes the availability of an object (ITI TF-2 §3.57).
  case updateAvailabilityStatus = "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus"
  /// A submission set brings an association of objects that are there (ITI TF-2 §3.57).
  case submitAssociation = "urn:ihe:iti:2010:AssociationType:SubmitAssociation"

  /// The code as the frameworks print it, `RPLC`.
  public var code: String { rawValue.split(separator: ":").last.map(String.init) ?? rawValue }
}

/// Schemes of the coded attributes of a document entry (ITI TF-3 §4.2.5.2.1).
public enum DocumentEntryScheme: String, CaseIterable, Hashable, Sendable {
  case author = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
  case classCode = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
  case confidentialityCode = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
  case eventCodeList = "urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4"
  case formatCode = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d"
  case healthcareFacilityTypeCode = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1"
  case practiceSettingCode = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead"
  case typeCode = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
}

/// Schemes of the external identifiers (ITI TF-3 §4.2.5.2 and §4.2.5.3).
public enum IdentificationScheme: String, CaseIterable, Hashable, Sendable {
  case documentEntryPatientID = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
  case documentEntryUniqueID = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
  case submissionSetPatientID = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"
  case submissionSetUniqueID = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"
  case submissionSetSourceID = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832"
  case folderPatientID = "urn:uuid:f64ffdf0-4b97-4e06-b79f-a52b38ec2f8a"
  case folderUniqueID = "urn:uuid:75df8f67-9973-4fbe-a900-df66cefecc5a"
}

/// Classification nodes and schemes of submission sets and folders (ITI TF-3 §4.2.5.3).
public enum RegistryPackageScheme: String, CaseIterable, Hashable, Sendable {
  case submissionSet = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
  case submissionSetAuthor = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d"
  case submissionSetContentTypeCode = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500"
  case folder = "urn:uuid:d9d542f3-6cc4-48b6-8870-ea235fbc94c2"
  case folderCodeList = "urn:uuid:1ba97051-7806-41a8-a48b-8fce7af683c5"
}

/// How a request ended (ITI TF-3 §4.2.4).
public enum ResponseStatus: String, CaseIterable, Hashable, Sendable {
  case success = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"
  case partialSuccess = "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess"
  case failure = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure"

  /// The word that assertions use.
  public var word: String {
    switch self {
    case .success: "success"
    case .partialSuccess: "partial-success"
    case .failure: "failure"
    }
  }
}

/// The parameters of the stored queries (ITI TF-2 §3.18.4.1.2.3.7), and how their values are written.
public enum QueryParameterName: String, CaseIterable, Hashable, Sendable {
  case documentPatientID = "$XDSDocumentEntryPatientId"
  case documentClassCode = "$XDSDocumentEntryClassCode"
  case documentTypeCode = "$XDSDocumentEntryTypeCode"
  case documentPracticeSettingCode = "$XDSDocumentEntryPracticeSettingCode"
  case documentCreationTimeFrom = "$XDSDocumentEntryCreationTimeFrom"
  case documentCreationTimeTo = "$XDSDocumentEntryCreationTimeTo"
  case documentServiceStartTimeFrom = "$XDSDocumentEntryServiceStartTimeFrom"
  case documentServiceStartTimeTo = "$XDSDocumentEntryServiceStartTimeTo"
  case documentServiceStopTimeFrom = "$XDSDocumentEntryServiceStopTimeFrom"
  case documentServiceStopTimeTo = "$XDSDocumentEntryServiceStopTimeTo"
  case documentHealthcareFacilityTypeCode = "$XDSDocumentEntryHealthcareFacilityTypeCode"
  case documentEventCodeList = "$XDSDocumentEntryEventCodeList"
  case documentConfidentialityCode = "$XDSDocumentEntryConfidentialityCode"
  case documentAuthorPerson = "$XDSDocumentEntryAuthorPerson"
  case documentFormatCode = "$XDSDocumentEntryFormatCode"
  case documentStatus = "$XDSDocumentEntryStatus"
  case documentType = "$XDSDocumentEntryType"
  case documentReferenceIDList = "$XDSDocumentEntryReferenceIdList"
  case documentEntryUUID = "$XDSDocumentEntryEntryUUID"
  case documentUniqueID = "$XDSDocumentEntryUniqueId"
  case documentLogicalID = "$XDSDocumentEntryLogicalID"
  case submissionSetPatientID = "$XDSSubmissionSetPatientId"
  case submissionSetSourceID = "$XDSSubmissionSetSourceId"
  case submissionSetSubmissionTimeFrom = "$XDSSubmissionSetSubmissionTimeFrom"
  case submissionSetSubmissionTimeTo = "$XDSSubmissionSetSubmissionTimeTo"
  case submissionSetAuthorPerson = "$XDSSubmissionSetAuthorPerson"
  case submissionSetContentType = "$XDSSubmissionSetContentType"
  case submissionSetStatus = "$XDSSubmissionSetStatus"
  case submissionSetEntryUUID = "$XDSSubmissionSetEntryUUID"
  case submissionSetUniqueID = "$XDSSubmissionSetUniqueId"
  case folderPatientID = "$XDSFolderPatientId"
  case folderLastUpdateTimeFrom = "$XDSFolderLastUpdateTimeFrom"
  case folderLastUpdateTimeTo = "$XDSFolderLastUpdateTimeTo"
  case folderCodeList = "$XDSFolderCodeList"
  case folderStatus = "$XDSFolderStatus"
  case folderEntryUUID = "$XDSFolderEntryUUID"
  case folderUniqueID = "$XDSFolderUniqueId"
  case folderLogicalID = "$XDSFolderLogicalID"
  case patientID = "$patientId"
  case uuid = "$uuid"
  case associationTypes = "$AssociationTypes"
  case associationStatus = "$XDSAssociationStatus"
  case homeCommunityID = "$homeCommunityId"
  case metadataLevel = "$MetadataLevel"

  /// How its values are written. Patients are a list in the queries for several of them.
  public func form(in query: StoredQueryKind?) -> StoredQuery.Parameter.Form {
    switch self {
    case .documentPatientID, .folderPatientID: query?.transaction == .multiPatientQuery ? .list : .text
    case .submissionSetPatientID, .patientID, .homeCommunityID, .submissionSetAuthorPerson: .text
    // One folder or submission set is asked for with its contents, several for themselves.
    case .submissionSetEntryUUID, .submissionSetUniqueID: .text
    case .folderEntryUUID, .folderUniqueID: query == .getFolderAndContents ? .text : .list
    case .documentEntryUUID, .documentUniqueID:
      query == .getFoldersForDocument || query == .getRelatedDocuments ? .text : .list
    case .documentCreationTimeFrom, .documentCreationTimeTo, .documentServiceStartTimeFrom, .documentServiceStartTimeTo,
      .documentServiceStopTimeFrom, .documentServiceStopTimeTo, .submissionSetSubmissionTimeFrom,
      .submissionSetSubmissionTimeTo, .folderLastUpdateTimeFrom, .folderLastUpdateTimeTo, .metadataLevel:
      .number
    default: .list
    }
  }

  /// Whether its values are availability statuses.
  public var isStatus: Bool {
    self == .documentStatus || self == .submissionSetStatus || self == .folderStatus || self == .associationStatus
  }

  /// Whether its values are codes with their schemes.
  public var isCode: Bool {
    switch self {
    case .documentClassCode, .documentTypeCode, .documentPracticeSettingCode, .documentHealthcareFacilityTypeCode,
      .documentEventCodeList, .documentConfidentialityCode, .documentFormatCode, .submissionSetContentType,
      .folderCodeList:
      true
    default: false
    }
  }

  /// Whether its values are patients.
  public var isPatient: Bool {
    self == .documentPatientID || self == .submissionSetPatientID || self == .folderPatientID || self == .patientID
  }
}

extension ContentModel {
  /// The messages of the transactions on identity.
  static let standard = ContentModel(messages + wrappers + registrations + patients + queries)

  private static let before =
    "id creationTime securityText? versionCode? interactionId profileId* "
    + "processingCode processingModeCode acceptAckCode"
  private static let between = "attachmentText* receiver+:Communication respondTo* sender:Communication attentionLine*"
  private static let request = "@ITSVersion=XML_1.0 : \(before) sequenceNumber? \(between)"
  private static let response = "@ITSVersion=XML_1.0 : \(before) \(between) acknowledgement*:Acknowledgement"
  private static let act =
    "@classCode @moodCode : id* code? text? effectiveTime? priorityCode* reasonCode* "
    + "languageCode? overseer* authorOrPerformer*:Author dataEnterer* informationRecipient*"

  private static let messages = """
    PRPA_IN201301UV02 \(request) controlActProcess:RecordAct
    PRPA_IN201302UV02 \(request) controlActProcess:RecordAct
    PRPA_IN201304UV02 \(request) controlActProcess:RecordAct
    PRPA_IN201305UV02 \(request) controlActProcess:CandidatesAct
    PRPA_IN201309UV02 \(request) controlActProcess:IdentifiersAct
    PRPA_IN201306UV02 \(response) controlActProcess:CandidatesAnswer
    PRPA_IN201310UV02 \(response) controlActProcess:IdentifiersAnswer
    QUQI_IN000003UV01 \(response) controlActProcess:ContinuationAct
    MCCI_IN000002UV01 \(response)

    """

  private static let wrappers = """
    Communication @typeCode : telecom? device:Device
    Device @classCode @determinerCode=INSTANCE : id+ name* desc? existenceTime? telecom* manufacturerModelName? \
    softwareName? asAgent?:Agent asLocatedEntity*
    Agent @classCode : representedOrganization?:AgentOrganization
    AgentOrganization @classCode @determinerCode=INSTANCE : id+ name* telecom* notificationParty?
    Acknowledgement : typeCode expectedSequenceNumber? messageWaitingNumber? messageWaitingPriorityCode? \
    targetMessage:Target acknowledgementDetail*:Detail
    Target : id
    Detail : code? text? location*
    RecordAct \(act) subject+:RecordSubject reasonOf*:Reason
    CandidatesAct \(act) reasonOf*:Reason queryByParameter?:CandidatesQuery
    IdentifiersAct \(act) reasonOf*:Reason queryByParameter?:IdentifiersQuery
    CandidatesAnswer \(act) subject*:CandidateSubject reasonOf*:Reason queryAck:QueryAck \
    queryByParameter?:CandidatesQuery
    IdentifiersAnswer \(act) subject*:IdentifiersSubject reasonOf*:Reason queryAck:QueryAck \
    queryByParameter?:IdentifiersQuery
    ContinuationAct \(act) reasonOf*:Reason queryContinuation:Continuation
    Author @typeCode : noteText? time? modeCode? signatureCode? signatureText? assignedDevice?:Assigned \
    assignedPerson?:Assigned
    Assigned @classCode : id* code? addr* telecom* effectiveTime? certificateText? assignedDevice? assignedPerson? \
    representedOrganization?
    Reason @typeCode : detectedIssueEvent:Issue
    Issue @classCode=ALRT @moodCode=EVN : id* code text? value? mitigatedBy*:Mitigation triggerFor*:Trigger
    Mitigation @typeCode : detectedIssueManagement:Management
    Management @classCode @moodCode : code? text?
    Trigger @typeCode=TRIG : actOrderRequired:Order
    Order @classCode @moodCode=RQO : code? effectiveTime* subject*
    QueryAck : queryId? statusCode? queryResponseCode resultTotalQuantity? resultCurrentQuantity? \
    resultRemainingQuantity?
    Continuation : queryId? startResultNumber? continuationQuantity? statusCode

    """

  private static let event = "@classCode=REG @moodCode=EVN : id* statusCode effectiveTime?"
  private static let eventEnd = "author? custodian:Custodian inFulfillmentOf* definition* replacementOf*:Replacement"

  private static let registrations = """
    RecordSubject @typeCode=SUBJ : registrationEvent:RecordEvent
    CandidateSubject @typeCode=SUBJ : registrationEvent:CandidateEvent
    IdentifiersSubject @typeCode=SUBJ : registrationEvent:IdentifiersEvent
    RecordEvent \(event) subject1:RecordRole \(eventEnd)
    CandidateEvent \(event) subject1:CandidateRole \(eventEnd)
    IdentifiersEvent \(event) subject1:IdentifiersRole \(eventEnd)
    RecordRole @typeCode : patient:RecordPatient
    CandidateRole @typeCode : patient:CandidatePatient
    IdentifiersRole @typeCode : patient:IdentifiersPatient
    Custodian @typeCode=CST : assignedEntity:Entity
    Entity @classCode : id+ code? addr* telecom* assignedPerson? assignedDevice? assignedOrganization? \
    representedOrganization?
    Replacement @typeCode=RPLC : priorRegistration:Prior
    Prior @classCode=REG @moodCode=EVN : id* statusCode? subject1?:PriorSubject subject2?
    PriorSubject @typeCode : priorRegisteredRole:PriorRole
    PriorRole @classCode : id+

    """

  private static let patient =
    "@classCode=PAT : id+ addr* telecom* statusCode effectiveTime? "
    + "confidentialityCode* veryImportantPersonCode?"
  private static let person =
    "id* name+ desc? telecom* administrativeGenderCode? birthTime? deceasedInd? "
    + "deceasedTime? multipleBirthInd? multipleBirthOrderNumber? organDonorInd? addr* maritalStatusCode? "
    + "educationLevelCode? disabilityCode* livingArrangementCode? religiousAffiliationCode? raceCode* "
    + "ethnicGroupCode* asPatientOfOtherProvider* asEmployee* asCitizen* asStudent* asMember* asOtherIDs*:OtherIDs "
    + "contactParty* guardian* personalRelationship* careGiver* birthPlace? guarantorRole* languageCommunication*"

  private static let patients = """
    RecordPatient \(patient) patientPerson?:Person patientNonPersonLivingSubject? providerOrganization?:Provider \
    subjectOf* coveredPartyOf*
    CandidatePatient \(patient) patientPerson?:Person patientNonPersonLivingSubject? providerOrganization?:Provider \
    subjectOf1+:Match subjectOf2* coveredPartyOf*
    IdentifiersPatient @classCode=PAT : id+ statusCode effectiveTime? veryImportantPersonCode? \
    patientPerson?:IdentifiersPerson patientNonPersonLivingSubject? providerOrganization?:Provider coveredPartyOf*
    Person : \(person)
    IdentifiersPerson @classCode=PSN @determinerCode=INSTANCE : id* name+ asPatientOfOtherProvider* asEmployee* \
    asCitizen* asStudent* asMember* asOtherIDs*:OtherIDs
    OtherIDs @classCode : id+ statusCode? effectiveTime? scopingOrganization:Scope
    Scope @classCode @determinerCode=INSTANCE : id+ code? name* addr*
    Provider @classCode @determinerCode=INSTANCE : id+ code? name* contactParty+:Contact
    Contact @classCode : id* code? addr* telecom* contactPerson?
    Match : queryMatchObservation:Observation
    Observation @classCode @moodCode=EVN : code value

    """

  private static let queries = """
    CandidatesQuery : queryId statusCode modifyCode? responseElementGroupId* responseModalityCode? \
    responsePriorityCode? initialQuantity? initialQuantityCode? executionAndDeliveryTime? \
    matchCriterionList? parameterList:CandidatesParameters sortControl*
    CandidatesParameters : id? livingSubjectAdministrativeGender*:Parameter livingSubjectBirthPlaceAddress*:Parameter \
    livingSubjectBirthPlaceName*:Parameter livingSubjectBirthTime*:Parameter livingSubjectDeceasedTime*:Parameter \
    livingSubjectId*:Parameter livingSubjectName*:Parameter mothersMaidenName*:Parameter \
    otherIDsScopingOrganization*:Parameter patientAddress*:Parameter patientStatusCode* patientTelecom*:Parameter \
    principalCareProviderId* principalCareProvisionId*:Parameter
    IdentifiersQuery : queryId statusCode modifyCode? responseElementGroupId* responsePriorityCode? \
    executionAndDeliveryTime? parameterList:IdentifiersParameters
    IdentifiersParameters : id? dataSource*:Parameter patientIdentifier+:Parameter
    Parameter : value+ semanticsText
    """
}

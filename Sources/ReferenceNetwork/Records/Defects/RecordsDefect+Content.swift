/// The defects of what is made of messages and studies, and of searches for it.
extension RecordsDefect {
  /// The account of a defect of this part; nil where it is of another.
  var contentAccount: Account? {
    switch self {
    case .forgetsExtensions:
      Account(
        "Extensions of a patient are not given back.", "R4 extensibility.html §2.4.1",
        "A number that nobody verified looks verified.")
    case .losesIdentifierType:
      Account(
        "Accession and placer numbers of orders and reports have no type and no assigner.",
        "R4 datatypes.html §2.24.0.14", "The numbers of two hospitals are taken for one.")
    case .losesAssigner:
      Account(
        "Accession and placer numbers of orders and reports do not tell who assigned them.",
        "R4 datatypes.html §2.24.0.11, Identifier.assigner",
        "Two trusts count from one: a report is taken for that of another patient's study.")
    case .losesStudyIdentifierType:
      Account(
        "The accession number of a study has no type and no assigner.", "R4 datatypes.html §2.24.0.14",
        "The numbers of two hospitals are taken for one.")
    case .dropsExaminationCode:
      Account(
        "The code of an examination is given as text alone.", "R4 terminologies.html §4.1",
        "Examinations cannot be counted or compared.")
    case .keepsCancelledOrders:
      Account(
        "A cancelled order stays active.", "HL7 v2.5.1 §4.5.1.1",
        "A patient is called for an examination that nobody wants.")
    case .dropsPriority:
      Account("Every order has the priority routine.", "HL7 v2.5.1 §4.5.1.7", "A stroke waits with the check-ups.")
    case .dropsReason:
      Account(
        "The clinical question of an order is lost.", "HL7 v2.5.1 §4.5.3.31",
        "The radiologist answers a question that nobody asked.")
    case .keepsPreliminary:
      Account(
        "A final report is given as preliminary.", "HL7 v2.5.1 §4.5.3.25",
        "The ward waits for a report that it has.")
    case .dropsIssued:
      Account(
        "The moment at which a report was released is lost.", "R4 diagnosticreport.html §10.3",
        "A corrected report cannot be told from the first.")
    case .altersText:
      Account(
        "Small words are lost from the text of a report.", "HL7 v2.5.1 §2.7",
        "A finding that was excluded is read as found.")
    case .namesOrganisationsByText:
      Account(
        "The organisation that reported is named by text alone.", "NHS Data Dictionary, ORGANISATION CODE",
        "Nobody knows whom to call.")
    case .dropsReporterNumber:
      Account(
        "Who reported is named without the registration number.",
        "NHS Data Dictionary, GENERAL MEDICAL COUNCIL REFERENCE NUMBER", "Two doctors of one name are taken for one.")
    case .miscountsInstances:
      Account(
        "A study has one instance more than was stored.", "R4 imagingstudy.html §10.4",
        "Staff wait for an image that does not exist.")
    case .dropsSeries:
      Account(
        "The last series of a study is not listed.", "R4 imagingstudy.html §10.4",
        "The images with contrast medium are not looked at.")
    case .startsAtReceipt:
      Account(
        "A study is dated by the moment at which it arrived.", "R4 imagingstudy.html §10.4",
        "An old study is taken for the new one.")
    case .mistakesPatients:
      Account(
        "A study is of somebody else than the one whose images were stored.", "R4 ImagingStudy.subject",
        "Images are read as those of another patient.")
    case .generalisesModality:
      Account(
        "The modality of each series is given as OT.", "PS3.3 §C.7.3.1.1.1",
        "The earlier CT is not among the CTs.")
    case .givesDeadEndpoint:
      Account(
        "The address at which the images of a study are leads nowhere.", "R4 imagingstudy.html §10.4",
        "The list shows images that nobody can open.")
    case .ignoresModality:
      Account(
        "Searches by modality find all modalities.", "R4 search.html §3.1.1.1",
        "The earlier CT is lost among the X-rays.")
    case .ignoresBodySite:
      Account(
        "Searches by anatomy find everything.", "R4 search.html §3.1.1.1",
        "The earlier chest is lost among the knees.")
    case .ignoresPatient:
      Account(
        "Searches for one patient's studies find everybody's.", "R4 search.html §3.1.1.1",
        "A stranger's images stand in the patient's list.")
    default: nil
    }
  }
}

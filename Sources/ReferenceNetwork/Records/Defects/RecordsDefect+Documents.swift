/// The defects of documents shared by FHIR (MHD).
extension RecordsDefect {
  /// The account of a defect of this part; nil where it is of another.
  var documentsAccount: Account? {
    switch self {
    case .ignoresDocumentKind:
      Account(
        "Searches for documents leave class, type and event out.", "ITI TF-2 §3.67.4.1.2",
        "The report is lost among letters.")
    case .ignoresDocumentDate:
      Account(
        "Searches for documents leave dates out.", "ITI TF-2 §3.67.4.1.2",
        "The newest report is lost among old ones.")
    case .ignoresSecurityLabel:
      Account(
        "Searches for documents leave the confidentiality out.", "ITI TF-2 §3.67.4.1.2",
        "Restricted documents stand in the list of all.")
    case .altersDocument:
      Account(
        "Documents lose their last byte.", "ITI TF-2 §3.68.4.2.2",
        "A report without its end says something else.")
    case .mislabelsDocument:
      Account(
        "Documents come as a type that says nothing.", "ITI TF-2 §3.68.4.2.2",
        "The viewer offers to save a report instead of showing it.")
    case .losesSubmissionSets:
      Account(
        "Submissions are taken apart, and their lists forgotten.", "ITI TF-2 §3.65.4.1.3",
        "Nobody knows which documents belonged together.")
    case .losesFHIRDocuments:
      Account(
        "Documents of FHIR are taken, and forgotten.", "ITI TF-2 §3.65.4.1.3",
        "The entry leads to a document that nobody has, and its source believes it kept.")
    case .refusesFHIRDocumentsByNoCode:
      Account(
        "Documents of FHIR are refused, and no code says why.", "ITI TF-2 §3.65.4.1.3",
        "The source cannot tell that the same document in another form would be taken.")
    case .ignoresListKind:
      Account(
        "Searches for lists find folders and submission sets alike.", "ITI TF-2 §3.66.4.1.2",
        "Folders fill with what never was in them.")
    case .ignoresAccessionNumber:
      Account(
        "Searches by accession number find documents of others.", "IHE RAD MADO",
        "The report of another examination is opened.")
    case .ignoresStudy:
      Account(
        "Searches by study find documents of others.", "IHE RAD MADO",
        "The images of another examination are opened.")
    case .ignoresRegion:
      Account("Searches by region find documents of all.", "IHE RAD MADO", "The earlier chest is lost among the knees.")
    default: nil
    }
  }
}

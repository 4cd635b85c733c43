/// Integration profiles of IHE by acronym and by name, as far as they concern imaging and what it relies on.
enum IntegrationProfiles {
  /// The acronym of a profile by its acronym or its name in any case and with any punctuation; nil where it is not known.
  static func acronym(for text: String) -> String? { byKey[key(text)] }

  /// The first name of a profile by its acronym.
  static func name(of acronym: String) -> String? { profiles.first { $0.acronym == acronym }?.name }

  /// The profiles that a cell, heading or item names; where it names none that is known, none.
  ///
  /// `Scheduled Workflow (SWF)`, `XDS-I.b: Cross-Enterprise Document Sharing for Imaging`, `SWF.b, PIR`.
  static func named(in text: String) -> [String] {
    if let one = single(text.collapsed) { return [one] }
    let pieces = text.split { ",;\n\u{2022}".contains($0) }.map(\.collapsed).filter { !$0.isEmpty }
    guard pieces.count > 1, pieces.count <= 40 else { return [] }
    let found = pieces.map(single)
    // A name that was cut at a line's end has pieces that say nothing.
    guard found.allSatisfy({ $0 != nil }) else { return [] }
    var seen: Set<String> = []
    return found.compactMap { $0 }.filter { seen.insert($0).inserted }
  }

  private static func single(_ text: String) -> String? {
    guard text.utf8.count <= 200 else { return nil }
    if let known = acronym(for: text) { return known }
    if let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") {
      if let known = byAcronym[String(text[text.index(after: open)..<close]).collapsed.lowercased()] { return known }
      if let known = acronym(for: String(text[..<open])) { return known }
    }
    let first = text.prefix { !" (:\u{2013}\u{2014},;".contains($0) }
    // A word that happens to be an acronym begins many names: what follows has to set it apart.
    let rest = text.dropFirst(first.count).drop { $0 == " " }.first
    guard rest == nil || "(:-\u{2013}\u{2014}".contains(rest ?? " ") else { return nil }
    return byAcronym[first.lowercased()]
  }

  /// Whether two generations of a profile have the name that a text gives, and it gives no acronym.
  static func isNameOfSeveral(_ acronym: String, in text: String) -> Bool {
    ["XDS.b", "XDS-I.b"].contains(acronym) && !text.lowercased().contains(acronym.lowercased())
  }

  /// Acronyms that stand in a sentence as they are spelled; short ones, which mean other things too, left out.
  static func acronyms(in text: String) -> [String] {
    var seen: Set<String> = []
    return text.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_") }.compactMap { word in
      var token = word[...]
      while let last = token.last, ".-".contains(last) { token.removeLast() }
      guard let known = byAcronym[token.lowercased()], known == token, !ambiguous.contains(known) else { return nil }
      return seen.insert(known).inserted ? known : nil
    }
  }

  /// Names of profiles that the words of a sentence have, longest first, without those inside longer ones.
  static func names(in words: Words) -> [String] {
    var rest = words.joined
    var found: [String] = []
    for item in phrases where rest.utf8Contains(item.phrase) {
      if !found.contains(item.acronym) { found.append(item.acronym) }
      rest = rest.replacing(item.phrase, with: "  ")
    }
    return found
  }

  /// Acronyms that are also words, modalities or other standards.
  private static let ambiguous: Set<String> = [
    "CT", "RD", "AIR", "ED", "NM", "EC", "REM", "FUS", "DIFF", "PERF", "ECG", "CATH", "ECHO", "STRESS", "DEN", "MAP",
    "SEC",
    "SOLE", "SMI", "IMR",
  ]

  /// Letters and digits in lower case, without the words that only say that it is a profile.
  private static func key(_ text: String) -> String {
    Words(text).list.filter { !["ihe", "integration", "profile", "profiles", "the"].contains($0) }.joined()
  }

  private static let byAcronym: [String: String] = Dictionary(
    profiles.map { ($0.acronym.lowercased(), $0.acronym) }, uniquingKeysWith: { first, _ in first })

  private static let byKey: [String: String] = Dictionary(
    profiles.flatMap { [(key($0.acronym), $0.acronym), (key($0.name), $0.acronym)] },
    uniquingKeysWith: { first, _ in first })

  private static let phrases: [(phrase: String, acronym: String)] =
    profiles.map { (Words($0.name).joined, $0.acronym) }.filter { $0.0.split(separator: " ").count > 1 }
    .sorted { ($0.0.utf8.count, $0.0) > ($1.0.utf8.count, $1.0) }

  /// Where a name belongs to two generations of a profile, the later one comes first.
  private static let profiles: [IntegrationProfile] = """
    SWF|Scheduled Workflow
    SWF.b|Scheduled Workflow.b
    PIR|Patient Information Reconciliation
    CPI|Consistent Presentation of Images
    PGP|Presentation of Grouped Procedures
    ARI|Access to Radiology Information
    KIN|Key Image Note
    SINR|Simple Image and Numeric Report
    SEC|Basic Security
    CHG|Charge Posting
    PWF|Post-Processing Workflow
    PAWF|Post-Acquisition Workflow
    RWF|Reporting Workflow
    ED|Evidence Documents
    PDI|Portable Data for Imaging
    PDI-X|Portable Data for Imaging Extensions
    NMI|Nuclear Medicine Image
    NM|NM Image
    TCE|Teaching File and Clinical Trial Export
    XDS-I.b|Cross-Enterprise Document Sharing for Imaging
    XDS-I|Cross-Enterprise Document Sharing for Imaging
    XDR-I|Cross-Enterprise Document Reliable Interchange of Images
    XCA-I|Cross-Community Access for Imaging
    MAMMO|Mammography Image
    MAWF|Mammography Acquisition Workflow
    DBT|Digital Breast Tomosynthesis
    DBT-E|Digital Breast Tomosynthesis Extension
    SMI|Stereotactic Mammography Image
    FUS|Image Fusion
    IRWF|Import Reconciliation Workflow
    IRWF.b|Import Reconciliation Workflow.b
    REM|Radiation Exposure Monitoring
    REM-NM|Radiation Exposure Monitoring for Nuclear Medicine
    DIFF|MR Diffusion Imaging
    PERF|CT/MR Perfusion Imaging with Contrast
    BIR|Basic Image Review
    CXCAD|Chest X-Ray CAD Display
    IOCM|Imaging Object Change Management
    MIMA|Multiple Image Manager/Archive
    MRRT|Management of Radiology Report Templates
    IID|Invoke Image Display
    WIA|Web-based Image Access
    WIC|Web-based Image Capture
    EBIW|Encounter-Based Imaging Workflow
    XRR-WD|Cross-Enterprise Remote Read Workflow Definition
    CDS-OAT|Clinical Decision Support Order Appropriateness Tracking
    MAP|Management of Acquisition Protocols
    ESPM|Enterprise Scanner Protocol Management
    SOLE|Standardized Operational Log of Events
    AIW-I|AI Workflow for Imaging
    AIR|AI Results
    AIRA|AI Result Assessment
    RD|Results Distribution
    IRA|Integrated Reporting Applications
    IMR|Interactive Multimedia Report
    MHD-I|Mobile access to Health Documents for Imaging
    MADO|Manifest-based Access to DICOM Objects
    XDS.b|Cross-Enterprise Document Sharing
    XDS|Cross-Enterprise Document Sharing
    XDR|Cross-Enterprise Document Reliable Interchange
    XDM|Cross-Enterprise Document Media Interchange
    XDW|Cross-Enterprise Document Workflow
    XDS-SD|Cross-Enterprise Sharing of Scanned Documents
    XCA|Cross-Community Access
    XCDR|Cross-Community Document Reliable Interchange
    XCF|Cross-Community Fetch
    XCPD|Cross-Community Patient Discovery
    XUA|Cross-Enterprise User Assertion
    XPID|XAD-PID Change Management
    PIX|Patient Identifier Cross-referencing
    PIX|Patient Identifier Cross-reference
    PIXV3|Patient Identifier Cross-referencing HL7 V3
    PIXV3|Patient Identifier Cross-reference HL7 V3
    PIXm|Patient Identifier Cross-referencing for Mobile
    PIXm|Patient Identifier Cross-reference for Mobile
    PDQ|Patient Demographics Query
    PDQV3|Patient Demographics Query HL7 V3
    PDQm|Patient Demographics Query for Mobile
    PMIR|Patient Master Identity Registry
    PAM|Patient Administration Management
    PSA|Patient Synchronized Applications
    MHD|Mobile access to Health Documents
    MHDS|Mobile Health Document Sharing
    DSUB|Document Metadata Subscription
    DSUBm|Document Subscription for Mobile
    ATNA|Audit Trail and Node Authentication
    BALP|Basic Audit Log Patterns
    CT|Consistent Time
    EUA|Enterprise User Authentication
    IUA|Internet User Authorization
    PWP|Personnel White Pages
    RID|Retrieve Information for Display
    RFD|Retrieve Form for Data Capture
    SVS|Sharing Value Sets
    SVCM|Sharing Valuesets, Codes, and Maps
    HPD|Healthcare Provider Directory
    mCSD|Mobile Care Services Discovery
    NPFSm|Non-patient File Sharing
    BPPC|Basic Patient Privacy Consents
    APPC|Advanced Patient Privacy Consents
    SeR|Secure Retrieve
    DEN|Document Encryption
    DSG|Document Digital Signature
    RMU|Restricted Metadata Update
    RMD|Remove Metadata and Documents
    QEDm|Query for Existing Data for Mobile
    DRPT|Displayable Reports
    CATH|Cardiac Catheterization Workflow
    ECHO|Echocardiography Workflow
    ECG|Retrieve ECG for Display
    STRESS|Stress Testing Workflow
    REWF|Resting Electrocardiography Workflow
    ECDR|Eye Care Displayable Report
    """
    .split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "|").map { String($0).collapsed }
      return fields.count == 2 ? IntegrationProfile(acronym: fields[0], name: fields[1]) : nil
    }
}

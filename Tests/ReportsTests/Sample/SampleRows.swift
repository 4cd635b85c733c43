import Foundation

/// The requirements of the sample: invented bids, facts of DICOM.
struct SampleRow {
  var id: String
  var title: String
  var level: String
  var weight: Int
  var step: String
  var first: String
  var second: String
  var claim: String
  var assertion: String
  var expected: String
  var bad: String

  /// Identifier of the group.
  var group: String { String(id.prefix(3)) }

  /// id | title | level | weight | step | state of bid 1 | of bid 2 | claim | assertion | expected | found when bad
  static let all: [SampleRow] = text.split(separator: "\n").map { line in
    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    return SampleRow(
      id: cells[0], title: cells[1], level: cells[2], weight: known(Int(cells[3])), step: cells[4], first: cells[5],
      second: cells[6], claim: cells[7], assertion: cells[8], expected: cells[9], bad: cells[10])
  }

  static let groups: [(id: String, title: String, weight: Int, summary: String)] = [
    (
      "ASC", "Associations", 10, "Every exchange starts here: a system that negotiates badly fails everything after it."
    ),
    ("STO", "Storage", 25, "What the archive takes in, and whether it keeps it **unaltered**."),
    ("QRY", "Query and retrieve", 20, "Whether images are found by those who are allowed to look for them."),
    ("WKL", "Modality worklist", 15, "What modalities are told about the work of the day."),
    ("IDN", "Patient identity", 15, "One patient, one record: across sites, twins and unusual names."),
    ("CHR", "Character sets", 5, "Names survive the journey."),
    ("SEC", "Security", 5, "Who may speak to whom, and in the clear or not."),
    ("DOC", "Documents", 5, "The papers say what the product does."),
  ]

  private static let text = """
    ASC-001|Every application entity answers C-ECHO|mandatory|3|dicom.echo|met|met|Verification SOP Class is supported as SCP|response.status == success|status is success (0000H)|status 0122H, SOP class not supported
    ASC-002|Unknown abstract syntaxes are rejected, the rest accepted|scored|2|dicom.associate|met|met|Unsupported presentation contexts are rejected with reason 3|contexts[PrivateClass].result == abstract-syntax-not-supported|result is abstract syntax not supported (3)|result is acceptance (0)
    ASC-003|An unknown calling AE title is rejected in the standard's way|mandatory|3|dicom.associate|met|not met|Associations from unknown AE titles are rejected|rejection.reason == calling-ae-title-not-recognized|A-ASSOCIATE-RJ with reason 3, calling AE title not recognized|the association was accepted
    ASC-004|Maximum length is honoured|scored|2|dicom.associate|met|met|Maximum PDU size: 65536 bytes|max-length >= 16 KiB|maximum length of at least 16 KiB|maximum length 8 KiB
    ASC-005|Released in an orderly way|scored|1|dicom.associate|met|partly met|Associations are released by A-RELEASE|released == true|A-RELEASE-RP within 5 s|transport closed without A-RELEASE-RP
    ASC-006|Ten associations at once|desirable|2|dicom.associate|inconclusive|met|Up to 50 simultaneous associations|accepted == 10|10 associations accepted|7 associations accepted
    STO-001|CT images are accepted|mandatory|5|dicom.store|met|met|CT Image Storage, SCP, Explicit VR Little Endian|every responses[*].status == success|every status is success (0000H)|status A900H, data set does not match SOP class
    STO-002|MR images are accepted|mandatory|5|dicom.store|met|met|MR Image Storage, SCP|every responses[*].status == success|every status is success (0000H)|status A900H, data set does not match SOP class
    STO-003|Computed radiographs are accepted|mandatory|4|dicom.store|met|met|Computed Radiography Image Storage, SCP|every responses[*].status == success|every status is success (0000H)|status C000H, cannot understand
    STO-010|Archive accepts Enhanced CT losslessly compressed|mandatory|5|dicom.associate|contradicted|met|Enhanced CT Image Storage, SCP, JPEG 2000 Image Compression (Lossless Only)|contexts[EnhancedCTImageStorage].result == acceptance|result is acceptance (0)|result is transfer syntaxes not supported (4)
    STO-011|Digital mammography is accepted|scored|3|dicom.associate|met|not demonstrated|Digital Mammography X-Ray Image Storage for Presentation, SCP|contexts[DigitalMammography].result == acceptance|result is acceptance (0)|result is abstract syntax not supported (3)
    STO-012|Breast tomosynthesis is accepted|scored|3|dicom.associate|not demonstrated|not met|Breast Tomosynthesis Image Storage, SCP|contexts[BreastTomosynthesis].result == acceptance|result is acceptance (0)|result is abstract syntax not supported (3)
    STO-013|Structured reports of dose are accepted|scored|3|dicom.store|met|contradicted|X-Ray Radiation Dose SR Storage, SCP|every responses[*].status == success|every status is success (0000H)|status 0122H, SOP class not supported
    STO-014|Key object selections are accepted|scored|2|dicom.store|met|met|Key Object Selection Document Storage, SCP|every responses[*].status == success|every status is success (0000H)|status A900H
    STO-015|Storing an instance twice does no harm|scored|2|dicom.store|partly met|met|Duplicate SOP instances are ignored|every responses[*].status == success|every status is success (0000H)|status B007H, data set does not match SOP class (warning)
    STO-016|Private attributes are kept|scored|2|dicom.store|not met|met|Private attributes are stored unaltered|private-attributes same set as sent|the private attributes that were sent|(0009,0010) and (0009,1001) are missing
    STO-017|HTJ2K is accepted|desirable|2|dicom.associate|not met|not met|High-Throughput JPEG 2000 is planned|contexts[CTImageStorage].transfer == HTJ2KLossless|HTJ2K Lossless is accepted|transfer syntaxes not supported (4)
    STO-018|Ten large instances within the time allowed|scored|3|dicom.store|met|inconclusive|The archive stores 200 images per second|elapsed <= 20 s|at most 20 s|31.4 s
    QRY-001|Studies are found by patient identifier|mandatory|5|dicom.find|met|met|Study Root Query/Retrieve, FIND, SCP|matches.count == 1|1 match|0 matches
    QRY-002|Studies are found by accession number|mandatory|5|dicom.find|met|met|Accession Number (0008,0050) is a matching key|matches.count == 1|1 match|0 matches
    QRY-003|Studies are found by a range of dates|scored|3|dicom.find|met|met|Range matching on Study Date|matches.count == 3|3 matches|7 matches: the range was ignored
    QRY-004|Names match without regard to case|scored|2|dicom.find|not met|met|Person names are matched literally|matches.count == 1|1 match|0 matches for lower case
    QRY-005|Wildcards match as PS3.4 says|scored|2|dicom.find|met|met|Wildcard matching on Patient Name|matches.count == 2|2 matches|0 matches
    QRY-006|Numbers of series and instances are returned|scored|2|dicom.find|met|partly met|Number of Study Related Instances is returned|every matches[*].NumberOfStudyRelatedInstances exists|the attribute is there in every match|absent in 2 of 3 matches
    QRY-007|Modalities in Study is returned|scored|2|dicom.find|met|met|Modalities in Study (0008,0061) is returned|every matches[*].ModalitiesInStudy exists|the attribute is there in every match|absent
    QRY-008|A query without keys is not answered with everything|scored|2|dicom.find|not demonstrated|not demonstrated|Unbounded queries are refused|final.status == out-of-resources|status A700H or a declared limit|the whole archive was returned
    QRY-009|The patient root is served|desirable|2|dicom.find|met|not met|Patient Root Query/Retrieve, FIND, SCP|contexts[PatientRootFind].result == acceptance|result is acceptance (0)|result is abstract syntax not supported (3)
    WKL-001|Today's work is returned|mandatory|5|dicom.find|not demonstrated|met|Modality Worklist Information Model, FIND, SCP|matches.count >= 1|at least 1 match|0 matches
    WKL-002|Work of another modality is not returned|mandatory|4|dicom.find|not demonstrated|met|Modality is a matching key|every matches[*].Modality == CT|every Modality is CT|2 of 6 are MR
    WKL-003|Universal keys of IHE are returned|scored|3|dicom.find|not demonstrated|partly met|All return keys of RAD-5 are supported|every matches[*].RequestedProcedureID exists|the attribute is there in every match|absent in 6 of 6 matches
    WKL-004|Cancelled work disappears|scored|2|dicom.find|not demonstrated|met|Cancelled procedures are removed|matches.count == 0|0 matches|1 match
    IDN-001|The NHS number is the key across organisations|mandatory|5|dicom.find|met|met|Patient ID holds the NHS number|every matches[*].PatientID conforms to nhs-number|an NHS number with a valid check digit|local identifier RXA-448812
    IDN-002|Every identifier names its issuer|mandatory|5|dicom.find|not met|met|Issuer of Patient ID (0010,0021) is returned|every matches[*].IssuerOfPatientID exists|the attribute is there in every match|absent in 3 of 3 matches
    IDN-003|Twins are told apart|mandatory|5|dicom.find|met|met|Demographics are matched on identifier|matches.count == 1|1 match|2 matches: both twins
    IDN-004|Other identifiers travel along|scored|3|dicom.find|partly met|partly met|Other Patient IDs Sequence is returned|every matches[*].OtherPatientIDsSequence exists|the sequence is there in every match|absent in 1 of 3 matches
    IDN-005|A local identifier alone finds no stranger|scored|3|dicom.find|inconclusive|met|Matches are limited to the issuing organisation|matches.count == 0|0 matches|1 match of another site
    CHR-001|ISO_IR 100 is answered as asked|mandatory|3|dicom.find|met|met|ISO_IR 100 is supported|matches[0].PatientName == sent|Müller^Zoë as sent|M?ller^Zo?
    CHR-002|UTF-8 is answered as asked|mandatory|3|dicom.find|met|not met|ISO_IR 192 is supported|matches[0].PatientName == sent|Łukasz^Żółć as sent|?ukasz^????
    CHR-003|The longest name survives|scored|1|dicom.store|met|met|Names of up to 64 characters|matches[0].PatientName == sent|64 characters as sent|cut off after 40 characters
    SEC-001|TLS 1.2 or later between organisations|mandatory|5|dicom.associate|inconclusive|not met|TLS 1.2 and 1.3 are supported|tls.version in [TLS1.2, TLS1.3]|TLS 1.2 or 1.3|the port answers without TLS
    SEC-002|Certificates of both sides are checked|scored|3|dicom.associate|not demonstrated|not demonstrated|Mutual authentication is supported|tls.client-certificate == required|a client certificate is demanded|none is demanded
    DOC-001|The statement lists its transfer syntaxes by UID|scored|2|-|met|met|1.2.840.10008.1.2.1 Explicit VR Little Endian|transfer-syntaxes.count >= 3|at least 3 transfer syntaxes|1 transfer syntax
    DOC-002|The statement names its application entities|scored|2|-|met|partly met|Application entity STORE-SCP|application-entities.count >= 1|at least 1 application entity|none
    DOC-003|The statement names the version that is offered|scored|2|-|met|met|Release 7.2.1|product.version exists|a version|none
    DOC-004|Attribute coercion is declared|informative|0|-|not demonstrated|met|No attribute is coerced|coercions exists|a list of coercions, or the word that there are none|nothing
    """
}

/// A value that the sample's own text guarantees.
func known<T>(_ value: T?) -> T {
  guard let value else { preconditionFailure("the sample's text is wrong") }
  return value
}

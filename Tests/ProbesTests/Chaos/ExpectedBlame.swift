/// What has to come of an exchange with the chaos peer, stated by hand for each of its deeds.
///
/// The rule behind every row: only what a system itself sent, or broke off after it had begun to answer, counts against it.
/// Silence, closed doors and something else behind the port never do. What the harness does not take, because it is too
/// much, is the harness's own limit.
enum ExpectedBlame {
  /// `pass`: completes with the right answer. `answer`: completes with an answer that is not the right one, which assertions
  /// see. Else the blame; two where it is chance whether a flood first meets the harness's limit or the deadline.
  ///
  /// Rows that may surprise: a status that refuses is an answer, but a plain page in the place of a SOAP message shows that
  /// something else stands there; bytes that begin no frame of MLLP are no answer, so that silence ends the exchange; a page
  /// in the place of results over DICOMweb is a success that the service itself claims.
  static let table: [String: String] = Dictionary(
    uniqueKeysWithValues: [common, dicom, dicomweb, fhir, soap, hl7].joined(separator: "\n").split(separator: "\n").map
    {
      let words = $0.split(separator: " ")
      return ("\(words[0]) \(words[1])", String(words[2]))
    })

  private static let common: String = ["dicom", "dicomweb", "fhir", "soap", "hl7"].map { name in
    """
    \(name) none pass
    \(name) refuses network
    \(name) closes-at-once network
    \(name) resets-at-once network
    \(name) hangs network
    \(name) drips network
    \(name) truncates system
    \(name) answers-another answer
    \(name) huge harness,network
    """
  }.joined(separator: "\n")

  private static let dicom = """
    dicom refuses-by-status answer
    dicom garbage system
    dicom hangs-in-the-middle network
    dicom closes-in-the-middle system
    dicom length-too-long system
    dicom length-four-gigabytes system
    dicom html configuration
    dicom garbage-data-set system
    dicom unknown-context system
    dicom aborts system
    dicom rejects-for-good system
    dicom rejects-for-now network
    dicom rejects-title configuration
    dicom another-message-id system
    dicom no-status system
    """

  private static let web = """
    P garbage configuration
    P length-too-long system
    P length-negative system
    P status-503 network
    P endless-header harness,network
    """
  private static let dicomweb =
    web.replacing("P ", with: "dicomweb ") + """

      dicomweb refuses-by-status answer
      dicomweb html system
      dicomweb redirect-loop answer
      dicomweb gzip-bomb harness,network
      dicomweb status-401 configuration
      dicomweb status-204 answer
      dicomweb broken-json system
      dicomweb deep-json harness
      dicomweb wrong-type system
      """
  private static let fhir =
    web.replacing("P ", with: "fhir ") + """

      fhir refuses-by-status answer
      fhir html answer
      fhir redirect-loop answer
      fhir gzip-bomb harness,network
      fhir status-401 configuration
      fhir broken-json system
      fhir deep-json harness
      fhir no-resource system
      fhir outcome answer
      """
  private static let soap =
    web.replacing("P ", with: "soap ") + """

      soap refuses-by-status configuration
      soap html configuration
      soap redirect-loop configuration
      soap gzip-bomb harness,network
      soap broken-xml system
      soap entities system
      soap soap-fault answer
      soap registry-failure answer
      soap other-root system
      """
  private static let hl7 = """
    hl7 refuses-by-status answer
    hl7 garbage configuration
    hl7 no-start network
    hl7 no-end network
    hl7 html configuration
    hl7 another-control-id system
    hl7 not-a-message system
    hl7 closes-in-the-middle system
    hl7 application-error answer
    """
}

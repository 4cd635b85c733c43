import Evidence
import Rendering

/// A document as it was read, on one page that loads nothing: its blocks in order with the recognised claims marked, and
/// the claims by kind beside it.
public enum AnnotatedPage {
  /// Renders the page.
  public static func render(_ examined: ExaminedDocument) -> String {
    let reading = examined.reading
    let main: HTML
    let spots: [Int?]
    var placed: Set<Int> = []
    if let document = examined.document {
      let annotations = Annotations(examined, document)
      spots = annotations.spotOfClaim
      placed = Set(reading.problems.indices).subtracting(annotations.unplaced)
      main = """
        <h2 id="doc-title">The document as it was read</h2>
        \(DocumentMarkup(reading: reading, document: document, annotations: annotations).html)
        """
    } else {
      spots = reading.claims.indices.map { $0 + 1 }
      main = """
        <h2 id="doc-title">The claims with their elements</h2>
        \(DescriptionMarkup.html(reading))
        """
    }
    let body: HTML = """
      \(header(reading))
      <main id="main">
      \(problems(reading, placed))
      <div class="cols">
      <aside aria-labelledby="idx-title"><h2 id="idx-title">Claims by kind</h2>
      \(ClaimIndexMarkup(reading: reading, spotOfClaim: spots).html)</aside>
      <section class="doc" aria-labelledby="doc-title">
      \(main)
      </section>
      </div>
      </main>
      <footer><p>What is not marked was not taken for a claim. Silence is never read as “not supported”.</p></footer>
      """
    return page(title: "\(reading.document): how it is read", body)
  }

  private static func header(_ reading: DocumentReading) -> HTML {
    func count(_ holds: (Claim) -> Bool) -> Int { reading.claims.lazy.filter(holds).count }
    let facts: [(String, String)] = [
      ("Product", [reading.product, reading.version].compactMap { $0 }.joined(separator: " ")),
      ("Format", reading.format), ("Claims", String(reading.claims.count)),
      ("Supported", String(count { $0.polarity == .supported })),
      ("Not supported", String(count { $0.polarity == .notSupported })),
      ("Disputed", String(count { !$0.disputedBy.isEmpty })),
      ("Below \(Claim.decisiveConfidence) % sure", String(count { $0.confidence < Claim.decisiveConfidence })),
      ("Problems", String(reading.problems.count)),
    ]
    return """
      <header>
      <p class="kicker">How a conformance statement is read</p>
      <h1>\(reading.document)</h1>
      <dl class="meta">\(each: facts.filter { !$0.1.isEmpty }, { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" })\
      <div><dt>SHA-256</dt><dd><code>\(reading.sha256.prefix(16))…</code></dd></div></dl>
      \(legend)
      </header>
      """
  }

  private static var legend: HTML {
    func sample(_ tone: String, _ text: String) -> HTML { "<span class=\"b s-\(tone)\">\(text) <i>92</i></span>" }
    return """
      <details class="legend"><summary>What the marks mean</summary>
      <ul>
      <li>\(sample("met", "SCP supported")) claimed, as delivered; the number is how sure the reading is, in per cent
      <li>\(sample("inconclusive", "SCU configurable")) claimed, but only by configuration or under a condition
      <li>\(sample("not-met", "SCU not supported")) denied in words
      <li>\(sample("partly-met", "unclear")) spoken of, but neither claimed nor denied
      <li>\(sample("contradicted", "SCP supported, disputed")) another place of the document says otherwise
      <li><span class="b s-met u">SCP supported <i>60</i></span> below \(Claim.decisiveConfidence) %: cannot decide a \
      mandatory requirement without a person
      <li><span class="x-sample">pale text</span> was left out: contents, glossaries, examples and the like claim nothing
      </ul></details>
      """
  }

  private static func problems(_ reading: DocumentReading, _ placed: Set<Int>) -> HTML {
    guard !reading.problems.isEmpty else { return .empty }
    let items = reading.problems.enumerated().map { index, problem in
      ProblemMarkup.item(problem, index: index, isPlaced: placed.contains(index))
    }
    return """
      <details class="panel"\(if: items.count <= 5, " open")><summary><h2>Problems of the reading</h2> \
      <span class="n">\(items.count)</span></summary><ul class="pbs">\(items.joined())</ul></details>
      """
  }

  private static func page(title: String, _ body: HTML) -> String {
    let frame = SealedPage(
      title: title, style: part(AnnotationStyle.text), script: part(AnnotationScript.text),
      skip: ##"<a class="skip" href="#doc-title">Skip to the document</a>"##)
    let page: HTML = """
      \(frame.begin)\(body)
      \(frame.end)
      """
    return page.text
  }

  private static func part(_ text: String) -> SealedPage.Part {
    SealedPage.Part(text: text, sha256: Digest.sha256InBase64(text))
  }
}

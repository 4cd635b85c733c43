import Programs
import Rendering

/// Pictures of the places in a PDF file where words stand, by poppler in a process without network and with limits.
public struct PagePictures: ~Copyable {
  private let directory: PrivateDirectory
  private let pages: [PDFPage]
  private var made = 0

  /// Pixels of an inch: enough to read small print, little enough for many pictures in one page.
  private static let resolution = 110.0
  /// Points around the words.
  private static let margin = 10.0
  /// Points that a picture is high at most: a third of a page.
  private static let highest = 280.0
  /// Words of a place that are looked for.
  private static let most = 40
  private static let limits = LimitedProcess.Limits(seconds: 20, memory: 512 << 20, output: 8 << 20)

  /// Opens a file; nil where it is no PDF that can be read.
  ///
  /// - Parameter lastPage: The last page of which a picture is wanted, from 1.
  public init?(of pdf: [UInt8], lastPage: Int) {
    guard pdf.starts(with: Array("%PDF-".utf8)), let directory = try? PrivateDirectory(),
      (try? directory.write(pdf, to: PopplerRun.file)) != nil,
      var words = try? LimitedProcess(
        "pdftotext", ["-bbox", "-raw", "-l", "\(max(1, lastPage))", directory.path + "/" + PopplerRun.file, "-"],
        named: "words", in: directory, limits: Self.limits)
    else { return nil }
    let outcome = words.finish(in: directory)
    guard outcome.isSuccess else { return nil }
    pages = WordBoxes.read(outcome.output).pages
    self.directory = directory
  }

  /// The lines of a page where words stand; nil where they do not stand there.
  ///
  /// - Parameters:
  ///   - words: The words as they were read, cell by cell.
  ///   - page: The page, from 1.
  public mutating func picture(of words: [String], onPage page: Int) -> PagePicture? {
    guard let page = pages.first(where: { $0.number == page }), let lines = Self.lines(of: words, on: page) else {
      return nil
    }
    let left = max(0, (page.words.map(\.x0).min() ?? 0) - Self.margin)
    let right = min(page.width, (page.words.map(\.x1).max() ?? page.width) + Self.margin)
    let top = max(0, lines.lowerBound - Self.margin)
    let bottom = min(page.height, lines.upperBound + Self.margin, top + Self.highest)
    guard right - left >= 1, bottom - top >= 1, right - left <= 5_000 else { return nil }
    func pixels(_ points: Double) -> Int { Int((points * Self.resolution / 72).rounded()) }
    let (width, height) = (pixels(right - left), pixels(bottom - top))
    made += 1
    let place = ["-x", "\(pixels(left))", "-y", "\(pixels(top))", "-W", "\(width)", "-H", "\(height)"]
    let pages = ["-f", "\(page.number)", "-l", "\(page.number)"]
    guard
      var drawing = try? LimitedProcess(
        "pdftoppm",
        ["-png", "-gray", "-r", "\(Int(Self.resolution))"] + pages + place + [
          directory.path + "/" + PopplerRun.file
        ], named: "picture\(made)", in: directory, limits: Self.limits)
    else { return nil }
    let outcome = drawing.finish(in: directory)
    guard outcome.isSuccess, outcome.output.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    return PagePicture(png: outcome.output, width: width, height: height)
  }

  /// From where to where down the page the words stand, in points.
  private static func lines(of words: [String], on page: PDFPage) -> ClosedRange<Double>? {
    let wanted = Array(
      words.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(folded).filter { !$0.isEmpty }.prefix(most))
    guard let first = wanted.first else { return nil }
    let set = Set(wanted)
    let there = page.words.map { folded($0.text[...]) }
    var best: (count: Int, start: Int)?
    for start in there.indices where there[start] == first {
      let window = there[start..<min(there.count, start + wanted.count + 10)]
      let count = set.count { window.contains($0) }
      if count > best?.count ?? 0 { best = (count, start) }
    }
    guard let best, best.count * 5 >= set.count * 3 else { return nil }
    let window = best.start..<min(there.count, best.start + wanted.count + 10)
    var found = Set<String>()
    var (top, bottom) = (Double.infinity, -Double.infinity)
    for index in window where set.contains(there[index]) && found.insert(there[index]).inserted {
      top = min(top, page.words[index].y0)
      bottom = max(bottom, page.words[index].y1)
    }
    return top <= bottom ? top...bottom : nil
  }

  /// A word by its letters and digits alone.
  private static func folded(_ word: Substring) -> String { word.lowercased().filter { $0.isLetter || $0.isNumber } }
}

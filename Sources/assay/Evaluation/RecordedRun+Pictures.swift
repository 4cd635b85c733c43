import Evidence
import Foundation
import Judgement
import Rendering
import Statements

extension RecordedRun {
  /// Pictures that a report holds at most; further places are shown by their words alone.
  private static let mostPictures = 80

  /// Pictures of the places in PDF documents that a scorecard cites; none where poppler is not installed.
  func pictures(of scorecard: Scorecard) -> [Citation: PagePicture] {
    var wanted: [String: [Citation]] = [:]
    var known: Set<Citation> = []
    let verdicts = scorecard.groups.flatMap(\.requirements).flatMap(\.bindings).flatMap(\.evidence)
    for citation in verdicts.flatMap(\.citations) where citation.page != nil && known.count < Self.mostPictures {
      if known.insert(citation).inserted { wanted[citation.sha256, default: []].append(citation) }
    }
    guard !wanted.isEmpty else { return [:] }
    var pictures: [Citation: PagePicture] = [:]
    let folder = reader.folder.appendingPathComponent(RunLayout.bid)
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    for name in names where name.lowercased().hasSuffix(".pdf") {
      guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(name)),
        let citations = wanted.removeValue(forKey: Digest.sha256(bytes)),
        var pages = PagePictures(of: Array(bytes), lastPage: citations.compactMap(\.page).max() ?? 1)
      else { continue }
      for citation in citations {
        let words = citation.cells.flatMap { $0.isEmpty ? nil : $0 } ?? [citation.words]
        if let page = citation.page { pictures[citation] = pages.picture(of: words, onPage: page) }
      }
    }
    return pictures
  }
}

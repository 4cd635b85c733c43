import Judgement
import Rendering
import Testing

@testable import Reports

@Suite("Maps and matrices of networks")
struct NetworkMapTests {
  static func map(_ scorecard: Scorecard) -> NetworkMap {
    let sites = scorecard.run.systems.map { system in
      (id: NetworkLinks.site(of: system.id), name: system.site, systems: [system])
    }
    return NetworkMap(sites: sites, links: NetworkLinks(scorecard))
  }

  /// The boxes of a drawing: x, y, width, height.
  static func boxes(_ text: String) -> [(x: Int, y: Int, width: Int, height: Int)] {
    text.matches(of: /class="box" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/).map { match in
      (Int(match.1) ?? -1, Int(match.2) ?? -1, Int(match.3) ?? -1, Int(match.4) ?? -1)
    }
  }

  @Test("Boxes neither touch each other nor leave the drawing, however many sites there are", arguments: Array(2...24))
  func boxes(sites: Int) throws {
    let text = Self.map(Sample.network(sites: sites, requirements: 2, pairwise: 1).scorecard).html.text
    let boxes = Self.boxes(text)
    #expect(boxes.count == sites)
    let size = try #require(text.firstMatch(of: /viewBox="0 0 (\d+) (\d+)"/))
    for (index, box) in boxes.enumerated() {
      #expect(
        box.x >= 0 && box.x + box.width <= Int(size.1) ?? 0 && box.y >= 0 && box.y + box.height <= Int(size.2) ?? 0)
      for other in boxes[(index + 1)...] {
        let apart =
          box.x + box.width <= other.x || other.x + other.width <= box.x || box.y + box.height <= other.y
          || other.y + other.height <= box.y
        #expect(apart, "\(box) and \(other) of \(sites)")
      }
    }
  }

  @Test("Few sites have every line; many have those alone on which something is not met, and the page says so")
  func lines() {
    let few = Self.map(Sample.network(sites: 5, requirements: 1, pairwise: 1).scorecard)
    #expect(few.drawn.count == 10 && few.omission.isEmpty)
    let many = Self.map(Sample.network(sites: 20, requirements: 1, pairwise: 1).scorecard)
    #expect(!many.drawn.isEmpty && many.drawn.count <= NetworkMap.most)
    #expect(many.drawn.allSatisfy { $0.value.worst != .met })
    #expect(many.omission.text.contains("between which all is met"))
    let lines = many.html.text.components(separatedBy: "<path class=\"k ").count - 1
    #expect(lines == many.drawn.count)
  }

  @Test(
    "What does not fit into a box is cut, and ends in a mark",
    arguments: ["MMMMMMMMMMMMMMMMMMMMMMMM", "imaging-document-consumer, image-manager", "影像影像影像影像影像影像影像影像"])
  func fitting(text: String) {
    let shown = NetworkMap.fitting(text, 152, 11)
    #expect(shown.hasSuffix("…") && shown.count < text.count)
    #expect(NetworkMap.fitting("archive", 152, 11) == "archive")
  }

  @Test("A matrix has a cell for each pair, in words for those who do not see colours, and none for a site with itself")
  func matrix() throws {
    let sample = Sample.network(sites: 4, requirements: 1, pairwise: 1)
    let matrix = try #require(sample.scorecard.groups[0].requirements.last?.matrix)
    let text = SiteMatrixFragment(matrix: matrix).html.text
    let failing = matrix.cells.count { $0.state == .notMet }
    #expect(failing > 0 && text.components(separatedBy: "✗</b>").count - 1 == failing)
    #expect(text.components(separatedBy: "✓</b>").count - 1 == 12 - failing)
    #expect(text.components(separatedBy: "same site").count - 1 == 4)
    #expect(text.components(separatedBy: "scope=\"col\"").count - 1 == 4)
  }
}

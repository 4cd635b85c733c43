import Judgement
import Rendering
import Specification

/// The end of a run's report: what the result rests on, and how anybody gets the same.
struct AppendixSection {
  var scorecard: Scorecard

  var html: HTML {
    """
    <section class="appendix" id="how-judged" aria-labelledby="how-judged-title">
    <h2 id="how-judged-title">How this was judged</h2>
    <div class="panel">
    <h3>States</h3>
    <dl class="pairs">\(each: RequirementState.allCases, { "<dt>\(Fragments.badge($0))<dd>\($0.meaning)" })\
    <dt><span class="st s-partly-met">⚑ waived</span><dd>An unexpired waiver lifts the gate only; the requirement's \
    state, its credit and the score stay as they are.</dl>
    \(arithmetic)
    \(inputs)
    \(systems)
    \(documents)
    \(sources)
    \(reproduction)
    </div>
    </section>
    """
  }

  private var arithmetic: HTML {
    let scale = scorecard.specification.scale
    let rows = scorecard.groups.map { verdict -> HTML in
      """
      <tr><th scope="row">\(verdict.group.id) \(verdict.group.title)<td class="n" data-h="weight">\(verdict.group.weight)\
      <td class="n" data-h="low">\(verdict.score.low.exact)<td class="n" data-h="high">\(verdict.score.high.exact)\
      <td class="n" data-h="shown">\(verdict.score.shownInterval)<td class="n" data-h="coverage">\(verdict.score.coverage.shown) %
      """
    }
    let steps = scale.descriptors.map { step -> HTML in
      "<dt>from \(step.from)<dd><b>\(step.label)</b>: \(step.descriptor)"
    }
    let score = scorecard.score
    return """
      <h3>Arithmetic</h3>
      <p>The score of a group is the sum of weight × credit over the sum of weight of its mandatory and scored \
      requirements; the score of the whole is the same over the groups. Desirable requirements add after that, up to \
      the specification’s cap. Everything is exact; what is shown is cut off after \
      \(counted(scale.decimals, "decimal")) and never rounded up. Inconclusive evidence counts as nothing in the low \
      end and as its best in the high end. Coverage is the demonstrated weight over the applicable weight.</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Scores by group"><table class="stackable sorts"><thead><tr>\
      <th scope="col">Group<th scope="col" class="n">Weight\
      <th scope="col" class="n">Low, of 1<th scope="col" class="n">High, of 1<th scope="col" class="n">Of \(scale.maximum)\
      <th scope="col" class="n">Coverage</thead><tbody>\(rows.joined())</tbody><tfoot>\
      <tr><th scope="row"><b>Whole</b> \(Fragments.gateBeside(scorecard.gate))<td class="n"><td class="n" data-h="low">\
      \(score.low.exact)<td class="n" data-h="high">\(score.high.exact)<td class="n" data-h="shown"><b>\(score.shownInterval)</b>\
      <td class="n" data-h="coverage">\(score.coverage.shown) %</tfoot></table></div>
      \(if: !steps.isEmpty, "<h3>Scale</h3><dl class=\"pairs\">\(steps.joined())</dl>")
      """
  }

  private var inputs: HTML {
    table(
      "Inputs", ["Input", "Value", "From"],
      scorecard.specification.inputs.map {
        ["\($0.title) <span class=\"id\">\($0.name)</span>", "\($0.value)", "\($0.origin)"]
      })
  }

  private var systems: HTML {
    table(
      "Systems probed", ["System", "Site", "Product", "Roles", "Endpoints"],
      scorecard.run.systems.map { system in
        let endpoints = system.endpoints.map { "<code>\($0)</code>" as HTML }.joined(by: "<br>")
        return [
          "\(system.id)", "\(system.site)", "\(system.product)", "\(system.roles.joined(separator: ", "))", endpoints,
        ]
      })
  }

  private var documents: HTML {
    table(
      "Documents submitted", ["Document", "SHA-256", "Claims read"],
      scorecard.bid.documents.map {
        ["\($0.title) <span class=\"id\">\($0.name)</span>", Fragments.digest($0.sha256), "\($0.claims)"]
      })
  }

  private var sources: HTML {
    table(
      "Sources of the demands", ["Key", "Title", "Edition", "Publisher"],
      scorecard.specification.sources.sorted { $0.key < $1.key }.map { key, source in
        [
          "\(key)", Fragments.link(source.title, to: source.url), "\(source.edition ?? "")",
          "\(source.publisher ?? "")",
        ]
      })
  }

  private func table(_ title: String, _ columns: [String], _ rows: [[HTML]]) -> HTML {
    guard !rows.isEmpty else { return .empty }
    let body = rows.map { row -> HTML in
      let cells = zip(row, columns).enumerated().map { index, cell -> HTML in
        index == 0 ? "<th scope=\"row\">\(cell.0)" : "<td data-h=\"\(cell.1)\">\(cell.0)"
      }
      return "<tr>\(cells.joined())"
    }
    return """
      <h3>\(title)</h3>
      <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table class="stackable sorts"><thead><tr>\
      \(each: columns, { "<th scope=\"col\">\($0)" })</thead><tbody>\(body.joined())</tbody></table></div>
      """
  }

  private var reproduction: HTML {
    let run = scorecard.run
    let specification = scorecard.specification
    return """
      <h3>To get the same again</h3>
      <p>The verdicts follow from the specification, the network, the recorded evidence, the waivers, the assessment and the clock \
      alone. <code>assay judge DIR</code> on the run directory makes them again, byte for byte, without touching any \
      system; it says so if a file was altered. On paper, transcripts stand in short form, and only where the evidence \
      does not hold; this page and the run directory keep all of them.</p>
      <dl class="pairs">
      <dt>tool<dd>\(run.tool)
      <dt>run<dd>\(run.id)
      <dt>started<dd>\(run.startedAt)
      <dt>ended<dd>\(run.endedAt ?? "interrupted before its end")
      <dt>clock<dd>\(run.now)
      <dt>seed<dd><code>\(run.seed)</code>
      <dt>bid<dd>\(scorecard.bid.id)
      <dt>specification<dd>\(specification.id) \(specification.version)<br>\(Fragments.digest(specification.sha256))
      \(specification.profile, { "<dt>profile<dd>\($0.id) \($0.version), \($0.title)" })
      <dt>exit code<dd>\(scorecard.exitCode)
      </dl>
      """
  }
}

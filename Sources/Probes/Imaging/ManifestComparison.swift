import IHE
import Specification

/// A manifest against the study that it says it is of.
struct ManifestComparison {
  /// Fields of the observation.
  let fields: [String: Value]

  /// Where an instance of the study belongs.
  private struct Place {
    var series: String
    var sopClass: String
  }

  /// Compares.
  ///
  /// - Parameter series: The series of the study that the manifest has to list.
  init(_ manifest: ImagingManifest, _ study: SyntheticStudy, _ series: [SyntheticStudy.Series]) {
    var places: [String: Place] = [:]
    for one in series {
      for instance in one.instances {
        places[instance] = Place(series: one.uid, sopClass: one.kind.definition.sopClass)
      }
    }
    var seen: Set<String> = []
    var (extra, misplaced, misclassed): ([String], [String], [String]) = ([], [], [])
    for reference in manifest.references {
      for instance in reference.instances {
        seen.insert(instance.sopInstance)
        guard let place = places[instance.sopInstance] else {
          extra.append(instance.sopInstance)
          continue
        }
        if place.series != reference.uid || reference.study != study.uid { misplaced.append(instance.sopInstance) }
        if place.sopClass != instance.sopClass { misclassed.append(instance.sopInstance) }
      }
    }
    let missing = series.flatMap(\.instances).filter { !seen.contains($0) }
    let misdescribed = series.filter { one in
      let stated = manifest.references.first { $0.uid == one.uid }?.description
      let own = study.description(of: one)
      return stated?.modality != own.modality || stated?.number != own.number || stated?.text != own.text
    }
    fields = [
      "missing": .list(missing.map { .string($0) }), "extra": .list(extra.map { .string($0) }),
      "misplaced": .list(misplaced.map { .string($0) }), "misclassed": .list(misclassed.map { .string($0) }),
      "misdescribed": .list(misdescribed.map { .string($0.uid) }),
    ]
  }
}

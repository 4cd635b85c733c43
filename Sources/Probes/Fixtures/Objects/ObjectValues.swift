/// What the names in braces of templates stand for, in one instance.
enum ObjectValues {
  static func values(_ study: SyntheticStudy, series: SyntheticStudy.Series, index: Int) -> [String: String] {
    let instance = series.instances[index]
    let side = min(max(study.matrix, 8), 4096)
    var values = [
      "study-uid": study.uid, "series-uid": series.uid, "frame-of-reference": series.frameOfReferenceUID,
      "date": study.date, "time": study.time, "number": String(index + 1), "z": String(index * 5),
      "side": String(side), "twice-side": String(2 * side),
    ]
    for name in ["dimensions", "event", "device", "specimen"] {
      values["uid:\(name)"] = SyntheticUID.make(seed: instance, name: name)
    }
    values["colour-profile"] = ColourProfile.base64
    values["ramp"] = ColourProfile.ramp
    values["document"] = SyntheticUID.make(seed: study.uid, name: "document")
    if let wanted = series.kind.definition.references, let images = study.series.first(where: { $0.kind == wanted }),
      let image = images.instances.first
    {
      values["reference-series"] = images.uid
      values["reference-class"] = wanted.definition.sopClass
      values["reference-instance"] = image
      values["reference-frame-of-reference"] = images.frameOfReferenceUID
    }
    return values
  }
}

/// The files of a specification, each read once.
extension SpecificationLoad {
  /// Reads a file once; its path is relative to the specification's folder. `place` is where another file names it.
  func file(_ path: String, expecting kind: FileKind, namedAt place: SourceSpan? = nil) -> LanguageFile? {
    if let file = files[path] { return file }
    let shown = attached.shown(path)
    let taken = ahead.removeValue(forKey: path)
    let reading =
      if let taken, taken.kind == kind { taken } else {
        FileReading("\(folder)/\(path)", shownAs: shown, expecting: kind)
      }
    do throws(UnreadableText) {
      sources[shown] = try reading.source.get()
      log.add(reading.diagnostics)
      files[path] = reading.file
      return reading.file
    } catch {
      var diagnostic = error.diagnostic
      if let place, diagnostic.code == ReadingRule.unreadableFile.rawValue {
        diagnostic.span = place
        diagnostic.message = "`\(shown)`: \(diagnostic.message)"
      }
      log.add(diagnostic)
      return nil
    }
  }

  /// Reads files that will be asked for, side by side and beside other work: most of a load's time goes into them. What is
  /// wrong with one is told when it is asked for, so that the order of what is told stays.
  func readAhead<Made: Sendable>(
    _ wanted: [(path: String, kind: FileKind)], beside work: @Sendable () -> Made
  ) -> Made {
    let folder = folder
    let places: [(path: String, shown: String, kind: FileKind)?] =
      [nil] + wanted.map { ("\(folder)/\($0.path)", attached.shown($0.path), $0.kind) }
    let results = places.concurrentMap { place -> (made: Made?, reading: FileReading?) in
      guard let place else { return (work(), nil) }
      return (nil, FileReading(place.path, shownAs: place.shown, expecting: place.kind))
    }
    for (file, result) in zip(wanted, results.dropFirst()) { ahead[file.path] = result.reading }
    return results.first?.made ?? work()
  }

  func readAhead(_ wanted: [(path: String, kind: FileKind)]) { readAhead(wanted) {} }

  /// The files that a list names, by their paths within the folder.
  func references(
    _ reader: FormReader, _ key: String, named: inout Set<String>
  ) -> [(path: String, span: SourceSpan)] {
    var places: [(path: String, span: SourceSpan)] = []
    for (path, node) in reader.texts(key) {
      guard let path = RelativePlace.contained(path) else {
        log.error(
          ReadingRule.pathOutsideFolder, at: reader.span(node), "`\(path)` leaves the specification's folder",
          hint: "keep the specification's files together: they are copied into the record of a run")
        continue
      }
      guard named.insert(path).inserted else {
        log.error(ReadingRule.fileTwice, at: reader.span(node), "`\(path)` is named already")
        continue
      }
      places.append((path, reader.span(node)))
    }
    return places
  }

  func files(_ places: [(path: String, span: SourceSpan)], kind: FileKind) -> [LanguageFile] {
    places.compactMap { file($0.path, expecting: kind, namedAt: $0.span) }
  }

  func relative(_ shown: String) -> String {
    if let detached, shown == detached.path { return detached.recordedPath }
    return shown.hasPrefix(folder + "/") ? String(shown.dropFirst(folder.count + 1)) : shown
  }
}

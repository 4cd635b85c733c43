import ArgumentParser
import Evidence
import Foundation
import NIOPosix
import Programs
import Stores

/// Runs as they are named on the command line: a run directory, or one in a store.
enum KeptRuns {
  /// A run directory on this machine; where it is a copy of one in a store it is gone when nobody holds this any more.
  final class Local {
    /// The folder.
    let folder: String
    /// How messages name it.
    let name: String
    private let copy: PrivateDirectory?

    init(folder: String, name: String, copy: consuming PrivateDirectory? = nil) {
      self.folder = folder
      self.name = name
      self.copy = copy
    }
  }

  /// A run on this machine: itself, or a copy.
  ///
  /// - Throws: `ExitStatus.invalidFile` where there is none, or it does not hold.
  static func local(_ place: String) async throws -> Local {
    guard StorePlace.isRemote(place) else { return Local(folder: place, name: place) }
    let (parent, name) = try told(ExitStatus.usage) { () throws(RunStoreError) in try StorePlace(place).parent }
    return try await with(parent) { store in try await fetch(name, from: store) }
  }

  /// Reports of a run in a store need a folder of their own.
  static func demandFolder(_ out: String?, for place: String) throws {
    if StorePlace.isRemote(place), out == nil {
      throw ValidationError(
        "\(place) is in a store, where runs stay as they are: give --out, a folder for the reports.")
    }
  }

  /// Every run of a place: the one that it is, or all that a store holds. What was begun and not finished is named.
  ///
  /// - Parameter take: Given each run in turn; the copy of one in a store is gone when nobody holds it any more.
  static func each(of place: String, _ take: (Local) throws -> Void) async throws {
    let isRun = FileManager.default.fileExists(atPath: "\(place)/\(RunLayout.manifest)")
    if !StorePlace.isRemote(place), isRun || !FileManager.default.fileExists(atPath: place) {
      return try take(Local(folder: place, name: place))
    }
    let asked = try told(ExitStatus.usage) { () throws(RunStoreError) in try StorePlace(place) }
    let taken = try await with(asked) { store in
      let found = try await asking { () async throws(RunStoreError) in try await store.runs() }
      for run in found where !run.isWhole {
        Terminal.error("\(store.place)/\(run.name): was begun and is not whole; it is left out")
      }
      let whole = found.filter(\.isWhole)
      for run in whole {
        if case .folder(let folder) = asked {
          try take(Local(folder: "\(folder)/\(run.name)", name: "\(folder)/\(run.name)"))
        } else {
          try take(try await fetch(run.name, from: store))
        }
      }
      return whole.count
    }
    guard taken == 0 else { return }
    guard StorePlace.isRemote(place) else {
      Terminal.error("\(place): holds no whole run")
      throw ExitStatus.invalidFile
    }
    try take(try await local(place))
  }

  /// Puts a closed record into a store, under a name that no other run has.
  static func put(_ folder: String, into place: String, quiet: Bool) async throws {
    let url = URL(fileURLWithPath: folder)
    let manifest = try told(ExitStatus.invalidFile) { () throws(RunDirectoryError) in
      try RunDirectoryReader(folder: url).manifest
    }
    let part = manifest.part.map { "shard-\($0.number)-of-\($0.count)-" } ?? ""
    let name = StoredRun.name(of: part + manifest.id)
    let asked = try told(ExitStatus.usage) { () throws(RunStoreError) in try StorePlace(place) }
    try await with(asked) { store in
      try await asking { () async throws(RunStoreError) in try await store.put(url, as: name) }
      if !quiet { Terminal.out("\(folder): is whole in \(store.place)/\(name)") }
    }
  }

  /// Whether a place can be used, before anything is sent to anybody.
  static func check(_ place: String) async throws {
    let asked = try told(ExitStatus.usage) { () throws(RunStoreError) in try StorePlace(place) }
    try await with(asked) { _ in }
  }

  private static func fetch(_ name: String, from store: any RunStore) async throws -> Local {
    let copy: PrivateDirectory
    do { copy = try PrivateDirectory() } catch {
      Terminal.error("\(error)")
      throw ExitStatus.harness
    }
    let folder = "\(copy.path)/\(name)"
    try await asking { () async throws(RunStoreError) in
      try await store.fetch(name, into: URL(fileURLWithPath: folder))
    }
    return Local(folder: folder, name: "\(store.place)/\(name)", copy: copy)
  }

  private static func with<T>(_ place: StorePlace, _ body: (any RunStore) async throws -> T) async throws -> T {
    let store = try told(ExitStatus.usage) { () throws(RunStoreError) in
      try place.store(environment: Terminal.environment, group: MultiThreadedEventLoopGroup.singleton)
    }
    do {
      let result = try await body(store)
      await store.close()
      return result
    } catch {
      await store.close()
      throw error
    }
  }

  private static func told<T, Failure: Error>(_ status: ExitStatus, _ body: () throws(Failure) -> T) throws -> T {
    do { return try body() } catch {
      Terminal.error("\(error)")
      throw status
    }
  }

  /// What does not hold in a store is an invalid file; everything else is a fault on the way.
  private static func asking<T>(
    _ body: () async throws(RunStoreError) -> T
  ) async throws -> T {
    do { return try await body() } catch {
      Terminal.error("\(error)")
      switch error {
      case .missing, .altered: throw ExitStatus.invalidFile
      case .settings: throw ExitStatus.usage
      case .record, .unreachable, .refused, .occupied, .contested, .incomplete, .malformed, .cancelled:
        throw ExitStatus.harness
      }
    }
  }
}

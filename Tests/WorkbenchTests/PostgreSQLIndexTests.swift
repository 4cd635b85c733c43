import Foundation
import TestPeers
import Testing

@testable import Workbench

@Suite("Index of runs in PostgreSQL")
struct PostgreSQLIndexTests {
  @Test(
    "Servers share it by name, find it again after an end of their connections, and are refused in words without secrets"
  )
  func shared() async throws {
    let server = try await PostgreSQLServer()
    defer { server.stop() }
    let (shop, other) = (try await Workshop.copy(), try await Workshop.copy())
    try other.copyRun(to: "runs/second")
    let address = try PostgreSQLAddress(server.address)
    func library(_ shop: Workshop, _ name: String?) async throws -> RunLibrary {
      try await RunLibrary(of: shop.folder, index: .postgresql(address, name: name))
    }
    func paths(_ library: RunLibrary) async throws -> [String] {
      _ = try await library.folder(now: true)
      return try await library.index.runs(RunFilter()).runs.map(\.path)
    }
    // Two folders, each with a name of its own, leave each other alone.
    let (mine, theirs) = (try await library(shop, "mine"), try await library(other, "theirs"))
    #expect(try await paths(mine) == ["runs/first"])
    #expect(try await paths(theirs) == ["runs/first", "runs/second"])
    #expect(try await paths(mine) == ["runs/first"])

    // Two servers over one folder, which look through it at the same time.
    let twin = try await library(shop, "mine")
    for number in 0..<6 { try shop.copyRun(to: "runs/further-\(number)") }
    try await withThrowingTaskGroup(of: Int.self) { tasks in
      for library in [mine, twin, mine, twin] { tasks.addTask { try await paths(library).count } }
      for try await count in tasks { #expect(count == 7) }
    }
    // What a twin brought up to date is not read again.
    #expect(try await twin.index.update(to: ServedFolder(searching: shop.folder).runs, in: shop.folder) == 0)

    let end = try PostgreSQLConnection(address)
    try end.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    #expect(try await paths(mine).count == 7)
    #expect(try await theirs.index.run(ServedFolder.key(of: "runs/second"))?.path == "runs/second")

    // A page that stands over it is as one over the file in the folder.
    let settings = try #require(
      WorkbenchSettings(folder: shop.folder.path, index: .postgresql(address, name: "mine")))
    let served = try await ServedWorkshop(shop, settings: settings)
    #expect(try await served.call("GET", "/").body.contains("runs/further-5"))

    let wrong = server.address.replacing("passfile=", with: "passfile=/nowhere/")
    let failure = await #expect(throws: PostgreSQLFailure.self) {
      try await RunLibrary(of: shop.folder, index: .postgresql(try PostgreSQLAddress(wrong), name: nil))
    }
    let text = failure?.description ?? ""
    #expect(text.contains("no connection") && !text.contains(PostgreSQLServer.password), "\(text)")
  }

  @Test(
    "Between machines a server proves who it is, unless the address says otherwise",
    arguments: [
      ("postgresql://assay@db.example/assay", "verify-full"), ("postgresql://assay@192.0.2.1/assay", "verify-full"),
      ("postgresql://assay@db.example/assay?sslmode=require", nil), ("postgresql://assay@127.0.0.1:5433/assay", nil),
      ("postgresql://assay@localhost/assay", nil), ("postgresql:///assay?host=/run/postgresql", nil),
      ("postgres://[::1]/assay", nil), ("postgresql://127.0.0.1,db.example/assay", "verify-full"),
    ] as [(String, String?)])
  func encryption(address: String, mode: String?) throws {
    #expect(try PostgreSQLAddress(address).encryption == mode)
  }

  @Test(
    "What is no address, or holds a password, is refused without being repeated",
    arguments: [
      "mysql://db/assay", "postgresql://assay:canary@db/assay", "postgresql://db/assay?password=canary",
      "postgresql://db/assay?canary", "postgresql://db:port/%", "host=db password=canary", "",
    ])
  func refused(address: String) {
    let failure = #expect(throws: PostgreSQLFailure.self) { try PostgreSQLAddress(address) }
    #expect(failure?.description.contains("canary") == false)
  }
}

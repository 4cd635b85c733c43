import Foundation
import HTTPExchange
import TestPeers
import Testing

@testable import Stores

@Suite("S3")
struct S3Tests {
  private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  private static let fields = [
    ("Host", "examplebucket.s3.amazonaws.com"), ("x-amz-content-sha256", empty), ("x-amz-date", "20130524T000000Z"),
  ]

  /// The examples of the Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring Payload
  /// in a Single Chunk".
  @Test(
    "Published examples are signed as published",
    arguments: [
      (
        S3Signature.Request(
          method: "GET", path: "/test.txt", fields: fields + [("Range", "bytes=0-9")], payload: empty),
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
      ),
      (
        S3Signature.Request(
          method: "PUT", path: "/test%24file.text",
          fields: [
            ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("Host", "examplebucket.s3.amazonaws.com"),
            ("x-amz-date", "20130524T000000Z"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
          ], payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
      ),
      (
        S3Signature.Request(method: "GET", path: "/", query: [("lifecycle", "")], fields: fields, payload: empty),
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
      ),
      (
        S3Signature.Request(
          method: "GET", path: "/", query: [("prefix", "J"), ("max-keys", "2")], fields: fields, payload: empty),
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
      ),
    ])
  func signature(request: S3Signature.Request, expected: String) {
    let signature = S3Signature(
      accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
      region: "us-east-1", moment: "20130524T000000Z")
    let authorization = signature.authorization(request)
    #expect(
      authorization.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders="))
    #expect(authorization.hasSuffix(",Signature=\(expected)"))
  }

  @Test(
    "Moments are written in UTC, as the signature has them",
    arguments: [
      (0.0, "19700101T000000Z"), (1_369_353_600, "20130524T000000Z"), (1_709_210_096.9, "20240229T123456Z"),
    ])
  func moment(seconds: Double, text: String) {
    #expect(S3Signature.moment(Date(timeIntervalSince1970: seconds)) == text)
  }

  private static let keys = ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "canary"]

  @Test(
    "Where the store is follows from the variables that other tools use",
    arguments: [
      ([:], "https://s3.us-east-1.amazonaws.com", "us-east-1"),
      (["AWS_DEFAULT_REGION": "eu-west-2"], "https://s3.eu-west-2.amazonaws.com", "eu-west-2"),
      (
        ["AWS_ENDPOINT_URL": "https://minio.example:443/", "AWS_REGION": "home", "AWS_DEFAULT_REGION": "x"],
        "https://minio.example", "home"
      ),
      (
        ["AWS_ENDPOINT_URL": "https://a", "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9000"], "http://127.0.0.1:9000",
        "us-east-1"
      ),
      (["AWS_ENDPOINT_URL": "http://[::1]:9000"], "http://[::1]:9000", "us-east-1"),
    ])
  func settings(environment: [String: String], endpoint: String, region: String) throws {
    let settings = try S3Settings(environment: Self.keys.merging(environment) { $1 })
    #expect(settings.endpoint == endpoint && settings.region == region)
    #expect(!"\(settings)".contains("canary") && !String(reflecting: settings).contains("canary"))
  }

  @Test(
    "Settings that can't be used are refused by name, without a secret",
    arguments: [
      (["AWS_SECRET_ACCESS_KEY": ""], "AWS_SECRET_ACCESS_KEY"), (["AWS_ACCESS_KEY_ID": ""], "AWS_ACCESS_KEY_ID"),
      (["AWS_SECRET_ACCESS_KEY": "canary\n"], "AWS_SECRET_ACCESS_KEY"),
      (["AWS_SESSION_TOKEN": "canary\r\nHost: x"], "AWS_SESSION_TOKEN"), (["AWS_REGION": "a b"], "AWS_REGION"),
      (["AWS_ENDPOINT_URL": "http://minio.example:9000"], "use https"),
      (["AWS_ENDPOINT_URL": "http://127.0.0.1.example"], "use https"),
      (["AWS_ENDPOINT_URL": "ftp://127.0.0.1"], "AWS_ENDPOINT_URL"),
      (["AWS_ENDPOINT_URL": "https://user:canary@minio.example"], "AWS_ENDPOINT_URL"),
      (["AWS_ENDPOINT_URL": "https://minio.example/path"], "AWS_ENDPOINT_URL"),
    ])
  func refused(environment: [String: String], word: String) {
    let error = #expect(throws: RunStoreError.self) {
      try S3Settings(environment: Self.keys.merging(environment) { $1 })
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(word) && !text.contains("canary"), "\(text)")
  }

  @Test(
    "Places are read, and what is none is refused",
    arguments: [
      ("s3://records", "s3://records"), ("s3://records/", "s3://records"), ("s3://records/a/b//", "s3://records/a/b"),
      ("Reports/night", "Reports/night"), ("s3://", nil), ("s3://Records/a", nil), ("s3://re/../a", nil),
      ("s3://records/a//b", nil), ("s3://records/../b", nil), ("s3://records/a?b", nil), ("https://records/a", nil),
      ("", nil),
    ] as [(String, String?)])
  func places(text: String, read: String?) {
    #expect((try? StorePlace(text))?.text == read)
  }

  @Test(
    "A run's place is its store's with a name",
    arguments: [
      ("s3://records/night/run-1", "s3://records/night", "run-1"), ("s3://records/run-1", "s3://records", "run-1"),
      ("/tmp/night/run-1", "/tmp/night", "run-1"),
    ])
  func parents(text: String, store: String, name: String) throws {
    let parent = try StorePlace(text).parent
    #expect(parent.place.text == store && parent.name == name)
  }

  private static let page = """
    <?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
    <Name>records</Name><Prefix>night/</Prefix><IsTruncated>true</IsTruncated>\
    <NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>\
    <CommonPrefixes><Prefix>night/a/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>night/b/</Prefix></CommonPrefixes>\
    </ListBucketResult>
    """
  private static let refusal = """
    <Error><Code>AccessDenied</Code><Message>Access \u{1B}[31mDenied\n</Message><RequestId>656c76696e</RequestId></Error>
    """

  @Test("Lists and refusals are read; what is neither is said to be neither")
  func answers() {
    let page = S3Answer.page(Array(Self.page.utf8))
    #expect(page?.prefixes == ["night/a/", "night/b/"])
    #expect(page?.next == "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=")
    #expect(S3Answer.page(Array(Self.refusal.utf8)) == nil && S3Answer.page([]) == nil)
    #expect(S3Answer.page(Array("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>".utf8)) == nil)
    #expect(S3Answer.page(Array("<ListBucketResult>".utf8)) == nil)
    let refusal = S3Answer.refusal(Array("<Error><Code>SlowDown</Code><Message>Later</Message></Error>".utf8))
    #expect(refusal.code == "SlowDown" && refusal.text == "SlowDown: Later")
    #expect(S3Answer.refusal(Array("<html>502</html>".utf8)).text == "it gives no reason")
  }

  @Test("20,000 mutants of answers are read or refused, and never more than a line of them is shown")
  func mutants() {
    let seeds = [Array(Self.page.utf8), Array(Self.refusal.utf8)]
    let pieces = ["<Error>", "<Prefix>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&amp;", "&#27;", "]]>", "<a"]
    var mutator = Mutator(generator: SeededGenerator(state: 9), pieces: pieces.map { Array($0.utf8) })
    for number in 0..<20_000 {
      let bytes = mutator.mutant(of: seeds[number % 2])
      _ = S3Answer.page(bytes)
      let text = S3Answer.refusal(bytes).text
      #expect(text.unicodeScalars.count <= 602 && !text.unicodeScalars.contains { $0.value < 0x20 })
    }
  }
}

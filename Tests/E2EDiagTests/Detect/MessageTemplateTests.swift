import Testing

@testable import E2EDiag

@Suite struct MessageTemplateTests {
  @Test(arguments: [
    ("took 31 ms", "took 1.5s"),
    ("pulled 12 MB", "pulled 3.4 GB"),
    ("ok 31 - rounds", "ok 4 - rounds"),
    ("at 3f2a9bc1", "at 77aa01fe"),
    ("open /tmp/a/b.txt", "open /var/lib/c.txt"),
    ("  two  words ", "two words"),
    ("worker-12 done", "worker-7 done"),
  ])
  func templatesOfOneProgramLineAreEqual(_ pair: (String, String)) {
    #expect(MessageTemplate.template(pair.0) == MessageTemplate.template(pair.1))
  }

  @Test(arguments: [
    ("failed to load image", "failed to save image"),
    ("exit status 1", "exit code 1"),
    ("defaced", "31"),
    ("", "0"),
  ])
  func templatesOfDifferentLinesDiffer(_ pair: (String, String)) {
    #expect(MessageTemplate.template(pair.0) != MessageTemplate.template(pair.1))
  }

  @Test(arguments: [
    ("2026-03-01T10:00:00Z closed", "2026-03-02T11:30:01.5Z closed"),
    ("E0301 10:00:00.000000    31 cart.go:7] x", "E0302 11:00:00.000000  4411 cart.go:7] x"),
    ("[FAILED] x @ 03/01/26 10:00:00.123", "[FAILED] x @ 03/02/26 09:00:01.5"),
    ("id 123e4567-e89b-12d3-a456-426614174000", "id 00000000-0000-4000-8000-00000000000a"),
    ("sha256:3f2a9bc13f2a9bc1 missing", "sha256:77aa01fe77aa01fe missing"),
    ("pod cart-6d5f7c9b8d-x2v9k is gone", "pod cart-7f9d8b6c5d-q8wzt is gone"),
    ("pods/cart-x2v9k: evicted", "pods/cart-b7kzm: evicted"),
    ("dial tcp 10.0.0.1:6443: refused", "dial tcp 10.0.7.9:38211: refused"),
    ("dial tcp [::1]:6443: refused", "dial tcp [fe80::1]:38211: refused"),
    ("get http://localhost:8080/cart", "get http://localhost:8081/cart"),
    ("killed pid 31", "killed pid 4411"),
    ("goroutine 31 [running]", "goroutine 7 [running]"),
    ("open /tmp/kind-3120/cart.tar: gone", "open /tmp/kind-77/cart.tar: gone"),
    ("read /tmp/tmp.Xa31kd", "read /tmp/tmp.Zb77qe"),
    ("timed out after 1m30s", "timed out after 120.001s"),
    ("panic at 0xc000123abc", "panic at 0xc000999def"),
  ])
  func maskedForgetsWhatNamesOneRun(_ pair: (String, String)) {
    #expect(MessageTemplate.masked(pair.0) == MessageTemplate.masked(pair.1))
  }

  @Test(arguments: [
    ("exit status 1", "exit status 137"),
    ("exit code 0xc0000005", "exit code 0xc0000006"),
    ("signal 9", "signal 15"),
    ("errno 28", "errno 2"),
    ("unexpected status 503", "unexpected status 404"),
    ("rpc error: code = Unavailable", "rpc error: code = NotFound"),
    ("rpc error: code = 14", "rpc error: code = 5"),
    ("load image webhook:latest", "load image aianalysis:latest"),
    ("registry/cart:3.1", "registry/cart:3.2"),
    ("open /tmp/kind-31/cart.tar", "open /tmp/kind-31/order.tar"),
    ("cart.go: closed", "order.go: closed"),
    ("deploy: failed", "load: failed"),
    ("in Total()", "in Refund()"),
    ("from 10.0.0.1 to 10.0.0.1", "from 10.0.0.1 to 10.0.0.2"),
    ("cart-https is gone", "cart-order is gone"),
    ("Ran 0 of 34", "Ran 34 of 34"),
  ])
  func maskedKeepsWhatTellsFailuresApart(_ pair: (String, String)) {
    #expect(MessageTemplate.masked(pair.0) != MessageTemplate.masked(pair.1))
  }

  @Test func distinctValuesAreNumberedInTheirOrder() {
    #expect(
      MessageTemplate.masked("10.0.0.1 to 10.0.0.2 and back to 10.0.0.1")
        == "<ip> to <ip:2> and back to <ip>")
  }

  @Test func versionIsNoAddress() {
    #expect(MessageTemplate.masked("kind v0.29.0, node 1.33.1") == "kind v0.29.0, node 1.33.1")
  }

  @Test func anyBytesAreMaskedWithoutHarm() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("0aF:./-x[]= @Tpid\u{e9}".utf8)
    for _ in 0..<500 {
      let bytes = (0..<40).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let text = String(decoding: bytes, as: UTF8.self)
      _ = MessageTemplate.template(text)
      let once = MessageTemplate.masked(text)
      #expect(once == MessageTemplate.masked(text))
    }
  }
}

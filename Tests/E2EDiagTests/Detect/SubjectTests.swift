import Testing

@testable import E2EDiag

@Suite struct SubjectTests {
  @Test(arguments: [
    ("localhost/lab/webhook:e2e", "webhook"), ("/srv/ar/webhook.tar", "webhook"),
    ("webhook", "webhook"), ("docker.io/library/redis@sha256:5b25a6", "redis"),
    ("registry.example.com:5000/shop/cart:1.2", "cart"), ("Data Storage Service", "data-storage"),
    ("deployment/webhook", "webhook"), ("app-image.tar.gz", "app-image"), ("pod.yml", "pod"),
    ("service", "service"), (".tar", ".tar"), ("", ""),
  ])
  func nameIsWhatAPersonWouldSay(_ row: (spelling: String, name: String)) {
    #expect(Subject(row.spelling).name == row.name)
  }

  @Test(arguments: [
    ("localhost/lab/webhook:e2e", "/srv/ar/webhook.tar"), ("webhook", "Webhook"),
    ("Data Storage Service", "datastorage"), ("DataStorage", "data_storage"),
    ("kubernaut-aianalysis:latest", "AIAnalysis"), ("AIAnalysis controller", "aianalysis"),
    ("HolmesGPT-API", "holmesgpt-api:aianalysis-1e656d27"), ("deployment/webhook", "webhook"),
    ("lab/webhook:a", "lab/webhook:b"), ("the webhook image", "webhook"), ("", ""),
  ])
  func spellingsOfOneThingMatch(_ row: (a: String, b: String)) {
    #expect(Subject(row.a).matches(Subject(row.b)))
    #expect(Subject(row.b).matches(Subject(row.a)))
  }

  @Test(arguments: [
    ("webhook", "controller"), ("app", "webapp"), ("db", "mongodb"), ("web", "webhook"),
    ("e2e-node-1", "e2e-node-17"), ("kind-worker", "kind-worker2"), ("", "webhook"),
    ("datastorage", "storage"),
  ])
  func namesOfDifferentThingsDoNotMatch(_ row: (a: String, b: String)) {
    #expect(!Subject(row.a).matches(Subject(row.b)))
  }
}

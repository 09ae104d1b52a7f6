import Foundation
import Testing

@testable import E2EDiagReport

@Suite struct JSONValueTests {
  @Test func keysAreSortedByTheirBytes() {
    let value = JSONValue.object(["b": .integer(1), "B": .null, "a": .array([]), "ä": .object([:])])
    #expect(value.text == "{\n  \"B\": null,\n  \"a\": [],\n  \"b\": 1,\n  \"ä\": {}\n}")
  }

  @Test(arguments: [
    (3.0, "3.0"), (3.14159, "3.14"), (0.1 + 0.2, "0.3"), (-1.5, "-1.5"), (-0.001, "0.0"),
    (0.05, "0.05"), (0.999, "1.0"), (-0.25, "-0.25"), (1e300, "1000000000000.0"),
  ])
  func scoresHaveAtMostTwoDigits(number: Double, text: String) {
    #expect(JSONValue.decimal(number).text == text)
  }

  @Test func whatIsNoNumberIsNull() {
    #expect(JSONValue.decimal(.nan).text == "null")
    #expect(JSONValue.decimal(-.infinity).text == "null")
  }

  @Test func anyStringComesBackAsItWas() throws {
    for value in UInt32(0)...0xffff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      guard value < 0x3000 || value > 0xf000 else { continue }
      let text = "x" + String(scalar)
      let data = Data(JSONValue.array([.string(text)]).text.utf8)
      let parsed = try JSONSerialization.jsonObject(with: data) as? [String]
      #expect(parsed?.first?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }
  }
}

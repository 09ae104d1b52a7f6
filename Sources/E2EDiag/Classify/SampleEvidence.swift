/// Samples near the failure → evidence for resource exhaustion, or against it.
package struct SampleEvidence {
  let samples: RunSamples
  let logs: [Log]
  let names: RunNames
  let grammar: SampleGrammar

  /// The evidence of the samples; `others` are what the rest of the run says.
  package func evidence(beside others: [WeighedEvidence]) -> [WeighedEvidence] {
    let claims = grammar.claims.compactMap { claim -> WeighedEvidence? in
      guard let worst = samples.worst(claim.condition), let nearness = worst.nearness,
        let weight = claim.weights[nearness]
      else { return nil }
      return evidence(
        worst, rule: claim.id, weight: weight, finer: claim.finer, why: claim.why, isFor: true)
    }
    return claims + plenty(beside: others + claims)
  }

  /// Room where a line says that there was none.
  ///
  /// Only samples of the node that the step worked in count: that the host has room says nothing of
  /// a node that has none, nor of a machine of the engine.
  private func plenty(beside others: [WeighedEvidence]) -> [WeighedEvidence] {
    grammar.plenty.compactMap { plenty in
      let isAsked = others.contains {
        $0.hypothesis == .resourceExhaustion && $0.isFor && $0.finer == plenty.asked
      }
      guard isAsked, let node = names.node else { return nil }
      let near = samples.telling.filter {
        $0.sample.metric == plenty.condition.metric && $0.sample.node == node
          && $0.nearness != .run
      }
      guard near.contains(where: { $0.nearness == .during }),
        near.allSatisfy({ plenty.condition.holds($0.sample) }),
        let worst = near.max(by: { $0.sample.pressure < $1.sample.pressure })
      else { return nil }
      return evidence(
        worst, rule: plenty.id, weight: plenty.weight, finer: nil, why: plenty.why, isFor: false)
    }
  }

  private func evidence(
    _ placed: RunSamples.Placed, rule: String, weight: Double, finer: String?, why: String,
    isFor: Bool
  ) -> WeighedEvidence {
    WeighedEvidence(
      hypothesis: .resourceExhaustion, isFor: isFor, finer: finer,
      evidence: Evidence(
        rule: "samples/\(rule)", weight: weight, group: finer ?? "samples",
        line: logs[placed.log].quote(placed.sample.index), why: "\(placed.sentence): \(why)"),
      isDirect: true)
  }
}

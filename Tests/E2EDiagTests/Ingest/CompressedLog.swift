import Foundation

/// 120 lines, `line 1 of the log` to `line 120 of the log`, as four programs compress them.
enum CompressedLog {
  static let lines = (1...120).map { "line \($0) of the log" }

  static let gzip = decoded(
    """
    H4sIAAAAAAACA23VOU4FMQBEwZxT/CN4Xw7EJn1Bwv2FCFF12lF55PF7fn69Purj++3x8/H6eH6/vzz/lsbSWQbLZF\
    ksm+WwXJZanFRX2VV3FV6VV+lVexVf1Tf1LXxz9U19U9/UN/VNfVPf1Hf1XX0PV0Z9V9/Vd/VdfVff1Q/1Q/1QP8KN\
    Vz/UD/VD/VA/1E/1U/1UP9XP8MOqn+qn+ql+ql/ql/qlfqlf6ld4b9Qv9Uv9Ur/Vb/Vb/Va/1W/1OzyX6rf6rf6oP+\
    qP+qP+qD/qj/oTXnv1R/1Vf9Vf9Vf9VX/VX/VX/Q2xSrUKuSqhVyUEq4RilZCsEppVQrRKqFYJ2SrhHDG74RwpvKm8\
    Kb2pvSm+qb4pv6G/9X+AfwG9mi059AgAAA==
    """)

  static let zstd = decoded(
    """
    KLUv/WT0B00FAAILGROQKcfbxwJ+uzslKUJKSUFdbwAC9P//////PM/zPM/zPK8mnhU9u5p4VvToauJZ0ZOriWdFD6\
    4mnhU9t5p4VvTYauJZ0VOriWdFD+16jt92Tf+8mnhWBAyIUQIiKQJSLsFRGAF4qBHA+v4b0FN1EBLhEUH0AS8AF4Cl\
    oIzJHRkdF2NQXIhxuAuNfhNtU2v02cR5eRZ1njz7OhsQ5cJsaOVQg6gAqQKAnla8
    """)

  static let xz = decoded(
    """
    /Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AjzANddADYaSh8IoCuxbQad+LKlrK1clTYUHIUsmciF1GdHD5RaPJfMnN\
    tdeQP6rdeT00M7uv6pWt5dIKwHL9JXPEvcM3+7/bsTPVSkXI3LhdYIowTTh5sR135/jDJ3bDozf70mYhtMnfqOdRZL\
    p/jBHczn7G0Ah0PuVhQ7okBPVBEtKUDyKVSoWorp7oogDSxmnwTJipTdBp11pT+zE7oqNiEu/qMaUBAmKCsZjbK4vV\
    wmbVtYf01WZyrq+NdjBU2EqmkfX1plqdLjiHGPoDJd4M2GUtyjdgjSliQAAAAHeeFLgRRM4AAB8wH0EQAAbd7TebHE\
    Z/sCAAAAAARZWg==
    """)

  static let bzip2 = decoded(
    """
    QlpoOTFBWSZTWe+6nRUAAxJZgAAQQAB/4APlhAAwASNIGlNNM3lVTaTEYoGmhkZMQRKoDe1UaBtTzJKqu5JKqs9zjW\
    7H88d2cAABsu7u7u7MAAGgOQAOgDIAZADoA5AA0BgAA2HAAAWQAAA8ySqrYTAGZl2EyHq2223bIJIpISSSSSSSXlHl\
    VVLlRxFyqrqVFivSq9SosVdKuZUWKrtXmVFiqtriVFi223LFJaW222ifgFfgCvAAroBXQCvACvYBXQCsAV5gKwBX+L\
    uSKcKEh33U6Kg=
    """)

  /// 20,000 times `the same line again`, compressed by gzip.
  static let repeated = decoded(
    """
    H4sIAAAAAAACA+3IsQ3AIAwAsJ0r8lqGCJBaFvhfPMFojz6jYudf8c1VkT3nasc555xzzjnnnHPOOeecc84555xzzj\
    nnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeec\
    c84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzj\
    nnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeec\
    c84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzj\
    nnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeec\
    c84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzj\
    nnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeec\
    c84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzj\
    nnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeec\
    c84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzj\
    nnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeec\
    c84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzj\
    nnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeec\
    c84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzjnnnHPOOeecc84555xzzj\
    nnnHt8F4MeWQaAGgYA
    """)

  private static func decoded(_ base64: String) -> [UInt8] {
    Array(Data(base64Encoded: base64) ?? Data())
  }
}

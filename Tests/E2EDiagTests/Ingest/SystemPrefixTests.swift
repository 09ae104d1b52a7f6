import Testing

@testable import E2EDiag

/// The prefixes of the journal, of syslog and of the kernel.
@Suite struct SystemPrefixTests {
  @Test(arguments: [
    // journalctl: short, short-precise, without a host, a day below ten, an empty message.
    (#"Nov 24 05:55:55 node-1 containerd[712]: time="x""#, "05:55:55.000", #"time="x""#),
    ("Nov 24 05:55:55.123456 node-1 crio[7]: ok", "05:55:55.123", "ok"),
    ("Nov 24 05:55:55 containerd[712]: ok", "05:55:55.000", "ok"),
    ("Nov  4 05:55:55 node_1.example dockerd[1]:   ok", "05:55:55.000", "  ok"),
    ("Nov 24 05:55:55 node-1 e2e@1.service[12]: STEP: x", "05:55:55.000", "STEP: x"),
    ("Feb 29 05:55:55 h u[1]:", "05:55:55.000", ""),
    // Without a process, as some programs log.
    ("Nov 24 05:55:55 node-1 sudo: pam_unix", "05:55:55.000", "pam_unix"),
    // Who writes is asked for by rules.
    ("Nov 24 05:55:55 node-1 kernel: Out of memory", "05:55:55.000", "kernel: Out of memory"),
    ("Nov 24 05:55:55 h systemd[1]: x: Failed", "05:55:55.000", "systemd[1]: x: Failed"),
    ("Nov 24 05:55:55 h kubelet[5]: E1124 x", "05:55:55.000", "kubelet[5]: E1124 x"),
    // RFC 3164.
    ("<34>Nov 24 05:55:55 h su[1]: x", "05:55:55.000", "x"),
  ])
  func yearlessPrefixIsTakenOff(_ row: (line: String, time: String, rest: String)) {
    #expect(Lead(row.line) == Lead(time: row.time, origin: .year, rest: row.rest))
  }

  @Test(arguments: [
    // short-iso, with the zone in both spellings.
    ("2026-11-24T05:55:55+0000 node-1 crio[7]: ok", "2026-11-24T05:55:55.000Z", "ok"),
    ("2026-11-24T05:55:55+01:00 node-1 crio[7]: ok", "2026-11-24T04:55:55.000Z", "ok"),
    ("2026-11-24T05:55:55+0000 h kernel: oops", "2026-11-24T05:55:55.000Z", "kernel: oops"),
    // What only looks like a program stays.
    ("2026-11-24T05:55:55Z error pulling: x", "2026-11-24T05:55:55.000Z", "error pulling: x"),
    // short-full.
    ("Tue 2026-11-24 05:55:55 UTC h crio[7]: ok", "2026-11-24T05:55:55.000Z", "ok"),
    ("Tue 2026-11-24 05:55:55 CET h crio[7]: ok", "2026-11-24T05:55:55.000", "ok"),
    // short-unix.
    ("1795499755.123456 h crio[7]: ok", "2026-11-24T05:55:55.123Z", "ok"),
    // RFC 5424.
    ("<34>1 2026-11-24T05:55:55.003Z h su - ID47 - x", "2026-11-24T05:55:55.003Z", "x"),
    (
      "<165>1 2026-11-24T05:55:55.003Z h app 12 - [a b=\"]c\" d=\"\\\"\"][e] \u{feff}x",
      "2026-11-24T05:55:55.003Z", "x"
    ),
    // dmesg -T.
    ("[Tue Nov 24 05:55:55 2026] Killed process 1", "2026-11-24T05:55:55.000", "Killed process 1"),
    // A journal that CI printed has the time of CI.
    ("2026-11-24T06:00:00.1Z Nov 24 05:55:55 h crio[7]: ok", "2026-11-24T06:00:00.100Z", "ok"),
    ("2026-11-24T06:00:00Z [   12.000001] usb", "2026-11-24T06:00:00.000Z", "usb"),
  ])
  func datedPrefixIsTakenOff(_ row: (line: String, time: String, rest: String)) {
    #expect(Lead(row.line) == Lead(time: row.time, rest: row.rest))
  }

  @Test(arguments: [
    ("[12345.678901] oom-kill", "03:25:45.678", "oom-kill"),
    ("[    0.000000] Linux version", "00:00:00.000", "Linux version"),
    ("<6>[   12.500000] usb 1-1", "00:00:12.500", "usb 1-1"),
    ("[   12.500000] h kernel: usb 1-1", "00:00:12.500", "kernel: usb 1-1"),
  ])
  func timeSinceTheMachineStarted(_ row: (line: String, time: String, rest: String)) {
    #expect(Lead(row.line) == Lead(time: row.time, origin: .start, rest: row.rest))
  }

  @Test(arguments: [
    "Nov 24 05:55:55 something happened", "Nov 24 05:55:55", "Nov 31 05:55:55 h crio[7]: x",
    "Nov 24 24:00:00 h crio[7]: x", "Nov 24 h crio[7]: x", "Now 24 05:55:55 h crio[7]: x",
    "Nov 24 05:55:55 h crio[x]: x", "Nov 24 05:55:55 h crio[7] x",
    "Nov 24 05:55:55 two words crio[7]: x", "<999>Nov 24 05:55:55 h su[1]: x", "<34>text",
    "<div>Nov 24 05:55:55 h su[1]: x", "<34>1 yesterday h su - ID47 - x",
    "<34>1 2026-11-24T05:55:55Z h su - ID47 [open x", "[12345.6789] x", "[1.2.3] x",
    "[12345.678901]x", "[Tue Nov 24 05:55:55] x", "Tue 2026-11-24 05:55:55 h crio[7]: x",
    "1795499755.123456 seconds", "12345.678 h crio[7]: x", "May be it works: yes",
    "Mar 1 2026: released",
  ])
  func textThatOnlyLooksLikeAPrefixIsLeftAlone(_ line: String) {
    #expect(Lead(line) == nil)
  }
}

extension LineFamily {
  /// Controllers that log through zap as JSON.
  static let controllers = LineFamily(
    #"""
    60 {"level":"info","ts":"‹iso›","logger":"shop.‹word›","caller":"internal/‹file›:‹number 20 400›","msg":"reconciled","kind":"‹kind›","namespace":"‹ns›","name":"‹object›","reconcileID":"‹uuid›","took":"‹number 1 900›.‹digits 3›ms"}
    30 {"level":"debug","ts":"‹iso›","logger":"shop.cache","msg":"watch event","type":"MODIFIED","kind":"‹kind›","name":"‹object›","resourceVersion":"‹number 1000 900000›"}
    20 {"level":"info","ts":"‹iso›","logger":"shop.‹word›","msg":"status patched","name":"‹object›","generation":‹number 1 9›,"conditions":[{"type":"Ready","status":"True","reason":"Settled","lastTransitionTime":"‹iso›"},{"type":"Stalled","status":"False"}]}
    10 {"level":"info","ts":"‹iso›","logger":"shop.metrics","msg":"period closed","queued":‹number 0 40›,"done":‹number 100 4000›,"errors":0,"lastError":null}
    1 {"level":"error","ts":"‹iso›","logger":"shop.‹word›","caller":"controller/controller.go:324","msg":"Reconciler error","kind":"‹kind›","name":"‹object›","error":"Operation cannot be fulfilled on ‹word›s.shop.example \"‹object›\": the object has been modified; please apply your changes to the latest version and try again"}
    """#)

  /// Services that log as logfmt.
  static let services = LineFamily(
    #"""
    60 time=‹nanos› level=info msg="request served" method=‹verb› path=/v1/‹word›s/‹object› status=200 bytes=‹number 80 9000› duration=‹number 1 80›.‹digits 3›ms trace=‹hex 32›
    30 time=‹nanos› level=debug msg="row fetched" table=‹word› rows=‹number 1 400› cursor=‹hex 16› shard=‹number 0 15›
    20 time=‹nanos› level=info msg="message acknowledged" queue=‹word› offset=‹number 1 900000› key=‹uuid› attempts=1
    5 time=‹nanos› level=info msg="sweep done" scanned=‹number 100 9000› failed=0 kept=‹number 0 80›
    1 time=‹nanos› level=warn msg="upstream answered late, retrying" peer=‹image›:8443 attempt=1 err="context deadline exceeded"
    """#)

  /// Several lines at a time, and some that are long.
  static let traces = LineFamily(
    #"""
    4 {"level":"debug","ts":"‹iso›","logger":"shop.dump","msg":"spec","kind":"‹kind›","items":[{"name":"‹object›","uid":"‹uuid›","hash":"‹hex 64›"},{"name":"‹object›","uid":"‹uuid›","hash":"‹hex 64›"},{"name":"‹object›","uid":"‹uuid›","hash":"‹hex 64›"},{"name":"‹object›","uid":"‹uuid›","hash":"‹hex 64›"},{"name":"‹object›","uid":"‹uuid›","hash":"‹hex 64›"},{"name":"‹object›","uid":"‹uuid›","hash":"‹hex 64›"}]}
    1 goroutine ‹number 20 900› [select, ‹number 1 9› minutes]:␊shop.example/internal/‹word›.(*Loop).wait(0xc000‹hex 6›)␊␉/src/internal/‹word›/‹file›:‹number 20 400› +0x‹hex 3›␊shop.example/internal/‹word›.(*Loop).Run(0xc000‹hex 6›, {0x‹hex 7›, 0xc000‹hex 6›})␊␉/src/internal/‹word›/‹file›:‹number 20 400› +0x‹hex 3›␊created by shop.example/cmd/‹image›.start in goroutine 1␊␉/src/cmd/‹image›/main.go:‹number 20 90› +0x‹hex 3›
    """#)
}

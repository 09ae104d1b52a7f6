extension Schema {
  /// Views for people with plain `sqlite3`; frozen with ``version1``.
  static let version1Views = """
    CREATE VIEW v_runs AS
      SELECT r.id, r.suite, r.verdict, f.phase, f.step, f.subject,
        CASE WHEN f.run IS NOT NULL THEN coalesce(r.cause, 'undetermined') END AS cause,
        r.finer, r.confidence, f.message, r.specs_ran, r.specs_total, r.ordered_at, r.ordered_by
      FROM runs r LEFT JOIN failures f ON f.run = r.number
      ORDER BY r.ordered_at, r.number;

    CREATE VIEW v_timeline AS
      SELECT r.id, r.suite, s.position, s.phase, s.step, s.subject, s.attempt, s.status, s.known,
        s.started_at, s.ended_at, s.exit_status, s.source, s.line
      FROM steps s JOIN runs r ON r.number = s.run
      ORDER BY s.run, s.position;

    CREATE VIEW v_evidence AS
      SELECT r.id, h.cause, h.support, e.side, e.weight, e.rule, e.source, e.line, e.text, e.why
      FROM evidence e
        JOIN runs r ON r.number = e.run
        JOIN hypotheses h ON h.run = e.run AND h.position = e.hypothesis
      ORDER BY e.run, e.position;

    -- How each step of each run ended: a step that was tried again counts once, by its last try.
    -- What failed after the failure of its run, specs apart, may have failed because of that.
    CREATE VIEW v_step_outcomes AS
      SELECT r.id, r.suite, r.cohort, r.ordered_at, s.phase, s.step, s.subject, s.status, s.known,
        coalesce(s.status = 'failed'
          AND NOT (s.phase = f.phase AND s.step = f.step AND s.subject IS f.subject)
          AND NOT (s.phase = 'test' AND f.phase = 'test')
          AND (s.source <> f.source OR s.end_line >= f.line), 0) AS after_failure,
        max(s.position) AS position
      FROM steps s JOIN runs r ON r.number = s.run LEFT JOIN failures f ON f.run = s.run
      GROUP BY s.run, s.phase, s.step, s.subject;

    -- Failures of a phase among the runs that reached it; a run that ended before says nothing.
    CREATE VIEW v_phase_hazard AS
      SELECT r.suite, p.phase, count(*) AS reached, count(f.run) AS failed,
        round(1.0 * count(f.run) / count(*), 3) AS hazard
      FROM (
          SELECT run, phase FROM steps
            WHERE status IN ('passed', 'failed', 'running') AND known <> 'assumed'
          UNION SELECT run, phase FROM failures
        ) p
        JOIN runs r ON r.number = p.run
        LEFT JOIN failures f ON f.run = p.run AND f.phase = p.phase
      GROUP BY r.suite, p.phase
      ORDER BY r.suite,
        instr('build cluster load deploy readiness test cleanup other', p.phase);

    -- Steps that passed in one run and failed in another with identical recorded inputs.
    CREATE VIEW v_nondeterminism AS
      SELECT suite, phase, step, subject, count(*) AS reached,
        sum(status = 'passed') AS passed, sum(status = 'failed') AS failed,
        max(CASE WHEN status = 'passed' THEN id END) AS passed_in,
        max(CASE WHEN status = 'failed' THEN id END) AS failed_in, cohort
      FROM v_step_outcomes
      WHERE cohort IS NOT NULL AND NOT after_failure
        AND (status = 'failed' OR (status = 'passed' AND known <> 'assumed'))
      GROUP BY cohort, phase, step, subject
      HAVING passed > 0 AND failed > 0;

    -- Each failure by week (of its Monday), beside the number of runs of that week.
    CREATE VIEW v_fingerprint_trend AS
      SELECT w.suite, w.week, f.fingerprint, f.phase, f.step, f.subject, count(*) AS failures,
        n.runs, max(f.message) AS message
      FROM (SELECT number, suite, date(ordered_at, 'weekday 0', '-6 days') AS week FROM runs) w
        JOIN failures f ON f.run = w.number
        JOIN (
          SELECT suite, date(ordered_at, 'weekday 0', '-6 days') AS week, count(*) AS runs
          FROM runs GROUP BY 1, 2
        ) n ON n.suite IS w.suite AND n.week IS w.week
      GROUP BY w.suite, w.week, f.fingerprint
      ORDER BY w.suite, w.week, failures DESC, f.fingerprint;

    """
}

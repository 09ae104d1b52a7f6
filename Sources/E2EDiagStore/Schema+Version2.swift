extension Schema {
  /// What a log says of the failure itself. Frozen.
  static let version2 = """
    ALTER TABLE failures ADD COLUMN failed_at TEXT;     -- as the log says; no Z: zone not known
    ALTER TABLE failures ADD COLUMN node TEXT;          -- of Ginkgo
    ALTER TABLE failures ADD COLUMN node_milliseconds INTEGER;
    ALTER TABLE failures ADD COLUMN code TEXT;          -- file and line of the code
    ALTER TABLE exit_statuses ADD COLUMN target TEXT;   -- of make

    """
}

package io.cairn.events;

import io.cairn.core.Rule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules that people put, in the SQLite file of the log. Every change is kept: what held at an
 * earlier revision can be read for ever. Failures of the storage are reported as {@link
 * java.io.UncheckedIOException}. Safe for use by multiple threads.
 */
public final class SqliteRules {

  /*
   * One row a change: the rule as it is from then on, or null where it was removed. What holds at a
   * revision is the last row of each rule up to it.
   */

  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS rule_changes(revision INTEGER PRIMARY KEY,"
          + " changed INTEGER NOT NULL, id TEXT NOT NULL, rule TEXT)";

  private final SqliteFile file;

  /** Opens the rules in a file; where it may be written, the table is made if it is missing. */
  public SqliteRules(SqliteFile file) {
    this.file = file;
    if (!file.isReadOnly()) {
      file.write(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute(TABLE);
            }
          });
    }
  }

  /**
   * Adds or replaces a rule.
   *
   * @return the rules after it
   */
  public RuleRevision put(Rule rule, Instant now) {
    return change(rule.id(), Optional.of(rule), now);
  }

  /**
   * Removes a rule.
   *
   * @return the rules after it; the same as before where there is no such rule
   */
  public RuleRevision remove(String id, Instant now) {
    RuleRevision before = latest();
    boolean isThere = before.rules().stream().anyMatch(stored -> stored.rule().id().equals(id));
    return isThere ? change(id, Optional.empty(), now) : before;
  }

  private RuleRevision change(String id, Optional<Rule> rule, Instant now) {
    file.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO rule_changes(changed, id, rule) VALUES (?, ?, ?)")) {
            insert.setLong(1, now.toEpochMilli());
            insert.setString(2, id);
            insert.setString(3, rule.map(RuleJson::write).orElse(null));
            return insert.executeUpdate();
          }
        });
    return latest();
  }

  /** Returns the rules as they are now. */
  public RuleRevision latest() {
    return at(Integer.MAX_VALUE);
  }

  /**
   * Returns the rules as they were after a change.
   *
   * @param revision at least 0; one that has not come yet is the latest
   */
  public RuleRevision at(int revision) {
    return file.read(connection -> read(connection, revision));
  }

  private static RuleRevision read(Connection connection, int revision) throws SQLException {
    if (!exists(connection)) {
      return RuleRevision.NONE;
    }
    Map<String, RuleRevision.Stored> rules = new TreeMap<>();
    int last = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT revision, changed, id, rule FROM rule_changes WHERE revision <= ?"
                + " ORDER BY revision")) {
      select.setInt(1, revision);
      ResultSet rows = select.executeQuery();
      while (rows.next()) {
        last = rows.getInt(1);
        String rule = rows.getString(4);
        if (rule == null) {
          rules.remove(rows.getString(3));
        } else {
          Instant changed = Instant.ofEpochMilli(rows.getLong(2));
          rules.put(rows.getString(3), new RuleRevision.Stored(RuleJson.read(rule), last, changed));
        }
      }
    }
    return new RuleRevision(last, new ArrayList<>(rules.values()));
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'rule_changes'")) {
      return rows.next();
    }
  }
}

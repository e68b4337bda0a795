package org.certdrop.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The script that makes certdrop's tables, for the owner of the database. */
public final class Schema {
  private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  private Schema() {}

  /** Whether a role's name can stand in the script. */
  public static boolean isRole(String name) {
    return ROLE.matcher(name).matches();
  }

  /**
   * The script. It may be run again, and brings older tables up to date.
   *
   * @param role the role that certdrop runs as, which must be there
   * @throws IllegalArgumentException if that is no name of a role
   */
  public static String script(String role) throws IOException {
    if (!isRole(role)) {
      throw new IllegalArgumentException("no name of a role: " + role);
    }
    StringBuilder script = new StringBuilder("begin;\n");
    for (int version = 1; version <= Connector.VERSION; version++) {
      script.append(resource("schema-" + version + ".sql")).append('\n');
    }
    return script
        .append(resource("grants.sql").replace("${role}", "\"" + role + "\""))
        .append("commit;\n")
        .toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

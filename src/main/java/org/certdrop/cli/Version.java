package org.certdrop.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version of the jar, and the commit that it was built from. */
final class Version implements IVersionProvider {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

  @Override
  public String[] getVersion() throws IOException {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {describe(version, commit())};
  }

  /**
   * Both in one line.
   *
   * @param version the version; null where the classes are in no jar
   * @param commit what git said; nothing where there was no clone to ask
   */
  static String describe(String version, String commit) {
    return "certdrop "
        + (version == null ? "(not packaged)" : version)
        + (COMMIT.matcher(commit).matches()
            ? " (commit " + commit + ")"
            : " (commit unknown: it was not built from a git clone)");
  }

  /** The build leaves it beside the classes. */
  private static String commit() throws IOException {
    try (InputStream said = Version.class.getResourceAsStream("commit")) {
      return said == null ? "" : new String(said.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }
}

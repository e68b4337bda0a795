package org.certdrop.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version and the commit that the build wrote into the jar. */
final class Version implements IVersionProvider {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {describe(manifest())};
  }

  static String describe(Manifest manifest) {
    Attributes attributes = manifest.getMainAttributes();
    String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    String commit = attributes.getValue("Certdrop-Commit");
    return "certdrop "
        + (version == null ? "(not packaged)" : version)
        + (commit != null && COMMIT.matcher(commit).matches()
            ? " (commit " + commit + ")"
            : " (commit unknown: it was not built from a git clone)");
  }

  /** That of the jar; empty where the classes lie in a folder, as in tests. */
  private static Manifest manifest() throws IOException {
    Path place;
    try {
      place = Path.of(Version.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    if (!Files.isRegularFile(place)) {
      return new Manifest();
    }
    try (JarFile jar = new JarFile(place.toFile());
        InputStream entry = jar.getInputStream(jar.getEntry(JarFile.MANIFEST_NAME))) {
      return new Manifest(entry);
    }
  }
}

package org.certdrop.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.certdrop.identity.FedbiomedConfig.Entry;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * The file that a Fed-BioMed component's configuration is, and what is wrong with it in words.
 *
 * @param file its path
 * @param ini its content
 */
record FedbiomedConfigFile(Path file, IniFile ini) {
  /**
   * Reads it.
   *
   * @throws IdentityException if it cannot be read or is no INI file
   */
  static FedbiomedConfigFile open(Path file) throws IdentityException {
    if (Files.notExists(file)) {
      throw new IdentityException(
          "There is no file " + shown(file) + ", which certdrop.fedbiomed.config names.",
          "Set certdrop.fedbiomed.config to the configuration of this party's Fed-BioMed component,"
              + " etc/config.ini in its folder; leave it empty to use etc/identity.");
    }
    byte[] content = SmallFile.read(file, "a Fed-BioMed component's configuration");
    Parsed<IniFile> ini = IniFile.parse(text(file, content));
    if (ini instanceof Parsed.Bad<IniFile> bad) {
      throw new IdentityException(shown(file) + ": " + bad.problem(), bad.hint());
    }
    return new FedbiomedConfigFile(file, ((Parsed.Good<IniFile>) ini).value());
  }

  private static String text(Path file, byte[] content) throws IdentityException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new IdentityException(
          shown(file) + " is no text in UTF-8.",
          "Save it in UTF-8, or set certdrop.fedbiomed.config to the right file.",
          e);
    }
  }

  /**
   * An option that has a value.
   *
   * @throws IdentityException if the value refers to something that is not there
   */
  Optional<Entry> entry(String section, String option) throws IdentityException {
    String name = "[" + section + "] " + option;
    Optional<Parsed<String>> value = ini.value(section, option);
    if (value.isPresent() && value.get() instanceof Parsed.Bad<String> bad) {
      throw new IdentityException(
          shown(file) + ": " + name + " " + bad.problem() + ".", bad.hint());
    }
    return value
        .map(found -> new Entry(name, ((Parsed.Good<String>) found).value()))
        .filter(entry -> !entry.value().isEmpty());
  }

  /**
   * A file that an option names; a relative path starts at the configuration's folder.
   *
   * @throws IdentityException if the option is absent or its value is no path
   */
  Path path(String section, String option) throws IdentityException {
    Entry entry = entry(section, option).orElseThrow(() -> absent(option));
    try {
      return file.resolveSibling(entry.value());
    } catch (InvalidPathException e) {
      throw new IdentityException(
          shown(file) + ": " + entry.name() + " is no path: " + Printable.quoted(entry.value()),
          "Name the file of this party's certificate or key there.",
          e);
    }
  }

  /**
   * A truth value as Python's {@code configparser} reads it.
   *
   * @throws IdentityException if the value is none: then Fed-BioMed does not start either
   */
  Optional<Boolean> truth(String section, String option) throws IdentityException {
    Optional<Entry> entry = entry(section, option);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (entry.get().value().toLowerCase(Locale.ROOT)) {
          case "1", "yes", "true", "on" -> true;
          case "0", "no", "false", "off" -> false;
          default ->
              throw new IdentityException(
                  shown(file)
                      + ": "
                      + entry.get().name()
                      + " is "
                      + Printable.quoted(entry.get().value())
                      + ", neither True nor False.",
                  "Write True or False there; Fed-BioMed cannot read it either.");
        });
  }

  private IdentityException absent(String option) {
    return new IdentityException(
        shown(file)
            + " has no "
            + option
            + " in ["
            + FedbiomedConfig.NEWER
            + "] or ["
            + FedbiomedConfig.OLDER
            + "].",
        "Set certdrop.fedbiomed.config to the configuration that Fed-BioMed made for this"
            + " component. To use a certificate without its key, leave that empty and put the"
            + " certificate into etc/identity/component.pem.");
  }

  private static String shown(Path file) {
    return Printable.of(file.toString());
  }
}

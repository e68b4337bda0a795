package org.certdrop.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.certdrop.files.DurableFiles;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.identity.FedbiomedProfile;
import org.certdrop.party.PartyId;
import org.certdrop.text.Printable;
import org.certdrop.text.Progress;

/**
 * A shell script that registers parties with the Fed-BioMed component beside us, by Fed-BioMed's
 * own commands, and the certificates that it names, in a folder beside it. It may be run again:
 * each command updates what is there.
 */
public final class FedbiomedScript {
  private static final String FORMAT = "# certdrop-fedbiomed-script/1";
  private static final Pattern UNQUOTABLE = Pattern.compile("[\\s*?\\[]");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path script;
  private final Path certificates;
  private final FedbiomedCommands commands;
  private final DurableFiles files = new DurableFiles();

  /**
   * A script that is to be written.
   *
   * @param script where; the certificates go to the folder of this name and {@code .certificates}
   * @param commands Fed-BioMed's commands of the component whose registry it fills: ours
   */
  public FedbiomedScript(Path script, FedbiomedCommands commands) {
    this.script = script.toAbsolutePath().normalize();
    this.certificates = this.script.resolveSibling(this.script.getFileName() + ".certificates");
    this.commands = commands;
  }

  /** The folder of the certificates. */
  public Path certificates() {
    return certificates;
  }

  /**
   * Writes the certificates, then the script, each whole or not at all.
   *
   * @param progress hears how many certificates are written
   * @throws ExportException if a party has no address and this Fed-BioMed wants one, or there is
   *     another file in the script's place; nothing is written then
   * @throws IOException on a fault of disk or system
   */
  public void write(List<ExportedParty> parties, Progress progress)
      throws IOException, ExportException {
    int done = 0;
    demandEndpoints(parties);
    demandName();
    demandPlace();
    Files.createDirectories(certificates);
    for (ExportedParty party : parties) {
      put(certificate(party), party.pem(), DurableFiles.READABLE);
      progress.reached(ExportedParties.THINGS, ++done, parties.size());
    }
    files.sync(certificates);
    put(script, text(parties), EXECUTABLE);
    files.sync(script.getParent());
  }

  private void demandEndpoints(List<ExportedParty> parties) throws ExportException {
    String nowhere =
        parties.stream()
            .filter(party -> commands.profile().wantsEndpoint() && party.endpoint().isEmpty())
            .map(party -> party.id().value())
            .collect(Collectors.joining(", "));
    if (!nowhere.isEmpty()) {
      throw new ExportException(
          "Fed-BioMed "
              + commands.profile().versions()
              + " wants address and port, and these parties gave none: "
              + nowhere
              + ". Nothing was written; register them with --ip and --port.");
    }
  }

  private void demandName() throws ExportException {
    Optional<String> problem = commands.problem();
    if (problem.isPresent()) {
      throw new ExportException(problem.get() + " Nothing was written.");
    }
  }

  /** An older script may be replaced; a database, named by mistake, may not. */
  private void demandPlace() throws IOException, ExportException {
    if (!Files.exists(script, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean ours =
        Files.isRegularFile(script, LinkOption.NOFOLLOW_LINKS)
            && new String(Files.readAllBytes(script), StandardCharsets.ISO_8859_1).contains(FORMAT);
    if (!ours) {
      throw new ExportException(
          Printable.of(script.toString())
              + " is there, and is no script of certdrop's. Nothing was written; name another file,"
              + " or move that away.");
    }
  }

  private void put(Path file, String content, Set<PosixFilePermission> mode) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    files.delete(unfinished);
    files.create(unfinished, content.getBytes(StandardCharsets.UTF_8), mode);
    files.replace(unfinished, file);
  }

  private Path certificate(ExportedParty party) {
    return certificates.resolve(party.id() + ".pem");
  }

  private String text(List<ExportedParty> parties) {
    FedbiomedProfile profile = commands.profile();
    return """
    #!/bin/sh
    %1$s
    # Registers %2$s with Fed-BioMed %3$s; it may be run again.
    # Run it %4$s.
    set -eu
    if ! command -v %5$s >/dev/null; then
      echo "There is no %5$s here: %6$s, then run this script again." >&2
      exit 1
    fi
    %7$s%8$s"""
        .formatted(
            FORMAT,
            parties.size() == 1 ? "1 party" : parties.size() + " parties",
            profile.versions(),
            commands.place(),
            profile.program(),
            profile.remedy(),
            takesCopies() ? copies() : "",
            parties.stream().map(this::command).collect(Collectors.joining()));
  }

  /** Before 6.0 Fed-BioMed's script passes paths on unquoted, so that the shell splits them. */
  private boolean takesCopies() {
    return commands.profile().isScript() && UNQUOTABLE.matcher(certificates.toString()).find();
  }

  private String copies() {
    return """
    # This Fed-BioMed splits a path at white space: it gets copies of the certificates.
    copies=$(mktemp -d)
    trap 'rm -rf "$copies"' EXIT
    cp %s/*.pem "$copies"
    """
        .formatted(quoted(certificates.toString()));
  }

  private String command(ExportedParty party) {
    String file =
        takesCopies()
            ? "\"$copies\"/" + party.id() + ".pem"
            : quoted(certificate(party).toString());
    Optional<PartyId> id =
        commands.profile() == FedbiomedProfile.MUTUAL && party.isNamedByCertificate()
            ? Optional.empty()
            : Optional.of(party.id());
    return commands.register(file, id, party.endpoint()) + " --upsert\n";
  }

  /** A word of the shell, whatever is in it. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

package org.certdrop.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Federation;
import org.certdrop.identity.DatabaseOwner;
import org.certdrop.party.PartyId;
import org.certdrop.text.Printable;

/** What must be true of a Fed-BioMed database before parties go into it: it is there, and ours. */
final class OwnDatabase {
  private OwnDatabase() {}

  /**
   * Fed-BioMed makes its database when it first needs it: 6.x not before a command lists it.
   *
   * @throws ExportException if it is not there, with the command that makes it
   */
  static void demandThere(Path database, Federation federation) throws ExportException {
    Optional<String> command = federation.commandFor(database);
    if (command.isPresent()) {
      throw new ExportException(
          "There is no database "
              + Printable.of(database.toString())
              + ". If the path is right, Fed-BioMed has not made it yet; this makes it: "
              + command.get());
    }
  }

  /**
   * Keeps the parties of one home out of another component's database, where the own component
   * would become a party among the others.
   *
   * @throws ExportException if a Fed-BioMed configuration gives the database to somebody else
   */
  static void demand(Path database, Optional<PartyId> own) throws IOException, ExportException {
    if (own.isEmpty() || Files.notExists(database)) {
      return; // the export itself says that there is no database
    }
    Path file = database.toRealPath();
    List<DatabaseOwner> owners = DatabaseOwner.of(file);
    if (owners.isEmpty()
        || owners.stream().anyMatch(owner -> owner.id().key().equals(own.get().key()))) {
      return;
    }
    String config = Printable.of(owners.get(0).config().toString());
    throw new ExportException(
        ("%s is the database of %s, as %s says, and this home is that of %s. Nothing was changed."
                + " Name the database of this home's own component, or with --home the home of that"
                + " one; if they are the same component, set certdrop.fedbiomed.config to %s.")
            .formatted(
                Printable.of(file.toString()), owners.get(0).id(), config, own.get(), config));
  }
}

package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;

/**
 * Whose a Fed-BioMed database is, by a configuration near it that names it. Since 5.4 that is the
 * option {@code db}; before, the database is called {@code db_ID.json} and lies in {@code var}.
 *
 * @param id the component's id
 * @param config the configuration that says so
 */
public record DatabaseOwner(PartyId id, Path config) {
  /**
   * The owners of a database; mostly there is one, or nothing is known.
   *
   * @param database its real path
   * @throws IOException if the folder of the configurations cannot be read
   */
  public static List<DatabaseOwner> of(Path database) throws IOException {
    Path folder = database.toAbsolutePath().getParent();
    List<DatabaseOwner> owners = new ArrayList<>();
    for (Path place : List.of(folder.resolveSibling("etc"), folder)) {
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> configs = Files.newDirectoryStream(place, "*.ini")) {
          for (Path config : configs) {
            owner(config, database).ifPresent(owners::add);
          }
        }
      }
    }
    return owners;
  }

  /** A file that is no configuration says nothing. */
  private static Optional<DatabaseOwner> owner(Path config, Path database) throws IOException {
    try {
      FedbiomedConfigFile options = FedbiomedConfigFile.open(config);
      Optional<String> id =
          options.entry("default", "id").map(FedbiomedConfig.Entry::value).filter(PartyId::isForm);
      if (id.isEmpty()) {
        return Optional.empty();
      }
      String named =
          options
              .entry("default", "db")
              .map(FedbiomedConfig.Entry::value)
              .orElse("../var/db_" + id.get() + ".json");
      Path file = config.resolveSibling(named);
      return Files.exists(file) && Files.isSameFile(file, database)
          ? Optional.of(new DatabaseOwner(new PartyId(id.get()), config))
          : Optional.empty();
    } catch (IdentityException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}

package org.certdrop.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.text.Printable;

/** The databases in which a kill interrupted an export of a home. */
public final class TornDatabases {
  private TornDatabases() {}

  /**
   * Finishes what was interrupted, wherever this home has ever exported to.
   *
   * @param var the folder in which the home remembers that
   * @param clock the time
   * @param patience how long to wait for another export, for each database
   * @return why some of it could not be done, a sentence each; the next export tries again
   */
  public static List<String> mend(Path var, Clock clock, Duration patience) {
    List<String> problems = new ArrayList<>();
    for (Path database : databases(var, problems)) {
      try {
        if (Files.exists(database)) {
          FedbiomedExport.into(database, var, clock, patience).mend();
        }
      } catch (ExportException e) {
        problems.add(e.getMessage());
      } catch (IOException e) {
        problems.add(Printable.of(database + ": " + e.getMessage()));
      }
    }
    return problems;
  }

  private static List<Path> databases(Path var, List<String> problems) {
    try {
      return MadeDocumentsFile.databases(var);
    } catch (IOException e) {
      problems.add(Printable.of(var + ": " + e.getMessage()));
      return List.of();
    }
  }
}

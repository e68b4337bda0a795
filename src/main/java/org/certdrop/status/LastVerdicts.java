package org.certdrop.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.certdrop.home.Home;
import org.certdrop.inbox.RecentVerdicts;

/** What a status shows of what was decided: the newest verdicts, and the newest refusals. */
final class LastVerdicts {
  private static final int VERDICTS = 10;

  /** Refusals are shown until so many newer ones came: somebody has to do something about each. */
  private static final int REFUSALS = 5;

  private LastVerdicts() {}

  /**
   * Reads them, newest first. One that cannot be read is noted, and hides no other; if none of them
   * can be, it is unknown what was decided.
   *
   * @param look notes what cannot be seen
   */
  static List<JsonNode> in(Home home, Looks look) {
    List<Path> folders =
        look.at(Unseen.VERDICTS, () -> RecentVerdicts.foldersAndRefusals(home, VERDICTS, REFUSALS))
            .orElse(List.of());
    List<JsonNode> verdicts =
        folders.stream()
            .flatMap(
                folder ->
                    look
                        .at(
                            "verdict " + folder.getFileName(),
                            folder,
                            () -> RecentVerdicts.find(folder))
                        .flatMap(found -> found)
                        .stream())
            .toList();
    boolean hidden =
        folders.stream().anyMatch(folder -> look.unseen().isAny("verdict " + folder.getFileName()));
    if (verdicts.isEmpty() && hidden) {
      look.unknown(Unseen.VERDICTS);
    }
    return verdicts;
  }
}

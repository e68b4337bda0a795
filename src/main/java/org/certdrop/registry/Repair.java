package org.certdrop.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.Patience;
import org.certdrop.party.PartyId;
import org.certdrop.text.Timestamps;

/** Mends a registry whose files do not fit together, keeping the damaged ones (SPEC section 11). */
public final class Repair {
  private final RegistryStore store;
  private final RegistryFiles files;
  private final PartyId owner;

  private Repair(Path var, PartyId owner) {
    this.store = new FileStore(var);
    this.files = new RegistryFiles(var);
    this.owner = owner;
  }

  /**
   * What a repair does.
   *
   * @param damage the first thing that does not fit
   * @param lastGoodLine the journal line up to which all is kept; 0 if nothing can be. Where a line
   *     and its successor contradict each other, either may be forged, and neither is kept
   * @param linesLost how many lines of the journal come after it
   * @param partiesLost the parties that those lines, or documents of registry.json that the good
   *     lines do not bear out, speak of: what they say of them is lost
   */
  public record Plan(Damage damage, long lastGoodLine, long linesLost, List<PartyId> partiesLost) {
    /** The list is copied. */
    public Plan {
      partiesLost = List.copyOf(partiesLost);
    }
  }

  /**
   * What was done.
   *
   * @param plan what had to be done
   * @param setAside the damaged files, under the names that they have now
   */
  public record Done(Plan plan, List<Path> setAside) {
    /** The list is copied. */
    public Done {
      setAside = List.copyOf(setAside);
    }
  }

  /**
   * Looks for damage, changing nothing.
   *
   * @param var the folder of the registry
   * @param owner the party whose home this is
   * @return what a repair would do; empty if all fits
   * @throws IOException if the files cannot be read
   */
  public static Optional<Plan> plan(Path var, PartyId owner) throws IOException {
    Repair repair = new Repair(var, owner);
    return repair.plan(Inspection.ofTrusted(repair.store, Optional.of(owner)));
  }

  /**
   * Sets the damaged files aside as {@code <name>.damaged-<UTC time>}, and rebuilds the journal up
   * to its last good line and registry.json from it.
   *
   * @return what was done; empty if all fits
   * @throws IOException if the files cannot be read or written; run it again then
   */
  public static Optional<Done> execute(Path var, PartyId owner, Clock clock) throws IOException {
    Repair repair = new Repair(var, owner);
    if (Files.notExists(var)) {
      return Optional.empty();
    }
    try (LockFile lock = LockFile.of(repair.files);
        LockFile.Held held = lock.commit(new Patience())) {
      return repair.execute(Timestamps.compact(clock.instant()));
    }
  }

  private Optional<Plan> plan(Inspection found) throws IOException {
    if (found.damage().isEmpty()) {
      return Optional.empty();
    }
    Set<PartyId> parties = new LinkedHashSet<>();
    long lines = found.hasJournalDamage() ? lostLines(found.reading().end(), parties) : 0;
    parties.addAll(found.different());
    return Optional.of(
        new Plan(found.damage().get(), found.fold().seq(), lines, List.copyOf(parties)));
  }

  private long lostLines(long from, Set<PartyId> parties) throws IOException {
    long count = 0;
    try (JournalFile file = JournalFile.reading(files)) {
      LineScanner lines = new LineScanner(file, from);
      for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        count++;
        String id =
            ParsedLine.json(line.get().bytes())
                .map(json -> json.path("party").path("party_id"))
                .map(JsonNode::asText)
                .orElse("");
        if (PartyId.isForm(id)) {
          parties.add(new PartyId(id));
        }
      }
    }
    return count;
  }

  private Optional<Done> execute(String stamp) throws IOException {
    Inspection found = Inspection.ofTrusted(store, Optional.of(owner));
    Optional<Plan> plan = plan(found);
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    List<Path> setAside = new ArrayList<>();
    if (found.hasCheckpointDamage()) {
      setAside.add(keep(files.checkpoint(), stamp));
    }
    Files.deleteIfExists(files.checkpoint());
    if (found.hasJournalDamage()) {
      Path unfinished = copyGoodLines(found.reading().end());
      setAside.add(keep(files.journal(), stamp));
      Files.move(unfinished, files.journal(), StandardCopyOption.ATOMIC_MOVE);
      files.syncFolder();
    }
    if (found.hasSnapshotDamage()) {
      setAside.add(keep(files.snapshot(), stamp));
    }
    new SnapshotFile(files, owner).overwrite(found.fold().view());
    return Optional.of(new Done(plan.get(), setAside));
  }

  private Path copyGoodLines(long end) throws IOException {
    Path unfinished = files.var().resolve("journal.jsonl.tmp");
    try (FileChannel from = FileChannel.open(files.journal(), StandardOpenOption.READ);
        FileChannel to =
            files.open(
                unfinished,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      for (long done = 0; done < end; ) {
        done += from.transferTo(done, end - done, to);
      }
      to.force(true);
    }
    return unfinished;
  }

  /** Gives a file a second name: it stays under its own until another takes its place. */
  private Path keep(Path file, String stamp) throws IOException {
    Path kept = file.resolveSibling(file.getFileName() + ".damaged-" + stamp);
    try {
      Files.createLink(kept, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES);
    }
    files.syncFolder();
    return kept;
  }
}

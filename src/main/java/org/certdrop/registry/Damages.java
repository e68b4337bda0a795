package org.certdrop.registry;

import java.nio.file.Path;
import org.certdrop.party.PartyId;

/** The sentences about each kind of damage, and what to do about it. */
final class Damages {
  /** What to do where all is in files. */
  static final String REPAIR =
      "Nothing was changed. Put a backup of the whole folder back, or run \"./certdrop repair\", which"
          + " sets the damaged file aside and says what is lost.";

  private Damages() {}

  /** A line of the journal that does not fit. */
  static Damage ofLine(RegistryStore store, long line, String problem) {
    return new Damage(
        Damage.Kind.JOURNAL,
        store.place(),
        line,
        "the line does not fit: " + problem + ".",
        store.remedy());
  }

  /** A journal that is another file than a running process knew. */
  static Damage replaced(Path journal, String problem) {
    return new Damage(
        Damage.Kind.JOURNAL,
        journal.toString(),
        0,
        problem,
        "Nothing was changed. Stop certdrop, look with \"./certdrop audit\" whether the files are"
            + " right, and start it again.");
  }

  /** A registry.json that certdrop did not write so. */
  static Damage edited(RegistryStore store, Path snapshot, String problem) {
    return new Damage(
        Damage.Kind.SNAPSHOT,
        snapshot.toString(),
        0,
        "it is not what certdrop wrote: " + problem + ".",
        "The file is for others to read, never to write. " + store.remedy());
  }

  /** A checkpoint that fits the journal's chain, and says something else than its lines. */
  static Damage forged(RegistryStore store, Path checkpoint, long line) {
    return new Damage(
        Damage.Kind.SNAPSHOT,
        checkpoint.toString(),
        0,
        "it is not what the journal came to at line " + line + ": somebody changed it.",
        "What certdrop said and decided since may be wrong. " + store.remedy());
  }

  /** A registry.json that knows more than the journal. */
  static Damage ahead(RegistryStore store, Path snapshot, long seq, long journalSeq) {
    return new Damage(
        Damage.Kind.SNAPSHOT,
        snapshot.toString(),
        0,
        "it is ahead of its journal: it knows line "
            + seq
            + ", the journal ends with line "
            + journalSeq
            + ".",
        "Lines of " + store.kind() + " were lost. " + store.remedy());
  }

  /** The registry of another party. */
  static Damage foreign(Path snapshot, PartyId owner, PartyId us) {
    return new Damage(
        Damage.Kind.OWNER,
        snapshot.toString(),
        0,
        "it is the registry of " + owner + ", and this home is " + us + ".",
        "Nothing was changed. Set certdrop.party-id back to "
            + owner
            + ", or put this home's own folder back; if the id was changed on purpose, run"
            + " \"./certdrop repair\", which keeps the registered parties under the new id.");
  }
}

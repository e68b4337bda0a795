package org.certdrop.registry;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Party;

/** A TinyDB table of registry.json that holds entries. */
enum SnapshotTable {
  /** The active entries; Fed-BioMed's name for them. */
  CERTIFICATES("Certificates", party -> party.active().stream()),
  /** The waiting entries. */
  PENDING("Pending", party -> party.pending().stream()),
  /** The removed entries. */
  REMOVED("Removed", party -> party.removed().stream());

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // the functions above hold nothing
  private final Function<Party, Stream<Entry>> entries;

  SnapshotTable(String title, Function<Party, Stream<Entry>> entries) {
    this.title = title;
    this.entries = entries;
  }

  /** The table of this name; empty if it is none of these. */
  static Optional<SnapshotTable> titled(String title) {
    return Arrays.stream(values()).filter(table -> table.title.equals(title)).findFirst();
  }

  /** Its name in the file. */
  String title() {
    return title;
  }

  /** The entries of a party that belong into it. */
  Stream<Entry> of(Party party) {
    return entries.apply(party);
  }
}

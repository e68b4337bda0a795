package org.certdrop.export;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The registered parties, put into the table of a database. A document that certdrop did not make
 * is brought up to date if it holds the registered certificate, and otherwise left alone; one that
 * certdrop made goes when its party is no longer exported.
 */
final class Merge {
  /** The running component hands out the numbers after the greatest that it read once. */
  private static final BigInteger GAP = BigInteger.valueOf(1_000_000);

  private final TinyDb database;
  private final MadeDocuments made;
  private final List<Change> changes = new ArrayList<>();
  private final Set<MadeDocuments.Made> madeNow = new HashSet<>();
  private BigInteger nextId;

  private Merge(TinyDb database, MadeDocuments made) {
    this.database = database;
    this.made = made;
    this.nextId = database.greatestId().add(GAP);
  }

  /**
   * Merges.
   *
   * @param database the database; it is changed
   * @param parties whom it is to hold
   * @param revoked whose documents must go in a star, even if certdrop did not make them
   * @param made which of its documents certdrop made
   * @param mode how the component uses it: while somebody else's documents are in the way there,
   *     nobody is added, and only who is no longer exported is taken away
   */
  static Merge of(
      TinyDb database,
      List<ExportedParty> parties,
      Revocation revoked,
      MadeDocuments made,
      ExportMode mode) {
    Merge merge = new Merge(database, made);
    merge.revoke(revoked, mode);
    List<Change.InTheWay> intruders = Intruders.among(database.documents(), parties, made, mode);
    if (mode.prune()) {
      merge.prune(intruders, parties);
    }
    Map<String, List<PartyDocument>> present =
        database.documents().stream().collect(Collectors.groupingBy(PartyDocument::partyKey));
    Set<String> exported =
        parties.stream().map(party -> party.id().key()).collect(Collectors.toSet());
    database.documents().stream()
        .filter(document -> !exported.contains(document.partyKey()) && made.holds(document))
        .forEach(merge::remove);
    if (!mode.prune() && !intruders.isEmpty()) {
      merge.changes.addAll(intruders);
      database.documents().stream().filter(made::holds).forEach(merge::stays);
      return merge;
    }
    parties.forEach(party -> merge.put(party, present.getOrDefault(party.id().key(), List.of())));
    return merge;
  }

  /** Takes away in a star what is revoked, and nothing else; adds nobody. */
  static Merge revoking(TinyDb database, Revocation revoked, MadeDocuments made, ExportMode mode) {
    Merge merge = new Merge(database, made);
    merge.revoke(revoked, mode);
    database.documents().stream().filter(made::holds).forEach(merge::stays);
    return merge;
  }

  private void revoke(Revocation revoked, ExportMode mode) {
    if (mode.isStar()) {
      database.documents().stream()
          .filter(document -> revoked.covers(document.partyId(), document.certificate()))
          .forEach(this::remove);
    }
  }

  /** Takes away what is in the way, and other certificates of the parties that are exported. */
  private void prune(List<Change.InTheWay> intruders, List<ExportedParty> parties) {
    Set<String> numbers =
        intruders.stream().map(Change.InTheWay::document).collect(Collectors.toSet());
    Map<String, ExportedParty> exported =
        parties.stream().collect(Collectors.toMap(party -> party.id().key(), party -> party));
    for (PartyDocument document : database.documents()) {
      ExportedParty party = exported.get(document.partyKey());
      boolean contradicts =
          party != null && !made.holds(document) && !holdsTheSame(document, party);
      if (numbers.contains(document.id()) || contradicts) {
        database.remove(document);
        changes.add(new Change.Pruned(document.party(), document.id()));
      }
    }
  }

  private void stays(PartyDocument document) {
    document
        .fingerprint()
        .ifPresent(
            sha256 ->
                madeNow.add(new MadeDocuments.Made(document.id(), document.partyKey(), sha256)));
  }

  private void put(ExportedParty party, List<PartyDocument> present) {
    if (present.isEmpty()) {
      add(party);
    }
    for (PartyDocument document : present) {
      boolean ours = made.holds(document);
      if (ours || holdsTheSame(document, party)) {
        update(document, party, ours);
      } else {
        leave(document, party);
      }
    }
  }

  private static boolean holdsTheSame(PartyDocument document, ExportedParty party) {
    return document.fingerprint().filter(party.sha256()::equals).isPresent();
  }

  private void add(ExportedParty party) {
    PartyDocument document = new PartyDocument(nextId.toString(), new PartyFields(party).create());
    nextId = nextId.add(BigInteger.ONE);
    database.add(document);
    changes.add(new Change.Added(party.id().value(), document.id()));
    keep(document, party);
  }

  private void update(PartyDocument document, ExportedParty party, boolean ours) {
    List<Change.Field> fields = new PartyFields(party).update(document, ours);
    if (!fields.isEmpty()) {
      changes.add(new Change.Updated(party.id().value(), document.id(), fields));
    }
    if (ours) {
      keep(document, party);
    }
  }

  private void keep(PartyDocument document, ExportedParty party) {
    madeNow.add(new MadeDocuments.Made(document.id(), party.id().key(), party.sha256()));
  }

  private void remove(PartyDocument document) {
    database.remove(document);
    changes.add(new Change.Removed(document.party(), document.id()));
  }

  private void leave(PartyDocument document, ExportedParty party) {
    changes.add(
        new Change.LeftAlone(
            party.id().value(), document.id(), document.fingerprint(), party.sha256()));
  }

  /** What it did, document by document. */
  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Whether the database is another one now. */
  boolean changesTheDatabase() {
    return changes.stream().anyMatch(change -> !change.changesNothing());
  }

  /** The new content of the database's file. */
  byte[] bytes() {
    return database.bytes();
  }

  /** Which documents of the database are certdrop's now. */
  MadeDocuments made() {
    return new MadeDocuments(madeNow);
  }
}

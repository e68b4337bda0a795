package org.certdrop.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.files.RealFolder;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the outbox holds for one other party each: a signed receipt ({@code outbox/receipts}), and
 * after the first registration of a party all that it should get, in one folder ({@code
 * outbox/to/PARTY}).
 *
 * <p>Nothing of it is synced to the disk: what a power cut takes is made again when the party's
 * files are dropped again. Each file is the old one or the new one, never half.
 */
public final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private final Path receipts;
  private final PartyFolders folders;
  private final ReceiptFolder written;

  /**
   * The replies in an outbox; it need not exist yet.
   *
   * @param clock for the times of receipts
   */
  public Replies(Path outbox, Clock clock) {
    this.receipts = outbox.resolve("receipts");
    this.folders = new PartyFolders(outbox.resolve("to"));
    this.written = new ReceiptFolder(receipts, clock);
  }

  /**
   * Writes a receipt, unless the same is there already.
   *
   * @param receipt what it says
   * @param own this party; without its private key there are no receipts
   * @return whether it was written
   * @throws IOException if the operating system refuses
   */
  public boolean acknowledge(OwnReceipt receipt, OwnParty own) throws IOException {
    if (own.privateKey().isEmpty()) {
      return false;
    }
    synchronized (PartyFolders.turn(receipt.to().value())) {
      boolean absent = !written.holds(receipt, own);
      if (absent) {
        written.write(receipt, own, own.privateKey().get());
      }
      folders.mirror(written.file(receipt), receipt.to().value());
      return absent;
    }
  }

  /**
   * Puts together what a party should get that was registered for the first time.
   *
   * @param party the party
   * @param instructions what this party says of itself
   * @param receipt the receipt for that party, if there are receipts
   * @throws IOException if the operating system refuses
   */
  public void welcome(PartyId party, Instructions instructions, Optional<OwnReceipt> receipt)
      throws IOException {
    synchronized (PartyFolders.turn(party.value())) {
      folders.fill(party.value(), instructions, receipt.map(written::file));
    }
    LOG.info("Send the files in {} to the site of {}.", folders.of(party.value()), party);
  }

  /**
   * From which folder of the home the receipt for a party is to be sent: from that with all that
   * the party should get, as long as it is there. Empty if there is no receipt.
   */
  Optional<Path> folder(PartyId own, PartyId party) {
    String receipt = OwnReceipt.name(own, party);
    return Stream.of(folders.of(party.value()), receipts)
        .filter(place -> Files.isRegularFile(place.resolve(receipt), LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .map(place -> receipts.getParent().getParent().relativize(place));
  }

  /** Whether the receipt that lies there is about the same certificate, and has a signature. */
  boolean isAboutSame(OwnReceipt receipt) throws IOException {
    return RealFolder.isThere(receipts) && written.isAboutSame(receipt);
  }

  /** For which parties something lies there that certdrop made. */
  Set<PartyId> addressees(PartyId own) throws IOException {
    Stream<String> told =
        names(receipts).stream()
            .map(name -> name.endsWith(".p7s") ? name.substring(0, name.length() - 4) : name)
            .flatMap(name -> OwnReceipt.addressee(name, own).stream());
    return Stream.concat(told, folders.parties().stream())
        .map(PartyId::new)
        .collect(Collectors.toSet());
  }

  private static List<String> names(Path folder) throws IOException {
    if (!RealFolder.isThere(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /**
   * Takes back what lies there for a party that is not registered any more: a receipt, signed, says
   * what is held now. Files of somebody else stay.
   *
   * @param own this party's id
   * @param isHeld whether the party is registered after all, asked in its turn
   * @return whether anything was taken back
   * @throws IOException if the operating system refuses
   */
  boolean takeBack(PartyId own, PartyId party, BooleanSupplier isHeld) throws IOException {
    synchronized (PartyFolders.turn(party.value())) {
      if (isHeld.getAsBoolean()) {
        return false;
      }
      Path receipt = receipts.resolve(OwnReceipt.name(own, party));
      boolean isTold =
          RealFolder.isThere(receipts)
              && (Files.deleteIfExists(ReplyFiles.signatureOf(receipt))
                  | Files.deleteIfExists(receipt));
      return folders.take(party.value(), own) | isTold;
    }
  }

  /**
   * Renews this party's instructions in all folders that have not been sent yet.
   *
   * @throws IOException if the operating system refuses
   */
  public void renew(Instructions instructions) throws IOException {
    folders.renew(instructions);
  }

  /**
   * Signs the receipts again that another key than the party's present one has signed: everybody
   * who has the present certificate must be able to verify them. What they say stays.
   *
   * @param own this party; without its private key nothing is done
   * @throws IOException if the operating system refuses
   */
  public void signAnew(OwnParty own) throws IOException {
    if (own.privateKey().isEmpty() || !RealFolder.isThere(receipts)) {
      return;
    }
    try (Stream<Path> files = Files.list(receipts)) {
      for (Path file : files.toList()) {
        Optional<String> party = OwnReceipt.addressee(file.getFileName().toString(), own.id());
        if (party.isPresent()) {
          synchronized (PartyFolders.turn(party.get())) {
            written.signAnew(file, own, own.privateKey().get());
            folders.mirror(file, party.get());
          }
        }
      }
    }
  }

  /**
   * Takes away what a killed process left half written.
   *
   * @throws IOException if the operating system refuses
   */
  public void clean() throws IOException {
    ReplyFiles.clean(receipts);
    folders.clean();
  }
}

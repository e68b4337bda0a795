package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.certdrop.cms.DetachedSignature;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.files.RealFolder;
import org.certdrop.identity.OwnParty;

/** The receipts of this party, one for each other party, and a signature beside each. */
final class ReceiptFolder {
  private final Path folder;
  private final Clock clock;

  ReceiptFolder(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Where the receipt to a party lies, or will. */
  Path file(OwnReceipt receipt) {
    return folder.resolve(receipt.name());
  }

  /** Whether the same is said there, and signed by the party's present key. */
  boolean holds(OwnReceipt receipt, OwnParty own) throws IOException {
    Path file = file(receipt);
    Optional<byte[]> content = ReplyFiles.read(file);
    return content.isPresent()
        && receipt.isSaidBy(content.get())
        && isSignedBy(own, file, content.get());
  }

  /** Whether what is said there is about the same certificate, and has a signature. */
  boolean isAboutSame(OwnReceipt receipt) throws IOException {
    return ReplyFiles.read(file(receipt)).filter(receipt::isAboutSame).isPresent()
        && Files.isRegularFile(ReplyFiles.signatureOf(file(receipt)), NOFOLLOW_LINKS);
  }

  /** As with the instructions, a signature goes before what it is about, and comes after it. */
  void write(OwnReceipt receipt, OwnParty own, PrivateKey key) throws IOException {
    RealFolder.make(folder);
    Instant now = clock.instant();
    byte[] content = OwnReceipt.bytes(receipt.text(now));
    byte[] signature =
        DetachedSignature.make(content, own.certificate(), key, now).getBytes(US_ASCII);
    ReplyFiles.put(file(receipt), content, signature);
  }

  /** Signs a receipt of the folder again, if another key than the present one has signed it. */
  void signAnew(Path file, OwnParty own, PrivateKey key) throws IOException {
    Optional<byte[]> content = ReplyFiles.read(file);
    if (content.isPresent() && !isSignedBy(own, file, content.get())) {
      Instant now = clock.instant();
      String signature = DetachedSignature.make(content.get(), own.certificate(), key, now);
      ReplyFiles.put(file, content.get(), signature.getBytes(US_ASCII));
    }
  }

  private static boolean isSignedBy(OwnParty own, Path file, byte[] content) throws IOException {
    return ReplyFiles.read(ReplyFiles.signatureOf(file))
        .filter(
            signature ->
                SignatureVerification.problem(signature, content, own.certificate()).isEmpty())
        .isPresent();
  }
}

package org.certdrop.identity;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.ParsedCertificate;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.SubjectPublicKey;

/**
 * A certificate of our own and, where we have it, its private key.
 *
 * @param certificate the certificate
 * @param privateKey the key that matches it, if it is at hand
 */
record HeldCertificate(Certificate certificate, Optional<PrivateKey> privateKey) {
  private static final String WANTED = "one certificate, or one private key, in PEM";

  HeldCertificate {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(privateKey);
  }

  /**
   * Reads a pair of files.
   *
   * @param certificateFile one certificate in PEM
   * @param keyFile its private key in PEM, not encrypted; may be absent
   * @return the two; nothing if neither file is there
   * @throws IdentityException if a file cannot be used, the two do not match, or a key has no
   *     certificate
   */
  static Optional<HeldCertificate> read(Path certificateFile, Path keyFile)
      throws IdentityException {
    // In this order: a pair that another process is making gets its certificate last.
    boolean hasCertificate = isThere(certificateFile);
    boolean hasKey = isThere(keyFile);
    if (!hasCertificate) {
      if (hasKey) {
        throw new IdentityException(
            "There is a private key " + shown(keyFile) + " but no certificate beside it.",
            "Put its certificate back as "
                + shown(certificateFile)
                + ". If the key is not needed, move it away; the next start makes a new pair.");
      }
      return Optional.empty();
    }
    Certificate certificate = certificate(certificateFile);
    Optional<PrivateKey> key = hasKey ? Optional.of(key(keyFile)) : Optional.empty();
    if (key.isPresent() && !PrivateKeys.matches(key.get(), certificate)) {
      throw new IdentityException(
          "The private key "
              + shown(keyFile)
              + " does not belong to the certificate "
              + shown(certificateFile)
              + " ("
              + certificate.fingerprint().brief()
              + "...).",
          "Put the two files of one pair there, or move the key away: a certificate alone is"
              + " enough, but then nothing is signed.");
    }
    return Optional.of(new HeldCertificate(certificate, key));
  }

  /** The party that has this certificate. */
  OwnParty of(PartyId id, ConfiguredParty configured) {
    return new OwnParty(id, configured.endpoint(), certificate, privateKey, configured.form());
  }

  /** Whether there is anything of this name, a dangling link included. */
  static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Certificate certificate(Path file) throws IdentityException {
    byte[] content = SmallFile.read(file, WANTED);
    if (PemDocument.read(content).holdsPrivateKey()) {
      throw new IdentityException(
          "The own certificate file " + shown(file) + " holds a private key.",
          "Leave only the certificate in it, and put the key into component.key beside it, readable"
              + " for its owner alone.");
    }
    ParsedCertificate parsed = Certificate.parsePem(content);
    Certificate certificate = parsed.sound().orElseThrow(() -> unusable(file, parsed));
    if (certificate.key().publicKey().isEmpty()) {
      throw refusedElsewhere(file, certificate.key());
    }
    return certificate;
  }

  private static IdentityException refusedElsewhere(Path file, SubjectPublicKey key) {
    return new IdentityException(
        "The own certificate file "
            + shown(file)
            + " has a key that every other site refuses ("
            + key.description()
            + "): "
            + key.weakness().or(key::unsupported).orElse("it cannot be used")
            + ".",
        "Move this file and its key away; the next start makes a new pair of RSA 2048.");
  }

  private static IdentityException unusable(Path file, ParsedCertificate parsed) {
    String problem =
        parsed instanceof ParsedCertificate.Malformed malformed
            ? malformed.problem()
            : ((ParsedCertificate.Truncated) parsed).problem();
    return new IdentityException(
        "The own certificate file " + shown(file) + " cannot be used: " + problem + ".",
        "Put exactly one X.509 certificate in PEM there. To start afresh, move this file and its"
            + " key away; the next start makes a new pair.");
  }

  private static PrivateKey key(Path file) throws IdentityException {
    Parsed<PrivateKey> parsed = PrivateKeys.read(SmallFile.read(file, WANTED));
    if (parsed instanceof Parsed.Bad<PrivateKey> bad) {
      throw new IdentityException(
          "The private key file " + shown(file) + " cannot be used: " + bad.problem(), bad.hint());
    }
    return ((Parsed.Good<PrivateKey>) parsed).value();
  }

  private static String shown(Path file) {
    return Printable.of(file.toString());
  }

  /** The fingerprint; never the key. */
  @Override
  public String toString() {
    return certificate.fingerprint().toString();
  }
}

package org.certdrop.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.certdrop.registration.Entry;
import org.certdrop.text.Parsed;
import org.certdrop.text.Progress;

/** The parties' certificates as a PKCS#12 trust store, which Java and OpenSSL read. */
public final class TrustStore {
  private TrustStore() {}

  /**
   * Writes one.
   *
   * @param entries whose certificates; the alias of each is the party's id, in lower case as Java
   *     has it
   * @param password what protects the store's integrity
   * @param progress hears how many of the parties are in it
   * @return PKCS#12 (RFC 7292) with trusted certificates alone; or which certificate Java does not
   *     read
   */
  public static Parsed<byte[]> of(List<Entry> entries, Password password, Progress progress) {
    int done = 0;
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Entry entry : entries) {
        try {
          store.setCertificateEntry(entry.party().key(), certificate(entry));
        } catch (CertificateException e) {
          return Parsed.bad(
              "Java cannot read the certificate of " + entry.party() + ".",
              "Use ./certdrop export pem, or ask that party for another certificate.");
        }
        progress.reached(ExportedParties.THINGS, ++done, entries.size());
      }
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      store.store(content, password.characters());
      return Parsed.good(content.toByteArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform writes PKCS#12", e);
    }
  }

  private static Certificate certificate(Entry entry) throws CertificateException {
    byte[] pem = entry.certificate().pem().getBytes(StandardCharsets.US_ASCII);
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem));
  }
}

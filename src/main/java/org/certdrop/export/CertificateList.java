package org.certdrop.export;

import java.util.List;
import org.certdrop.registration.Entry;
import org.certdrop.text.Printable;
import org.certdrop.text.Progress;
import org.certdrop.text.Timestamps;

/** The parties' certificates in one PEM file, as OpenSSL, curl and most programs take it. */
public final class CertificateList {
  private CertificateList() {}

  /**
   * Writes them.
   *
   * @param entries whose certificates
   * @param progress hears how many of the parties are written
   * @return ASCII: each certificate under a comment that says whose it is
   */
  public static String of(List<Entry> entries, Progress progress) {
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (Entry entry : entries) {
      text.append(block(entry));
      progress.reached(ExportedParties.THINGS, ++done, entries.size());
    }
    return text.toString();
  }

  private static String block(Entry entry) {
    return "# "
        + Printable.of(entry.party().value())
        + ", until "
        + Timestamps.seconds(entry.notAfter())
        + "\n# SHA-256 "
        + entry.sha256()
        + "\n"
        + entry.certificate().pem();
  }
}

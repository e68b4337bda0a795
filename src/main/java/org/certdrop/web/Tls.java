package org.certdrop.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.Owner;
import org.certdrop.home.Faults;
import org.certdrop.home.PageSettings.TlsFiles;
import org.certdrop.home.StartException;
import org.certdrop.submission.Limits;
import org.certdrop.text.Parsed;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.PrivateKeys;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page's own certificate and key, for TLS 1.2 and 1.3. */
final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
  private static final char[] NO_PASSWORD = new char[0];

  private Tls() {}

  /**
   * What a server needs to use them.
   *
   * @throws StartException if a file cannot be read, or is not what it should be
   */
  static SslContextFactory.Server of(TlsFiles files) throws StartException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = chain(files.certificate());
      PrivateKey key = key(files.key());
      if (!PrivateKeys.matches(key, chain[0].getPublicKey())) {
        throw new IOException("this is not the key of the first certificate");
      }
      warn(files, chain[0]);
      store.setKeyEntry("page", key, NO_PASSWORD, chain);
      SslContextFactory.Server server = new SslContextFactory.Server();
      server.setKeyStore(store);
      server.setKeyStorePassword("");
      server.setIncludeProtocols("TLSv1.3", "TLSv1.2");
      return server;
    } catch (GeneralSecurityException | IOException e) {
      throw new StartException(
          "The page cannot be served by TLS with "
              + files.certificate()
              + " and "
              + files.key()
              + ": "
              + e.getMessage()
              + ". Set certdrop.http.tls.certificate and certdrop.http.tls.key to a chain and its"
              + " private key, in PEM and without a password.");
    }
  }

  private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
    Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(read(file)))
            .toArray(new Certificate[0]);
    if (chain.length == 0) {
      throw new IOException(file + " holds no certificate");
    }
    return chain;
  }

  /** The key as Java's own TLS takes it. */
  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Parsed<PrivateKey> read = PrivateKeys.read(read(file));
    if (read instanceof Parsed.Good<PrivateKey> good) {
      String kind = good.value().getAlgorithm().equals("RSA") ? "RSA" : "EC";
      return KeyFactory.getInstance(kind)
          .generatePrivate(new PKCS8EncodedKeySpec(good.value().getEncoded()));
    }
    throw new IOException(file + ": " + ((Parsed.Bad<PrivateKey>) read).problem());
  }

  /** Browsers, or other accounts, would mind; the service need not. */
  private static void warn(TlsFiles files, Certificate first) throws IOException {
    if (first instanceof X509Certificate page) {
      try {
        page.checkValidity();
      } catch (CertificateException e) {
        LOG.warn(
            "{} counts from {} to {}: browsers warn of the page until there is another one.",
            files.certificate(),
            Timestamps.seconds(page.getNotBefore().toInstant()),
            Timestamps.seconds(page.getNotAfter().toInstant()),
            e);
      }
    }
    if (Owner.isForEverybody(files.key())) {
      LOG.warn("Every account can read {}: chmod o-r it.", files.key());
    }
  }

  private static byte[] read(Path file) throws IOException {
    try {
      if (BoundedFile.read(file.toRealPath(), Limits.FILE_BYTES) instanceof FileContent.Bytes all) {
        return all.bytes();
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is not there", e);
    } catch (IOException e) {
      throw new IOException(Faults.describe(e), e);
    }
    throw new IOException(file + " is no plain file of at most 64 KiB that certdrop may read");
  }
}

package org.certdrop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.home.Faults;
import org.certdrop.home.PageSettings.TlsFiles;
import org.certdrop.home.StartException;
import org.certdrop.submission.Limits;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The page's own certificate and key, for TLS 1.2 and 1.3. */
final class Tls {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");
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
      store.setKeyEntry("page", key(files.key()), NO_PASSWORD, chain(files.certificate()));
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
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(read(file)))
        .toArray(new Certificate[0]);
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(new String(read(file), US_ASCII));
    if (!pem.find()) {
      throw new IOException(file + " holds no \"BEGIN PRIVATE KEY\"");
    }
    PKCS8EncodedKeySpec der = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    try {
      return KeyFactory.getInstance("EC").generatePrivate(der);
    } catch (InvalidKeySpecException e) {
      return KeyFactory.getInstance("RSA").generatePrivate(der); // no key of an elliptic curve
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

package org.certdrop.home;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the page is served, and what may be done there.
 *
 * @param address where it is served
 * @param actions whether a person who signs in there may act
 * @param tls what it is served with; empty for plain HTTP
 */
public record PageSettings(HttpAddress address, boolean actions, Optional<TlsFiles> tls) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|(?:0{0,4}:){2,7}0{0,3}1");

  /**
   * The page's own certificate, which has nothing to do with those of the parties.
   *
   * @param certificate its chain in PEM, its own certificate first
   * @param key its private key in PEM (PKCS #8), without a password
   */
  public record TlsFiles(Path certificate, Path key) {}

  /** Reads the settings; empty if there is no page. */
  static Optional<PageSettings> of(SettingValues values) throws SettingsException {
    boolean actions = values.truth(Setting.HTTP_ACTIONS);
    Optional<TlsFiles> tls = tls(values);
    if (values.text(Setting.HTTP_ADDRESS).isEmpty()) {
      if (actions) {
        throw values.bad(
            Setting.HTTP_ACTIONS,
            "There is no page to act on: set certdrop.http.address, to 127.0.0.1:8077 say.");
      }
      return Optional.empty();
    }
    HttpAddress address =
        values.good(Setting.HTTP_ADDRESS, HttpAddress.parse(values.text(Setting.HTTP_ADDRESS)));
    if (actions && tls.isEmpty() && !LOOPBACK.matcher(address.host()).matches()) {
      throw values.bad(
          Setting.HTTP_ACTIONS,
          "A listener on the way to "
              + address
              + " could take over a session: serve the page at 127.0.0.1, or name a certificate and"
              + " its key by certdrop.http.tls.certificate and certdrop.http.tls.key.");
    }
    return Optional.of(new PageSettings(address, actions, tls));
  }

  private static Optional<TlsFiles> tls(SettingValues values) throws SettingsException {
    Optional<Path> certificate = values.path(Setting.HTTP_TLS_CERTIFICATE);
    Optional<Path> key = values.path(Setting.HTTP_TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw values.bad(
          certificate.isPresent() ? Setting.HTTP_TLS_KEY : Setting.HTTP_TLS_CERTIFICATE,
          "A certificate needs its private key, and a key its certificate: set both, or none.");
    }
    return certificate.map(chain -> new TlsFiles(chain, key.orElseThrow()));
  }
}
